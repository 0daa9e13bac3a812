"""Help, cancelling, and what the bot cannot read."""

from handlers.desk import Desk
from handlers.draftclients import put_aside
from handlers.questions import Question, end_question, open_question
from wording import start


def show_help(desk: Desk) -> None:
    """Say on one screen what can be done."""
    desk.show(start.help_screen(desk.person, reader=desk.reader, now=desk.now))


def cancel(desk: Desk) -> None:
    """End the open question, if there is one; a note that waited for its client is shown as kept."""
    opened = open_question(desk)
    if opened is not None and opened[0] is Question.DRAFT_CLIENT and put_aside(desk, opened[1]):
        return
    desk.say(start.cancelled(had_question=end_question(desk), reader=desk.reader, now=desk.now))


def explain_unknown_command(desk: Desk) -> None:
    """Say that the command is unknown, and where help is."""
    desk.say(start.unknown_command(reader=desk.reader, now=desk.now))


def explain_unreadable(desk: Desk) -> None:
    """Say what can be sent when something else came."""
    desk.say(start.unsupported(reader=desk.reader, now=desk.now))


def explain_edit(desk: Desk) -> None:
    """Say how a logged note is corrected after a message was edited."""
    desk.say(start.edited_message(reader=desk.reader, now=desk.now))


def dismiss(desk: Desk) -> None:
    """Take the buttons off a message."""
    desk.drop_buttons()


def take_note(_desk: Desk) -> None:
    """Do nothing: that somebody is there again was noted where the desk was made."""
