"""The people of the firm: who they are, when they work, and what they may reach."""
