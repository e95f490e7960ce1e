"""Reports of the annual members' meeting."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from db.models.columns import identifier, reference


class RatReport(SQLModel, table=True):
    """What one person said about one book year. A correction is a new version; the highest version not refused counts.

    held: yes, planned, no · status: submitted, verified, returned, disputed, superseded.
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
    members: int | None = None
    attended: int | None = None
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
