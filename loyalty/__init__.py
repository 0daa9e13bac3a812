"""Decide: pure rules. No I/O, no clock, no Telegram, no SQL."""
