"""Telegram: the door out, the loop that receives, the dispatcher and the messenger."""
