"""What can be wrong with a typed field; each kind has a code that the wording turns into a sentence."""

from typing import ClassVar

from loyalty.errors import RapportError


class FieldError(RapportError):
    """A typed field cannot be taken as it is; ``text`` is what was typed and never goes into a log."""

    code: ClassVar[str] = "field"

    def __init__(self, text: str, /, *, choices: tuple[str, ...] = ()) -> None:
        # The message carries no typed text: it may be a client's and messages reach logs.
        super().__init__(self.code)
        self.text = text
        self.choices = choices


class UnreadableBirthdayError(FieldError):
    """No date can be read out of the text."""

    code = "birthday_unreadable"


class AmbiguousBirthdayError(FieldError):
    """Day and month could be either way round; ``choices`` are both dates, for ``birthday_of``."""

    code = "birthday_ambiguous"


class ImpossibleBirthdayError(FieldError):
    """The date does not exist, or its year is none a living person was born in."""

    code = "birthday_impossible"


class LunarBirthdayError(FieldError):
    """A date of the lunar calendar, which falls on another day each year and is not kept."""

    code = "birthday_lunar"


class UnreadableDayError(FieldError):
    """No day can be read out of the text."""

    code = "day_unreadable"


class ComingDayError(FieldError):
    """The day has not come yet."""

    code = "day_coming"


class UnreadablePhoneError(FieldError):
    """The text is no telephone number of the country."""

    code = "phone_unreadable"


class ForeignPhoneError(FieldError):
    """The number has no country code and the client's country is not known."""

    code = "phone_without_country"


class UnknownZoneError(FieldError):
    """No time zone, city or country of this name is known."""

    code = "zone_unknown"


class SeveralZonesError(FieldError):
    """The country has several time zones; ``choices`` are the likeliest, by IANA name."""

    code = "zone_several"


class UnreadableHoursError(FieldError):
    """No start and end of a working day can be read out of the text."""

    code = "hours_unreadable"


class UnreadableHourError(FieldError):
    """No clock time, or more than one, can be read out of the text."""

    code = "hour_unreadable"


class BackwardHoursError(FieldError):
    """The working day ends before it starts."""

    code = "hours_backward"


class UnknownChoiceError(FieldError):
    """The words are none of those that can be chosen from."""

    code = "choice_unknown"


class MissingNameError(FieldError):
    """Nothing visible remains of the name."""

    code = "name_missing"


class UnreadableDaysError(FieldError):
    """No day or span of days can be read out of the text."""

    code = "days_unreadable"


class ImpossibleDaysError(FieldError):
    """Days off that end before they begin, are over already, or last longer than a year."""

    code = "days_impossible"


class TakenDaysError(FieldError):
    """Some of the days are days off already."""

    code = "days_taken"


class MissingWordsError(FieldError):
    """Nothing visible remains of the words."""

    code = "words_missing"


class LongWordsError(FieldError):
    """More words than a line about a client holds."""

    code = "words_long"
