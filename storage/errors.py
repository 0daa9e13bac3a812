"""What storage refuses or cannot do; every error names its subject by id, never by a person's name."""

from datetime import datetime

from loyalty.errors import RapportError


class StorageError(RapportError):
    """The database could not do what was asked, for a reason outside the program; nothing was saved."""

    reason = "the database failed"

    def __init__(self) -> None:
        super().__init__(self.reason)


class StorageBusyError(StorageError):
    """Somebody else held the database for longer than we wait."""

    reason = "the database is busy; nothing was saved"


class StorageFullError(StorageError):
    """There is no room left on the disk of the database."""

    reason = "the disk of the database is full; nothing was saved"


class StorageReadOnlyError(StorageError):
    """The database may be read but not written."""

    reason = "the database can only be read; nothing was saved"


class StorageUnreachableError(StorageError):
    """The database cannot be opened or the connection to it broke."""

    reason = "the database cannot be reached"


class StorageDamagedError(StorageError):
    """The file is not a database or its content is damaged."""

    reason = "the database file is damaged or no database"


class DatabaseAddressError(RapportError):
    """The address of the database is not one Rapport can use."""


class DriverMissingError(DatabaseAddressError):
    """The address asks for PostgreSQL but its driver is not installed."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL needs its driver: install rapport[postgres]")


class ProcessClaimedError(RapportError):
    """Another process runs on the same database; two would send everything twice."""

    def __init__(self, where: str, holder: str, /) -> None:
        super().__init__(f"{where} is in use by {holder}; stop that one first")
        self.where = where
        self.holder = holder


class SchemaBehindError(RapportError):
    """The tables are older than the program."""

    def __init__(self) -> None:
        super().__init__("the database is older than this version of Rapport: run `rapport migrate` first")


class SchemaNewerError(RapportError):
    """The tables were made by a later version of the program."""

    def __init__(self, revision: str, /) -> None:
        super().__init__(
            f"the database was migrated by a newer Rapport (revision {revision}): install that version again"
        )
        self.revision = revision


class AsyncWorkError(RapportError):
    """A unit of work tried to await; it must be a plain function that works on the store alone."""

    def __init__(self, name: str, /) -> None:
        super().__init__(f"{name} is asynchronous; a unit of work is a plain function")
        self.name = name


class KeyRingError(RapportError):
    """The key file does not hold usable keys; the message never shows a key."""


class WrongKeyError(RapportError):
    """The database was sealed with a key that is not in the key ring."""

    def __init__(self, key_id: str, /) -> None:
        super().__init__(f"the database was written with key {key_id}, which is not in the key file")
        self.key_id = key_id


class SealBrokenError(RapportError):
    """A ciphertext was changed, moved to another place, or is not one of ours."""

    def __init__(self, place: tuple[str, str, str], /) -> None:
        super().__init__(f"the sealed value at {'.'.join(place)} cannot be opened")
        self.place = place


class NotFoundError(RapportError):
    """Nothing with this id is within reach of who asks; whether it exists is not told."""

    subject = "row"

    def __init__(self, row_id: str, /) -> None:
        super().__init__(f"{self.subject} {row_id} not found")
        self.row_id = row_id


class TeamNotFoundError(NotFoundError):
    """No team has this id."""

    subject = "team"


class PersonNotFoundError(NotFoundError):
    """No person has this id."""

    subject = "person"


class ClientNotFoundError(NotFoundError):
    """No client with this id is within reach of who asks."""

    subject = "client"


class RefTakenError(RapportError):
    """Another client carries this reference of the firm's CRM already."""

    def __init__(self, client_id: str, /) -> None:
        super().__init__(f"client {client_id} has this reference already")
        self.client_id = client_id


class InvitationError(RapportError):
    """An invitation cannot be used."""


class InvitationUnknownError(InvitationError):
    """No invitation with this token was ever issued."""

    def __init__(self) -> None:
        super().__init__("this invitation is unknown")


class InvitationUsedError(InvitationError):
    """The invitation was used before, by another Telegram account."""

    def __init__(self, person_id: str, /) -> None:
        super().__init__(f"the invitation of person {person_id} was used before")
        self.person_id = person_id


class InvitationExpiredError(InvitationError):
    """The invitation was not used in time."""

    def __init__(self, person_id: str, expired_at: datetime, /) -> None:
        super().__init__(f"the invitation of person {person_id} expired at {expired_at:%Y-%m-%d %H:%M} UTC")
        self.person_id = person_id
        self.expired_at = expired_at


class AlreadyBoundError(InvitationError):
    """This Telegram account already belongs to another active person of the firm."""

    def __init__(self, person_id: str, /) -> None:
        super().__init__(f"this Telegram account already belongs to person {person_id}")
        self.person_id = person_id


class ButtonError(RapportError):
    """A pressed button does not lead anywhere."""


class ButtonUnknownError(ButtonError):
    """The data under the button is not a token we issued, or its row is gone."""

    def __init__(self) -> None:
        super().__init__("this button is unknown")


class ButtonForeignError(ButtonError):
    """Somebody else than the one the button was made for pressed it; to be audited."""

    def __init__(self, action: str, target: str, owner_id: str, /) -> None:
        super().__init__(f"the button {action} {target} was made for person {owner_id}")
        self.action = action
        self.target = target
        self.owner_id = owner_id
