"""People with WhatsApp on their phone, and how webhooks name them."""

import hashlib
from dataclasses import dataclass

from bot.simulator.people import Json, digits

COUNTRY = "ID"
USER_ID_DIGITS = 16


@dataclass(slots=True)
class WhatsAppPerson:
    """Somebody with a phone. `user_id` is scoped to the business and changes with the number."""

    id: int
    name: str
    phone: str
    role: str
    note: str
    blocked: bool
    username: str
    user_id: str
    hides_number: bool
    channel: str = "whatsapp"

    @property
    def wa_id(self) -> str:
        """The number as WhatsApp writes it: digits only, country code first."""
        return digits(self.phone)


def user_id_of(phone: str) -> str:
    """The business-scoped id of whoever has this number."""
    number = int(hashlib.sha256(digits(phone).encode()).hexdigest(), 16)
    return f"{COUNTRY}.{number % 10**USER_ID_DIGITS:0{USER_ID_DIGITS}d}"


def sender_shape(person: WhatsAppPerson, shows_number: bool) -> Json:
    """The fields of a message that say who sent it."""
    number = {"from": person.wa_id} if shows_number else {}
    return {**number, "from_user_id": person.user_id}


def contact_shape(person: WhatsAppPerson, shows_number: bool) -> Json:
    """The entry of `contacts` beside a message or status."""
    profile = {"name": person.name, **({"username": person.username} if person.username else {})}
    return {"profile": profile, **({"wa_id": person.wa_id} if shows_number else {}), "user_id": person.user_id}
