"""How fast an account may send, in real monotonic seconds."""

from collections import deque
from collections.abc import Callable

from bot.channel import Capabilities

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
