"""The scores: where each client stands, by which yardstick, and how well it foretells."""
