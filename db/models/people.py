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
    """One answer to the consent notice. Rows are only ever added."""

    __tablename__ = "consents"

    id: int = identifier()
    person_id: int = reference("people.id")
    granted: bool
    text_version: str
    account: str
    at: datetime
