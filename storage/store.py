"""The store: every repository of one transaction, each made when it is first asked for."""

from functools import cached_property

from loyalty.playbooks import Playbooks
from storage.audit import AuditRepository
from storage.cases.assignments import AssignmentsRepository
from storage.cases.caseclocks import CaseClocksRepository
from storage.cases.caseimages import CaseImagesRepository
from storage.cases.casemarks import CaseMarksRepository
from storage.cases.casepauses import CasePausesRepository
from storage.cases.cases import CasesRepository
from storage.chat.buttons import ButtonsRepository
from storage.chat.deliveries import DeliveriesRepository
from storage.chat.dialogues import DialoguesRepository
from storage.chat.inbox import InboxRepository
from storage.chat.outbox import OutboxRepository
from storage.clients.clients import ClientsRepository
from storage.clients.worths import WorthsRepository
from storage.firm import FirmRepository
from storage.people.absences import ABSENCE, AbsencesRepository
from storage.people.digests import DigestsRepository
from storage.people.handovers import HandoversRepository
from storage.people.invitations import InvitationsRepository
from storage.people.people import PeopleRepository
from storage.people.teams import TeamsRepository
from storage.plans.mornings import MorningsRepository
from storage.plans.planloads import PlanLoadsRepository
from storage.plans.todaylines import TodayLinesRepository
from storage.plans.touchpoints import TouchpointsRepository
from storage.records.clientsums import ClientSumsRepository
from storage.records.correctionrows import CorrectionsRepository
from storage.records.drafts import DraftsRepository
from storage.records.histories import HistoriesRepository
from storage.records.interactions import InteractionsRepository
from storage.records.purchases import PurchasesRepository
from storage.records.signals import SignalsRepository
from storage.records.toneversions import ToneVersionsRepository
from storage.records.undorecords import UndoRecordsRepository
from storage.scores.overriderows import OverridesRepository
from storage.scores.standings import StandingsRepository
from storage.setbacks import SetbacksRepository
from storage.transaction import Transaction

# Each module imported above declares its own tables.
TABLES = ABSENCE.metadata


class Store:
    """What a unit of work receives; it is of no use after the transaction ended."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction

    @property
    def playbooks(self) -> Playbooks:
        """The firm's playbooks."""
        return self.transaction.playbooks

    @cached_property
    def teams(self) -> TeamsRepository:
        """The firm's teams."""
        return TeamsRepository(self.transaction)

    @cached_property
    def people(self) -> PeopleRepository:
        """The firm's people."""
        return PeopleRepository(self.transaction)

    @cached_property
    def clients(self) -> ClientsRepository:
        """The firm's clients."""
        return ClientsRepository(self.transaction)

    @cached_property
    def absences(self) -> AbsencesRepository:
        """The days off of the firm's people."""
        return AbsencesRepository(self.transaction)

    @cached_property
    def handovers(self) -> HandoversRepository:
        """The clients given to other advisors."""
        return HandoversRepository(self.transaction)

    @cached_property
    def invitations(self) -> InvitationsRepository:
        """The invitations of the firm's people."""
        return InvitationsRepository(self.transaction)

    @cached_property
    def dialogues(self) -> DialoguesRepository:
        """The open dialogues."""
        return DialoguesRepository(self.transaction)

    @cached_property
    def buttons(self) -> ButtonsRepository:
        """The buttons under messages already sent."""
        return ButtonsRepository(self.transaction)

    @cached_property
    def audit(self) -> AuditRepository:
        """The audit trail."""
        return AuditRepository(self.transaction)

    @cached_property
    def firm(self) -> FirmRepository:
        """What holds for the whole firm."""
        return FirmRepository(self.transaction)

    @cached_property
    def inbox(self) -> InboxRepository:
        """The updates received."""
        return InboxRepository(self.transaction)

    @cached_property
    def outbox(self) -> OutboxRepository:
        """The messages to send."""
        return OutboxRepository(self.transaction)

    @cached_property
    def deliveries(self) -> DeliveriesRepository:
        """The sender's side of the outbox."""
        return DeliveriesRepository(self.transaction)

    @cached_property
    def case_clocks(self) -> CaseClocksRepository:
        """The clocks of the open cases."""
        return CaseClocksRepository(self.transaction)

    @cached_property
    def case_images(self) -> CaseImagesRepository:
        """Open cases as they lay before a log."""
        return CaseImagesRepository(self.transaction)

    @cached_property
    def case_pauses(self) -> CasePausesRepository:
        """The pauses of the open cases."""
        return CasePausesRepository(self.transaction)

    @cached_property
    def assignments(self) -> AssignmentsRepository:
        """The steps of leads, analysts and specialists."""
        return AssignmentsRepository(self.transaction)

    @cached_property
    def worths(self) -> WorthsRepository:
        """What the clients are worth."""
        return WorthsRepository(self.transaction)

    @cached_property
    def overrides(self) -> OverridesRepository:
        """The levels set by leads."""
        return OverridesRepository(self.transaction)

    @cached_property
    def cases(self) -> CasesRepository:
        """The opened interventions."""
        return CasesRepository(self.transaction)

    @cached_property
    def histories(self) -> HistoriesRepository:
        """The facts of the clients as the rules read them."""
        return HistoriesRepository(self.transaction)

    @cached_property
    def sums(self) -> ClientSumsRepository:
        """The kept sums of the clients."""
        return ClientSumsRepository(self.transaction)

    @cached_property
    def interactions(self) -> InteractionsRepository:
        """The logged contacts."""
        return InteractionsRepository(self.transaction)

    @cached_property
    def purchases(self) -> PurchasesRepository:
        """The purchases of the clients."""
        return PurchasesRepository(self.transaction)

    @cached_property
    def signals(self) -> SignalsRepository:
        """The dated facts beside contacts and purchases."""
        return SignalsRepository(self.transaction)

    @cached_property
    def standings(self) -> StandingsRepository:
        """Where the clients stand."""
        return StandingsRepository(self.transaction)

    @cached_property
    def touchpoints(self) -> TouchpointsRepository:
        """The planned contacts."""
        return TouchpointsRepository(self.transaction)

    @cached_property
    def corrections(self) -> CorrectionsRepository:
        """What people said of moods."""
        return CorrectionsRepository(self.transaction)

    @cached_property
    def tone_versions(self) -> ToneVersionsRepository:
        """The firm's own weights of the tone engine."""
        return ToneVersionsRepository(self.transaction)

    @cached_property
    def digests(self) -> DigestsRepository:
        """When the leads' digests come."""
        return DigestsRepository(self.transaction)

    @cached_property
    def mornings(self) -> MorningsRepository:
        """When the briefs come."""
        return MorningsRepository(self.transaction)

    @cached_property
    def today_lines(self) -> TodayLinesRepository:
        """The lists of today as they were shown."""
        return TodayLinesRepository(self.transaction)

    @cached_property
    def plan_loads(self) -> PlanLoadsRepository:
        """The figures of the advisors' plans."""
        return PlanLoadsRepository(self.transaction)

    @cached_property
    def undo_records(self) -> UndoRecordsRepository:
        """The logs that may still be undone."""
        return UndoRecordsRepository(self.transaction)

    @cached_property
    def setbacks(self) -> SetbacksRepository:
        """The rows whose handling failed."""
        return SetbacksRepository(self.transaction)

    @cached_property
    def drafts(self) -> DraftsRepository:
        """The notes that wait for a tap."""
        return DraftsRepository(self.transaction)

    @cached_property
    def case_marks(self) -> CaseMarksRepository:
        """What hangs on a case besides its steps."""
        return CaseMarksRepository(self.transaction)
