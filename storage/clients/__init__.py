"""The clients: who they are, under which names they are found, and when they are closed."""
