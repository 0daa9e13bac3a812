"""How a method is named to python-telegram-bot so that it goes out spelt as the Bot API spells it."""

import re

_CAPITAL = re.compile(r"([A-Z])")


def endpoint_of(method: str) -> str:
    """Return ``send_Message`` for ``sendMessage``.

    The library's ``do_api_request`` warns when a method it wraps is called by its usual name, in either
    spelling, but joins these parts to the very name; other servers than Telegram's may heed the case.
    """
    return _CAPITAL.sub(r"_\1", method)
