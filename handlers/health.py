"""How the bot itself is doing, for leads and the administrator."""

from handlers.desk import Desk
from loyalty.outlook.fitting import OutlookForm
from loyalty.people.people import Role
from wording.health import HealthView, health
from wording.start import not_allowed


def show_health(desk: Desk) -> None:
    """Say how fresh the levels are, what waits, and how good the chance of leaving is."""
    if not (desk.person.has(Role.LEAD) or desk.person.has(Role.ADMIN)):
        desk.show(not_allowed(reader=desk.reader))
        return
    store = desk.store
    kept = store.firm.outlook()
    view = HealthView(
        scored_at=store.firm.scored_at(),
        failed_since=store.firm.scoring_failed_since(),
        # The update being answered is no longer waiting.
        waiting_in=store.inbox.backlog().count,
        waiting_out=store.deliveries.backlog(now=desk.now).count,
        fitted_at=kept.fitted_at if kept else None,
        form=kept.fitted.form if kept else OutlookForm.UNTRAINED,
        card=kept.card if kept else None,
        fell_back=bool(kept and kept.fell_back),
        held_up=store.setbacks.count(desk.now),
    )
    desk.show(health(view, reader=desk.reader, now=desk.now))
