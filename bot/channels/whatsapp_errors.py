"""What each error code of the Cloud API means for us (`platforms` 2.1; docs/whatsapp.md lists them for operators).

The same table reads a refused request and a status that fails a message which was taken at first.
"""

from collections.abc import Callable, Mapping

from bot.errors import (
    Blocked,
    Closed,
    Declined,
    Lapsed,
    Postponed,
    Rejected,
    SendError,
    Throttled,
    Unreachable,
)

DAY_SECONDS = 24 * 3600.0
"""Meta asks not to send again within a day what its limit on marketing has held back."""
Meaning = Callable[[str], SendError]


def _slow_down(reason: str) -> SendError:
    return Throttled(reason, None)


def _stopped(reason: str) -> SendError:
    return Declined(reason, for_good=True)


def _a_day(reason: str) -> SendError:
    return Postponed(reason, DAY_SECONDS)


def _seconds(reason: str) -> SendError:
    """1, 4, 16, 64 … seconds, as Meta asks."""
    return Postponed(reason, 1.0, grows=True)


CODES: Mapping[int, tuple[Meaning, str]] = {
    # The person.
    131026: (Blocked, "undeliverable"),
    131030: (Blocked, "not in the test list"),
    131021: (Blocked, "to oneself"),
    130497: (Blocked, "not allowed in that country"),
    131050: (_stopped, "marketing stopped"),
    130472: (Declined, "held back for an experiment"),
    131062: (Declined, "not without a phone number"),
    131049: (_a_day, "kept from the person for now"),
    131056: (_seconds, "too many messages to one person"),
    131047: (Closed, "window closed"),
    470: (Closed, "window closed"),
    # Slow down: the account rests.
    4: (_slow_down, "too many calls"),
    613: (_slow_down, "too many calls"),
    80007: (_slow_down, "too many calls"),
    80008: (_slow_down, "too many calls"),
    130429: (_slow_down, "too many messages"),
    131048: (_slow_down, "spam limit"),
    131064: (_slow_down, "template limit"),
    133016: (_slow_down, "registration limit"),
    # Once more, the same row.
    1: (SendError, "unknown error"),
    2: (SendError, "service down"),
    131000: (SendError, "server error"),
    131016: (SendError, "service overloaded"),
    131057: (SendError, "account in maintenance"),
    135000: (SendError, "server error"),
    # The account: it rests, and staff are told.
    0: (Unreachable, "the access token was refused"),
    190: (Unreachable, "the access token was refused"),
    3: (Unreachable, "the token may not do this"),
    10: (Unreachable, "the token may not do this"),
    131005: (Unreachable, "the token may not do this"),
    131037: (Unreachable, "the display name is not approved"),
    131042: (Unreachable, "payment is not in order"),
    131045: (Unreachable, "the number is not registered"),
    133010: (Unreachable, "the number is not registered"),
    368: (Unreachable, "the account is restricted"),
    131031: (Unreachable, "the account is locked"),
    # The message. Meta counts the first three as configuration; one bad message must not stop the account.
    100: (Rejected, "invalid parameter"),
    131008: (Rejected, "parameter missing"),
    131009: (Rejected, "parameter not valid"),
    132000: (Rejected, "template: number of variables"),
    132005: (Rejected, "template: too long"),
    132007: (Rejected, "template: against policy"),
    132012: (Rejected, "template: form of a variable"),
    132018: (Rejected, "template: characters in a variable"),
    132001: (Lapsed, "template: not there or not approved"),
    132015: (Lapsed, "template: paused"),
    132016: (Lapsed, "template: disabled"),
}


def meaning(code: int, status: int = 400) -> SendError:
    """The exception for a code; for an unknown one the HTTP status decides. The reason starts with the code."""
    if code in CODES:
        exception, name = CODES[code]
        return exception(f"{code}: {name}")
    if 200 <= code <= 299:
        return Unreachable(f"{code}: the token may not do this")
    reason = f"{code}: unknown code"
    if status == 429:
        return Throttled(reason, None)
    if status >= 500:
        return SendError(reason)
    return Unreachable(reason) if status in (401, 403) else Rejected(reason)
