"""How cooperatives are brought in: lists that were read, letters with a code, and the search for who can't be found."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from db.models.columns import document, identifier, reference


class ColumnMeaning(SQLModel, table=True):
    """What a header that the table of variants doesn't know means, said once by hand; `ignored` is a meaning too."""

    __tablename__ = "column_meanings"

    header: str = Field(primary_key=True)
    """As headers are compared: without case, spaces and punctuation."""
    title: str
    field: str
    staff_id: int | None = reference("staff.id", nullable=True, index=False)
    at: datetime


class Import(SQLModel, table=True):
    """A list that was read. state: fetching (a file from a chat) → checked → confirmed → done; or cancelled, failed.

    `plan` is the digest of what the check said would change: only that is carried out. From the command line a list
    is `done` at once.
    """

    __tablename__ = "imports"

    id: int = identifier()
    filename: str
    digest: str = ""
    attachment_id: int | None = reference("attachments.id", nullable=True)
    staff_id: int | None = reference("staff.id", nullable=True)
    state: str = Field(default="fetching", index=True)
    plan: str = ""
    counts: dict[str, Any] = document()
    reason: str = ""
    at: datetime
    done_at: datetime | None = None


class Letter(SQLModel, table=True):
    """A printed invitation: its code links and verifies one officer, once. Only the code's SHA-256 is kept."""

    __tablename__ = "letters"

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id")
    digest: str = Field(unique=True)
    printed_at: datetime
    printed_by: int | None = reference("staff.id", nullable=True, index=False)
    expires_at: datetime
    handed_at: datetime | None = None
    handed_by: int | None = reference("staff.id", nullable=True)
    used_at: datetime | None = None
    person_id: int | None = reference("people.id", nullable=True)


class Trace(SQLModel, table=True):
    """The search for a cooperative that can't be found. state: open, found, lost, closed."""

    __tablename__ = "traces"

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id")
    state: str = Field(default="open", index=True)
    opened_by: int | None = reference("staff.id", nullable=True, index=False)
    opened_at: datetime
    closed_by: int | None = reference("staff.id", nullable=True, index=False)
    closed_at: datetime | None = None


class TraceStep(SQLModel, table=True):
    """One thing tried. kind: number (target: E.164), call (the id of a number's step), neighbour (a cooperative's id),
    lurah (empty).

    outcome: empty while it is open; number: answered (`words`: yes, no, stop), its delivery stands in the outbox;
    call: officer, wrong, dead, silent; neighbour: known, moved, gone, unknown (`words`: their hint); lurah: here,
    moved, gone (`words`: of the letter).
    """

    __tablename__ = "trace_steps"
    __table_args__ = (UniqueConstraint("trace_id", "kind", "target"),)

    id: int = identifier()
    trace_id: int = reference("traces.id")
    kind: str
    target: str
    person_id: int | None = reference("people.id", nullable=True)
    outcome: str = ""
    words: str = ""
    at: datetime
    answered_at: datetime | None = None
