"""The exception tree.

SapaError
├── Misconfigured          one sentence naming the variable
├── Invalid                what a person typed can't be used; says why, by text key
└── SendError              the platform did not simply say yes
    ├── Throttled          the account must wait `retry_after` seconds
    ├── Unreachable        the request never left, or the account as a whole can't send
    ├── Uncertain          the request left and no answer came: it may have arrived
    ├── Blocked            this person can't be reached here any more
    └── Rejected           this message will never be taken
"""

from bot.messages import Json, Say


class SapaError(Exception):
    """Anything this program raises on purpose."""


class Misconfigured(SapaError):
    """A setting can't be used. The message is one sentence that names the variable."""


class Invalid(SapaError):
    """An answer can't be used; says why, as a text key."""

    def __init__(self, key: str, **params: Json) -> None:
        super().__init__(key)
        self.say = Say(key, params)


class SendError(SapaError):
    """A send that failed in a way worth another try with the same row."""


class Throttled(SendError):
    """The platform asked us to wait; `retry_after` in seconds."""

    def __init__(self, reason: str, retry_after: float) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Unreachable(SendError):
    """Nothing was sent: refused connection, DNS, revoked token. Trouble of the account, not of the row."""


class Uncertain(SendError):
    """The request left this machine and no readable answer came back."""


class Blocked(SendError):
    """The person blocked us, left, or does not exist on this channel."""


class Rejected(SendError):
    """The platform will never take this message as it is."""
