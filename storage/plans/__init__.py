"""The plans: contacts to come, reminders of them, and what an advisor has to do on a day."""
