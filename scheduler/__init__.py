"""Wake: what time starts. Ticks over due rows, the inbox runner and the sender."""
