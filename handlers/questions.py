"""Questions that the next typed message answers; kept in the database, so that a restart goes on."""

from datetime import timedelta
from enum import StrEnum

from handlers.desk import Desk
from storage.chat.dialogues import Dialogue

_VALID_FOR = timedelta(hours=12)


class Question(StrEnum):
    """What the bot waits for; the comment says what the target is."""

    CLIENT_NOTE = "client_note"  # client
    DRAFT_CLIENT = "draft_client"  # draft
    CLIENT_NAME = "client_name"  # -, a name for a new client
    CLIENT_FIELD = "client_field"  # client, with the field as step
    FACT_VALUE = "fact_value"  # client, with the kind as step
    CASE_COST = "case_cost"  # case
    CONTACT_NOTE = "contact_note"  # interaction; step: whether the next message or only a reply is meant
    REMIND_WHEN = "remind_when"  # client; step: whether words were asked for
    REMIND_LATER = "remind_later"  # touchpoint
    ZONE = "zone"  # -
    HOURS = "hours"  # -
    BRIEF_AT = "brief_at"  # -
    GIVE_MESSAGE = "give_message"  # client, with the new advisor as step
    LEVEL_DATE = "level_date"  # client, with the level as step
    LEVEL_REASON = "level_reason"  # client, with the level and its last day as step
    AWAY_FIRST = "away_first"  # a person whose first day off is asked for
    AWAY_LAST = "away_last"  # a person, with the first day off as step


def ask(desk: Desk, question: Question, target: str = "", *, step: str = "", words: str = "") -> None:
    """Take the next typed message as the answer to ``question``; ``words`` are kept until then."""
    desk.store.dialogues.put(
        Dialogue(
            person_id=desk.person.id,
            chat_id=desk.incoming.chat_id,
            flow=question.value,
            step=step,
            data={"target": target, "words": words},
            expires_at=desk.now + _VALID_FOR,
        )
    )


def open_question(desk: Desk) -> tuple[Question, str, str] | None:
    """Return the open question with its target and step; an old one is forgotten."""
    dialogue = desk.store.dialogues.get(desk.person.id, desk.incoming.chat_id)
    if dialogue is None:
        return None
    if dialogue.expires_at <= desk.now:
        end_question(desk)
        return None
    return Question(dialogue.flow), str(dialogue.data["target"]), dialogue.step


def kept_words(desk: Desk, question: Question, target: str) -> str:
    """Return the words kept with an open question; empty when it is not open or kept none."""
    dialogue = desk.store.dialogues.get(desk.person.id, desk.incoming.chat_id)
    if dialogue is None or (dialogue.flow, dialogue.data["target"]) != (question.value, target):
        return ""
    return str(dialogue.data.get("words", ""))


def end_question_about(desk: Desk, question: Question, target: str) -> None:
    """Wait no more for this answer; a question about something else stays open."""
    opened = open_question(desk)
    if opened is not None and opened[:2] == (question, target):
        end_question(desk)


def end_question_on(desk: Desk, target: str) -> None:
    """Wait no more for anything about this target."""
    opened = open_question(desk)
    if opened is not None and opened[1] == target:
        end_question(desk)


def end_question(desk: Desk) -> bool:
    """Wait for nothing any more; False when nothing was waited for."""
    return desk.store.dialogues.end(desk.person.id, desk.incoming.chat_id)
