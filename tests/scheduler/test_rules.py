"""Who is reminded of a visit today, as a table of facts."""

from datetime import date, timedelta

import pytest

from scheduler.rules import Unvisited, due_unvisited

TODAY = date(2027, 3, 1)


def ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


def fact(
    number: int,
    state: str = "overdue",
    since: int | None = 10,
    reminded: int | None = None,
    district: int | None = 1,
    arranged: bool = False,
) -> Unvisited:
    return Unvisited(number, district, state, ago(since), ago(reminded), arranged)


DUE: dict[str, tuple[list[Unvisited], list[int]]] = {
    "nobody": ([], []),
    "one that is overdue": ([fact(1)], [1]),
    "visited and planned ones are not": ([fact(1, "visited"), fact(2, "planned")], []),
    "never visited before unknown before overdue": (
        [fact(1, "overdue"), fact(2, "unknown", None), fact(3, "never", None)],
        [3, 2, 1],
    ),
    "longest overdue first": ([fact(1, since=5), fact(2, since=50), fact(3, since=20)], [2, 3, 1]),
    "equal ones by number": ([fact(3), fact(1), fact(2)], [1, 2, 3]),
    "three of a district a day": ([fact(number) for number in range(1, 6)], [1, 2, 3]),
    "each district has its own three": ([fact(n, district=n % 2) for n in range(1, 9)], [1, 2, 3, 4, 5, 6]),
    "no district is a district": ([fact(n, district=None) for n in range(1, 6)], [1, 2, 3]),
    "what was reminded earlier today counts": (
        [fact(1, reminded=0), fact(2, reminded=0), fact(3), fact(4)],
        [3],
    ),
    "even when it has been visited since": ([fact(1, "visited", None, 0), fact(2), fact(3), fact(4)], [2, 3]),
    "a second look adds nothing": ([fact(n, reminded=0 if n < 4 else None) for n in range(1, 9)], []),
    "yesterday's reminder rests": ([fact(1, reminded=1)], []),
    "for 29 days": ([fact(1, reminded=29)], []),
    "not for 30": ([fact(1, reminded=30)], [1]),
    "a visit that is being arranged": ([fact(1, arranged=True), fact(2)], [2]),
}


@pytest.mark.parametrize(("facts", "due"), DUE.values(), ids=DUE)
def test_due(facts: list[Unvisited], due: list[int]) -> None:
    assert due_unvisited(facts, TODAY, repeat_days=30, daily=3) == due
    assert due_unvisited(reversed(facts), TODAY, repeat_days=30, daily=3) == due
