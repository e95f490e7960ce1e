"""The other end of the wire inside this process: takes what is sent, and refuses where the story says so."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.channel import TELEGRAM, Capabilities, Event
from bot.errors import Blocked, Unreachable
from bot.messages import Address, Attachment, Incoming, Json, Outgoing, Receipt

ACCOUNT = "telegram:rehearsal"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that arrived."""

    at: datetime
    user: str
    key: str
    text: str

    @property
    def rule(self) -> str:
        """The rule behind a reminder, such as `rat_h30`; empty for anything else."""
        kind, _, rest = self.key.partition(":")
        return rest.partition(":")[0] if kind == "rule" else ""


@dataclass(slots=True)
class StubChannel:
    """`down` says at which moments the platform can't be reached; `blocking` are people who have blocked us."""

    now: Callable[[], datetime]
    down: Callable[[datetime], bool]
    blocking: Collection[str] = ()
    account: str = ACCOUNT
    capabilities: Capabilities = field(default_factory=lambda: replace(TELEGRAM, tells=False))
    sent: list[Sent] = field(default_factory=list)
    refused: int = 0

    def parse(self, payload: Json) -> Sequence[Event]:
        """Nobody posts anything here."""
        return ()

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        """Raises Unreachable in an outage and Blocked for whoever has blocked us."""
        if self.down(self.now()):
            self.refused += 1
            raise Unreachable("the platform is down in this story")
        if to.user in self.blocking:
            raise Blocked("blocked in this story")
        self.sent.append(Sent(self.now(), to.user, key, message.text))
        return Receipt(str(len(self.sent)))

    async def acknowledge(self, incoming: Incoming) -> None:
        """Nothing to stop."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """There are no files here."""
        return b""

    async def close(self) -> None:
        """Nothing is open."""
