"""Tells the client's side of a pasted chat from the advisor's own."""

from collections.abc import Sequence

from loyalty.chats.pasting import pasted_chat
from loyalty.chats.values import PastedChat, client_lines, speakers
from loyalty.names.folding import normalised, words_of

# What messengers and people write for whoever copied the chat.
_MYSELF = frozenset({"me", "myself", "i", "you", "我", "本人", "自己", "您", "你"})


def client_side(chat: PastedChat, *, client_names: Sequence[str], own_name: str) -> str:
    """Return what the client wrote, one message a line; empty when nobody can tell who is who.

    Speakers named like the client are the client; else everybody who is not the advisor is, as long as the
    advisor is among the speakers or there is only one. The advisor's own lines never count. An e-mail's
    nameless answer is the client's when it quotes the advisor or nobody by name.
    """
    own = {who for who in speakers(chat) if is_own(who, own_name=own_name, client_names=client_names)}
    others = [who for who in speakers(chat) if who not in own]
    named = {who for who in others if _names(who, client_names)}
    if chat.opening and not named and (own or not others):
        return chat.opening
    if not named and (own or len(others) == 1):
        named = set(others)
    return client_lines(chat, lambda who: who in named)


def words_of_client(text: str, *, client_names: Sequence[str], own_name: str) -> str | None:
    """Return the client's side of a text that is a pasted chat, None for a note."""
    chat = pasted_chat(text)
    return None if chat is None else client_side(chat, client_names=client_names, own_name=own_name)


def is_own(speaker: str, *, own_name: str, client_names: Sequence[str] = ()) -> bool:
    """Tell whether a speaker is the advisor: by the name, a part of it the client has not, or as "me"."""
    if normalised(speaker) in _MYSELF or normalised(speaker) == normalised(own_name):
        return True
    return _names(speaker, [own_name]) and not _names(speaker, client_names)


def _names(speaker: str, names: Sequence[str]) -> bool:
    """Tell whether a speaker is one of the names, or one holds all words of the other."""
    said = set(words_of(speaker))
    known = (set(words_of(name)) for name in names)
    return bool(said) and any(words and (said <= words or words <= said) for words in known)
