"""Absences: the days on which somebody does not work, and who stands in meanwhile."""

from datetime import date, datetime

from sqlmodel import Field

from storage.columns import Row, key_field, moment_field, refers_to, table_of


class AbsenceRow(Row, table=True):
    """Days off of one person, both ends included, in that person's own calendar.

    ``covered_by`` reaches the person's clients while the state is ``active``; ticks turn the state.
    """

    id: str = key_field()
    person_id: str = refers_to("person.id")
    starts_on: date
    ends_on: date
    covered_by: str | None = refers_to("person.id")
    set_by: str | None = refers_to("person.id", index=False)
    state: str = Field(max_length=16)
    created_at: datetime = moment_field()
    ended_at: datetime | None = moment_field()


ABSENCE = table_of(AbsenceRow)
