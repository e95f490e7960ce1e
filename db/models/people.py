"""Who talks to us: people, their seats on channels, and what they consented to."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.models.columns import identifier, reference


class Person(SQLModel, table=True):
    """A human being, on however many channels."""

    __tablename__ = "people"

    id: int = identifier()
    name: str = ""
    language: str = "id"
    created_at: datetime
    opted_out_at: datetime | None = None
    preferred: str = ""
    """The account on which they want to hear from us; empty: where they were last heard."""
    restricted_at: datetime | None = None
    """They asked us to rest their data: nothing is begun, shown or handed out, nothing is deleted."""
    erase_after: datetime | None = None
    """They asked for erasure, which happens then unless they take it back."""
    erased_at: datetime | None = None
    """What is left is an empty row that official records refer to."""


class Identity(SQLModel, table=True):
    """A seat of a person on a channel account. `user` is the platform's own id, never a phone number by assumption.

    `alias` is a second id under which the platform knows the same seat.
    """

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("account", "user"), Index("ix_identities_alias", "account", "alias"))

    id: int = identifier()
    person_id: int = reference("people.id")
    account: str
    user: str
    alias: str = ""
    phone: str | None = Field(default=None, index=True)
    last_heard_at: datetime | None = None
    wrote_at: datetime | None = None
    """When they last wrote by the platform's clock: from then a window for free words is open, where there is one."""
    blocked_at: datetime | None = None
    marketing_stopped_at: datetime | None = None
    """They told the platform itself that they want no promotion."""


class LinkCode(SQLModel, table=True):
    """A one-time code with which somebody joins a second channel to their person; only its SHA-256 is kept."""

    __tablename__ = "link_codes"

    digest: str = Field(primary_key=True)
    person_id: int = reference("people.id")
    expires_at: datetime
    used_at: datetime | None = None


class Consent(SQLModel, table=True):
    """One answer to the consent notice, with what proves it. Rows are only ever added."""

    __tablename__ = "consents"

    id: int = identifier()
    person_id: int = reference("people.id")
    granted: bool
    text_version: str
    account: str
    notice: str = ""
    """Which words were shown: a digest in `consent_notices`; empty where none were (BERHENTI, an older row)."""
    message_id: str = ""
    """SHA-256 of the platform's id of the answer: on some channels that id has the number in it."""
    seat: str = ""
    """SHA-256 of account and user: tells after an erasure whose answer it was, to who asks from that seat."""
    at: datetime


class ConsentNotice(SQLModel, table=True):
    """Words under which consent was asked, as they stood; by their SHA-256. They name the office, never a person."""

    __tablename__ = "consent_notices"

    digest: str = Field(primary_key=True)
    version: str
    language: str
    words: str
    first_at: datetime


class DataRequest(SQLModel, table=True):
    """What a person asked of us about their own data. kind: access, correct, erase, restrict, release.

    state: open, done, withdrawn. `due_at` is the law's deadline, 3 x 24 hours.
    """

    __tablename__ = "data_requests"

    id: int = identifier()
    person_id: int = reference("people.id")
    kind: str
    state: str = Field(default="open", index=True)
    at: datetime
    due_at: datetime
    done_at: datetime | None = None


class Suppression(SQLModel, table=True):
    """A number or seat whose owner had their data erased: no list brings it back. Only a keyed digest is kept."""

    __tablename__ = "suppressions"

    digest: str = Field(primary_key=True)
    at: datetime
