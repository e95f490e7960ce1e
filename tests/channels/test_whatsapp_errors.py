"""What each error code of the Cloud API means for the row and for the account."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pywa import errors as pywa

from bot.channels.whatsapp_errors import CODES, meaning
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

ACTIONS: dict[str, tuple[type[SendError], dict[str, Any], tuple[int, ...]]] = {
    "the person can't be reached here": (Blocked, {}, (131026, 131030, 131021, 130497)),
    "the person wants no marketing any more": (Declined, {"for_good": True}, (131050,)),
    "the person does not get this one": (Declined, {"for_good": False}, (130472, 131062)),
    "this person waits a day": (Postponed, {"wait": 86400.0, "grows": False}, (131049,)),
    "this person waits 1, 4, 16 seconds": (Postponed, {"wait": 1.0, "grows": True}, (131056,)),
    "the window is closed: a template instead": (Closed, {}, (131047, 470)),
    "the account slows down": (
        Throttled,
        {"retry_after": None},
        (4, 613, 80007, 80008, 130429, 131048, 131064, 133016),
    ),
    "the row is tried again": (SendError, {}, (1, 2, 131000, 131016, 131057, 135000)),
    "the account rests and staff are told": (
        Unreachable,
        {},
        (0, 3, 10, 190, 200, 218, 299, 368, 131005, 131031, 131037, 131042, 131045, 133010),
    ),
    "the row ends": (Rejected, {}, (100, 131008, 131009, 132000, 132005, 132007, 132012, 132018)),
    "the template is not used any more": (Lapsed, {}, (132001, 132015, 132016)),
}
ROWS = [
    pytest.param(code, kind, more, id=f"{code}: {action}")
    for action, (kind, more, codes) in ACTIONS.items()
    for code in codes
]
STATUSES = {400: Rejected, 401: Unreachable, 403: Unreachable, 404: Rejected, 429: Throttled, 500: SendError}


@pytest.mark.parametrize(("code", "kind", "more"), ROWS)
@pytest.mark.parametrize("status", STATUSES)
def test_every_code_has_its_action_whatever_the_status(
    code: int, kind: type[SendError], more: dict[str, Any], status: int
) -> None:
    found = meaning(code, status)
    assert type(found) is kind
    assert {name: getattr(found, name) for name in more} == more
    assert str(found).startswith(f"{code}: ")
    assert str(found) != f"{code}: unknown code"


def test_no_code_of_ours_is_without_a_row_here() -> None:
    assert set(CODES) <= {code for _, _, codes in ACTIONS.values() for code in codes}


def families(kind: type[pywa.WhatsAppError]) -> Iterator[tuple[type[pywa.WhatsAppError], int]]:
    """Every code that pywa knows, with the kind of error it takes it for."""
    for each in kind.__subclasses__():
        yield from ((kind, code) for code in each.__error_codes__ or ())
        yield from families(each)


KNOWN_TO_PYWA = sorted({code for _, code in families(pywa.WhatsAppError)})


def test_pywa_knows_the_codes_it_should() -> None:
    assert len(KNOWN_TO_PYWA) > 150


@pytest.mark.parametrize(("status", "kind"), STATUSES.items(), ids=map(str, STATUSES))
def test_what_only_pywa_lists_is_read_by_the_status(status: int, kind: type[SendError]) -> None:
    unlisted = [code for code in KNOWN_TO_PYWA if code not in CODES and not 200 <= code <= 299]
    assert {type(meaning(code, status)) for code in unlisted} == {kind}


ALIKE: dict[str, tuple[type[pywa.WhatsAppError], set[type[SendError]]]] = {
    "the token": (pywa.AuthorizationError, {Unreachable}),
    "haste": (pywa.ThrottlingError, {Throttled, Postponed}),
    "restrictions": (pywa.IntegrityError, {Unreachable, Blocked}),
}


@pytest.mark.parametrize(("family", "kinds"), ALIKE.values(), ids=ALIKE)
def test_families_of_pywa_are_families_of_ours(family: type[pywa.WhatsAppError], kinds: set[type[SendError]]) -> None:
    assert {type(meaning(code)) for parent, code in families(family) if parent is family} == kinds


@settings(deadline=None)
@given(st.integers(), st.integers(100, 599))
def test_any_code_at_all_means_something(code: int, status: int) -> None:
    assert isinstance(meaning(code, status), SendError)
