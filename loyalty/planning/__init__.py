"""Planning: spreads the contacts that clients are owed over the working days of their advisor."""

from loyalty.planning.agenda import HORIZON, Agenda, agenda_of, horizon_of
from loyalty.planning.planner import plan
from loyalty.planning.values import LeftOut, Plan, PlanLoad, Planned, PlanningClient

__all__ = [
    "HORIZON",
    "Agenda",
    "LeftOut",
    "Plan",
    "PlanLoad",
    "Planned",
    "PlanningClient",
    "agenda_of",
    "horizon_of",
    "plan",
]
