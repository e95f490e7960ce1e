"""The exception tree.

SapaError
├── Misconfigured          one sentence naming the variable
├── Invalid                what a person typed can't be used; says why, by text key
└── SendError              the platform did not simply say yes
    ├── Throttled          the account must wait
    ├── Unreachable        the request never left, or the account as a whole can't send
    ├── Uncertain          the request left and no answer came: it may have arrived
    ├── Postponed          this person can't be written to before some seconds have passed
    ├── Closed             free words may not go to this person now, only a template
    ├── Lapsed             the template is not usable any more
    ├── Blocked            this person can't be reached here any more
    ├── Declined           this person does not get this kind of message
    └── Rejected           this message will never be taken
        └── Oversize       a file is larger than we fetch
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
    """The platform asked us to wait; `retry_after` in seconds, None when it did not say how long."""

    def __init__(self, reason: str, retry_after: float | None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Unreachable(SendError):
    """Nothing was sent: refused connection, DNS, revoked token. Trouble of the account, not of the row."""


class Uncertain(SendError):
    """The request left this machine and no readable answer came back."""


class Postponed(SendError):
    """This row may be tried again after `wait` seconds, times four at each further attempt when `grows`."""

    def __init__(self, reason: str, wait: float, *, grows: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.grows = wait, grows


class Closed(SendError):
    """The person has not written lately: free words are refused, an approved template is not."""


class Lapsed(SendError):
    """The platform does not take this template any more; another way may be open."""


class Declined(SendError):
    """The person has told the platform that they want no such message (`for_good`), or it keeps this one from them."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class Blocked(SendError):
    """The person blocked us, left, or does not exist on this channel."""


class Rejected(SendError):
    """The platform will never take this message as it is."""


class Oversize(Rejected):
    """A file that somebody sent is larger than we fetch."""
