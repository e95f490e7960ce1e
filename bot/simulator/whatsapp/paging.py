"""Answers of reading requests: chosen fields, and pages behind cursors."""

import base64
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from bot.simulator.people import Json
from bot.simulator.whatsapp.refusals import GraphError

PAGE = 25
LARGEST_PAGE = 1000


def chosen(shape: Json, query: Mapping[str, str], default: Sequence[str], empty: Sequence[str] = ()) -> Json:
    """The fields that were asked for; the id always, and none that have no value, as all of `empty`.

    Raises GraphError for a field that does not exist.
    """
    wanted = [name.strip() for name in query.get("fields", "").split(",") if name.strip()] or default
    for name in wanted:
        if name not in shape and name not in empty:
            raise GraphError(100, f"Tried accessing nonexisting field ({name})")
    return {"id": shape["id"], **{name: shape[name] for name in wanted if shape.get(name) is not None}}


def page(rows: Sequence[Json], query: Mapping[str, str], address: str) -> Json:
    """One page: `paging.next` is there as long as more follow. Raises GraphError for a broken cursor."""
    start = _place(query["after"]) + 1 if query.get("after") else 0
    limit = query.get("limit", str(PAGE))
    if not limit.isdecimal() or not 1 <= int(limit) <= LARGEST_PAGE:
        raise GraphError(100, f"limit must be 1 to {LARGEST_PAGE}")
    end = start + int(limit)
    some = list(rows[start:end])
    if not some:
        return {"data": []}
    cursors = {"before": _cursor(start), "after": _cursor(start + len(some) - 1)}
    paging: Json = {"cursors": cursors}
    if end < len(rows):
        paging["next"] = f"{address}?{urlencode({**query, 'after': cursors['after']})}"
    return {"data": some, "paging": paging}


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"at:{place}".encode()).decode()


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("at:"))
    except ValueError:
        raise GraphError(100, "after is no cursor") from None
