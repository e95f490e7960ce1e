"""What the platform's answer means for a row and for the account; nothing here needs a database."""

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import (
    Blocked,
    Closed,
    Declined,
    Lapsed,
    Postponed,
    Rejected,
    SendError,
    Throttled,
    Uncertain,
    Unreachable,
)
from bot.messages import Outgoing
from bot.outcome import LATE_TROUBLE, POSTPONED_TIMES, attempt, failed, unanswered
from bot.texts.wire import outgoing_to_json
from db.outbox import BULK, RELAY, REMINDER, REPLY, RETRY_MINUTES, Row
from tests.machine.fake import NOW
from tests.machine.number import NUMBER, SITI, Line

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def row(lane: int = REPLY, attempts: int = 0, **more: Any) -> Row:
    body = outgoing_to_json(Outgoing("halo"))
    return Row(1, "k", NUMBER, SITI, lane, body, "", "", attempts, more.get("useful_until"))


Meaning = tuple[Exception, Row, str, str, timedelta | None]
MEANINGS: dict[str, Meaning] = {
    "blocked": (Blocked("131026"), row(), "failed", "blocked", None),
    "the window is closed": (Closed("131047"), row(), "again", "window_closed", None),
    "the template lapsed": (Lapsed("132015"), row(), "again", "template_lapsed", None),
    "stopped for good": (Declined("131050", for_good=True), row(), "failed", "marketing_stopped", None),
    "held back": (Declined("130472"), row(), "failed", "held_back", None),
    "a day later": (Postponed("131049", 86400), row(), "retry", "131049", DAY),
    "a day later each time": (Postponed("131049", 86400), row(attempts=3), "retry", "131049", DAY),
    "1 second later": (Postponed("131056", 1, grows=True), row(), "retry", "131056", timedelta(seconds=1)),
    "4 seconds": (Postponed("131056", 1, grows=True), row(attempts=1), "retry", "131056", timedelta(seconds=4)),
    "256 seconds": (Postponed("131056", 1, grows=True), row(attempts=4), "retry", "131056", timedelta(seconds=256)),
    "put off too often": (Postponed("131056", 1), row(attempts=POSTPONED_TIMES), "failed", "held_back", None),
    "later than it is of use": (
        Postponed("131049", 86400),
        row(useful_until=NOW + MINUTE),
        "failed",
        "held_back",
        None,
    ),
    "just in time": (Postponed("131049", 86400), row(useful_until=NOW + DAY), "retry", "131049", DAY),
    "throttled after the fact": (Throttled("130429", 17), row(), "again", "130429", LATE_TROUBLE),
    "unreachable after the fact": (Unreachable("131042"), row(), "again", "131042", LATE_TROUBLE),
    "rejected": (Rejected("100: invalid"), row(), "failed", "100: invalid", None),
    "trouble with the row": (SendError("131000"), row(), "retry", "131000", MINUTE),
    "trouble again": (SendError("131000"), row(attempts=1), "retry", "131000", 5 * MINUTE),
    "trouble each time": (SendError("131000"), row(attempts=len(RETRY_MINUTES)), "failed", "131000", None),
    "for no known reason": (Exception("failed"), row(), "retry", "failed", MINUTE),
}


@pytest.mark.parametrize(("error", "given", "outcome", "reason", "later"), MEANINGS.values(), ids=MEANINGS)
def test_what_a_refusal_means(error: Exception, given: Row, outcome: str, reason: str, later: timedelta | None) -> None:
    found = failed(given, error, NOW)
    assert (found.row, found.outcome, found.reason) == (given, outcome, reason)
    assert found.at == (NOW + later if later else None)


SILENCES: dict[str, tuple[Row, str, bool]] = {
    "an answer": (row(), "retry", True),
    "news passed on": (row(RELAY), "retry", True),
    "an answer for the last time": (row(attempts=len(RETRY_MINUTES)), "failed", False),
    "a reminder": (row(REMINDER), "undecided", False),
    "an announcement": (row(BULK), "undecided", False),
}


@pytest.mark.parametrize(("given", "outcome", "again"), SILENCES.values(), ids=SILENCES)
def test_what_no_answer_means(given: Row, outcome: str, again: bool) -> None:
    found = unanswered(given, "no answer", NOW + MINUTE)
    assert (found.outcome, found.reason) == (outcome, "no answer")
    assert found.at == (NOW + MINUTE if again else None)


Trouble = tuple[BaseException, str, str, float | None, bool]
TROUBLES: dict[str, Trouble] = {
    "throttled for so long": (Throttled("130429", 17), "again", "throttled", 17, True),
    "throttled, who knows how long": (Throttled("130429", None), "again", "throttled", None, True),
    "unreachable": (Unreachable("190: refused"), "again", "190: refused", None, True),
    "no answer": (Uncertain("no answer"), "retry", "", None, False),
    "blocked": (Blocked("131026"), "failed", "", None, True),
    "the window is closed": (Closed("131047"), "again", "", None, True),
    "postponed": (Postponed("131056", 1), "retry", "", None, True),
    "a bug of ours": (KeyError("x"), "failed", "", None, True),
}


@pytest.mark.parametrize(("error", "outcome", "trouble", "rest", "is_answered"), TROUBLES.values(), ids=TROUBLES)
async def test_what_an_answer_means_for_the_account(
    error: BaseException, outcome: str, trouble: str, rest: float | None, is_answered: bool
) -> None:
    line = Line()
    line.refuses["halo"] = [error]
    made = await attempt(line, row(), NOW)
    assert (made.result.outcome, made.trouble, made.rest, made.is_answered) == (outcome, trouble, rest, is_answered)
    if not is_answered:
        assert made.result.at == NOW + timedelta(seconds=line.capabilities.resend_after), "it waits for a status first"
    if isinstance(error, Throttled | Unreachable):
        assert made.result.at is None, "the account rests; the row need not"
    assert (await attempt(line, row(), NOW)).result.external_id == "m1"
