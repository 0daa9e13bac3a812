"""Reads word lists that are written as one block of text, so that they stay readable."""


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a block in order; spaces and line breaks part them."""
    return tuple(text.split())
