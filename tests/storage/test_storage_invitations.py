"""An invitation gives one Telegram account to one person, once and in time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.people.people import Role
from storage.errors import (
    AlreadyBoundError,
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
)
from storage.store import Store
from tests.staff import NOW, Staff

ANNAS_ACCOUNT, OTHER_ACCOUNT = 7_000_000_001, 7_000_000_002
HOUR = timedelta(hours=1)


def test_an_invitation_binds_the_account_to_the_person(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)

    person = store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW + HOUR)

    assert (person.id, person.telegram_id) == (staff.anna.id, ANNAS_ACCOUNT)
    assert store.people.by_telegram(ANNAS_ACCOUNT) == person


def test_the_same_account_may_redeem_again_to_no_effect(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)
    first = store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW)

    assert store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW + timedelta(days=30)) == first


def test_a_leaked_link_is_of_no_use_to_another_account(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)
    store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW)

    with pytest.raises(InvitationUsedError) as caught:
        store.invitations.redeem(token, telegram_id=OTHER_ACCOUNT, now=NOW)

    assert caught.value.person_id == staff.anna.id
    assert store.people.by_telegram(OTHER_ACCOUNT) is None


def test_an_old_link_does_not_take_a_person_back_from_a_newer_account(store: Store, staff: Staff) -> None:
    old = store.invitations.issue(staff.anna.id, now=NOW)
    store.invitations.redeem(old, telegram_id=ANNAS_ACCOUNT, now=NOW)
    new = store.invitations.issue(staff.anna.id, now=NOW)
    store.invitations.redeem(new, telegram_id=OTHER_ACCOUNT, now=NOW)

    with pytest.raises(InvitationUsedError):
        store.invitations.redeem(old, telegram_id=ANNAS_ACCOUNT, now=NOW)

    assert store.people.by_telegram(ANNAS_ACCOUNT) is None


def test_an_invitation_ends_after_seven_days(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)

    with pytest.raises(InvitationExpiredError) as caught:
        store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW + timedelta(days=7))

    assert caught.value.person_id == staff.anna.id


def test_a_new_invitation_ends_the_one_before(store: Store, staff: Staff) -> None:
    first = store.invitations.issue(staff.anna.id, now=NOW)
    second = store.invitations.issue(staff.anna.id, now=NOW + HOUR)

    with pytest.raises(InvitationExpiredError):
        store.invitations.redeem(first, telegram_id=ANNAS_ACCOUNT, now=NOW + HOUR)

    assert store.invitations.redeem(second, telegram_id=ANNAS_ACCOUNT, now=NOW + HOUR).id == staff.anna.id


def test_an_account_belongs_to_one_active_person(store: Store, staff: Staff) -> None:
    annas, chens = (store.invitations.issue(each.id, now=NOW) for each in (staff.anna, staff.chen))
    store.invitations.redeem(annas, telegram_id=ANNAS_ACCOUNT, now=NOW)

    with pytest.raises(AlreadyBoundError) as caught:
        store.invitations.redeem(chens, telegram_id=ANNAS_ACCOUNT, now=NOW)
    store.people.deactivate(staff.anna.id)
    chen = store.invitations.redeem(chens, telegram_id=ANNAS_ACCOUNT, now=NOW)

    assert caught.value.person_id == staff.anna.id
    assert chen.id == staff.chen.id


@pytest.mark.parametrize("token", ["", "x" * 32, "\0", "\ud800", "'; DROP TABLE invitation; --"])
def test_a_made_up_token_is_unknown(store: Store, token: str) -> None:
    with pytest.raises(InvitationUnknownError):
        store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW)


def test_the_invitation_of_somebody_who_left_is_unknown(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)
    store.people.deactivate(staff.anna.id)

    with pytest.raises(InvitationUnknownError):
        store.invitations.redeem(token, telegram_id=ANNAS_ACCOUNT, now=NOW)


def test_the_token_itself_is_stored_nowhere(store: Store, staff: Staff) -> None:
    token = store.invitations.issue(staff.anna.id, now=NOW)

    rows = store.transaction.rows(sa.select(sa.table("invitation", sa.column("token_hash"))))

    assert len(rows) == 1
    assert token not in rows[0].token_hash


def test_a_role_added_later_keeps_the_account(store: Store, staff: Staff) -> None:
    store.people.bind(staff.anna.id, ANNAS_ACCOUNT)

    found = store.people.find_or_add("Anna Li", role=Role.LEAD, team_id=staff.team.id)

    assert found.telegram_id == ANNAS_ACCOUNT
    assert found.has(Role.LEAD)
