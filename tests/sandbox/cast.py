"""The people and the moment of the sandbox's tests."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ANNA = 1001
BORIS = 1002
TOKEN = "4242:sandbox"
