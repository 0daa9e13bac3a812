"""A lead ends the access of somebody who leaves: the clients go to a colleague, and nothing leaks."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from storage.errors import PersonNotFoundError
from storage.people.departures import end_access
from tests.conversation.office import Office, Someone

ANNA, TOM, BORIS, LEA = 1001, 1003, 2001, 2002
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. He complains, furious."
)


@pytest.fixture
async def tom(office: Office) -> Someone:
    return await office.hire(TOM, "Tom Yip", Role.ADVISOR)


@pytest.fixture
async def anna(office: Office, boris: Someone, tom: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    for name in ("Chen Wei", "Lin Yue"):
        await anna.adds(name, tier="VIP")
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    return anna


async def opens(boris: Someone, name: str) -> None:
    """Open one person of the team."""
    shown = await boris.says("/team")
    shown = await boris.presses("People", on=shown)
    lines = [line for line in shown.text.splitlines() if name in line]
    await boris.presses(lines[0].split()[0], on=shown)


async def ends_access(boris: Someone, *, to: str = "Tom Yip") -> None:
    await opens(boris, "Anna Li")
    asked = await boris.presses("End access")
    assert "Anna Li leaves: who takes the 2 clients?" in asked.text
    asked = await boris.presses(to)
    assert "End the access of Anna Li?" in asked.text
    assert "2 clients go to Tom Yip" in asked.text
    done = await boris.presses("✓ End access")
    assert "Access of Anna Li ended" in done.text
    assert "2 clients are with Tom Yip now" in done.text


async def test_the_clients_go_to_a_colleague_and_who_left_sees_and_hears_nothing(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    card = await anna.says("chen wei")
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        due_at = office.clock.now() + timedelta(hours=1)
        client = store.clients.within(person)[0]
        store.touchpoints.promise(
            client.id, advisor_id=person.id, due_at=due_at, note="catalogue", now=office.clock.now()
        )

    await ends_access(boris)
    heard = len(anna.messages)

    assert "2 clients of Anna Li are yours now" in tom.last.text
    assert "Chen Wei · VIP" in (await tom.says("chen wei")).text
    assert "Chen Wei · " not in (await anna.says("chen wei")).text
    await anna.presses("History", on=card)
    assert "Called" not in anna.last.text
    heard = len(anna.messages)
    await office.turn(timedelta(hours=2))
    assert "catalogue" in tom.last.text or any("catalogue" in text for text in tom.messages)
    assert len(anna.messages) == heard


async def test_days_off_and_standing_in_end_too(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    with office.database.unit() as store:
        leaving, away = store.people.by_telegram(ANNA), store.people.by_telegram(TOM)
        assert leaving is not None
        assert away is not None
        first = office.clock.now().date() + timedelta(days=7)
        for person, cover in ((away, leaving), (leaving, None)):
            store.absences.add(
                person,
                first,
                first,
                covered_by=cover.id if cover else None,
                set_by=person.id,
                now=office.clock.now(),
            )

    await ends_access(boris)

    with office.database.reading() as store:
        assert store.absences.coming(leaving.id) == []
        assert [each.covered_by for each in store.absences.coming(away.id)] == [None]


async def test_pressing_twice_ends_it_once_and_other_leads_hear_of_it(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    lea = await office.hire(LEA, "Lea Ng", Role.LEAD)
    await opens(boris, "Anna Li")
    await boris.presses("End access")
    await boris.presses("Tom Yip")
    asked = boris.last
    data = next(button.callback_data for row in asked.keyboard for button in row if "✓" in button.text)
    for _ in range(2):
        await office.api.user_presses(BORIS, asked.id, data=data)
    await office.settle()

    assert sum("Anna Li has left" in text for text in lea.messages) == 1
    assert sum("yours now" in text for text in tom.messages) == 1
    assert "Anna Li" not in (await boris.presses("People", on=await boris.says("/team"))).text


async def test_a_lead_of_another_team_or_a_colleague_cannot_end_it(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    await office.hire(LEA, "Lea Ng", Role.LEAD, "Harbour")

    for other in (LEA, TOM):
        with office.database.unit() as store:
            leaving, by = store.people.by_telegram(ANNA), store.people.by_telegram(other)
            assert leaving is not None
            with pytest.raises(PersonNotFoundError):
                end_access(store, leaving.id, None, by=by, now=office.clock.now())


async def test_without_a_colleague_somebody_is_invited_first(office: Office, boris: Someone) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei")

    await opens(boris, "Anna Li")
    asked = await boris.presses("End access")

    assert "the team has no other advisor" in asked.text
    assert "✓" not in str(asked.labels)


async def test_somebody_without_clients_leaves_in_two_taps(
    office: Office, boris: Someone, tom: Someone
) -> None:
    await opens(boris, "Tom Yip")
    await boris.presses("End access")
    done = await boris.presses("✓ End access")

    assert "Access of Tom Yip ended" in done.text
    assert "clients" not in done.text
    assert "Send" not in (await tom.says("/today")).text


async def test_a_client_who_came_while_it_was_asked_is_given_too(
    office: Office, boris: Someone, tom: Someone
) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await opens(boris, "Anna Li")
    await boris.presses("End access")
    await anna.adds("Chen Wei")

    asked = await boris.presses("✓ End access")

    assert "who takes the one client?" in asked.text
