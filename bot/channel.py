"""What a channel promises to the rest of the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.messages import Address, Attachment, Incoming, Json, Notice, Outgoing, Receipt, Status

Event = Incoming | Status | Notice


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The limits of a platform as data. Lengths in characters, `choice_bytes` in UTF-8 bytes, rates per second."""

    text: int
    buttons: int
    button_label: int
    rows: int
    row_label: int
    choice_bytes: int
    edits: bool
    account_rate: int
    """Requests the account may start within any sliding second."""
    chat_rate: float
    """Messages per second to one person in the long run."""
    chat_burst: int
    """Messages to one person that may leave at once after a silence."""


class Channel(Protocol):
    """One account on one platform."""

    account: str
    capabilities: Capabilities

    def parse(self, payload: Json) -> Sequence[Event]:
        """Read a webhook post or a poll result; an unknown kind is an Incoming with `unknown` set, never a crash."""
        ...

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        """Send one message. Raises SendError."""
        ...

    async def acknowledge(self, incoming: Incoming) -> None:
        """Stop the button's spinner, mark as read. Best effort: never raises a SendError."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file a person sent. Raises SendError."""
        ...

    async def close(self) -> None:
        """Give up connections."""
        ...
