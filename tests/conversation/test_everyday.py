"""What an advisor does every day besides the main story: finding, editing, correcting, reminders."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, BORIS, TOM = 1001, 2001, 1003


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    return anna


async def test_a_telephone_number_finds_the_client_however_it_is_written(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses("Phone")
    await anna.says("+852 9123 4567")

    for typed in ("+85291234567", "9123 4567", "/client (9123) 4567"):
        assert "James Hartley" in (await anna.says(typed)).text
    assert "No client of yours found" in (await anna.says("9123 4568")).text


async def test_an_address_finds_the_client_whatever_its_letters(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        (james,) = store.clients.within(person)
        store.clients.change(james.id, reader=person, email="james@example.com")

    assert "James Hartley" in (await anna.says("James@Example.com")).text


async def test_a_typo_and_initials_find_the_client(anna: Someone) -> None:
    assert "James Hartley" in (await anna.says("Hartly")).text
    assert "James Hartley" in (await anna.says("jh")).text
    assert "James Hartley" in (await anna.says("/client james")).text


async def test_a_namesake_is_added_beside_the_client_of_that_name(anna: Someone) -> None:
    offered = await anna.says("Mary Hartley")
    assert offered.labels == [["James Hartley · standard"], ["Add client"]]
    assert "James Hartley" in (await anna.presses("James Hartley")).text

    await anna.adds("Mary Hartley", tier="VIP")

    assert "Mary Hartley · VIP" in (await anna.says("mary")).text


async def test_fields_are_edited_and_a_bad_value_is_asked_for_again(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses("Birthday")
    refused = await anna.says("yesterday-ish")
    assert "no date found" in refused.text

    saved = await anna.says("3 December 1980")

    assert "3 Dec" in saved.text
    assert "3 Dec" in (await anna.says("jh")).text


async def test_consent_is_asked_for_as_a_day_shown_and_cleared(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses("Consent")
    assert "has not come yet" in (await anna.says("12 May 2031")).text
    assert "no date found" in (await anna.says("when we met")).text

    saved = await anna.says("12 May 2021")

    assert "Consent: since 12 May 2021" in saved.text
    await anna.says("jh")
    assert "Consent: since 12 May 2021" in (await anna.presses("More")).text
    await anna.presses("Edit")
    await anna.presses("Consent")
    assert "Consent: cleared" in (await anna.presses("Clear")).text


async def test_consent_given_today_is_one_tap(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses("Consent")

    assert "Consent: since today" in (await anna.presses("Today")).text


async def test_a_saved_note_is_corrected_marked_private_and_deleted_from_the_history(anna: Someone) -> None:
    await anna.says("Lunch with James Hartley, he was delighted with the new watch and thanked us twice.")
    await anna.presses("Save")
    await anna.says("jh")
    await anna.presses("History")
    item = await anna.presses("1")
    assert "delighted" in item.text

    await anna.presses("Mood", on=item)
    corrected = await anna.presses("Neutral", on=item)
    assert "Neutral" in corrected.text or "neutral" in corrected.text
    private = await anna.presses("Private", on=item)
    assert "rivate" in private.text
    await anna.presses("Delete", on=item)
    deleted = await anna.presses("elete", on=item)
    assert "deleted" in deleted.text.lower()


async def test_a_pasted_chat_a_forward_and_a_reply_to_a_card_are_notes(anna: Someone) -> None:
    pasted = await anna.says("[14:32] James Hartley: I am very happy with it\n[14:35] Anna Li: Wonderful")
    assert "Save for James Hartley?" in pasted.text
    forwarded = await anna.says("Thank you, lovely evening", forward_from="James Hartley")
    assert "Save for James Hartley?" in forwarded.text
    card = await anna.says("jh")
    replied = await anna.says("Called, all fine, wants the catalogue.", reply_to=card)
    assert "Save for James Hartley?" in replied.text


async def test_a_second_press_on_save_saves_once(office: Office, anna: Someone) -> None:
    draft = await anna.says("Called James Hartley, all fine, wants the catalogue.")
    label = next(each for row in draft.labels for each in row if "Save" in each)
    token = draft.button(label).callback_data
    await office.api.user_presses(ANNA, draft.id, data=token)
    await office.api.user_presses(ANNA, draft.id, data=token)
    await office.settle()

    await anna.says("jh")
    history = await anna.presses("History")
    assert history.text.count("all fine") == 1


async def test_the_language_is_switched_in_the_chat(anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    assert "绿" in (await anna.says("jh")).text


async def test_a_reminder_comes_at_its_time_and_is_done_with_two_taps(office: Office, anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("Remind")
    await anna.presses("+1 h")
    await office.turn(timedelta(hours=1, minutes=15))
    assert "James Hartley" in anna.last.text

    asked = await anna.presses("Done")
    assert "How was it?" in asked.text
    saved = await anna.presses("🙂")

    assert "James Hartley" in saved.text
    assert "nothing" in (await anna.says("/today")).text.lower()


async def test_a_button_of_somebody_else_does_nothing(office: Office, anna: Someone) -> None:
    card = await anna.says("jh")
    tom = await office.hire(TOM, "Tom Yip", Role.ADVISOR, team="Harbour")
    token = card.button("Why?").callback_data

    await office.api.user_presses(TOM, tom.last.id, data=token, forge=True)
    await office.settle()

    assert "somebody else" in tom.toast
    assert not any("Hartley" in text for text in tom.messages)


async def test_a_lead_of_another_team_finds_nobody(office: Office, anna: Someone) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD, team="Harbour")
    assert "James Hartley · " not in (await boris.says("james hartley")).text
    assert "Hartley" not in (await boris.says("/team")).text


async def test_an_open_question_survives_a_restart(office: Office, anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("Log")
    await office.restart()
    assert "Save for James Hartley?" in (await anna.says("Called, all fine.")).text


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [("Tier", "vip", "VIP"), ("Tier", "重点客户", "key client"), ("Language", "中文", "Language: Chinese")],
)
async def test_what_buttons_offer_may_be_typed(anna: Someone, field: str, typed: str, kept: str) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses(field)

    assert kept in (await anna.says(typed)).text


async def test_words_that_no_button_offers_are_asked_for_again(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    await anna.presses("Tier")

    refused = await anna.says("platinum")

    assert refused.text.startswith("Not saved: tap one of the buttons")
    assert "VIP" in [label for row in refused.labels for label in row]
    assert "VIP" in (await anna.presses("VIP")).text


async def test_a_field_asked_for_long_ago_takes_no_late_press(office: Office, anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Edit")
    asked = await anna.presses("Tier")
    office.clock.jump(timedelta(hours=13))

    await anna.presses("VIP", on=asked)

    assert anna.toast == "This button is outdated. Send the name for a fresh card."
    assert "standard" in (await anna.says("jh")).text


async def test_a_client_given_away_while_a_note_is_waited_for_does_not_hold_up_the_next(
    office: Office, anna: Someone
) -> None:
    dora = await office.hire(1002, "Dora Wu", Role.ADVISOR)
    await anna.adds("Lin Yue")
    await anna.says("jh")
    await anna.presses("Log")
    give_away(office, "James Hartley", to=dora)

    assert (await anna.says("He was happy about the watch")).text.startswith("This client is not")

    assert "Save for Lin Yue?" in (await anna.says("Met Lin Yue, she was happy about the jade")).text


def give_away(office: Office, name: str, *, to: Someone) -> None:
    with office.database.unit() as store:
        now_with = store.people.by_telegram(to.id)
        before = store.people.by_telegram(ANNA)
        assert before is not None
        assert now_with is not None
        (client,) = (each for each in store.clients.within(before) if each.name == name)
        store.clients.move(client.id, now_with.id, reader=before)


async def test_a_button_nobody_made_and_one_from_long_ago_say_so(office: Office, anna: Someone) -> None:
    card = await anna.says("jh")
    await office.api.user_presses(ANNA, card.id, data="made up", forge=True)
    await office.settle()
    assert anna.toast == "This button is not known here."

    office.clock.jump(timedelta(days=400))
    await anna.presses("Why?", on=card)
    assert anna.toast == "This button is outdated. Send the name for a fresh card."
