"""Coaching sessions and clinic days that the office announces, and who comes."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from db.models.columns import identifier, reference


class Announcement(SQLModel, table=True):
    """An announced event. kind: session, clinic · state: approved → sending → sent; or undone, stopped, cancelled."""

    __tablename__ = "announcements"

    id: int = identifier()
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    """When it is over, where staff said so."""
    place: str
    seats: int | None = None
    """How many people there is room for, where staff said so."""
    district_id: int | None = reference("districts.id", nullable=True, index=False)
    state: str = "approved"
    send_from: datetime
    """Nothing is sent before this moment: the minute in which it can be undone."""
    created_by: int = reference("staff.id")
    created_at: datetime
    progress: str = ""
    """The last progress text's fingerprint: the same one is not sent twice."""


class Attendance(SQLModel, table=True):
    """A cooperative's answer to an announcement."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("announcement_id", "cooperative_id"),)

    id: int = identifier()
    announcement_id: int = reference("announcements.id")
    cooperative_id: int = reference("cooperatives.id")
    answer: str
    people: int | None = None
    """How many will come, where they said so."""
    delegate: str | None = None
    """Who comes in the manager's place, as they said it; empty where they didn't say who, none where nobody does."""
    person_id: int | None = reference("people.id", nullable=True, index=False)
    account: str = ""
    at: datetime
