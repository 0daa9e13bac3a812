"""Ids rise in the order in which they were made, also across threads."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122, UUID

from storage.ids import new_id


def test_ids_rise_strictly() -> None:
    ids = [new_id() for _ in range(10_000)]

    assert all(earlier < later for earlier, later in pairwise(ids))


def test_ids_of_several_threads_never_meet() -> None:
    with ThreadPoolExecutor(4) as threads:
        ids = [
            each
            for batch in threads.map(lambda _: [new_id() for _ in range(500)], range(8))
            for each in batch
        ]

    assert len(set(ids)) == 4000


def test_an_id_has_the_layout_of_a_time_ordered_uuid() -> None:
    parsed = UUID(new_id())

    assert (parsed.version, parsed.variant) == (7, RFC_4122)
