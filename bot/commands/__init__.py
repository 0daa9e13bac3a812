"""One file per command; each is a thin shell around what the floors below do."""
