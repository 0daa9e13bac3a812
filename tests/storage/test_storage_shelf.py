"""A shelf gives what is right for the version or nothing, and keeps what was asked for last."""

from storage.shelf import Shelf


def test_only_the_same_version_is_found() -> None:
    shelf: Shelf[str] = Shelf(limit=2)
    shelf.keep("anna", 1, "names")

    assert shelf.find("anna", 1) == "names"
    assert shelf.find("anna", 2) is None
    assert shelf.find("boris", 1) is None


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    shelf: Shelf[str] = Shelf(limit=2)
    shelf.keep("anna", 1, "a")
    shelf.keep("boris", 1, "b")
    shelf.find("anna", 1)

    shelf.keep("chen", 1, "c")

    assert [shelf.find(scope, 1) for scope in ("anna", "boris", "chen")] == ["a", None, "c"]


def test_heavy_values_make_room_for_the_newest() -> None:
    shelf: Shelf[str] = Shelf(limit=10)
    shelf.keep("anna", 1, "a", weight=4)
    shelf.keep("boris", 1, "b", weight=4)
    shelf.keep("boris", 2, "b", weight=6)

    shelf.keep("chen", 1, "c", weight=99)

    assert [shelf.find(scope, 1) for scope in ("anna", "boris", "chen")] == [None, None, "c"]


def test_a_value_kept_again_counts_once() -> None:
    shelf: Shelf[str] = Shelf(limit=10)
    for version in range(5):
        shelf.keep("anna", version, "a", weight=4)

    shelf.keep("boris", 1, "b", weight=6)

    assert (shelf.find("anna", 4), shelf.find("boris", 1)) == ("a", "b")
