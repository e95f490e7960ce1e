"""The office's own people: roles, districts, tasks, questions from managers, and the audit log."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from db.models.columns import BIG, document, identifier, reference


class Staff(SQLModel, table=True):
    """A member of the office. role: admin, head, field_officer, consultant, viewer."""

    __tablename__ = "staff"

    id: int = identifier()
    name: str
    role: str
    person_id: int | None = Field(default=None, foreign_key="people.id", sa_type=BIG, unique=True)
    suspended_at: datetime | None = None
    acting_role: str = ""
    acting_until: datetime | None = None
    """A role held in somebody's place until then, such as acting head."""
    created_at: datetime


class StaffDistrict(SQLModel, table=True):
    """A district that a staff member is responsible for. No row at all means every district."""

    __tablename__ = "staff_districts"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id", sa_type=BIG)
    district_id: int = Field(primary_key=True, foreign_key="districts.id", sa_type=BIG)


class StaffInvite(SQLModel, table=True):
    """A one-time code that binds whoever opens it; only its SHA-256 is kept."""

    __tablename__ = "staff_invites"

    digest: str = Field(primary_key=True)
    staff_id: int = reference("staff.id")
    expires_at: datetime
    used_at: datetime | None = None


class Task(SQLModel, table=True):
    """Something that waits for a human in the office. One open or done row per subject key."""

    __tablename__ = "tasks"

    id: int = identifier()
    key: str = Field(unique=True)
    kind: str = Field(index=True)
    cooperative_id: int | None = reference("cooperatives.id", nullable=True)
    person_id: int | None = reference("people.id", nullable=True)
    district_id: int | None = reference("districts.id", nullable=True)
    data: dict[str, Any] = document()
    urgent: bool = False
    state: str = Field(default="open", index=True)
    created_at: datetime
    done_at: datetime | None = None
    done_by: int | None = reference("staff.id", nullable=True, index=False)


class Question(SQLModel, table=True):
    """A person connected with staff. Open until either side closes it; `staff_id` is who answers."""

    __tablename__ = "questions"

    id: int = identifier()
    person_id: int = reference("people.id")
    staff_id: int | None = reference("staff.id", nullable=True)
    state: str = Field(default="open", index=True)
    opened_at: datetime
    """When the person last turned to staff with it: from then their words are for staff, until they touch a form."""
    closed_at: datetime | None = None


class QuestionLine(SQLModel, table=True):
    """One message of a question, from either side."""

    __tablename__ = "question_lines"

    id: int = identifier()
    question_id: int = reference("questions.id")
    from_staff: bool
    text: str
    at: datetime


class Audit(SQLModel, table=True):
    """What somebody did. Rows are only ever added; `actor` is `staff:3`, `person:7` or `sapa`."""

    __tablename__ = "audit"

    id: int = identifier()
    at: datetime
    actor: str = Field(index=True)
    action: str
    subject: str = Field(default="", index=True)
    data: dict[str, Any] = document()
