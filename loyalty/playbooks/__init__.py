"""The playbooks: what is done about a client of a level, step by step, against which clocks."""

from loyalty.playbooks.planning import PlannedStep, due_at_of, steps_opened
from loyalty.playbooks.reading import PlaybooksError, playbooks_from, shipped_playbooks
from loyalty.playbooks.values import (
    LOST_STEP,
    Clock,
    ContactClock,
    DaysClock,
    Phrase,
    PlainClock,
    Playbook,
    PlaybookName,
    Playbooks,
    SkipKey,
    Step,
    StepKey,
    StepWords,
    WorkingClock,
)

__all__ = [
    "LOST_STEP",
    "Clock",
    "ContactClock",
    "DaysClock",
    "Phrase",
    "PlainClock",
    "PlannedStep",
    "Playbook",
    "PlaybookName",
    "Playbooks",
    "PlaybooksError",
    "SkipKey",
    "Step",
    "StepKey",
    "StepWords",
    "WorkingClock",
    "due_at_of",
    "playbooks_from",
    "shipped_playbooks",
    "steps_opened",
]
