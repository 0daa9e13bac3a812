"""What the facts and the interventions refuse; every error names its subject by id alone."""

from datetime import datetime

from loyalty.cases.cases import CaseId
from loyalty.clients import ClientId
from loyalty.errors import RapportError
from loyalty.facts.interactions import Interaction
from loyalty.people.absences import Absence
from loyalty.people.people import PersonId
from loyalty.playbooks import StepKey
from storage.errors import NotFoundError


class InteractionNotFoundError(NotFoundError):
    """No interaction with this id is within reach of who asks, or only its author may do what was asked."""

    subject = "interaction"


class SignalNotFoundError(NotFoundError):
    """No fact with this id is within reach of who asks, or it is gone."""

    subject = "signal"


class CaseNotFoundError(NotFoundError):
    """No case with this id is within reach of who asks."""

    subject = "case"


class StepNotFoundError(NotFoundError):
    """No step with this id is assigned to who asks."""

    subject = "step"


class TouchpointNotFoundError(NotFoundError):
    """No planned contact with this id belongs to who asks."""

    subject = "touchpoint"


class AlreadyLoggedError(RapportError):
    """The message this log was made from has been saved before."""

    def __init__(self, interaction: Interaction, /) -> None:
        super().__init__(f"this message is already saved as interaction {interaction.id}")
        self.interaction = interaction


class UndoTooLateError(RapportError):
    """The log or fact is older than an Undo reaches; it can still be corrected or deleted."""

    def __init__(self, saved_id: str, until: datetime, /) -> None:
        super().__init__(f"what was saved as {saved_id} could be undone until {until:%H:%M:%S} UTC")
        self.saved_id = saved_id
        self.until = until


class StepAlreadyDoneError(RapportError):
    """Somebody has already finished this step."""

    def __init__(self, case_id: CaseId, key: StepKey, *, by: PersonId | None, at: datetime | None) -> None:
        super().__init__(f"step {key} of case {case_id} is already finished")
        self.case_id = case_id
        self.key = key
        self.by = by
        self.at = at


class StepNotYoursError(RapportError):
    """The step is left to a lead, as the second person the playbook asks for."""

    def __init__(self, case_id: CaseId, key: StepKey, /) -> None:
        super().__init__(f"step {key} of case {case_id} is a lead's")
        self.case_id = case_id
        self.key = key


class PauseTooLongError(RapportError):
    """A case cannot rest until a moment that is over, or for longer than a month."""

    def __init__(self, case_id: CaseId, /) -> None:
        super().__init__(f"case {case_id} cannot rest so long")
        self.case_id = case_id


class CaseNotOpenError(RapportError):
    """The case was closed or withdrawn before."""

    def __init__(self, case_id: CaseId, *, by: PersonId | None, at: datetime | None) -> None:
        super().__init__(f"case {case_id} is no longer open")
        self.case_id = case_id
        self.by = by
        self.at = at


class ClientClosedError(RapportError):
    """Nothing is logged about a client who is closed; the client can be opened again."""

    def __init__(self, client_id: ClientId, /) -> None:
        super().__init__(f"client {client_id} is closed")
        self.client_id = client_id


class ClientsLeftError(RapportError):
    """Somebody who is to leave looks after clients, and nobody was named to take them."""

    def __init__(self, person_id: PersonId, /) -> None:
        super().__init__(f"person {person_id} looks after clients: name who takes them (--give-to)")
        self.person_id = person_id


class ClientInUseError(RapportError):
    """Something was kept on a client since it was added, so that it can only be closed."""

    def __init__(self, client_id: ClientId, /) -> None:
        super().__init__(f"client {client_id} has something kept on it")
        self.client_id = client_id


class AbsenceOverlapsError(RapportError):
    """Some of the days are days off already."""

    def __init__(self, other: Absence, /) -> None:
        super().__init__(f"the days overlap with absence {other.id}")
        self.other = other
