"""Every rule of the ministry's grades (`domain` 2.1), and what would raise each."""

from datetime import date

import pytest

from db import grades
from db.grades import Grade

TODAY = date(2027, 4, 10)
OLD = date(2010, 5, 1)
CASES = {
    "A: three in a row": ([2024, 2025, 2026], OLD, Grade("A", "", 0)),
    "A: older ones add nothing": (range(2010, 2027), OLD, Grade("A", "", 0)),
    "B: the newest two": ([2025, 2026], OLD, Grade("B", "A", 1)),
    "B: with a gap": ([2024, 2026], OLD, Grade("B", "A", 1)),
    "B: the newest is missing": ([2024, 2025], OLD, Grade("B", "A", 1)),
    "B: young, two reports": ([2025, 2026], date(2025, 2, 1), Grade("B", "A", 1)),
    "B: young and half a year missing": ([2024, 2026], date(2024, 6, 1), Grade("B", "A", 1)),
    "C1: young, the newest": ([2026], date(2025, 2, 1), Grade("C1", "B", 1)),
    "C1: young, an older one": ([2025], date(2025, 2, 1), Grade("C1", "B", 1)),
    "C1: young, founded in the newest book year": ([2026], date(2026, 3, 1), Grade("C1", "B", 1)),
    "C1: one day short of three years": ([2026], date(2024, 4, 11), Grade("C1", "B", 1)),
    "C2: three years old to the day": ([2026], date(2024, 4, 10), Grade("C2", "B", 1)),
    "C2: only the newest": ([2026], OLD, Grade("C2", "B", 1)),
    "C2: only the newest, years before forgotten": ([2020, 2021, 2022, 2023, 2026], OLD, Grade("C2", "B", 1)),
    "C2: the founding isn't known": ([2026], None, Grade("C2", "B", 1)),
    "D: never": ([], OLD, Grade("D", "C2", 1)),
    "D: never, founding not known": ([], None, Grade("D", "C2", 1)),
    "D: never, young": ([], date(2026, 3, 1), Grade("D", "C1", 1)),
    "D: founded this year": ([], date(2027, 3, 1), Grade("D", "C1", 1)),
    "D: long ago only": ([2021, 2022, 2023], OLD, Grade("D", "C2", 1)),
    "D: a single one that isn't the newest": ([2025], OLD, Grade("D", "B", 1)),
    "a year that isn't over adds nothing": ([2027], OLD, Grade("D", "C2", 1)),
}


@pytest.mark.parametrize(("years", "founded", "wanted"), CASES.values(), ids=CASES)
def test_grade(years: list[int], founded: date | None, wanted: Grade) -> None:
    assert grades.expected(years, founded, TODAY) == wanted


def test_three_years_before_29_february() -> None:
    leap = date(2028, 2, 29)
    assert grades.expected([2027], date(2025, 3, 1), leap).letter == "C1"
    assert grades.expected([2027], date(2025, 2, 28), leap).letter == "C2"
