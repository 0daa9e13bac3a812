"""The settings, read once from the environment or a `.env` file; every fault is named at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from loyalty.errors import RapportError
from loyalty.index.given_norms import NOTHING_GIVEN, GivenNorms, GivenNormsError, given_norms_from
from loyalty.playbooks import Playbooks, PlaybooksError, playbooks_from
from storage.encryption import KeyRing
from storage.errors import KeyRingError

TELEGRAM = "https://api.telegram.org"
KEY_HINT = "make one with: head -c 32 /dev/urandom | base64 > rapport.key"


class SettingsError(RapportError):
    """Settings are missing or wrong; ``faults`` lists each as one sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """What a firm sets, checked.

    Attributes:
        token: the bot's token; empty where the command needs none.
        bot_api: the root of the Bot API server, without a slash at the end.
        database: SQLAlchemy URL.
        brand_names: the firm's own names; a note that mentions one speaks of the brand.
        playbooks: what is done about clients of each level, the firm's own ones in place of the shipped.
        given_norms: what the firm set of the loyalty figure.
    """

    token: str
    bot_api: str
    database: str
    keys: KeyRing
    brand_names: tuple[str, ...]
    playbooks: Playbooks
    given_norms: GivenNorms


class _Environment(BaseSettings):
    """The settings as they stand in the environment; their names are a contract (`RAPPORT_TOKEN` …)."""

    model_config = SettingsConfigDict(
        env_prefix="RAPPORT_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    token: SecretStr = SecretStr("")
    bot_api: str = TELEGRAM
    database: str = "sqlite:///rapport.db"
    key: SecretStr = SecretStr("")
    key_file: str = ""
    brand: str = ""
    playbooks: str = ""
    loyalty: str = ""


def read_settings(*, needs_token: bool) -> Settings:
    """Read and check all settings.

    Raises:
        SettingsError: with every fault found.
    """
    found = _Environment()
    token = found.token.get_secret_value().strip()
    faults = [*_address_faults(found), *_token_faults(token, needed=needs_token)]
    keys = playbooks = given_norms = None
    try:
        keys = _key_ring(found)
    except SettingsError as error:
        faults += error.faults
    try:
        playbooks = _playbooks(found.playbooks)
    except PlaybooksError as error:
        faults += [f"RAPPORT_PLAYBOOKS: {fault}" for fault in error.faults]
    try:
        given_norms = _given_norms(found.loyalty)
    except GivenNormsError as error:
        faults += [f"RAPPORT_LOYALTY: {fault}" for fault in error.faults]
    if keys is None or playbooks is None or given_norms is None or faults:
        raise SettingsError(faults)
    return Settings(
        token=token,
        bot_api=found.bot_api.rstrip("/"),
        database=found.database,
        keys=keys,
        brand_names=tuple(name.strip() for name in found.brand.split(",") if name.strip()),
        playbooks=playbooks,
        given_norms=given_norms,
    )


def _playbooks(folder: str) -> Playbooks:
    """Return the playbooks with those of the firm's folder in place of the shipped ones."""
    if not folder:
        return playbooks_from({})
    try:
        files = sorted(Path(folder).glob("*.toml"))
        texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    except (OSError, UnicodeDecodeError) as error:
        raise PlaybooksError([f"cannot be read: {error}"]) from error
    if not texts:
        raise PlaybooksError([f"{folder} holds no file that ends in .toml"])
    return playbooks_from(texts)


def _given_norms(file: str) -> GivenNorms:
    """Return what the firm's file sets of the loyalty figure."""
    if not file:
        return NOTHING_GIVEN
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GivenNormsError([f"cannot be read: {error}"]) from error
    return given_norms_from(text)


def _address_faults(found: _Environment) -> Iterator[str]:
    if not found.bot_api.startswith(("http://", "https://")):
        yield "RAPPORT_BOT_API must start with http:// or https://"
    if not found.database.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        yield "RAPPORT_DATABASE must start with sqlite:/// or postgresql://"


def _token_faults(token: str, *, needed: bool) -> Iterator[str]:
    number, colon, secret = token.partition(":")
    if not token:
        if needed:
            yield "RAPPORT_TOKEN is missing: ask @BotFather on Telegram for one"
    elif not (number.isdigit() and colon and secret):
        yield "RAPPORT_TOKEN must look like 123456:ABC…, as @BotFather gave it"


def _key_ring(found: _Environment) -> KeyRing:
    key = found.key.get_secret_value().strip()
    if key and found.key_file:
        raise SettingsError(["RAPPORT_KEY and RAPPORT_KEY_FILE are both set: keep one"])
    if not key and not found.key_file:
        raise SettingsError([f"RAPPORT_KEY or RAPPORT_KEY_FILE is missing: {KEY_HINT}"])
    name = "RAPPORT_KEY" if key else "RAPPORT_KEY_FILE"
    try:
        return KeyRing.parse(key or Path(found.key_file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{name} cannot be read: {error}"]) from error
    except KeyRingError as error:
        raise SettingsError([f"{name}: {error}"]) from error
