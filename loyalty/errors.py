"""The root of all errors of Rapport, and those the rules raise themselves."""


class RapportError(Exception):
    """Anything that Rapport refuses or cannot do; every error of ours descends from it."""


class InvalidFactError(RapportError):
    """A value handed to a rule lies outside the range the rule is defined for."""

    def __init__(self, name: str, value: object, /) -> None:
        super().__init__(f"{name} cannot be {value!r}")
        self.name = name
        self.value = value


class InvalidHoursError(RapportError):
    """Working hours in which no work could ever be done."""

    def __init__(self, reason: str, /) -> None:
        super().__init__(f"working hours: {reason}")
        self.reason = reason


class NaiveMomentError(RapportError):
    """A moment without a time zone reached a rule that counts time."""

    def __init__(self, moment: object, /) -> None:
        super().__init__(f"{moment} has no time zone")
        self.moment = moment
