"""Visits that happened, and visits agreed upon."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.models.columns import identifier, reference


class Visit(SQLModel, table=True):
    """A field visit. result: met, absent, closed, moved, not_found · source: registry, staff, manager."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_latest", "cooperative_id", "visited_on"),)

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id", index=False)
    visited_on: date
    result: str = "met"
    note: str = ""
    source: str = "staff"
    staff_id: int | None = reference("staff.id", nullable=True, index=False)
    recorded_at: datetime


class VisitPlan(SQLModel, table=True):
    """A time proposed for a visit, or offered by the office.

    state: proposed, offered, confirmed, declined, withdrawn, done.
    """

    __tablename__ = "visit_plans"

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id")
    starts_at: datetime
    state: str = Field(default="proposed", index=True)
    person_id: int | None = reference("people.id", nullable=True, index=False)
    """Who proposed it or is offered it, and hears what becomes of it."""
    staff_id: int | None = reference("staff.id", nullable=True, index=False)
    created_at: datetime
