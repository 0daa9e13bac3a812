"""The sandbox: a local Bot API, strict like Telegram, and a chat page; neither needs a network."""
