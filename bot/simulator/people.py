"""People with a phone, the news about them, and their Bot API shapes."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with a phone. Ids are above 2**32, as real ones may be."""

    id: int
    name: str
    phone: str
    role: str
    note: str
    blocked: bool
    username: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something a phone should show: message, edited, deleted, answered, typing, person or keyboard."""

    kind: str
    person_id: int
    data: Json


def names(name: str) -> Json:
    """First and last name as Telegram splits them; the last one only when there is one."""
    first, _, last = name.strip().partition(" ")
    return {"first_name": first, "last_name": last.strip()} if last.strip() else {"first_name": first}


def handle(name: str) -> str:
    """A username made of a name: lower case, ASCII, underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:28]


def digits(phone: str) -> str:
    """A phone number without signs, in the form in which Telegram shares it: 62812… for 0812…"""
    bare = re.sub(r"\D", "", phone)
    return "62" + bare[1:] if bare.startswith("0") else bare


def user_shape(person: Person) -> Json:
    """The `User` object of a person."""
    return {
        "id": person.id,
        "is_bot": False,
        **names(person.name),
        "username": person.username,
        "language_code": "id",
    }


def chat_shape(person: Person) -> Json:
    """The private `Chat` object of a person."""
    return {"id": person.id, **names(person.name), "username": person.username, "type": "private"}
