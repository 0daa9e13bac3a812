"""The demo's people, clients and stories as they stand in the TOML files beside this module."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the files, without its ending."""
    return tomllib.loads(files("bot.demo").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
