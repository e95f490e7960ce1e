"""A guard looks at the truth again just before a request leaves."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from db.outbox import Row


@dataclass(frozen=True, slots=True)
class Keep:
    """Send it."""


@dataclass(frozen=True, slots=True)
class Drop:
    """It must not be sent any more; the reason stays visible on the row."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; costs the row no attempt."""

    at: datetime
    reason: str


Verdict = Keep | Drop | Later
Guard = Callable[[AsyncSession, Row, datetime], Awaitable[Verdict]]
Guards = Mapping[str, Guard]
