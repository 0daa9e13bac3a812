"""A client's card, why it says so, and what else can be done."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from handlers.questions import Question, ask
from loyalty.clients import Client, ClientId
from loyalty.facts.facts import History
from loyalty.index.explanation import explain, unknown
from loyalty.index.index import loyalty_index, own_gap
from loyalty.index.norms import Dimension, Norms
from loyalty.levels.hints import hints_of
from loyalty.levels.stages import bond_facts, journey_facts, journey_stage, loyalty_stage
from loyalty.levels.standings import Standing
from loyalty.outlook.outlook import horizon_days
from loyalty.planning.occasions import next_birthday
from storage.cases.levels import level_set, may_set_level
from storage.chat.outbox import Lane
from storage.clients.closing import may_close
from storage.clients.worths import worth_of_client
from storage.people.giving import may_give
from storage.scores.standingviews import moves_of, share_below
from wording.card import CardView, card
from wording.clients import MoreView, more
from wording.closing import closed_card
from wording.notes import log_prompt
from wording.screen import Screen
from wording.why import WhyView, why


def show_card(desk: Desk) -> None:
    """Show the profile card of the pressed client."""
    show_card_of(desk, ClientId(desk.target))


def show_card_of(desk: Desk, client_id: ClientId) -> None:
    """Show the profile card of a client within reach; in place when a button was pressed."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    desk.store.audit.record(desk.person.id, "client.read", client.id, desk.now)
    screen = card_screen(desk, client) if client.closed_at is None else _closed_screen(desk, client)
    desk.show(screen, about=client.id)


def card_screen(desk: Desk, client: Client) -> Screen:
    """Gather what a card tells about a client."""
    store, norms = desk.store, desk.store.firm.norms()
    history = store.histories.of(client.id)
    today = desk.now.astimezone(UTC).date().toordinal()
    bond = bond_facts(history, today=today)
    standing = store.standings.of(client.id)
    view = CardView(
        client=client,
        standing=standing,
        case=next(iter(store.cases.open_of(client.id)), None),
        last=tuple(store.interactions.latest(client.id, reader=desk.person)),
        usual_days=round(own_gap(history, today, norms)),
        horizon_days=horizon_days(norms),
        next_birthday=_birthday(desk, client),
        journey=journey_stage(journey_facts(history, today=today), today=today),
        stage=loyalty_stage(bond),
        contacts=bond.contacts,
        sides=_sides(history, standing, norms),
        advisor_name=_advisor_name(desk, client),
        hints=hints_of(history, today=today),
        set_level=level_set(store, client.id, now=desk.now),
    )
    return card(view, reader=desk.reader, now=desk.now)


def _sides(history: History, standing: Standing | None, norms: Norms) -> dict[Dimension, float]:
    if standing is None:
        return {}
    return loyalty_index(history, today=standing.scored_on.toordinal(), norms=norms).sides()


def _closed_screen(desk: Desk, client: Client) -> Screen:
    return closed_card(
        client,
        advisor_name=_advisor_name(desk, client),
        may_open=may_close(client, desk.person),
        reader=desk.reader,
        now=desk.now,
    )


def ask_for_note(desk: Desk) -> None:
    """Take the next message as a note about the pressed client."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    ask(desk, Question.CLIENT_NOTE, client.id)
    desk.say(
        log_prompt(client_id=client.id, client_name=client.name, reader=desk.reader, now=desk.now),
        about=client.id,
    )


def show_why(desk: Desk) -> None:
    """Show what the level and the figure are made of."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    norms, history = desk.store.firm.norms(), desk.store.histories.of(client.id)
    standing = desk.store.standings.of(client.id)
    on = standing.scored_on if standing else desk.now.astimezone(UTC).date()
    index = loyalty_index(history, today=on.toordinal(), norms=norms)
    view = WhyView(
        client=client,
        standing=standing,
        parts=explain(index, history, today=on.toordinal(), norms=norms),
        unknown=unknown(index),
        case=next(iter(desk.store.cases.open_of(client.id)), None),
        usual_days=round(own_gap(history, on.toordinal(), norms)),
        horizon_days=horizon_days(norms),
        hints=hints_of(history, today=desk.now.astimezone(UTC).date().toordinal()),
        moves=moves_of(desk.store, standing),
        share_below=share_below(desk.store, standing),
        set_level=level_set(desk.store, client.id, now=desk.now),
        may_set_level=client.closed_at is None and may_set_level(client, desk.person),
    )
    desk.show(why(view, reader=desk.reader, now=desk.now), about=client.id)


def send_mood_curve(desk: Desk) -> None:
    """Send the picture of the mood over time."""
    _send_picture(desk, "mood_curve")


def send_loyalty_curve(desk: Desk) -> None:
    """Send the picture of the loyalty figure over time."""
    _send_picture(desk, "loyalty_curve")


def _send_picture(desk: Desk, template: str) -> None:
    """Send a picture about the pressed client; it is drawn when it leaves, outside the transaction."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    desk.store.audit.record(desk.person.id, "client.read", client.id, desk.now)
    desk.store.outbox.push(
        desk.person.id,
        template,
        {"client": client.id},
        now=desk.now,
        dedup_key=f"{template} {desk.incoming.update_id}",
        about=client.id,
        lane=Lane.INTERACTIVE,
    )


def show_more(desk: Desk) -> None:
    """Show what is rarely needed of a client, and the way to edit it."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    handover = desk.store.handovers.last_of(client.id)
    view = MoreView(
        client=client,
        advisor_name=_advisor_name(desk, client),
        given_by=desk.store.people.of(handover.given_by).name if handover else "",
        given_at=handover.given_at if handover else None,
        worth=worth_of_client(desk.store, client.id, today=desk.now.astimezone(UTC).date()),
        may_give=may_give(client, desk.person),
        may_close=may_close(client, desk.person),
    )
    desk.show(more(view, reader=desk.reader, now=desk.now), about=client.id)


def _birthday(desk: Desk, client: Client) -> date | None:
    if client.birthday is None:
        return None
    zone = ZoneInfo(client.zone or desk.person.hours.zone)
    return next_birthday(client.birthday, on_or_after=desk.now.astimezone(zone).date())


def _advisor_name(desk: Desk, client: Client) -> str:
    if client.advisor_id is None or client.advisor_id == desk.person.id:
        return ""
    return desk.store.people.of(client.advisor_id).name
