"""Setting a client's level by hand: which, until when, why, and what the advisor hears of it."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.cases.cases import Case
from loyalty.clientfields import FieldError
from loyalty.clients import Client
from loyalty.levels.levels import Level
from loyalty.levels.overrides import HoldsFor, SetLevel, computed, last_day
from loyalty.levels.standings import Standing
from wording.actions import Action
from wording.clients import told_problem
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.steps import next_line
from wording.templates import render


@dataclass(frozen=True, slots=True)
class Chosen:
    """A level and the last day for which it is to hold."""

    level: Level
    last_on: date

    @classmethod
    def parse(cls, told: str) -> "Chosen":
        """Return what ``told`` gave."""
        level, _, last_on = told.partition(" ")
        return cls(Level(level), date.fromisoformat(last_on))

    @property
    def told(self) -> str:
        """Return both as a button or a question carries them."""
        return f"{self.level} {self.last_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class LevelView:
    """A client's level; ``set_level`` is what a lead set, in force though a matter may outrank it."""

    client: Client
    standing: Standing | None = None
    set_level: SetLevel | None = None


@dataclass(frozen=True, slots=True)
class LevelSavedView:
    """A level that was set; ``case`` is the one it opened, ``told_name`` the advisor who hears of it."""

    client: Client
    set_level: SetLevel
    standing: Standing
    case: Case | None = None
    told_name: str = ""


def levels(view: LevelView, *, reader: Reader, now: datetime) -> Screen:
    """Ask which level to set, with what holds now and what was computed."""
    standing = view.standing
    text = render(
        "levels",
        reader,
        now=now,
        client=view.client,
        standing=standing,
        set_level=view.set_level,
        beneath=computed(standing) if standing else None,
        is_outranked=view.set_level is not None and standing is not None and not standing.is_set_by_lead,
    )
    choices = tuple(
        Button(
            f"{label_of('shape', level, reader.language)} {label_of('Colour', level, reader.language)}",
            Action.LEVEL,
            view.client.id,
            level,
        )
        for level in Level
    )
    back = _button("back", Action.CLIENT_WHY, view.client, reader)
    if view.set_level is None:
        return Screen(text, (choices, (back,)))
    return Screen(text, (choices, (_button("end_now", Action.LEVEL_END, view.client, reader), back)))


def ask_until(client: Client, level: Level, *, today: date, reader: Reader, now: datetime) -> Screen:
    """Ask until when a level is to hold."""
    text = render("level_until", reader, now=now, client=client, level=level)
    usual = tuple(
        Button(
            label_of("holds_for", each, reader.language),
            Action.LEVEL,
            client.id,
            Chosen(level, last_day(each, today=today)).told,
        )
        for each in HoldsFor
    )
    typed = Button(button_label("date", reader.language), Action.LEVEL_DATE, client.id, level)
    return Screen(text, (usual, (typed, _button("cancel", Action.LEVEL, client, reader))))


def ask_date(client: Client, level: Level, *, reader: Reader, error: FieldError | None = None) -> Screen:
    """Ask for the last day in words."""
    text = render("level_date", reader, client=client, level=level, problem=told_problem(error, reader))
    return Screen(text, ((Button(button_label("back", reader.language), Action.LEVEL, client.id, level),),))


def ask_reason(
    client: Client,
    chosen: Chosen,
    *,
    told_name: str,
    reader: Reader,
    now: datetime,
    error: FieldError | None = None,
) -> Screen:
    """Ask for the reason; ``told_name`` is the advisor who reads it, empty when nobody else does."""
    problem = told_problem(error, reader)
    text = render(
        "level_reason", reader, now=now, client=client, chosen=chosen, told_name=told_name, problem=problem
    )
    back = Button(button_label("back", reader.language), Action.LEVEL, client.id, chosen.level)
    return Screen(text, ((back,),))


def ask_sure(
    client: Client, chosen: Chosen, reason: str, *, told_name: str, reader: Reader, now: datetime
) -> Screen:
    """Ask once whether to set the level, naming the client."""
    text = render(
        "level_sure", reader, now=now, client=client, chosen=chosen, reason=reason, told_name=told_name
    )
    language = reader.language
    sure = Button(
        button_label("level_sure", language), Action.LEVEL_SURE, client.id, f"{chosen.told}\n{reason}"
    )
    again = Button(button_label("edit", language), Action.LEVEL, client.id, chosen.told)
    return Screen(text, ((sure, again, _button("cancel", Action.LEVEL, client, reader)),))


def level_saved(view: LevelSavedView, *, reader: Reader, now: datetime) -> Screen:
    """Return to the lead what holds now, the step that follows, and who is told."""
    text = render(
        "level_saved",
        reader,
        now=now,
        client=view.client,
        set_level=view.set_level,
        beneath=computed(view.standing),
        next_step=next_line(view.case, now=now),
        told_name=view.told_name,
    )
    card = _button("card", Action.CLIENT_CARD, view.client, reader)
    return Screen(text, ((card, _button("end_now", Action.LEVEL_END, view.client, reader)),))


def level_told(
    client: Client, set_level: SetLevel, standing: Standing | None, *, reader: Reader, now: datetime
) -> Screen:
    """Return what the advisor hears of a level a lead set."""
    beneath = computed(standing) if standing else None
    text = render("level_told", reader, now=now, client=client, set_level=set_level, beneath=beneath)
    return Screen(text, ((_button("open_client", Action.CLIENT_CARD, client, reader),),))


def level_ended(
    client: Client,
    set_level: SetLevel,
    standing: Standing | None,
    *,
    by_name: str,
    reader: Reader,
    now: datetime,
) -> Screen:
    """Return what the message about a level set says once somebody ended it."""
    text = render(
        "level_ended",
        reader,
        now=now,
        client=client,
        set_level=set_level,
        standing=standing,
        level=standing.level if standing else None,
        by_name=by_name,
    )
    return Screen(text, ((_button("open_client", Action.CLIENT_CARD, client, reader),),))


def _button(word: str, action: Action, client: Client, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, client.id)
