"""How paper opens a chat: a link behind a QR code, and what to type where there is no camera."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.understanding.phones import written
from db import accounts

MASK = 4
"""One pattern for every code: trying all eight for the best takes five times as long, and cameras read each."""
QUIET = 4
"""Modules of white around a code, as its standard wants."""


@dataclass(frozen=True, slots=True)
class Way:
    """One messenger. `opens` has slots for what a link carries silently, and for the words that it types."""

    platform: str
    opens: str
    address: str
    """Whom to write to there: a name or a number, as people read it."""

    def link(self, payload: str, words: str) -> str:
        """What opens the chat."""
        return self.opens.format(payload=payload, text=quote(words))


async def ways(session: AsyncSession) -> Sequence[Way]:
    """The messengers whose chat a link can open; none before Sapa has run with them once."""
    return [
        Way(capabilities_of(each.account).name, opens := str(each.facts["opens"]), _address(opens))
        for each in await accounts.opened(session)
    ]


def _address(opens: str) -> str:
    """The number or name in a link."""
    found = urlsplit(opens).path.strip("/")
    if not found.isdecimal():
        return f"@{found}"
    return written(f"+{found}")


def qr(link: str) -> str:
    """The code of a link, as SVG."""
    import segno

    made = segno.make(link, error="m", micro=False, mask=MASK)
    return made.svg_inline(border=QUIET, omitsize=True)
