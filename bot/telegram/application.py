"""The application of python-telegram-bot as we use it: handlers alone, no updater, no jobs, no limiter."""

import os
from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.telegram.dispatcher import AnyApplication


def build_application(
    token: str,
    *,
    root: str,
    request: BaseRequest,
    context_types: ContextTypes[Any, Any, Any, Any] | None = None,
) -> AnyApplication:
    """Return an application whose calls go to ``{root}/bot{token}/`` through ``request``."""
    # Else the library warns at every 429 that its numbers will become timedeltas.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    builder: Any = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
    )
    if context_types is not None:
        builder = builder.context_types(context_types)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    return application
