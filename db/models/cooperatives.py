"""The registry: districts, cooperatives and their officers."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from db.models.columns import identifier, reference

LINKED = text("person_id IS NOT NULL AND status != 'ended'")


class District(SQLModel, table=True):
    """A kecamatan."""

    __tablename__ = "districts"

    id: int = identifier()
    name: str = Field(unique=True)


class Cooperative(SQLModel, table=True):
    """A cooperative as the registry knows it. An empty field is unknown, never a default."""

    __tablename__ = "cooperatives"
    __table_args__ = (Index("ix_cooperatives_match", "match_name", "village"),)

    id: int = identifier()
    nik: str | None = Field(default=None, unique=True)
    legal_number: str = ""
    name: str
    match_name: str
    form: str = ""
    kind: str = ""
    district_id: int | None = reference("districts.id", nullable=True)
    village: str = ""
    address: str = ""
    activity: str = ""
    """aktif, tidak aktif, beku, dalam proses pembubaran, bubar, or empty for unknown."""
    visit_history: str = "unknown"
    """What the registry says of visits: unknown (no word), never (said so), dated (a Visit row exists)."""
    book_year_end: str = "12-31"
    founded_on: date | None = None
    program: str = ""
    """KKMP for a Koperasi Kelurahan Merah Putih, which reports through SIMKOPDES; empty for any other."""
    existence: str = ""
    """terverifikasi, tidak ditemukan, dinyatakan tidak ada, or empty for not yet verified."""
    warning: str = ""
    """imbauan, SP1, SP2, SP3, usulan pembubaran, or empty. Letters are paper; Sapa never issues one."""
    tolerated_until: date | None = None
    """Until when the meeting may wait for the parent company's own (a koperasi karyawan); see `tolerated_why`."""
    tolerated_why: str = ""
    updated_at: datetime


class Officer(SQLModel, table=True):
    """Somebody's position in a cooperative.

    registered: named by the registry, nobody linked yet · claimed: a person says so, staff decide ·
    verified: person and position are certain · ended: no longer an officer, or the claim was refused.
    """

    __tablename__ = "officers"
    __table_args__ = (
        Index(
            "uq_officers_open_person",
            "cooperative_id",
            "person_id",
            unique=True,
            sqlite_where=LINKED,
            postgresql_where=LINKED,
        ),
    )

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id")
    person_id: int | None = reference("people.id", nullable=True)
    name: str = ""
    position: str = ""
    phone: str | None = Field(default=None, index=True)
    status: str = "registered"
    since: date | None = None
    term_until: date | None = None
    ended_on: date | None = None
