"""Assemble: the command line, settings, wiring, the transport to Telegram and the sandbox."""
