"""Duties: the kinds of work that time starts, by the names under which trouble with them is told."""

from enum import StrEnum


class Duty(StrEnum):
    """One kind of work, done row by row; one row that fails must not keep the others from their turn."""

    ABSENCES_ENDED = "absences_ended"
    ABSENCES_BEGUN = "absences_begun"
    LEVELS_ENDED = "levels_ended"
    PAUSES_ENDED = "pauses_ended"
    STEPS_OVERDUE = "steps_overdue"
    GIVING_OFFERED = "giving_offered"
    STEPS_LATE = "steps_late"
    STEPS_AT_HALF = "steps_at_half"
    PLANS = "plans"
    BRIEFS = "briefs"
    REMINDERS = "reminders"
    LISTS = "lists"
    DIGESTS = "digests"
    SCORES = "scores"
    FIRST_LEVELS = "first_levels"
    MESSAGES = "messages"
    TIDYING = "tidying"
