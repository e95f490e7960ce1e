"""The machine's own memory: what came in, what goes out, which talks are open, what each purpose reached."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.models.columns import BIG, DOCUMENT, document, identifier, reference

WAITING = text("state IN ('planned', 'failed')")


class Account(SQLModel, table=True):
    """One channel account: how far we have read, and whether it may send now."""

    __tablename__ = "accounts"

    account: str = Field(primary_key=True)
    offset: str = ""
    paused_until: datetime | None = None
    reason: str = ""
    down_since: datetime | None = None
    facts: dict[str, Any] = document()
    """What the platform last said of the account: limits, quality."""


class Template(SQLModel, table=True):
    """A template as the platform sees it. status: PENDING, APPROVED, REJECTED, PAUSED, DISABLED …, in its own words."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("account", "name", "language"),)

    id: int = identifier()
    account: str
    name: str
    language: str
    category: str = ""
    status: str = ""
    status_at: datetime | None = None
    """When the platform said so: older news that arrives later changes nothing."""
    quality: str = ""
    reason: str = ""
    changed_at: datetime


class Attachment(SQLModel, table=True):
    """A file somebody sent for somebody else to see. state: waiting → stored | failed.

    It lies on the platform until it is fetched; stored, its name below SAPA_FILES is its digest. `say` are the words
    under which it goes to `recipients` (person ids).
    """

    __tablename__ = "attachments"

    id: int = identifier()
    person_id: int = reference("people.id")
    account: str
    external_id: str
    kind: str
    mime: str = ""
    filename: str = ""
    size: int = 0
    digest: str = Field(default="", index=True)
    state: str = Field(default="waiting", index=True)
    reason: str = ""
    attempts: int = 0
    due_at: datetime
    say: dict[str, Any] = document()
    recipients: list[Any] = Field(default_factory=list, sa_type=DOCUMENT)
    subject: str = ""
    at: datetime


class Inbound(SQLModel, table=True):
    """Every message the platform gave us, once.

    state: handled · noted (news nobody typed, kept) · parked (could not be handled: payload and traceback are kept).
    """

    __tablename__ = "inbound"
    __table_args__ = (UniqueConstraint("account", "external_id"),)

    id: int = identifier()
    account: str
    external_id: str
    user: str = ""
    at: datetime
    state: str = "handled"
    payload: dict[str, Any] | None = Field(default=None, sa_type=DOCUMENT)
    trace: str = ""


class Talk(SQLModel, table=True):
    """One row per person: locked while a message of theirs is handled."""

    __tablename__ = "talks"

    person_id: int = Field(primary_key=True, foreign_key="people.id", sa_type=BIG)
    misunderstood: int = 0
    pending: str = ""
    """What the person wanted before we asked who they are; taken up again once we know."""
    unanswered: str = ""
    """The last words nobody understood: one tap passes them on to staff."""
    beside: str = ""
    """What they said with something that is to be confirmed first, and that is of use once it is."""
    last_at: datetime | None = None


class OpenForm(SQLModel, table=True):
    """A form somebody is filling in: its log, and nothing else."""

    __tablename__ = "open_forms"
    __table_args__ = (UniqueConstraint("person_id", "run"),)

    id: int = identifier()
    person_id: int = reference("people.id")
    form: str
    run: str
    context: dict[str, Any] = document()
    log: list[Any] = Field(default_factory=list, sa_type=DOCUMENT)
    opened_at: datetime
    touched_at: datetime


class Outbox(SQLModel, table=True):
    """One step towards one person. Unique by key, so a second try is harmless.

    state: queued → sending → sent | undecided | failed | dropped; a reservation is a lease on a queued row.
    waiting: free words that may not go before the person writes again.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "account", "state", "lane", "id"),
        Index("ix_outbox_user", "account", "user", "sent_at"),
    )

    id: int = identifier()
    key: str = Field(unique=True)
    account: str
    user: str
    lane: int
    body: dict[str, Any] = document()
    guard: str = ""
    subject: str = Field(default="", index=True)
    """What the guard looks at: `rat:12`, `announcement:3`."""
    not_before: datetime | None = None
    useful_until: datetime | None = None
    state: str = "queued"
    attempts: int = 0
    lease: str = ""
    """Which run of the account's only sender has reserved it; a new run frees all leases of the old one."""
    reason: str = ""
    external_id: str | None = Field(default=None, index=True)
    delivery: str = ""
    """What the platform told later of `external_id`: sent, delivered, read, failed."""
    template: str = ""
    """The template it went out as; empty for free words."""
    category: str = ""
    billable: bool | None = None
    """What the platform counted it as, and whether it costs; None when it has not said."""
    created_at: datetime
    sent_at: datetime | None = None


class Ledger(SQLModel, table=True):
    """One row per purpose and cooperative: the outcome an office counts.

    state: planned → queued → reached | maybe | unreached | dropped; parked while it waits for the person to write.
    `lead_id` is the cooperative whose message names this one too, where one officer serves several.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("purpose", "cooperative_id"),
        Index("ix_ledger_lead", "purpose", "lead_id"),
        Index("ix_ledger_waiting", "state", "purpose", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: int = identifier()
    purpose: str
    cooperative_id: int = reference("cooperatives.id")
    lead_id: int = reference("cooperatives.id", index=False)
    person_id: int | None = reference("people.id", nullable=True)
    rung: int = 0
    state: str = "planned"
    reason: str = ""
    say: dict[str, Any] = document()
    outbox_key: str = Field(default="", index=True)
    at: datetime
