"""Reads a pasted e-mail: who wrote it, and what of it is quoted from whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loyalty.chats.values import ChatLine, PastedChat

_FROM = re.compile(
    r"\**(?:from|发件人|發件人|寄件者|de|von)\**\s*[:：]\**\s*(?P<who>\S.{0,200})", re.IGNORECASE
)
_HEADER = re.compile(
    r"\**(?P<name>to|cc|bcc|subject|date|sent|reply-to|收件人|抄送|主题|主題|日期|时间|時間|发送时间|"
    r"發送時間|寄件日期|收件者|副本|主旨)"
    r"\**\s*[:：]\**\s*(?P<value>.*)",
    re.IGNORECASE,
)
_DATES = frozenset({"date", "sent", "日期", "时间", "時間", "发送时间", "發送時間", "寄件日期"})
_WROTE = re.compile(
    r"(?:on|am|le|于|"
    r"在)?\s*(?P<at>.{0,80}?[\d:日午]),?\s*(?P<who>[^\d,，:：][^,，:：]{0,100}?)\s*(?:wrote|写道|寫道|"
    r"schrieb|a écrit)\s*[:：]",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"[-_—]{2,}\s*(?:original message|forwarded message|原始邮件|原始郵件|转发邮件)?\s*[-_—]*", re.IGNORECASE
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
    body: list[str] = field(default_factory=list)


def email(lines: Sequence[str]) -> PastedChat | None:
    """Return the messages of a pasted e-mail, newest first as pasted; None when it is none."""
    top = [line.strip() for line in lines if line.strip()][:_FROM_WITHIN]
    if not any(_FROM.fullmatch(line) for line in top):
        return None
    mails = _mails(lines)
    if not _is_email(top, mails):
        return None
    written = [(mail, "\n".join(mail.body).strip()) for mail in mails]
    said = tuple(ChatLine(mail.who, mail.at, body) for mail, body in written if body)
    return PastedChat(said, is_email=True) if said else None


def _mails(lines: Sequence[str]) -> list[_Mail]:
    mails: list[_Mail] = []
    for raw in lines:
        line = raw.strip()
        bare = _QUOTE.sub("", line)
        if found := _FROM.fullmatch(bare):
            mails.append(_Mail(_sender(found["who"])))
        elif not mails or _DIVIDER.fullmatch(bare):
            continue
        elif mails[-1].in_headers and (header := _HEADER.fullmatch(bare)):
            _keep_header(mails[-1], header)
        elif found := _WROTE.fullmatch(bare[:_READ_LINE_CHARS]):
            mails.append(_Mail(_sender(found["who"]), found["at"].strip(), in_headers=False))
        else:
            _keep_body(mails, bare, quoted=bare != line)
    return mails


def _keep_header(mail: _Mail, header: re.Match[str]) -> None:
    mail.headers += 1
    if header["name"].lower() in _DATES:
        mail.at = header["value"].strip() or None


def _keep_body(mails: list[_Mail], bare: str, *, quoted: bool) -> None:
    if quoted and len(mails) == 1 and not mails[-1].in_headers:
        # Quoted without a word about whom: certainly not the sender of this one.
        mails.append(_Mail("", in_headers=False))
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
        re.sub(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)", " ", written).replace('"', " ").replace("*", " ").strip(" '")
    )
    if name and not _ADDRESS.fullmatch(name):
        return _ADDRESS.sub("", " ".join(name.split())).strip() or _in_words(name)
    address = _ADDRESS.search(written)
    return _in_words(address[0]) if address else " ".join(written.split())


def _in_words(address: str) -> str:
    return " ".join(re.split(r"[._+-]+", address.partition("@")[0])).strip()
