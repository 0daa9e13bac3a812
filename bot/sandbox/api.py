"""The sandbox's Bot API: one door for the bot, one for the people, and everything to look at in tests."""

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.sandbox import people
from bot.sandbox.answers import Answer, Json, RefusedError, refusal, success
from bot.sandbox.chats import Chat, ChatMessage, StoredFile, User
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Faults, struck
from bot.sandbox.methods import BY_LOWER_NAME
from bot.sandbox.pace import Pace
from bot.sandbox.params import Params, Uploads
from bot.sandbox.state import CallbackAnswer, State
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.uploads import file_at


class Call(NamedTuple):
    """One call as it came in."""

    method: str
    params: dict[str, Any]


class BotApi:
    """A local stand-in for Telegram, holding everything in memory."""

    def __init__(self, clock: SandboxClock, *, token: str, bot_username: str = "rapport_demo_bot") -> None:
        head = token.split(":")[0]
        self.token = token
        self.clock = clock
        self.faults = Faults()
        self.calls: list[Call] = []
        self.state = State(
            clock,
            bot={
                "id": int(head) if head.isdigit() else 1,
                "is_bot": True,
                "first_name": "Rapport",
                "username": bot_username,
            },
        )

    async def call(self, method: str, params: Mapping[str, Any], files: Uploads | None = None) -> Answer:
        """Answer one call of the bot; parameters as form fields or JSON.

        Raises:
            NotDeliveredError: a fault cut the connection before the call arrived.
            AnswerLostError: a fault lost the answer after the call took effect.
        """
        self.calls.append(Call(method, dict(params)))
        given = Params(params, files)
        # As over a network, others may run before and while an answer is on its way.
        await asyncio.sleep(0)
        fault = self.faults.take(method, given)
        if fault is not None:
            return await struck(fault, lambda: self._answer(method, given))
        if method.lower() == "getupdates":
            try:
                return success(await self.updates.poll(given))
            except RefusedError as error:
                return error.answer()
        return self._answer(method, given)

    def _answer(self, method: str, params: Params) -> Answer:
        known = BY_LOWER_NAME.get(method.lower())
        if known is None:
            return refusal(404, "Not Found: method not found")
        try:
            return success(known(self.state, params))
        except RefusedError as error:
            return error.answer()

    def download(self, path: str) -> StoredFile | None:
        """Return the file behind a ``file_path`` of getFile."""
        return file_at(self.state, path)

    @property
    def updates(self) -> UpdateQueue:
        """The updates the bot has not confirmed yet."""
        return self.state.updates

    @property
    def pace(self) -> Pace:
        """How fast messages came in; set ``pace.enforced`` for Telegram's 429."""
        return self.state.pace

    @property
    def callback_answers(self) -> list[CallbackAnswer]:
        """Every answer to a pressed button, oldest first."""
        return self.state.callback_answers

    def chat(self, user_id: int) -> Chat:
        """Return the chat of a person with the bot."""
        return self.state.chats[user_id]

    def commands_for(self, user_id: int) -> list[Json]:
        """Return the command menu this person sees."""
        return self.state.profile.commands_for(user_id, self.chat(user_id).user.language_code)

    def add_user(
        self,
        id: int,
        first_name: str,
        last_name: str = "",
        username: str | None = None,
        language_code: str = "en",
    ) -> User:
        """Let a person exist who has not written to the bot yet."""
        user = User(id, first_name, last_name, username, language_code)
        self.state.add_user(user)
        return user

    async def user_sends(
        self, user_id: int, text: str, *, reply_to: int | None = None, forward_from: str | None = None
    ) -> int:
        """Let a person write, or forward what a hidden user wrote; returns the message's id."""
        return people.send_text(self.state, user_id, text, reply_to=reply_to, forward_from=forward_from)

    async def user_sends_document(
        self,
        user_id: int,
        filename: str,
        content: bytes,
        *,
        text: str = "",
        reply_to: int | None = None,
    ) -> int:
        """Let a person attach a file with an optional caption; returns the message's id."""
        return people.send_document(self.state, user_id, filename, content, text=text, reply_to=reply_to)

    async def user_presses(
        self,
        user_id: int,
        message_id: int,
        *,
        label: str | None = None,
        data: str | None = None,
        forge: bool = False,
    ) -> str:
        """Let a person press a button by label or data, with ``forge`` any data; returns the query's id.

        Raises:
            LookupError: no such button.
            ImpossibleActionError: the button copies or links.
        """
        return people.press(self.state, user_id, message_id, label=label, data=data, forge=forge)

    async def user_edits(self, user_id: int, message_id: int, text: str) -> None:
        """Let a person edit an own message."""
        people.edit_text(self.state, user_id, message_id, text)

    async def user_blocks(self, user_id: int) -> None:
        """Let a person block the bot."""
        people.set_blocked(self.state, user_id, blocked=True)

    async def user_unblocks(self, user_id: int) -> None:
        """Let a person unblock the bot."""
        people.set_blocked(self.state, user_id, blocked=False)

    def message(self, user_id: int, message_id: int) -> ChatMessage:
        """Return a visible message.

        Raises:
            LookupError: there is none.
        """
        found = self.chat(user_id).find(message_id)
        if found is None:
            raise LookupError(f"no message {message_id} in chat {user_id}")
        return found
