"""How much may be sent: per second, to one person, and to people who did not write first."""

import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.simulator.whatsapp.refusals import GraphError

THROUGHPUT = 80
PAIR_SECONDS = 6.0
PAIR_BURST = 45
REACH = timedelta(hours=24)
TIERS: Mapping[str, float] = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": math.inf,
}
REMEMBERED_PAIRS = 20_000


class WhatsAppLimits:
    """Counts what is accepted. Throughput and pairs run on real time, reach on the calendar. Off, it accepts all."""

    def __init__(
        self, *, enabled: bool = True, throughput: int = THROUGHPUT, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._sent: deque[float] = deque(maxlen=throughput)
        self._full_at: dict[str, float] = {}
        """When the allowance for one person will be whole again: each message moves it six seconds further."""
        self._reached: dict[str, datetime] = {}
        """Who was written to first, and when; oldest first."""

    def count(self, user: str, now: datetime, *, is_first: bool, tier: str) -> None:
        """One message to this user; `is_first` when no window is open. Raises GraphError and then counts nothing."""
        if not self.enabled:
            return
        at = self._monotonic()
        if len(self._sent) == self._sent.maxlen and at < self._sent[0] + 1:
            raise GraphError(130429, "too many messages of this number in one second")
        full_at = max(self._full_at.get(user, 0.0), at) + PAIR_SECONDS
        if full_at - at > PAIR_BURST * PAIR_SECONDS + 1e-9:
            raise GraphError(131056, "too many messages to this person in a short time")
        if is_first:
            self._reach(user, now, tier)
        self._sent.append(at)
        self._full_at[user] = full_at
        if len(self._full_at) > REMEMBERED_PAIRS:
            self._full_at = {pair: until for pair, until in self._full_at.items() if until > at}

    def _reach(self, user: str, now: datetime, tier: str) -> None:
        while self._reached and next(iter(self._reached.values())) <= now - REACH:
            del self._reached[next(iter(self._reached))]
        if user in self._reached:
            return
        if len(self._reached) >= TIERS[tier]:
            raise GraphError(131048, f"{tier} is used up: {len(self._reached)} people in 24 hours")
        self._reached[user] = now
