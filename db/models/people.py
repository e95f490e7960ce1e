"""Who talks to us: people, their seats on channels, and what they consented to."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
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


class Identity(SQLModel, table=True):
    """A seat of a person on a channel account. `user` is the platform's own id, never a phone number by assumption."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("account", "user"),)

    id: int = identifier()
    person_id: int = reference("people.id")
    account: str
    user: str
    phone: str | None = Field(default=None, index=True)
    last_heard_at: datetime | None = None
    blocked_at: datetime | None = None


class Consent(SQLModel, table=True):
    """One answer to the consent notice. Rows are only ever added."""

    __tablename__ = "consents"

    id: int = identifier()
    person_id: int = reference("people.id")
    granted: bool
    text_version: str
    account: str
    at: datetime
