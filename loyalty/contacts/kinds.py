"""The ways of contact and who started it."""

from enum import StrEnum


class Channel(StrEnum):
    """The way a contact took; a shared meal of any kind is a dinner."""

    CALL = "call"
    VIDEO = "video"
    VISIT = "visit"
    MEETING = "meeting"
    WECHAT = "wechat"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    DINNER = "dinner"
    EVENT = "event"
    LETTER = "letter"
    OTHER = "other"


class Direction(StrEnum):
    """Who started it, and whether an outreach was answered: without answer it is an attempt only."""

    INBOUND = "inbound"
    OUTBOUND_ANSWERED = "outbound_answered"
    OUTBOUND_UNANSWERED = "outbound_unanswered"
