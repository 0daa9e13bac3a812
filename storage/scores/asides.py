"""Asides: clients left out of a scoring of all because theirs fails, so that the others have theirs."""

from collections.abc import Callable, Collection, Sequence

from loyalty.clients import ClientId
from storage.errors import StorageError

OnFailure = Callable[[ClientId, Exception], object]
"""Told of each client whose scoring raised, and what."""


class Aside:
    """The clients left out of one scoring; without ``on_failure`` the first that fails ends it."""

    def __init__(self, on_failure: OnFailure | None, *, without: Collection[ClientId] = ()) -> None:
        self._on_failure = on_failure
        self.client_ids = set(without)

    def work_off(self, client_ids: Sequence[ClientId], work: Callable[[Sequence[ClientId]], object]) -> None:
        """Do the work for some clients in one go; when that fails for each half, down to who it fails for.

        ``work`` is a transaction of its own. Trouble of the database is no client's and goes on as it is.
        """
        try:
            work(client_ids)
        except StorageError:
            raise
        except Exception as error:
            if self._on_failure is None:
                raise
            if len(client_ids) == 1:
                self.client_ids.add(client_ids[0])
                self._on_failure(client_ids[0], error)
                return
            half = len(client_ids) // 2
            self.work_off(client_ids[:half], work)
            self.work_off(client_ids[half:], work)
