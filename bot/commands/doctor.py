"""`rapport doctor`."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime

import typer
from telegram.error import TelegramError

from bot.commands.opening import database_of
from bot.settings import Settings, SettingsError, read_settings
from bot.telegram.application import build_application
from bot.telegram.request import AiohttpRequest
from loyalty.errors import RapportError

_ROOM_NEEDED_MB = 500


def doctor() -> None:
    """Check settings, database, keys, disk and, with a token, the way to Telegram; exit 1 if one fails."""
    try:
        settings = read_settings(needs_token=False)
    except SettingsError as error:
        for fault in error.faults:
            typer.echo(f"✗ {fault}")
        raise typer.Exit(2) from error
    typer.echo("✓ settings are complete" + ("" if settings.token else ", without a token"))
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("database", _database),
        ("disk", _disk),
        ("playbooks", _playbooks),
        ("Telegram", _telegram),
    ]
    failed = False
    for name, check in checks:
        try:
            typer.echo(f"✓ {name}: {check(settings)}")
        except (RapportError, TelegramError, OSError) as error:
            failed = True
            typer.echo(f"✗ {name}: {error}")
    if failed:
        raise typer.Exit(1)


def _database(settings: Settings) -> str:
    database = database_of(settings)
    try:
        if not database.schema_is_current():
            return "reachable, its tables are made or brought up to date by `rapport migrate`"
        database.check_keys()
        with database.reading() as store:
            waiting = store.inbox.backlog().count
            leaving = store.deliveries.backlog(now=datetime.now(UTC)).count
        return f"up to date, keys fit, {waiting} updates and {leaving} messages waiting"
    finally:
        database.close()


def _disk(_settings: Settings) -> str:
    free_mb = shutil.disk_usage(".").free // 1024**2
    if free_mb < _ROOM_NEEDED_MB:
        raise OSError(f"only {free_mb} MB free, keep {_ROOM_NEEDED_MB} MB")
    return f"{free_mb:,} MB free"


def _playbooks(settings: Settings) -> str:
    books = settings.playbooks
    own = ", ".join(sorted(books.own))
    steps = sum(len(book.steps) for book in books.books.values())
    return f"{len(books.books)} with {steps} steps, " + (f"the firm's own: {own}" if own else "as shipped")


def _telegram(settings: Settings) -> str:
    if not settings.token:
        return "not checked, RAPPORT_TOKEN is not set"
    return asyncio.run(_ask_telegram(settings))


async def _ask_telegram(settings: Settings) -> str:
    application = build_application(settings.token, root=settings.bot_api, request=AiohttpRequest())
    try:
        await application.initialize()
        return f"@{application.bot.username} answers"
    finally:
        await application.shutdown()
