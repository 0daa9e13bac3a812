"""Somebody whom no message reaches any more: the lead hears of it."""

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

TOM = 1003


async def test_the_lead_hears_of_somebody_who_cannot_be_reached(office: Office, boris: Someone) -> None:
    await office.hire(TOM, "Tom Yip", Role.ADVISOR)
    await office.api.user_blocks(TOM)
    with office.database.unit() as store:
        person = store.people.by_telegram(TOM)
        assert person is not None
        store.outbox.push(person.id, "team_baseline", {}, now=office.clock.now(), dedup_key="anything")
    await office.settle()

    assert any("Tom Yip" in text for text in boris.messages)
