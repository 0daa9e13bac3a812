"""Both languages say the same: the same messages, slots and small words."""

import re
from enum import StrEnum

import pytest
from jinja2 import nodes

from loyalty.cases.cases import Answer, Outcome, PauseReason
from loyalty.clients import Tier
from loyalty.contacts import Channel, Direction
from loyalty.facts.groups import FactGroup
from loyalty.facts.signals import CHOICES, SCALES, SignalKind
from loyalty.index.explanation import PartCode
from loyalty.index.movements import MoveCode
from loyalty.index.norms import IndicatorName
from loyalty.levels.levels import Cause, Level
from loyalty.levels.overrides import HoldsFor
from loyalty.levels.stages import JourneyStage, LoyaltyStage
from loyalty.moments import Later
from loyalty.people.people import Language, Role
from loyalty.tone import CueName, Mood
from loyalty.value import Basis
from tests.wording.firm import FIELD_ERRORS
from wording.casequestions import PauseFor
from wording.clients import ClientField
from wording.commands import bot_description, bot_short_description, command_menu
from wording.labels import table
from wording.moods import Certainty
from wording.start import Unsupported
from wording.templates import SUFFIX, environment, message_names

ENUMS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("level", Level),
    ("shape", Level),
    ("colour", Level),
    ("Colour", Level),
    ("cause", Cause),
    ("Cause", Cause),
    ("way_back", Cause),
    ("mood", Mood),
    ("Mood", Mood),
    ("face", Mood),
    ("tier", Tier),
    ("Tier", Tier),
    ("language", Language),
    ("client_language", Language),
    ("cue", CueName),
    ("journey", JourneyStage),
    ("stage", LoyaltyStage),
    ("outcome", Outcome),
    ("outcome_button", Outcome),
    ("answer", Answer),
    ("answer_button", Answer),
    ("pause", PauseReason),
    ("pause_button", PauseReason),
    ("pause_for", PauseFor),
    ("channel", Channel),
    ("Channel", Channel),
    ("direction", Direction),
    ("direction_button", Direction),
    ("certainty", Certainty),
    ("part", PartCode),
    ("fact", IndicatorName),
    ("move", MoveCode),
    ("worth", Basis),
    ("later", Later),
    ("holds_for", HoldsFor),
    ("field_button", ClientField),
    ("field_question", ClientField),
    ("fact_group", FactGroup),
    ("unsupported", Unsupported),
)


def test_every_wrong_answer_has_its_sentence() -> None:
    codes = {error.code for error in FIELD_ERRORS}

    assert set(table(Language.EN)["field_error"]) == codes


def test_every_kind_of_fact_has_its_words() -> None:
    offered = set(SignalKind) - set(CHOICES) - {SignalKind.EXIT_WISH, SignalKind.VISIT}
    bare = set(SignalKind) - set(CHOICES) - set(SCALES) - {SignalKind.EXIT_WISH}

    words = table(Language.EN)
    assert set(words["fact_question"]) == set(FactGroup) - {FactGroup.VISIT}
    assert set(words["fact_button"]) == offered
    assert set(words["fact_kind"]) == bare
    assert set(words["fact_ask"]) == set(words["fact_range"]) == set(SCALES)


def test_both_languages_have_the_same_messages() -> None:
    assert message_names(Language.EN) == message_names(Language.ZH)
    assert len(message_names(Language.EN)) > 50


def test_both_languages_have_the_same_small_words() -> None:
    english, chinese = table(Language.EN), table(Language.ZH)

    assert {key: set(words) for key, words in english.items()} == {
        key: set(words) for key, words in chinese.items()
    }


@pytest.mark.parametrize(("section", "enum"), ENUMS)
def test_every_value_has_its_word(section: str, enum: type[StrEnum]) -> None:
    for language in Language:
        assert set(table(language)[section]) == {member.value for member in enum}


@pytest.mark.parametrize("name", sorted(message_names(Language.EN)))
def test_both_languages_carry_the_same_facts(name: str) -> None:
    assert slots_of(name, Language.EN) == slots_of(name, Language.ZH)


def test_the_words_of_a_toast_have_the_same_slots() -> None:
    english, chinese = table(Language.EN)["toast"], table(Language.ZH)["toast"]
    for key, line in english.items():
        assert sorted(re.findall(r"{\w+}", line)) == sorted(re.findall(r"{\w+}", chinese[key]))
        assert len(line) <= 150  # Telegram takes 200 (Bot API, answerCallbackQuery); a name comes on top


def test_telegram_takes_the_menu_and_the_profile() -> None:
    for language in Language:
        for name, description in command_menu(list(Role), language):
            assert re.fullmatch(r"[a-z]{1,32}", name)
            assert 1 <= len(description) <= 256
        assert len(bot_description(language)) <= 512
        assert len(bot_short_description(language)) <= 120


def test_the_menu_follows_the_role() -> None:
    def names(*roles: Role) -> list[str]:
        return [name for name, _ in command_menu(roles, Language.EN)]

    assert names(Role.ADVISOR) == ["today", "plan", "client", "away", "settings", "help", "cancel"]
    assert names(Role.LEAD) == [
        "today",
        "plan",
        "client",
        "team",
        "away",
        "health",
        "settings",
        "help",
        "cancel",
    ]
    assert names(Role.ADMIN) == ["health", "settings", "help", "cancel"]
    assert names(Role.ANALYST) == ["today", "settings", "help", "cancel"]


def slots_of(name: str, language: Language) -> set[str]:
    """Return what a message puts into its text, each with its chain of names and its filters but lengths."""
    environment_ = environment()
    assert environment_.loader is not None
    source, _, _ = environment_.loader.get_source(environment_, f"{language}/{name}{SUFFIX}")
    tree = environment_.parse(source)
    return {
        _told(part)
        for output in tree.find_all(nodes.Output)
        for part in output.nodes
        if not isinstance(part, nodes.TemplateData)
    }


def _told(node: nodes.Node) -> str:
    match node:
        case nodes.Filter(node=nodes.Node() as inner, name="clip" | "quotes"):
            return _told(inner)
        case nodes.Filter(node=nodes.Node() as inner, name="at" | "since" | "when" | "full"):
            return _told(inner)
        case nodes.Filter(node=nodes.Node() as inner, name=filter_name):
            words = [str(each.value) for each in node.args if isinstance(each, nodes.Const)]
            if filter_name in ("label", "join"):
                words = words[:1] if filter_name == "label" else []
            return f"{_told(inner)}|{filter_name}{''.join(words)}".lower()
        case nodes.Getattr(node=inner, attr=attr):
            return f"{_told(inner)}.{attr}"
        case nodes.Name(name=own):
            return own
        case nodes.Or(left=left):
            return _told(left)
        case _:
            return type(node).__name__
