"""The vocabulary: what travels between rooms. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

BOLD = "\x02"
"""Neutral mark around bold words in an Outgoing's text; each channel renders it its own way."""

Json = Any


@dataclass(frozen=True, slots=True)
class Address:
    """One person's seat on one channel account. `user` is opaque: never assume it is a phone number."""

    account: str
    user: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. The id is form, run, question and value: `rat.k3f.held=yes`. An empty label is found in the texts."""

    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact card. `own` is True only when the platform says that it is the sender's own."""

    phone: str
    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """A shared place in WGS 84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that lies on the platform, to be fetched by `Channel.fetch`. Size in bytes, 0 when unknown."""

    id: str
    kind: str
    mime: str = ""
    filename: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something a person did. `unknown` names a kind of message that the channel keeps but nobody understands."""

    id: str
    sender: Address
    at: datetime
    text: str = ""
    choice: str | None = None
    reply_to: str | None = None
    contact: Contact | None = None
    location: Location | None = None
    attachment: Attachment | None = None
    name: str = ""
    unknown: str = ""
    callback: str = ""
    """Token with which the channel acknowledges a button press; empty for anything else."""


State = Literal["sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a message we sent. Rank only rises: sent < delivered < read; failed ends."""

    account: str
    external_id: str
    state: State
    at: datetime
    reason: str = ""
    opaque: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """News about an account or a person that nobody typed: the bot was blocked, a number changed."""

    account: str
    kind: str
    subject: str
    data: Mapping[str, Json]
    at: datetime


@dataclass(frozen=True, slots=True)
class Say:
    """What handlers write: a text key, never a sentence. Params are JSON values; the template decides how they look."""

    key: str
    params: Mapping[str, Json] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to send along, by path on this machine."""

    path: str
    filename: str
    mime: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What channels carry. Every choice has its label. `replaces` is the external id of an earlier message to edit."""

    text: str
    choices: tuple[Choice, ...] = ()
    document: File | None = None
    image: File | None = None
    template: str | None = None
    replaces: str | None = None
    asks_contact: str = ""
    """Label of a button with which the person shares their own phone number; empty for none."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took the message under this id."""

    external_id: str
