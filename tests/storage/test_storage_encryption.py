"""Sealed values open at their own place, with their own key, and only when nobody changed them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.encryption import KeyRing, new_key_line
from storage.errors import KeyRingError, SealBrokenError, WrongKeyError

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
PLACE = ("client", "name", "7")
RING = KeyRing([NEW, OLD])

places = st.tuples(*[st.text(st.characters(codec="ascii", exclude_characters="\0"), max_size=8)] * 3)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), place=places)
def test_what_was_sealed_opens_at_its_place(text: str, place: tuple[str, str, str]) -> None:
    assert RING.open(RING.seal(text, place=place), place=place) == text


@given(place=places, other=places)
def test_a_value_moved_elsewhere_does_not_open(
    place: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    sealed = RING.seal("Chen Wei", place=place)

    if place != other:
        with pytest.raises(SealBrokenError):
            RING.open(sealed, place=other)


@given(position=st.integers(min_value=0), flip=st.integers(1, 255))
def test_a_changed_byte_is_noticed(position: int, flip: int) -> None:
    sealed = bytearray(RING.seal("Chen Wei", place=PLACE))
    sealed[position % len(sealed)] ^= flip

    with pytest.raises((SealBrokenError, WrongKeyError)):
        RING.open(bytes(sealed), place=PLACE)


@given(blob=st.binary(max_size=64))
def test_no_other_bytes_open(blob: bytes) -> None:
    with pytest.raises((SealBrokenError, WrongKeyError)):
        RING.open(blob, place=PLACE)


def test_the_same_text_is_never_sealed_twice_alike() -> None:
    assert RING.seal("Chen", place=PLACE) != RING.seal("Chen", place=PLACE)


def test_half_a_surrogate_pair_is_sealed_as_a_question_mark() -> None:
    assert RING.open(RING.seal("a\ud800b", place=PLACE), place=PLACE) == "a?b"


def test_after_a_rotation_both_keys_open_and_the_newest_seals() -> None:
    before = KeyRing([OLD]).seal("Chen", place=PLACE)

    assert RING.open(before, place=PLACE) == "Chen"
    assert KeyRing([NEW]).open(RING.seal("Chen", place=PLACE), place=PLACE) == "Chen"
    assert KeyRing([OLD]).blind("Chen") in RING.blinds("Chen")
    assert RING.blind("Chen") == KeyRing([NEW]).blind("Chen")


def test_a_missing_key_is_named_without_showing_it() -> None:
    sealed = KeyRing([OLD]).seal("Chen", place=PLACE)

    with pytest.raises(WrongKeyError) as caught:
        KeyRing([NEW]).open(sealed, place=PLACE)

    assert caught.value.key_id == KeyRing([OLD]).key_ids[0]
    assert OLD.hex() not in str(caught.value)


def test_a_key_file_is_read_newest_first() -> None:
    text = f"# made in 2026\n{base64.b64encode(NEW).decode()}\n\n  {base64.b64encode(OLD).decode()}  \n"

    assert KeyRing.parse(text).key_ids == RING.key_ids
    assert len(KeyRing.parse(new_key_line()).key_ids) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "holds no key"),
        ("# only a comment", "holds no key"),
        ("not base64!", "line 1 of the key file is not base64"),
        ("\nc2hvcnQ=", "line 2 of the key file holds 5 bytes, a key has 32"),
        (f"{base64.b64encode(OLD).decode()}\n" * 2, "the same key twice"),
    ],
)
def test_a_bad_key_file_is_refused_with_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(KeyRingError, match=complaint):
        KeyRing.parse(text)


def test_a_key_of_wrong_length_is_refused() -> None:
    with pytest.raises(KeyRingError, match="32 bytes"):
        KeyRing([b"short"])


def test_a_key_ring_shows_no_key() -> None:
    assert OLD.hex() not in repr(RING)
    assert base64.b64encode(OLD).decode() not in repr(RING)
