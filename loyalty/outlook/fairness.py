"""The audit of the algorithm: does it treat groups of clients alike? (Plan of personalised needs 6.1.)"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from loyalty.levels.levels import Level
from loyalty.outlook.proportions import Share, beyond_chance, chance_of_difference, chance_of_excess

# A group of fewer clients says nothing, and could name a person.
FEWEST_CLIENTS = 10
_AGE_BANDS = ((30, "under 30"), (45, "30 to 44"), (60, "45 to 59"), (75, "60 to 74"))


class Grouping(StrEnum):
    """By what clients are compared."""

    TIER = "tier"
    COUNTRY = "country"
    LANGUAGE = "language"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class AuditedClient:
    """What the audit sees of a client.

    Attributes:
        groups: the client's group in each grouping, as far as known.
        chance, left: what was foretold for the newest finished window and what happened; none unless judged.
    """

    groups: dict[Grouping, str]
    level: Level | None
    chance: float | None = None
    left: bool | None = None


@dataclass(frozen=True, slots=True)
class GroupAudit:
    """One group beside all others.

    Attributes:
        flagged: clients red or yellow now, of those with a level.
        judged: clients of the finished window; by their chances ``expected`` would have left, ``left`` did.
        differs_in_level, differs_in_truth: beyond chance, after correcting for the number of groups.
    """

    grouping: Grouping
    group: str
    red: Share
    flagged: Share
    judged: int
    expected: float
    left: int
    differs_in_level: bool
    differs_in_truth: bool


def age_band(birth_year: int | None, *, year: int) -> str | None:
    """Return the band of the age reached in a year, none without a year of birth."""
    if birth_year is None:
        return None
    return next((name for below, name in _AGE_BANDS if year - birth_year < below), "75 and over")


def audit(clients: Iterable[AuditedClient]) -> list[GroupAudit]:
    """Return each group of at least ten clients, by grouping and size."""
    members: dict[tuple[Grouping, str], list[AuditedClient]] = defaultdict(list)
    everyone: dict[Grouping, list[AuditedClient]] = defaultdict(list)
    for client in clients:
        for grouping, group in client.groups.items():
            members[grouping, group].append(client)
            everyone[grouping].append(client)
    large = {key: those for key, those in members.items() if len(those) >= FEWEST_CLIENTS}
    by_level = beyond_chance(
        {f"{key[0]}:{key[1]}": _level_chance(those, everyone[key[0]]) for key, those in large.items()}
    )
    by_truth = beyond_chance({f"{key[0]}:{key[1]}": _truth_chance(those) for key, those in large.items()})
    order = list(Grouping)
    return [
        _group_audit(grouping, group, those, by_level=by_level, by_truth=by_truth)
        for (grouping, group), those in sorted(
            large.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1])
        )
    ]


def _group_audit(
    grouping: Grouping,
    group: str,
    those: list[AuditedClient],
    *,
    by_level: frozenset[str],
    by_truth: frozenset[str],
) -> GroupAudit:
    judged = [each for each in those if each.chance is not None]
    name = f"{grouping}:{group}"
    return GroupAudit(
        grouping=grouping,
        group=group,
        red=_share(those, Level.RED),
        flagged=_share(those, Level.RED, Level.YELLOW),
        judged=len(judged),
        expected=sum(each.chance or 0.0 for each in judged),
        left=sum(bool(each.left) for each in judged),
        differs_in_level=name in by_level,
        differs_in_truth=name in by_truth,
    )


def _share(clients: list[AuditedClient], *levels: Level) -> Share:
    levelled = [each for each in clients if each.level is not None]
    return Share(sum(each.level in levels for each in levelled), len(levelled))


def _level_chance(those: list[AuditedClient], everyone: list[AuditedClient]) -> float:
    own, all_of_them = (_share(part, Level.RED, Level.YELLOW) for part in (those, everyone))
    others = Share(all_of_them.hits - own.hits, all_of_them.count - own.count)
    return chance_of_difference(own, others)


def _truth_chance(those: list[AuditedClient]) -> float:
    chances = [each.chance for each in those if each.chance is not None]
    left = sum(bool(each.left) for each in those if each.chance is not None)
    return chance_of_excess(left, sum(chances), sum(chance * (1 - chance) for chance in chances))
