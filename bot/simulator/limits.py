"""Flood limits, on real time: 30 requests in any second for the account, one a second with a burst of 3 for a chat."""

import math
import time
from collections import deque
from collections.abc import Callable

ACCOUNT_RATE = 30
CHAT_RATE = 1.0
CHAT_BURST = 3
REMEMBERED_CHATS = 20_000


class Limits:
    """Counts what is accepted. Switched off it accepts everything."""

    def __init__(self, *, enabled: bool = True, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._account: deque[float] = deque(maxlen=ACCOUNT_RATE)
        self._full_at: dict[int, float] = {}
        """When a chat's bucket will be full again: each message moves it one interval further."""

    def wait(self, chat_id: int) -> int:
        """Whole seconds to wait, at least 1, or 0 when the request is accepted (and counted)."""
        if not self.enabled:
            return 0
        now = self._monotonic()
        account = self._account[0] + 1 - now if len(self._account) == ACCOUNT_RATE else 0.0
        full_at = max(self._full_at.get(chat_id, 0.0), now)
        chat = full_at + 1 / CHAT_RATE - now - CHAT_BURST / CHAT_RATE
        if account > 0 or chat > 1e-9:
            return max(1, math.ceil(max(account, chat)))
        self._account.append(now)
        self._full_at[chat_id] = full_at + 1 / CHAT_RATE
        if len(self._full_at) > REMEMBERED_CHATS:
            self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
        return 0
