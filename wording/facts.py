"""Adding a fact about a client: which group, which kind, which value, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.cases.cases import Case
from loyalty.clients import Client, ClientId
from loyalty.facts.groups import GROUPS, FactGroup
from loyalty.facts.signals import CHOICES, SCALES, Signal, SignalId, SignalKind
from loyalty.index.index import COVERAGE_NEEDED
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from wording.actions import Action
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.steps import next_line
from wording.templates import render

_A_ROW = 6
_BUTTONS_OF_SCALE = 11
# What a mention may say of us: the tone and whether it is about us, as the button carries them.
MENTION_TONES = {"praise": "1 1", "plain": "0 1", "critical": "-1 1", "not_us": "0 0"}


@dataclass(frozen=True, slots=True)
class FactSavedView:
    """What a saved fact changed.

    Attributes:
        change_id: by which it is undone.
        undo_until: None once it was undone.
        index_before: as of the same day as the standing.
        level_before: None when there was none.
        case: the open case of the client, if there is one.
        told: names of the leads who are told of it.
        told_at: when they are told, if not at once.
    """

    client: Client
    signal: Signal
    change_id: str
    undo_until: datetime
    index_before: float
    level_before: Level | None
    standing: Standing
    case: Case | None = None
    told: tuple[str, ...] = ()
    told_at: datetime | None = None

    @property
    def client_name(self) -> str:
        """Return whom the fact is about."""
        return self.client.name


def fact_groups(client: Client, *, reader: Reader) -> Screen:
    """Ask what a new fact is about."""
    buttons = [_group_button(group, client.id, reader) for group in FactGroup]
    text = render("fact_groups", reader, client=client)
    return Screen(text, grid([*buttons, _back(Action.CLIENT_WHY, client.id, reader)]))


def fact_kinds(
    client: Client, group: FactGroup, *, open_matters: Sequence[Signal] = (), reader: Reader, now: datetime
) -> Screen:
    """Ask for the kind of a fact; complaints that are open can be settled here."""
    text = render("fact_kinds", reader, now=now, client=client, group=group, matters=open_matters)
    buttons = [button for kind in GROUPS[group] for button in _kind_buttons(kind, client.id, reader)]
    solved = _solved_buttons(open_matters, reader)
    back = (_back(Action.FACT_ADD, client.id, reader),)
    return Screen(text, (*grid(buttons, per_row=2), *grid(solved), back))


def fact_value(client: Client, kind: SignalKind, *, is_wrong: bool = False, reader: Reader) -> Screen:
    """Ask for the value of a fact: by buttons where it is a short scale, else typed."""
    text = render("fact_value", reader, client=client, kind=kind, is_wrong=is_wrong)
    cancel = (Button(button_label("cancel", reader.language), Action.FACT_ADD, client.id),)
    return Screen(text, (*_scale_rows(kind, client.id), cancel))


def mention_tone(client: Client, reach: float, *, reader: Reader) -> Screen:
    """Ask what a public mention said about us."""
    text = render("fact_tone", reader, client=client, reach=int(reach))
    buttons = [
        Button(
            label_of("mention_tone", key, reader.language),
            Action.FACT_SAVE,
            client.id,
            f"{SignalKind.MENTION} {reach:g} {carried}",
        )
        for key, carried in MENTION_TONES.items()
    ]
    cancel = (Button(button_label("cancel", reader.language), Action.FACT_ADD, client.id),)
    return Screen(text, (*grid(buttons, per_row=2), cancel))


def fact_saved(view: FactSavedView, *, reader: Reader, now: datetime) -> Screen:
    """Return what was saved, the loyalty figure before and after, and the level if it changed."""
    text = render(
        "fact_saved",
        reader,
        now=now,
        view=view,
        fact=view.signal,
        level=view.standing.level,
        is_changed=view.standing.level is not view.level_before,
        cause=view.standing.cause,
        is_rough=view.standing.coverage < COVERAGE_NEEDED,
        next_step=next_line(view.case, now=now),
    )
    undo = Button(button_label("undo", reader.language), Action.FACT_UNDO, view.change_id)
    why = Button(button_label("why", reader.language), Action.CLIENT_WHY, view.client.id)
    more = Button(button_label("add_fact", reader.language), Action.FACT_ADD, view.client.id)
    if view.case is not None and not view.case.playbook.is_quiet:
        more = Button(button_label("steps", reader.language), Action.CASE_SHOW, view.case.id)
    return Screen(text, ((undo, why, more),))


def fact_undone(client: Client, standing: Standing, *, reader: Reader, now: datetime) -> Screen:
    """Return that nothing is left of a fact, and the figure that holds again."""
    text = render("fact_undone", reader, now=now, client=client, standing=standing, level=standing.level)
    why = Button(button_label("why", reader.language), Action.CLIENT_WHY, client.id)
    again = Button(button_label("add_fact", reader.language), Action.FACT_ADD, client.id)
    return Screen(text, ((why, again),))


def solved_button(signal_id: SignalId, reader: Reader, *, number: int | None = None) -> Button:
    """Return the button that settles a matter; numbered where several are open."""
    label = button_label("solved", reader.language)
    return Button(f"{label} {number}" if number else label, Action.FACT_SOLVE, signal_id)


def _group_button(group: FactGroup, client_id: ClientId, reader: Reader) -> Button:
    label = label_of("fact_group", group, reader.language)
    if group is FactGroup.VISIT:
        return Button(label, Action.FACT_SAVE, client_id, SignalKind.VISIT)
    return Button(label, Action.FACT_ADD, client_id, group)


def _kind_buttons(kind: SignalKind, client_id: ClientId, reader: Reader) -> list[Button]:
    if kind is SignalKind.EXIT_WISH:
        return []
    if kind in CHOICES:
        return [
            Button(label, Action.FACT_SAVE, client_id, f"{kind} {chosen:g}")
            for chosen in reversed(CHOICES[kind])
            for label in [label_of("fact_choice", f"{kind}_{chosen:g}", reader.language)]
        ]
    action = Action.FACT_KIND if kind in SCALES else Action.FACT_SAVE
    return [Button(label_of("fact_button", kind, reader.language), action, client_id, kind)]


def _solved_buttons(matters: Sequence[Signal], reader: Reader) -> list[Button]:
    if len(matters) == 1:
        return [solved_button(matters[0].id, reader)]
    return [solved_button(each.id, reader, number=number) for number, each in enumerate(matters, start=1)]


def _scale_rows(kind: SignalKind, client_id: ClientId) -> Rows:
    scale = SCALES[kind]
    if scale.most is None or scale.most - scale.least >= _BUTTONS_OF_SCALE:
        return ()
    values = range(int(scale.least), int(scale.most) + 1)
    buttons = [Button(str(value), Action.FACT_SAVE, client_id, f"{kind} {value}") for value in values]
    return grid(buttons, per_row=_A_ROW)


def _back(action: Action, client_id: ClientId, reader: Reader) -> Button:
    return Button(button_label("back", reader.language), action, client_id)
