"""What the rules find: a purpose, its words and whom they are for."""

from dataclasses import dataclass

from db.ledger import Recipient


@dataclass(frozen=True, slots=True)
class Due:
    """A purpose and whom it is for."""

    purpose: str
    text: str
    recipients: list[Recipient]
