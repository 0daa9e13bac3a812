"""Reads what a person types into the fields of a client: birthday, day, phone, zone, hours, name, words."""

from loyalty.clientfields.birthdays import Birthday, birthday_of
from loyalty.clientfields.clientnames import NAME_CHARS, clean_name
from loyalty.clientfields.errors import (
    AmbiguousBirthdayError,
    BackwardHoursError,
    ComingDayError,
    FieldError,
    ForeignPhoneError,
    ImpossibleBirthdayError,
    ImpossibleDaysError,
    LongWordsError,
    LunarBirthdayError,
    MissingNameError,
    MissingWordsError,
    SeveralZonesError,
    TakenDaysError,
    UnknownChoiceError,
    UnknownZoneError,
    UnreadableBirthdayError,
    UnreadableDayError,
    UnreadableDaysError,
    UnreadableHourError,
    UnreadableHoursError,
    UnreadablePhoneError,
)
from loyalty.clientfields.hours import DayHours, clock_of, hour_of
from loyalty.clientfields.pastdays import past_day_of
from loyalty.clientfields.phones import may_be_phone, phone_of
from loyalty.clientfields.words import clean_words
from loyalty.clientfields.zones import zone_of

__all__ = [
    "NAME_CHARS",
    "AmbiguousBirthdayError",
    "BackwardHoursError",
    "Birthday",
    "ComingDayError",
    "DayHours",
    "FieldError",
    "ForeignPhoneError",
    "ImpossibleBirthdayError",
    "ImpossibleDaysError",
    "LongWordsError",
    "LunarBirthdayError",
    "MissingNameError",
    "MissingWordsError",
    "SeveralZonesError",
    "TakenDaysError",
    "UnknownChoiceError",
    "UnknownZoneError",
    "UnreadableBirthdayError",
    "UnreadableDayError",
    "UnreadableDaysError",
    "UnreadableHourError",
    "UnreadableHoursError",
    "UnreadablePhoneError",
    "birthday_of",
    "clean_name",
    "clean_words",
    "clock_of",
    "hour_of",
    "may_be_phone",
    "past_day_of",
    "phone_of",
    "zone_of",
]
