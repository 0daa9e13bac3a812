"""The log shows no token, no name and no message, whatever goes wrong and however much is logged."""

import io
import logging
from collections.abc import Iterator

import pytest
from telegram import Update

from bot.logs import set_up_logging
from loyalty.errors import RapportError
from storage.chat.payloads import Payload
from tests.transport.office import ANNA, TOKEN, Office

SECRETS = (TOKEN, TOKEN.split(":")[1], "Whitfield", "jade", "13800138000")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging(level=logging.DEBUG, stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_a_day_full_of_trouble_leaves_no_secret_in_the_log(office: Office, log: io.StringIO) -> None:
    secret = "Whitfield likes jade, +86 13800138000"
    bad: Payload = {"text": f'<u class="{secret}">{secret}', "parse_mode": "HTML"}
    await office.database.run(lambda store: store.outbox.reply(ANNA, bad, now=office.hand.now()))
    await office.reply(secret)
    await office.push("broken")
    faults = office.api.faults
    faults.bad_gateway(method="sendMessage")
    faults.lose_answer(method="sendMessage")
    faults.answer(500, method="getUpdates", description=f"at /bot{TOKEN}/getUpdates")
    await office.api.user_sends(ANNA, f"poison {secret}")
    await office.api.user_sends(ANNA, f"late poison {secret}")

    await office.send_for(60, step_s=2)
    office.receiver.stop()
    await office.receiver._receive_patiently()
    await office.receiver._receive_patiently()
    await office.runner.work_off()
    await office.send_for(10, step_s=1)
    logged = log.getvalue()

    assert "is set aside" in logged
    assert "ValueError" in logged
    assert "is given up" in logged
    assert [secret for secret in SECRETS if secret in logged] == []


def test_a_token_is_blotted_out_wherever_it_stands(log: io.StringIO) -> None:
    logging.getLogger("any").warning("calling https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("any").warning("calling /bot4242:sandbox/getMe with %(token)s", {"token": TOKEN})

    assert TOKEN not in log.getvalue()
    assert "sandbox" not in log.getvalue()
    assert log.getvalue().count("/bot…/getMe") == 2


def test_an_update_is_named_by_its_id_alone(log: io.StringIO) -> None:
    update = Update.de_json(
        {
            "update_id": 77,
            "message": {
                "message_id": 1,
                "date": 0,
                "chat": {"id": 5, "type": "private", "first_name": "Whitfield"},
                "text": "jade",
            },
        },
        None,
    )

    logging.getLogger("any").critical("cannot process %s", update)

    assert "cannot process <Update 77>" in log.getvalue()
    assert "jade" not in log.getvalue()


def test_only_our_own_errors_speak_in_the_log(log: io.StringIO) -> None:
    try:
        try:
            int("Whitfield")
        except ValueError as error:
            raise RapportError("client 5 not found") from error
    except RapportError as error:
        logging.getLogger("any").exception("failed: %s", error)

    assert "RapportError: client 5 not found" in log.getvalue()
    assert "caused by:" in log.getvalue()
    assert "Whitfield" not in log.getvalue()
