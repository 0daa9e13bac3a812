"""The kept sums: all facts of a client as some numbers, which one more fact updates."""
