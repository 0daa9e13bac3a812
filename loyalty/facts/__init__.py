"""What is known of a client by day: contacts, purchases, answers and all else the rules read."""
