"""The registry: districts, cooperatives and their officers."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.models.columns import BIG, big, identifier, reference

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
    founded_year: int | None = None
    """Known also where the day isn't."""
    amendment_number: str = ""
    amendment_on: date | None = None
    """The newest change of the articles (PAD)."""
    rt_rw: str = ""
    """As it is written, such as RT 003/RW 010."""
    group_name: str = ""
    """Kelompok: an open list, such as Kop. Pegawai Negeri."""
    sector: str = ""
    pattern: str = ""
    """konvensional, syariah, or empty for unknown."""
    scale: str = ""
    """mikro, kecil, menengah, besar, or empty for unknown."""
    business_number: str = ""
    """NIB."""
    savings_licence: str = ""
    """Izin usaha simpan pinjam."""
    tax_number: str = ""
    """The cooperative's own NPWP."""
    certificate: str = ""
    """Of the NIK Koperasi: aktif, kedaluwarsa, belum, or empty for unknown."""
    certificate_until: date | None = None
    grade: str = ""
    """As the registry says it: A, B, C1, C2, D; what reports let expect is `db/grades.py`."""
    program: str = ""
    """KKMP for a Koperasi Kelurahan Merah Putih, which reports through SIMKOPDES; empty for any other."""
    existence: str = ""
    """terverifikasi, tidak ditemukan, dinyatakan tidak ada, or empty for not yet verified."""
    warning: str = ""
    """imbauan, SP1, SP2, SP3, usulan pembubaran, or empty. Letters are paper; Sapa never issues one."""
    tolerated_until: date | None = None
    """Until when the meeting may wait for the parent company's own (a koperasi karyawan); see `tolerated_why`."""
    tolerated_why: str = ""
    listed_at: datetime | None = None
    """When a list of the office last named it."""
    updated_at: datetime


class FormerName(SQLModel, table=True):
    """A name that a cooperative had before; it is still found by it."""

    __tablename__ = "former_names"
    __table_args__ = (UniqueConstraint("cooperative_id", "match_name"),)

    id: int = identifier()
    cooperative_id: int = reference("cooperatives.id", index=False)
    name: str
    match_name: str
    until: date


class RegistryFigures(SQLModel, table=True):
    """Counts and rupiah as the newest list says them, whoever reported them to it; empty is unknown, 0 is none."""

    __tablename__ = "registry_figures"

    cooperative_id: int = Field(primary_key=True, foreign_key="cooperatives.id", sa_type=BIG)
    as_of: date | None = None
    """The day the list gives for them; None where it gives none."""
    members: int | None = None
    members_men: int | None = None
    members_women: int | None = None
    candidates: int | None = None
    employees: int | None = None
    employees_men: int | None = None
    employees_women: int | None = None
    managers: int | None = None
    managers_men: int | None = None
    managers_women: int | None = None
    own_capital: int | None = big()
    outside_capital: int | None = big()
    assets: int | None = big()
    turnover: int | None = big()
    surplus: int | None = big()
    read_at: datetime


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
