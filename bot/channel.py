"""What a channel promises to the rest of the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.messages import Address, Attachment, Incoming, Json, Notice, Outgoing, Receipt, Status

Event = Incoming | Status | Notice


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The limits of a platform as data. Lengths in characters, `choice_bytes` in UTF-8 bytes, rates per second."""

    name: str
    """As people call it."""
    text: int
    text_with_buttons: int
    """Longest text above buttons; a longer one goes above a list, where the platform has lists."""
    buttons: int
    button_label: int
    rows: int
    row_label: int
    row_note: int
    """What may stand in smaller letters below a row's label."""
    choice_bytes: int
    edits: bool
    account_rate: int
    """Requests the account may start within any sliding second."""
    chat_rate: float
    """Messages per second to one person in the long run."""
    chat_burst: int
    """Messages to one person that may leave at once after a silence."""
    resend_after: float
    """Seconds that an answer whose request got none waits for word from the platform before it is sent again."""
    tells: bool = False
    """Whether the platform says later what became of a message."""
    window: timedelta | None = None
    """How long after a person's last message free words may go to them; None for always."""


TELEGRAM = Capabilities(
    name="Telegram",
    text=4096,
    text_with_buttons=4096,
    buttons=100,
    button_label=64,
    rows=0,
    row_label=0,
    row_note=0,
    choice_bytes=64,
    edits=True,
    account_rate=29,
    chat_rate=0.95,
    chat_burst=3,
    resend_after=5,
)
WHATSAPP = Capabilities(
    name="WhatsApp",
    text=4096,
    text_with_buttons=1024,
    buttons=3,
    button_label=20,
    rows=10,
    row_label=24,
    row_note=72,
    choice_bytes=200,
    edits=False,
    account_rate=80,
    chat_rate=1 / 6,
    chat_burst=45,
    resend_after=30,
    tells=True,
    window=timedelta(hours=24) - timedelta(minutes=5),
)
"""Figures: Meta's messages, throughput and pair rate pages (`platforms` 2.1). The window keeps 5 minutes of margin."""
PLATFORMS: Mapping[str, Capabilities] = {"telegram": TELEGRAM, "whatsapp": WHATSAPP}


def capabilities_of(account: str) -> Capabilities:
    """What the platform behind an account can do. Accounts are named `platform:number`."""
    return PLATFORMS[account.partition(":")[0]]


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
        """Stop the button's spinner, mark as read. Best effort: never raises a SendError, holds nobody up."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file a person sent. Raises SendError."""
        ...

    async def close(self) -> None:
        """Give up connections."""
        ...
