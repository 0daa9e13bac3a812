"""Reads a pasted e-mail: who wrote it, and what of it is quoted from whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loyalty.chats.names import is_said_in_person
from loyalty.chats.values import ChatLine, PastedChat

_FROM = re.compile(
    r"\**(?:from|发件人|發件人|寄件者|de|von)\**\s*[:：]\**\s*(?P<who>\S.{0,200})", re.IGNORECASE
)
_HEADER = re.compile(
    r"\**(?P<name>to|cc|bcc|subject|date|sent|reply-to|收件人|抄送|主题|主題|日期|时间|時間|发送时间|"
    r"發送時間|寄件日期|收件者|副本|主旨|à|objet|envoyé|an|betreff|gesendet|datum)"
    r"\**\s*[:：]\**\s*(?P<value>.*)",
    re.IGNORECASE,
)
_DATES = frozenset(
    (
        "date",
        "sent",
        "envoyé",
        "gesendet",
        "datum",
        "日期",
        "时间",
        "時間",
        "发送时间",
        "發送時間",
        "寄件日期",
    )
)
_WROTE = re.compile(
    r"(?:on|am|le|于|"
    r"在)?\s*(?P<at>.{0,80}?[\d:日午]),?\s*(?P<who>[^\d,，:：][^,，:：]{0,100}?)\s*(?:wrote|写道|寫道|"
    r"a écrit)\s*[:：]"
    r"|(?P<who2>[^\d\s:：][^:：]{0,100}?)\s*[于在](?P<at2>\s*\d.{0,60}?)(?:写道|寫道)\s*[:：]"
    r"|am\s(?P<at3>.{0,60}?)\sschrieb\s(?P<who3>[^:：]{1,100}?)\s*[:：]",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"(?:on|le|am)\s.{0,80}\d|\S.{0,100}[于在]\s*\d{4}", re.IGNORECASE)
_WROTE_ENDS = re.compile(r".{0,140}(?:wrote|写道|寫道|a écrit|schrieb.{0,100})\s*[:：]", re.IGNORECASE)
_DIVIDER = re.compile(
    r"[-_—]{2,}\s*(?:original message|forwarded message|原始邮件|原始郵件|转发邮件)?\s*[-_—]*"
    r"|begin forwarded message\s*:|开始转发邮件\s*[:：]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,200}")
_QUOTE = re.compile(r"^(?:>\s?)+")
_FROM_WITHIN = 5
_READ_LINE_CHARS = 300


@dataclass(slots=True)
class _Mail:
    who: str
    at: str | None = None
    headers: int = 0
    in_headers: bool = True
    is_quoted: bool = False
    body: list[str] = field(default_factory=list)


def email(lines: Sequence[str]) -> PastedChat | None:
    """Return the messages of a pasted e-mail, newest first as pasted; None when it is none."""
    lines = _unwrapped(lines)
    top = [line.strip() for line in lines if line.strip()][:_FROM_WITHIN]
    opening, mails = _mails(lines)
    if any(_FROM.fullmatch(line) for line in top):
        if not _is_email(top, mails):
            return None
    elif not _is_answer(opening, mails):
        return None
    written = [(mail, "\n".join(mail.body).strip()) for mail in mails]
    said = tuple(ChatLine(mail.who, mail.at, body) for mail, body in written if body)
    return PastedChat(said, is_email=True, opening=opening) if said else None


def _mails(lines: Sequence[str]) -> tuple[str, list[_Mail]]:
    """Return what stands above the first mail that names its writer, and the mails."""
    opening: list[str] = []
    mails: list[_Mail] = []
    for raw in lines:
        line = raw.strip()
        bare = _QUOTE.sub("", line)
        if found := _FROM.fullmatch(bare):
            mails.append(_Mail(_sender(found["who"])))
        elif _DIVIDER.fullmatch(bare):
            continue
        elif found := _WROTE.fullmatch(bare[:_READ_LINE_CHARS]):
            who, at = _written_by(found)
            mails.append(_Mail(_sender(who), at, in_headers=False, is_quoted=True))
        elif bare == line and all(mail.is_quoted and not mail.who for mail in mails):
            opening.append(bare)
        elif mails and mails[-1].in_headers and (header := _HEADER.fullmatch(bare)):
            _keep_header(mails[-1], header)
        else:
            _keep_body(mails, bare, quoted=bare != line)
    return "\n".join(opening).strip(), mails


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join a line such as "On Monday, Anna <a@b.c> wrote:" that was wrapped at its address."""
    joined: list[str] = []
    for line in lines:
        bare = _QUOTE.sub("", line.strip())[:_READ_LINE_CHARS]
        above = _QUOTE.sub("", joined[-1].strip())[:_READ_LINE_CHARS] if joined else ""
        if _WROTE_BEGINS.match(above) and _WROTE_ENDS.fullmatch(bare) and not _WROTE_ENDS.fullmatch(above):
            joined[-1] = f"{joined[-1].rstrip()} {bare}"
        else:
            joined.append(line)
    return joined


def _written_by(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groupdict()
    who = groups["who"] or groups["who2"] or groups["who3"]
    return who, (groups["at"] or groups["at2"] or groups["at3"]).strip()


def _is_answer(opening: str, mails: Sequence[_Mail]) -> bool:
    """Tell an answer without headers from a note: it quotes somebody by name, or speaks to somebody."""
    if not opening or not mails:
        return False
    if any(mail.who and (mail.headers or mail.is_quoted) for mail in mails):
        return True
    return len(mails) == 1 and mails[0].is_quoted and is_said_in_person(opening)


def _keep_header(mail: _Mail, header: re.Match[str]) -> None:
    mail.headers += 1
    if header["name"].lower() in _DATES:
        mail.at = header["value"].strip() or None


def _keep_body(mails: list[_Mail], bare: str, *, quoted: bool) -> None:
    if not mails or (quoted and len(mails) == 1 and not mails[0].in_headers and not mails[0].is_quoted):
        # Quoted without a word about whom: certainly not the sender of this one.
        mails.append(_Mail("", in_headers=False, is_quoted=True))
    mails[-1].in_headers = mails[-1].in_headers and not bare
    if bare:
        mails[-1].in_headers = False
    mails[-1].body.append(bare)


def _is_email(top: Sequence[str], mails: Sequence[_Mail]) -> bool:
    """A lone "From: London" is a note; an address or a second header makes it an e-mail."""
    return any(mail.headers for mail in mails) or any(_ADDRESS.search(line) for line in top)


def _sender(written: str) -> str:
    """Return the name of ``"Chen Wei" <chen@example.com>``, else the address in words."""
    name = (
        re.sub(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)", " ", written).replace('"', " ").replace("*", " ").strip(" ';")
    )
    if name and not _ADDRESS.fullmatch(name):
        return _ADDRESS.sub("", " ".join(name.split())).strip() or _in_words(name)
    address = _ADDRESS.search(written)
    return _in_words(address[0]) if address else " ".join(written.split())


def _in_words(address: str) -> str:
    return " ".join(re.split(r"[._+-]+", address.partition("@")[0])).strip()
