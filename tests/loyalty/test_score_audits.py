"""The audit of the scores: groups are compared with all others, and only large ones."""

from loyalty.levels.levels import Level
from loyalty.outlook.fairness import AuditedClient, Grouping, age_band, audit


def clients(
    group: str, count: int, *, red: int = 0, chance: float | None = None, left: int = 0
) -> list[AuditedClient]:
    return [
        AuditedClient(
            {Grouping.COUNTRY: group},
            Level.RED if number < red else Level.GREEN,
            chance,
            None if chance is None else number < left,
        )
        for number in range(count)
    ]


def test_a_group_that_is_red_far_more_often_is_named() -> None:
    found = {
        each.group: each
        for each in audit(
            [*clients("HK", 200, red=8), *clients("SG", 200, red=9), *clients("FR", 60, red=30)]
        )
    }

    assert found["FR"].differs_in_level
    assert found["FR"].flagged.value == 0.5
    assert not found["FR"].differs_in_truth


def test_a_group_that_left_more_often_than_foretold_is_named() -> None:
    found = {
        each.group: each
        for each in audit(
            [*clients("HK", 100, chance=0.2, left=20), *clients("FR", 100, chance=0.2, left=50)]
        )
    }

    assert not found["HK"].differs_in_truth
    assert found["FR"].differs_in_truth
    assert (found["FR"].judged, round(found["FR"].expected), found["FR"].left) == (100, 20, 50)


def test_a_group_of_a_few_clients_is_not_shown() -> None:
    assert [each.group for each in audit([*clients("HK", 10), *clients("FR", 9)])] == ["HK"]


def test_those_without_a_level_count_in_no_share() -> None:
    dormant = [AuditedClient({Grouping.TIER: "vip"}, None)] * 10

    (found,) = audit(dormant)

    assert (found.flagged.count, found.differs_in_level) == (0, False)


def test_ages_fall_into_bands() -> None:
    ages = {year: age_band(year, year=2026) for year in (2000, 1990, 1975, 1960, 1940)}

    assert list(ages.values()) == ["under 30", "30 to 44", "45 to 59", "60 to 74", "75 and over"]
    assert age_band(None, year=2026) is None
