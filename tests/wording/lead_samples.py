"""Samples of the screens about a team's people and days, and of clients given away or closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from loyalty.clients import ClientId, Closing
from loyalty.days.digests import Better, Digest, LateStep, LevelDay, Moods, NewRed
from loyalty.levels.levels import Level
from loyalty.people.absences import Absence, AbsenceId, AbsenceState
from loyalty.people.teams import AdvisorLoad, Away, LevelCounts, SilentClient, TeamItem, TeamPage
from tests.wording import firm
from tests.wording.firm import ANNA, BORIS, NOON, OPENED
from tests.wording.spoken import LATER, LEVELS, Names, client_of
from wording import absences, closing, departures, giving, team
from wording.absences import DaysOffView
from wording.clients import MoreView, more
from wording.departures import DepartureView
from wording.digest import digest
from wording.giving import GivenView
from wording.reader import Reader
from wording.screen import Screen
from wording.team import PeopleView, SilentView

DAYS = (date(2026, 12, 1), date(2026, 12, 5))


def absences_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    planned = Absence(AbsenceId("a-1"), ANNA, *DAYS, covered_by=BORIS)
    now = Absence(AbsenceId("a-2"), ANNA, date(2026, 11, 24), date(2026, 11, 24), AbsenceState.ACTIVE)
    colleagues = [(BORIS, names.lead)]
    for name in ("", names.advisor):
        for kept in ((), (planned, now)):
            view = DaysOffView(ANNA, name, kept, {BORIS: names.lead})
            yield absences.days_off(view, reader=reader, now=NOON)
            for absence in kept:
                yield absences.one_absence(absence, view, reader=reader, now=NOON)
        for error in (None, firm.FIELD_ERRORS[0]):
            yield absences.ask_first_day(ANNA, name, reader=reader, now=NOON, error=error)
            yield absences.ask_last_day(ANNA, DAYS[0], reader=reader, now=NOON, error=error)
    yield absences.ask_cover(ANNA, *DAYS, colleagues, reader=reader, now=NOON)
    yield absences.change_cover(planned, colleagues, reader=reader, now=NOON)
    for kind in ("planned", "began", "ended", "cover_began", "cover_ended"):
        for cover in ("", names.lead):
            yield absences.absence_told(
                kind, planned, person_name=names.advisor, cover_name=cover, reader=reader, now=NOON
            )


def departures_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    for clients in (0, 1, 42):
        alone = DepartureView(ANNA, names.advisor, clients)
        for people in ((), ((BORIS, names.lead),)):
            yield departures.end_choices(alone, people, reader=reader)
        for view in (alone, replace(alone, to_id=BORIS, to_name=names.lead)):
            yield departures.end_sure(view, reader=reader)
            yield departures.ended(view, reader=reader, now=NOON)
            for is_mine in (True, False):
                yield departures.access_ended(view, is_mine=is_mine, reader=reader, now=NOON)


def giving_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    for people in ((), ((BORIS, names.lead), (ANNA, names.advisor))):
        yield giving.give_choices(client, people, reader=reader)
    for message in ("", names.note):
        yield giving.give_sure(client, BORIS, names.advisor, message=message, reader=reader)
    yield giving.ask_message(client, BORIS, names.advisor, reader=reader)
    yield giving.given(client, names.advisor, reader=reader, now=NOON)
    bare = GivenView(client, names.lead, OPENED, names.advisor)
    full = replace(
        bare,
        before_name=names.advisor,
        standing=firm.a_standing(),
        matters=1,
        contacts=3,
        message=names.note,
    )
    for view in (bare, full, replace(full, standing=firm.a_standing(None))):
        yield giving.client_given(view, reader=reader, now=LATER)
        yield giving.client_taken(view, reader=reader, now=LATER)


def closing_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    yield closing.ask_why(client, reader=reader)
    for why in Closing:
        yield closing.ask_sure(client, why, reader=reader)
        closed = replace(client, closed_at=OPENED, closed_as=why)
        for may_open in (True, False):
            yield closing.closed_card(
                closed,
                advisor_name=names.advisor if may_open else "",
                may_open=may_open,
                reader=reader,
                now=LATER,
            )
            yield closing.closed_note(closed, "d-1", may_open=may_open, reader=reader, now=LATER)
    full = MoreView(client, names.advisor, names.lead, OPENED, may_give=True, may_close=True)
    yield more(full, reader=reader, now=NOON)


def teams_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client_id = firm.a_client().id
    lines = tuple(
        TeamItem(client_id, names.client, level, cause, names.advisor)
        for level, cause in LEVELS
        if level in (Level.RED, Level.YELLOW)
    )
    calm, full = LevelCounts(green=12), LevelCounts(3, 22, 4615, unlevelled=70)
    views = [
        TeamPage(names.team, calm),
        TeamPage(names.team, full, lines, has_more=True),
        TeamPage(names.team, full, (replace(lines[0], advisor_name=""),), page=2),
    ]
    for view in views:
        yield team.team(view, reader=reader, now=NOON)
        yield team.team_baseline(view, reader=reader, now=NOON)
        for load in loads(names):
            for away in (None, *aways(names)):
                yield team.advisor(view, load, away, may_end=True, reader=reader, now=NOON)
    for page, has_more in ((0, True), (1, False)):
        people = PeopleView(names.team, loads(names), aways(names), 4_640, 812, page, has_more)
        yield team.people(people, reader=reader, now=NOON)
    yield team.people(PeopleView(names.team, ()), reader=reader, now=NOON)
    yield team.capacity(ANNA, names.advisor, 10, reader=reader)
    quiet = SilentClient(client_id, names.client, names.advisor, OPENED)
    yield team.silent(SilentView((), 0), reader=reader, now=NOON)
    yield team.silent(SilentView((quiet,), 1), reader=reader, now=NOON)
    never = replace(quiet, last_at=None, advisor_name="")
    yield team.silent(SilentView((quiet, never), 14, page=1), reader=reader, now=NOON)


def digests_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    quiet = Digest(names.team, LevelCounts(3, 22, 615), red_change=0, yellow_change=-2, silent=7)
    yield digest(quiet, reader=reader, now=LATER)
    case = firm.a_case()
    red = NewRed(ClientId("c-other"), names.client, names.advisor, case.cause)
    called = firm.a_case(firm.CALL)
    full = replace(
        quiet,
        red_change=1,
        late=(LateStep(case, case.steps[0], names.client, names.advisor),),
        new=(replace(red, case=called, acted_after=timedelta(hours=3, minutes=28)),),
        better=(Better(case.client_id, names.client, Level.RED, Level.YELLOW),),
        contacts_due=50,
        contacts_done=46,
        loads=loads(names),
        past=tuple(LevelDay(date(2026, 11, day), day % 4, day, 640) for day in range(1, 25)),
    )
    yield digest(full, reader=reader, now=LATER)
    yield digest(replace(full, red_change=None, yellow_change=None, new=(red,)), reader=reader, now=LATER)


def crowded_digests_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    case = firm.a_case()
    red = NewRed(ClientId("c-other"), names.client, names.advisor, case.cause)
    crowded = Digest(
        names.team,
        LevelCounts(310, 2200, 61500),
        red_change=12,
        yellow_change=-220,
        late=(LateStep(case, case.steps[0], names.client, names.advisor),) * 9,
        new=(replace(red, case=firm.a_case(firm.CALL), acted_after=timedelta(hours=30)),) * 9,
        better=(Better(case.client_id, names.client, Level.RED, Level.YELLOW),) * 9,
        contacts_due=50,
        contacts_done=46,
        loads=loads(names) * 5,
        away=aways(names) * 4,
        unreachable=(names.advisor,) * 5,
        silent=4000,
        moods=Moods(0.25, 0.5),
    )
    yield digest(crowded, reader=reader, now=LATER)


def loads(names: Names) -> tuple[AdvisorLoad, ...]:
    return (
        AdvisorLoad(ANNA, names.advisor, 14, 10, is_too_much=True),
        AdvisorLoad(BORIS, names.lead, 8, 10),
        AdvisorLoad(BORIS, names.lead, None, 10),
    )


def aways(names: Names) -> tuple[Away, ...]:
    covered = Away(ANNA, names.advisor, DAYS[1], names.lead)
    return (covered, replace(covered, cover_name=""))
