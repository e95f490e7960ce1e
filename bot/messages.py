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
    """Something a person did. `unknown` names a kind of message that the channel keeps but nobody understands.

    `alias` is a second id under which the platform knows the sender, `phone` a number (E.164) that it vouches for.
    """

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
    """Token with which the channel acknowledges what came; empty where nothing is to be acknowledged."""
    alias: str = ""
    phone: str = ""


State = Literal["sent", "delivered", "read", "failed"]


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a message we sent. Rank only rises: sent < delivered < read; failed ends.

    `opaque` is the row's key as we gave it along. `failure` is the SendError that a failed one means.
    """

    account: str
    external_id: str
    state: State
    at: datetime
    opaque: str = ""
    failure: Exception | None = None
    category: str = ""
    """What the platform counts it as (service, utility, marketing …); empty when it does not say."""
    billable: bool | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """News about an account or a person that nobody typed: the bot was blocked, a number changed.

    One with an `id` is kept, once. `subject` is the person's address on the account, or what the news is about.
    """

    account: str
    kind: str
    subject: str
    data: Mapping[str, Json]
    at: datetime
    id: str = ""


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
class Filled:
    """A template that the platform has approved, with its variables in order and the choice behind each button."""

    name: str
    language: str
    values: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What channels carry. Every choice has its label. `replaces` is the external id of an earlier message to edit.

    `template` says the same where free words may not go; a channel that is given one sends it instead of the words.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    document: File | None = None
    image: File | None = None
    template: Filled | None = None
    replaces: str | None = None
    asks_contact: str = ""
    """Label of a button with which the person shares their own phone number; empty for none."""
    asks_location: str = ""
    """Label of a button with which the person shares where they are; empty for none."""
    language: str = "id"
    """Of the few words that a channel adds itself, such as the name of a list."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took the message under this id."""

    external_id: str
