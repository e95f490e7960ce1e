"""The annual members' meeting: what was reported, its papers, and the clocks it runs by."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.models.columns import big, identifier, reference


class RatReport(SQLModel, table=True):
    """What one person said about one book year. A correction is a new version; the highest version not refused counts.

    held: yes, planned, postponed, no. meeting: langsung, kelompok, tertulis, daring, hibrida. Money in rupiah, of
    the book year or at its end; surplus (SHU) may be negative. status: submitted, verified, returned, disputed,
    superseded.
    """

    __tablename__ = "rat_reports"
    __table_args__ = (UniqueConstraint("cooperative_id", "book_year", "version"),)

    id: int = identifier()
    receipt: str = Field(unique=True)
    cooperative_id: int = reference("cooperatives.id")
    book_year: int
    version: int = 1
    held: str
    held_on: date | None = None
    planned_on: date | None = None
    ordinal: int | None = None
    meeting: str = ""
    place: str = ""
    members: int | None = None
    members_women: int | None = None
    attended: int | None = None
    assets: int | None = big()
    own_capital: int | None = big()
    outside_capital: int | None = big()
    turnover: int | None = big()
    income: int | None = big()
    expenses: int | None = big()
    surplus: int | None = big()
    new_officers: bool | None = None
    reason: str = ""
    words: str = ""
    status: str = "submitted"
    remark: str = ""
    reported_by: int | None = reference("people.id", nullable=True)
    officer_verified: bool = False
    account: str = ""
    reported_at: datetime
    checked_by: int | None = reference("staff.id", nullable=True, index=False)
    checked_at: datetime | None = None


class RatPaper(SQLModel, table=True):
    """One document of a meeting. kind: minutes, attendance, accountability, ods, other.

    state: sent (a file came) · office (said to be handed in there) · confirmed · refused (staff looked).
    """

    __tablename__ = "rat_papers"
    __table_args__ = (Index("ix_rat_papers_year", "cooperative_id", "book_year"),)

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id", index=False)
    book_year: int
    kind: str
    state: str
    attachment_id: int | None = reference("attachments.id", nullable=True)
    person_id: int | None = reference("people.id", nullable=True)
    at: datetime
    checked_by: int | None = reference("staff.id", nullable=True, index=False)
    checked_at: datetime | None = None


class RatClock(SQLModel, table=True):
    """The deadlines of one form (primer, sekunder) for one book year, where the office has changed the defaults.

    Months count from the end of the book year, days from the meeting; `report_by` is the ministry's yearly date.
    """

    __tablename__ = "rat_clocks"

    form: str = Field(primary_key=True)
    book_year: int = Field(primary_key=True)
    target_months: int
    limit_months: int
    report_days: int
    report_by: date | None = None
    changed_at: datetime
