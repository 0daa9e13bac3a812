"""The first contact: an invitation binds a Telegram account to a person; a stranger gets one sentence."""

from handlers.desk import Desk, reader_for
from handlers.edge import answer_stranger
from handlers.incoming import Incoming
from handlers.questions import end_question
from handlers.services import Services
from loyalty.people.people import Language, Person, PersonId, Role
from storage.errors import (
    AlreadyBoundError,
    InvitationError,
    InvitationExpiredError,
    InvitationUsedError,
)
from storage.store import Store
from wording.reader import Reader
from wording.screen import Screen
from wording.settings import choose_language
from wording.welcome import (
    WelcomeView,
    already_bound,
    invitation_expired,
    invitation_unknown,
    invitation_used,
    welcome,
    welcome_back,
)

_UNKNOWN_READER = Reader(language=Language.EN, zone="UTC")


def greet(desk: Desk) -> None:
    """Greet somebody known; an invitation for another person is refused."""
    token = desk.incoming.argument
    end_question(desk)
    if token:
        _redeem_again(desk, token)
        return
    desk.say(welcome(welcome_view(desk.store, desk.person), reader=desk.reader, now=desk.now))


def welcome_newcomer(store: Store, incoming: Incoming, services: Services) -> None:
    """Let in whoever brings a good invitation; anybody else gets one polite sentence."""
    token = incoming.argument
    if incoming.query_id is not None or not token:
        answer_stranger(store, incoming, services)
        return
    try:
        person = store.invitations.redeem(token, telegram_id=incoming.user_id, now=services.now())
    except InvitationError as error:
        _refuse(store, incoming, services, error)
        return
    store.audit.record(person.id, "invitation.used", person.id, services.now())
    desk = Desk(store, person, incoming, services.now(), services.brand_names)
    desk.say(welcome(welcome_view(store, person), reader=desk.reader, now=desk.now))
    if person.language is None:
        desk.say(choose_language(reader=desk.reader))


def welcome_view(store: Store, person: Person) -> WelcomeView:
    """Gather what the first message tells: what somebody is here and who sees what."""
    team_ids = [membership.team_id for membership in person.memberships]
    advised = person.teams_as(Role.ADVISOR)
    return WelcomeView(
        name=person.name,
        team_name=store.teams.of(team_ids[0]).name if team_ids else "",
        roles=frozenset(membership.role for membership in person.memberships),
        leads=tuple(
            lead.name for team_id in advised for lead in store.people.leads(team_id) if lead.id != person.id
        ),
    )


def _redeem_again(desk: Desk, token: str) -> None:
    try:
        person = desk.store.invitations.redeem(token, telegram_id=desk.incoming.user_id, now=desk.now)
    except InvitationError as error:
        desk.say(_refusal(desk.store, error, desk.reader))
        return
    desk.say(welcome_back(person.name, reader=reader_for(person), now=desk.now))


def _refuse(store: Store, incoming: Incoming, services: Services, error: InvitationError) -> None:
    screen = _refusal(store, error, _UNKNOWN_READER)
    store.outbox.reply(incoming.chat_id, {"text": screen.text, "parse_mode": "HTML"}, now=services.now())
    if isinstance(error, InvitationUsedError | InvitationExpiredError):
        _tell_leads(store, error, services)


def _refusal(store: Store, error: InvitationError, reader: Reader) -> Screen:
    if isinstance(error, InvitationUsedError):
        return invitation_used(reader=reader)
    if isinstance(error, InvitationExpiredError):
        return invitation_expired(reader=reader)
    if isinstance(error, AlreadyBoundError):
        return already_bound(store.people.of(PersonId(error.person_id)).name, reader=reader)
    return invitation_unknown(reader=reader)


def _tell_leads(
    store: Store, error: InvitationUsedError | InvitationExpiredError, services: Services
) -> None:
    now = services.now()
    store.audit.record(None, "invitation.misused", error.person_id, now)
    person = store.people.of(PersonId(error.person_id))
    for membership in person.memberships:
        for lead in store.people.leads(membership.team_id):
            store.outbox.push(
                lead.id,
                "invitation_misused",
                {"person": person.id},
                now=now,
                dedup_key=f"misused:{person.id}:{lead.id}:{now:%Y-%m-%d}",
            )
