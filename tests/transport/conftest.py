"""The office, on each database in turn."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.request import SandboxRequest
from bot.telegram.application import build_application
from storage.database import Database
from tests.staff import NOW, Staff
from tests.transport.office import ANNA, BORIS, TOKEN, Hand, Office


@pytest.fixture
async def api() -> BotApi:
    api = BotApi(SandboxClock(NOW, frozen=True), token=TOKEN)
    for user_id, name in ((ANNA, "Anna"), (BORIS, "Boris")):
        api.add_user(user_id, name)
        await api.user_sends(user_id, "/start")
    api.updates.waiting.clear()
    return api


@pytest.fixture
async def office(database: Database, staff: Staff, api: BotApi) -> AsyncIterator[Office]:
    with database.unit() as store:
        store.people.bind(staff.anna.id, ANNA)
        store.people.bind(staff.boris.id, BORIS)
    application = build_application(TOKEN, root="http://sandbox", request=SandboxRequest(api))
    async with application:
        yield Office(database, api, application, staff, Hand())
