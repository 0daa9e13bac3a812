"""The people of the firm: teams, roles, days off, and which client is whose."""
