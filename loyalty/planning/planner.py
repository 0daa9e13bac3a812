"""The planner: occasions first, then vip, key and standard clients, never more than a day has room for."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from loyalty.clients import Tier
from loyalty.levels.levels import Level
from loyalty.planning.agenda import Agenda
from loyalty.planning.board import Board
from loyalty.planning.dated import place_occasions
from loyalty.planning.diary import Diary
from loyalty.planning.regular import place_regular
from loyalty.planning.values import LeftOut, Plan, PlanningClient

_TIERS = {tier: place for place, tier in enumerate(Tier)}
_LEVELS = {Level.RED: 0, Level.YELLOW: 1, Level.GREEN: 2}
# Four weeks of working days tell what an advisor is up against; longer ones hide it.
_DAYS_JUDGED = 20


def plan(agenda: Agenda, clients: Iterable[PlanningClient]) -> Plan:
    """Return the plan of one advisor; the same clients in any order give the same plan.

    What the last plan holds stays where it is as long as that is possible and needed, so a plan made of its
    own result is that result, and a contact with one client moves nobody else while there is room for all.
    """
    board = Board(agenda)
    diaries = [Diary(client, agenda) for client in sorted(clients, key=_urgency)]
    left_out = place_occasions(board, diaries, agenda)
    for tier in Tier:
        left_out += place_regular(board, [each for each in diaries if each.client.tier is tier], agenda)
    contacts = [each for diary in diaries for each in diary.placed]
    contacts.sort(key=lambda each: (each.day, each.client_id, each.kind, each.occasion or ""))
    return Plan(tuple(contacts), tuple(left_out), _needed(board, left_out), agenda.capacity)


def _urgency(client: PlanningClient) -> tuple[int, int, str]:
    level = len(_LEVELS) if client.level is None else _LEVELS[client.level]
    return _TIERS[client.tier], level, client.id


def _needed(board: Board, left_out: Sequence[LeftOut]) -> float:
    """Return the contacts a day over the next weeks, or where it is fullest; what found no room counts.

    Each contact left out weighs evenly on the days it was meant for.
    """
    without_room = [each for each in left_out if each.for_room]
    begins = {bisect_left(board.days, each.first.toordinal()) for each in without_room}
    spans = [board.days[begin : begin + _DAYS_JUDGED] for begin in {0, *begins}]
    return max((_mean_load(board, days, without_room) for days in spans if days), default=0.0)


def _mean_load(board: Board, days: Sequence[int], without_room: Sequence[LeftOut]) -> float:
    needed = float(sum(board.load(day) for day in days))
    for each in without_room:
        meant = board.working(each.first.toordinal(), each.last.toordinal())
        # On covered days alone there is nothing to weigh on: they are the colleague's.
        needed += each.contacts * sum(days[0] <= day <= days[-1] for day in meant) / max(1, len(meant))
    return needed / len(days)
