"""An api whose clock stands still, with Anna who has started the bot and Boris who has not."""

import pytest
from telegram import Bot

from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.request import SandboxRequest
from tests.sandbox.cast import ANNA, BORIS, NOW, TOKEN


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns at every RetryAfter


@pytest.fixture
def clock() -> SandboxClock:
    return SandboxClock(NOW, frozen=True)


@pytest.fixture
async def api(clock: SandboxClock) -> BotApi:
    api = BotApi(clock, token=TOKEN)
    api.add_user(ANNA, "Anna", "Li", "anna")
    api.add_user(BORIS, "Boris", "Zhou", language_code="zh")
    await api.user_sends(ANNA, "/start")
    api.updates.waiting.clear()
    return api


@pytest.fixture
async def bot(api: BotApi) -> Bot:
    return Bot(TOKEN, request=SandboxRequest(api), get_updates_request=SandboxRequest(api))
