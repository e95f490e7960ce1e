"""Webhook posts of every shape, by the files in `tests/payloads/whatsapp`: payload → events."""

import copy
import json
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel import Event
from bot.channels.whatsapp_reading import Reader
from bot.messages import Incoming, Notice, Status

SHELF = Path(__file__).parents[1] / "payloads" / "whatsapp"
CASES = [
    (f"{path.stem}: {case['case']}", case)
    for path in sorted(SHELF.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
READABLE = [(label, case) for label, case in CASES if "events" in case]
REFUSED = [(label, case) for label, case in CASES if "events" not in case]
ACCOUNT = "whatsapp:106540352242922"
READER = Reader(ACCOUNT, "106540352242922", "102290129340398")
SENT_AT = datetime.fromtimestamp(1799632800, UTC)


def plain(event: Event) -> dict[str, Any]:
    """An event as the shelf writes it: what differs from an empty one, without account, time and what was kept."""
    kind = type(event).__name__
    if isinstance(event, Notice):
        user = {"user": event.subject} if event.subject else {}
        data = {name: each for name, each in event.data.items() if name != "payload" and each not in ("", None)}
        return {"is": kind, "kind": event.kind, **user, **data}
    if isinstance(event, Status):
        found: dict[str, Any] = {"is": kind, "id": event.external_id}
        skipped: tuple[str, ...] = ("account", "external_id", "at")
    else:
        found = {"is": kind, "user": event.sender.user}
        skipped = ("sender", "at", "callback")
    for each in fields(event):
        value = getattr(event, each.name)
        if each.name in skipped or value == each.default:
            continue
        parts = getattr(type(value), "__slots__", None) if not isinstance(value, str | Exception) else None
        shown = type(value).__name__ if isinstance(value, Exception) else value
        found[each.name] = {name: getattr(value, name) for name in parts} if parts else shown
    return found


def id_of(event: Event) -> str:
    """What makes an event the same when it comes again."""
    return f"{event.external_id} {event.state}" if isinstance(event, Status) else event.id


def rows(cases: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Cases as labelled parameters."""
    return [pytest.param(each, id=label) for label, each in cases]


def post(label: str) -> Any:
    """A copy of one payload of the shelf."""
    return copy.deepcopy(next(case["payload"] for found, case in CASES if found == label))


def test_the_shelf_is_well_stocked() -> None:
    assert len(CASES) >= 90
    assert [label for label, times in Counter(label for label, _ in CASES).items() if times > 1] == []


@pytest.mark.parametrize("case", rows(READABLE))
def test_read(case: dict[str, Any]) -> None:
    events = READER.read(case["payload"])
    assert [plain(each) for each in events] == case["events"]
    for event in events:
        assert event.at.tzinfo is not None
        assert (event.sender.account if isinstance(event, Incoming) else event.account) == ACCOUNT
        if isinstance(event, Incoming):
            assert event.callback == event.id, "what came can be marked as read"
        if not isinstance(event, Notice):
            assert abs(event.at - SENT_AT) < timedelta(hours=1)


@pytest.mark.parametrize("case", rows(REFUSED))
def test_what_is_no_post_raises_so_that_it_is_parked(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no webhook"):
        READER.read(case["payload"])


@pytest.mark.parametrize("case", rows(READABLE))
def test_the_same_post_again_has_the_same_ids(case: dict[str, Any]) -> None:
    """Though its keys come in another order."""
    again = _reordered(copy.deepcopy(case["payload"]))
    assert [id_of(each) for each in READER.read(case["payload"])] == [id_of(each) for each in READER.read(again)]
    assert all(id_of(each) for each in READER.read(again))


def _reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reordered(value[name]) for name in reversed(value)}
    return [_reordered(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", rows(READABLE))
def test_what_is_kept_is_kept_whole_and_can_be_stored(case: dict[str, Any]) -> None:
    """Unless it is nested deeper than encoders go."""
    for event in READER.read(case["payload"]):
        if isinstance(event, Notice) and event.kind != "moved":
            stored = json.dumps(event.data, allow_nan=False, ensure_ascii=False)
            assert stored.encode()
            assert "\\u0000" not in stored
            assert event.data["payload"] is not None or "null" in case["case"]


def _arrays(payload: Any) -> list[tuple[str, list[Any]]]:
    """The arrays of a post whose items are read one by one."""
    found = []
    stack = [("entry", payload["entry"])]
    while stack:
        name, items = stack.pop()
        found.append((name, items))
        for each in (each for each in items if isinstance(each, dict)):
            inner = each.get("changes") if name == "entry" else None
            stack += [("changes", inner)] if isinstance(inner, list) else []
            value = each.get("value") if name == "changes" else None
            if isinstance(value, dict):
                arrays = ("messages", "statuses", "user_preferences", "contacts")
                stack += [(key, value[key]) for key in arrays if isinstance(value.get(key), list)]
    return found


@pytest.mark.parametrize("case", rows(READABLE))
def test_the_order_of_items_does_not_matter(case: dict[str, Any]) -> None:
    turned = copy.deepcopy(case["payload"])
    for _, items in _arrays(turned):
        items.reverse()
    assert _bag(READER.read(turned)) == _bag(READER.read(case["payload"]))


def _bag(events: list[Event]) -> Counter[str]:
    return Counter(f"{id_of(each)} {json.dumps(plain(each), sort_keys=True)}" for each in events)


def test_the_same_news_at_another_time_is_other_news() -> None:
    """A template that is approved, paused and approved again has three pieces of news, not two."""
    payload, later = post("templates: approved, without a reason"), post("templates: approved, without a reason")
    later["entry"][0]["time"] += 3600
    (first,), (second,) = READER.read(payload), READER.read(later)
    assert id_of(first) != id_of(second)
    assert second.at - first.at == timedelta(hours=1)


def test_a_thousand_items_in_one_post() -> None:
    payload = post("people: a person with everything")
    value = payload["entry"][0]["changes"][0]["value"]
    value["messages"] = [{**value["messages"][0], "id": f"wamid.{number}"} for number in range(1000)]
    assert [id_of(each) for each in READER.read(payload)] == [f"wamid.{number}" for number in range(1000)]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "messages", "value", "wa_id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
WELL_FORMED = [(label, case) for label, case in READABLE if not label.startswith("hostile")]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path into a payload, the payload itself left out."""
    names: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for name in names for found in ((*path, name), *_places(value[name], (*path, name)))]


@settings(deadline=None)
@given(st.sampled_from(WELL_FORMED), st.data())
def test_anything_in_any_place_raises_nothing_but_valueerror(labelled: tuple[str, dict[str, Any]], data: Any) -> None:
    payload = copy.deepcopy(labelled[1]["payload"])
    path = data.draw(st.sampled_from(_places(payload)))
    _put(payload, path, data.draw(ANY))
    if isinstance(payload["entry"], list):
        for event in READER.read(payload):
            assert plain(event)
            assert id_of(event)
    else:
        with pytest.raises(ValueError, match="no webhook"):
            READER.read(payload)


def _put(payload: Any, path: tuple[Any, ...], value: Any) -> None:
    for name in path[:-1]:
        payload = payload[name]
    payload[path[-1]] = value


ITEMS: dict[tuple[Any, ...], str] = {
    ("entry", 0, "changes", 0, "value", "messages", 0): "wamid.1",
    ("entry", 0, "changes", 0, "value", "messages", 1): "wamid.2",
    ("entry", 0, "changes", 1, "value", "statuses", 0): "wamid.out1 sent",
    ("entry", 0, "changes", 1, "value", "statuses", 1): "wamid.out2 sent",
    ("entry", 1, "changes", 0, "value", "messages", 0): "wamid.3",
}


def _is_touched(item: tuple[Any, ...], path: tuple[Any, ...]) -> bool:
    """Whether a change at `path` is in the item, around it, or says what the item is and for whom."""
    shared = next((n for n, (a, b) in enumerate(zip(item, path, strict=False)) if a != b), min(len(item), len(path)))
    return shared in (len(item), len(path)) or path[shared] in ("field", "metadata")


@settings(deadline=None)
@given(st.data())
def test_anything_in_one_place_loses_no_neighbour(data: Any) -> None:
    payload = post("batches: all four levels at once")
    path = data.draw(st.sampled_from([each for each in _places(payload) if each != ("entry",)]))
    _put(payload, path, data.draw(ANY))
    found = {id_of(each) for each in READER.read(payload)}
    assert {id_ for item, id_ in ITEMS.items() if not _is_touched(item, path)} <= found


@settings(deadline=None)
@given(st.lists(ANY, max_size=4))
def test_rubbish_beside_a_good_message_does_not_hide_it(rubbish: list[Any]) -> None:
    payload = post("people: a person with everything")
    entry = payload["entry"][0]
    value = entry["changes"][0]["value"]
    value["messages"] += rubbish
    value["statuses"] = rubbish
    entry["changes"] += rubbish
    payload["entry"] += rubbish
    assert plain(READER.read(payload)[0])["text"] == "lapor"
