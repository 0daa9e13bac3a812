"""The records: what happened with a client, what was read of it, and how a record is taken back."""
