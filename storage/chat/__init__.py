"""The chat: what came in, what is to leave, and what stands behind each button."""
