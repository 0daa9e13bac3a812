"""Reads chats and e-mails pasted into a note, so that the client's own words are told from ours."""

from loyalty.chats.pasting import pasted_chat
from loyalty.chats.values import ChatLine, PastedChat, client_lines, speakers

__all__ = ["ChatLine", "PastedChat", "client_lines", "pasted_chat", "speakers"]
