"""Answers to pressed buttons."""

from datetime import timedelta

from bot.sandbox.answers import bad_request
from bot.sandbox.params import Params
from bot.sandbox.state import CallbackAnswer, State

# Bot API, answerCallbackQuery.text: 0-200 characters.
LONGEST_ANSWER = 200
# Undocumented; bots see "query is too old" after some minutes, ten is kind.
ANSWERABLE_FOR = timedelta(minutes=10)


def answer_callback(state: State, params: Params) -> bool:
    """Answer answerCallbackQuery."""
    query = state.callbacks.get(params.text("callback_query_id"))
    if query is None or state.clock.now() - query.pressed_at > ANSWERABLE_FOR:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = CallbackAnswer(query.id, query.user_id, text, params.flag("show_alert"), params.text("url"))
    state.callback_answers.append(answer)
    state.announce(
        "answer", query.user_id, {"query_id": query.id, "text": text, "show_alert": answer.show_alert}
    )
    return True
