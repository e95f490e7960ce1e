"""How fast an account may send (real monotonic seconds), and to how many people first (calendar time)."""

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel import Capabilities
from bot.messages import Json

MARGIN = 0.1
"""Seconds added to every window: requests that leave evenly may still arrive in a bunch."""
FORGET = 4096
"""Full chat buckets are forgotten once this many are held."""


class Pace:
    """A sliding window for the account and a token bucket for each person."""

    def __init__(self, capabilities: Capabilities, monotonic: Callable[[], float]) -> None:
        self._limits, self._monotonic = capabilities, monotonic
        self._started: deque[float] = deque(maxlen=capabilities.account_rate)
        self._chats: dict[str, tuple[float, float]] = {}

    @property
    def memory(self) -> float:
        """Seconds after which a message to somebody has no weight any more."""
        return self._limits.chat_burst / self._limits.chat_rate

    def remember(self, user: str, seconds_ago: float) -> None:
        """A request left before this process began; told oldest first."""
        now = self._monotonic() - seconds_ago
        self._started.append(now)
        self._chats[user] = (self._tokens(user, now) - 1, now)

    def wait(self, user: str | None = None) -> float:
        """Seconds until the account (or, with a user, that chat too) may start a request; 0 for at once."""
        now = self._monotonic()
        account = 0.0
        if len(self._started) == self._limits.account_rate:
            account = self._started[0] + 1 + MARGIN - now
        chat = 0.0
        if user is not None and (tokens := self._tokens(user, now)) < 1:
            chat = (1 - tokens) / self._limits.chat_rate
        return max(0.0, account, chat)

    def take(self, user: str) -> None:
        """A request to this person starts now."""
        now = self._monotonic()
        self._started.append(now)
        self._chats[user] = (self._tokens(user, now) - 1, now)
        if len(self._chats) > FORGET:
            full = self._limits.chat_burst
            self._chats = {u: held for u, held in self._chats.items() if self._tokens(u, now) < full}

    def give_back(self, user: str) -> None:
        """The request that was taken for this person did not start after all."""
        self._started.pop()
        tokens, at = self._chats[user]
        self._chats[user] = (tokens + 1, at)

    def _tokens(self, user: str, now: float) -> float:
        tokens, at = self._chats.get(user, (float(self._limits.chat_burst), now))
        return min(float(self._limits.chat_burst), tokens + (now - at) * self._limits.chat_rate)


DAY = timedelta(hours=24)
FIRST_TIER = 250
"""What Meta gives a portfolio to begin with; taken until it has said more."""
TIER = re.compile(r"(?:TIER_)?(?P<count>\d+)(?P<thousands>K?)")


class Reach:
    """People written to first, outside their window, in a moving day. A second message to one of them is free."""

    def __init__(self) -> None:
        self._at: dict[str, datetime] = {}

    def remember(self, known: Mapping[str, datetime]) -> None:
        """Whom this account wrote to first before this process began."""
        self._at = dict(sorted({**self._at, **known}.items(), key=lambda each: each[1]))

    def opens_at(self, user: str, limit: int | None, now: datetime) -> datetime | None:
        """When one more may be written to first; None for now."""
        self._forget(now)
        if limit is None or user in self._at or len(self._at) < limit:
            return None
        return list(self._at.values())[len(self._at) - limit] + DAY if limit else now + DAY

    def take(self, user: str, now: datetime) -> None:
        """Written to first now."""
        self._forget(now)
        self._at.setdefault(user, now)

    def _forget(self, now: datetime) -> None:
        """Those first written to the longest ago stand at the front: whoever is past their day goes."""
        while self._at and (oldest := next(iter(self._at.items())))[1] <= now - DAY:
            del self._at[oldest[0]]


def reach_limit(told: Json) -> int | None:
    """How many people a moving day allows, out of the platform's words (`TIER_2K`, 250); None for no limit."""
    if isinstance(told, int) and not isinstance(told, bool):
        return told if told >= 0 else None
    words = str(told or "").upper()
    if "UNLIMITED" in words:
        return None
    found = TIER.fullmatch(words)
    return int(found["count"]) * (1000 if found["thousands"] else 1) if found else FIRST_TIER


FREE_A_MONTH = 1000
"""Answers in an open window that a number may give free of charge each month, from October 2026."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an account has used in a calendar month: billable messages by category, and answers in open windows."""

    billable: Mapping[str, int]
    services: int

    @property
    def free_left(self) -> int:
        """Answers that cost nothing this month."""
        return max(0, FREE_A_MONTH - self.services)
