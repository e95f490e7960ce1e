"""Trouble that can be switched on: what the wire does instead of answering."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["none", "slow", "throttle", "error", "garbage", "hang", "drop", "down", "revoked"]


@dataclass(slots=True)
class Faults:
    """The trouble of the moment.

    slow: executed and answered after `seconds`. throttle: 429 with `retry_after`. error: a JSON 500.
    garbage: a 502 in HTML. hang: accepted and shown on the phone, but no answer; the line is cut after `seconds`.
    drop: cut before it is accepted. down: every connection is cut. revoked: 401 for everything.
    All hit what sends or edits; drop also getUpdates, down and revoked everything.
    `count` is how many sending requests are hit before the trouble ends by itself; None lasts until switched off.
    """

    mode: Mode = "none"
    seconds: float = 2.0
    retry_after: int = 5
    count: int | None = None

    def claim(self, method: str) -> Mode:
        """The trouble that this request (method name in lower case) meets; counts it."""
        if sends(method):
            return self._spend()
        if self.mode in ("down", "revoked") or (self.mode == "drop" and method == "getupdates"):
            return self.mode
        return "none"

    def _spend(self) -> Mode:
        mode = self.mode
        if self.count is not None:
            self.count -= 1
            if self.count <= 0:
                self.mode, self.count = "none", None
        return mode


def sends(method: str) -> bool:
    """Whether a method (in lower case) puts or changes a message."""
    return method.startswith(("send", "edit")) and method != "sendchataction"
