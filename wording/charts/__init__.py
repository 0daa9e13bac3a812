"""Pictures for messages; matplotlib is imported when the first one is drawn."""
