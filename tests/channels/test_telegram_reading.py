"""Updates of every kind, by the files in `tests/payloads/telegram`: payload → events."""

import json
import warnings
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel import Event
from bot.channels.telegram import Telegram
from bot.messages import Address, Incoming, Notice

SHELF = Path(__file__).parents[1] / "payloads" / "telegram"
CASES = [
    (f"{path.stem}: {case['case']}", case)
    for path in sorted(SHELF.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
READABLE = [(label, case) for label, case in CASES if "events" in case]
BROKEN = [(label, case) for label, case in CASES if "events" not in case]
CHANNEL = Telegram("123:ABC", "https://api.telegram.org")
SENT_AT = datetime.fromtimestamp(1799632800, UTC)


def plain(event: Event) -> dict[str, Any]:
    """An event as the shelf writes it: what differs from an empty one, without id and time."""
    if isinstance(event, Notice):
        return {"is": "Notice", "user": event.subject, "kind": event.kind}
    assert isinstance(event, Incoming)
    found: dict[str, Any] = {"is": "Incoming", "user": event.sender.user}
    for each in fields(Incoming):
        value = getattr(event, each.name)
        if each.name in ("id", "sender", "at") or value == each.default:
            continue
        parts = getattr(type(value), "__slots__", None) if not isinstance(value, str) else None
        found[each.name] = {name: getattr(value, name) for name in parts} if parts else value
    return found


def test_the_shelf_is_well_stocked() -> None:
    assert len(CASES) >= 40
    assert len({label for label, _ in CASES}) == len(CASES)


def rows(cases: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Cases as labelled parameters."""
    return [pytest.param(each, id=label) for label, each in cases]


@pytest.mark.parametrize("case", rows(READABLE))
def test_read(case: dict[str, Any]) -> None:
    events = CHANNEL.parse(case["payload"])
    assert [plain(each) for each in events] == case["events"]
    for event in events:
        if isinstance(event, Incoming):
            assert event.id == str(case["payload"]["update_id"])
            assert event.sender == Address("telegram:123", "7")
        assert event.at.tzinfo is not None
        assert abs(event.at - SENT_AT) < timedelta(hours=1) or event.callback  # type: ignore[union-attr]


@pytest.mark.parametrize("case", rows(BROKEN))
def test_what_is_broken_raises_so_that_it_is_parked(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        CHANNEL.parse(case["payload"])


@pytest.mark.parametrize("payload", [None, 5, "x", [], {"update_id": "x"}, {}])
def test_what_is_no_update_raises_too(payload: Any) -> None:
    with pytest.raises(ValueError, match="validation error"):
        CHANNEL.parse(payload)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "chat", "type", "x"]), inner),
    max_leaves=5,
)


@given(st.sampled_from(READABLE), st.data())
def test_a_part_replaced_by_anything_is_read_or_refused(labelled: tuple[str, dict[str, Any]], data: Any) -> None:
    """No payload makes parsing do anything but return events or raise ValueError."""
    payload = json.loads(json.dumps(labelled[1]["payload"]))
    kind = next((key for key in payload if key != "update_id"), None)
    if kind is None or not isinstance(payload[kind], dict):
        return
    payload[kind][data.draw(st.sampled_from(sorted(payload[kind])))] = data.draw(ANY)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            CHANNEL.parse(payload)
        except ValueError as error:
            assert str(error)
