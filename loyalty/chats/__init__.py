"""Reads chats and e-mails pasted into a note, so that the client's own words are told from ours."""

from loyalty.chats.pasting import pasted_chat
from loyalty.chats.sides import client_side, is_own, words_of_client
from loyalty.chats.values import ChatLine, PastedChat, client_lines, speakers

__all__ = [
    "ChatLine",
    "PastedChat",
    "client_lines",
    "client_side",
    "is_own",
    "pasted_chat",
    "speakers",
    "words_of_client",
]
