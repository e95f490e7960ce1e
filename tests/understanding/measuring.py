"""How well the readers understand the tables in `utterances/`: `make understanding`.

A row is right when what is labelled certain is read without asking, and what is labelled ambiguous is asked.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

from tests.understanding import reading
from tests.understanding.reading import Outcome, Row

FOLDER = Path(__file__).with_name("utterances")
PARTS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "aside")
"""What the readers are made by, the third to eighth after they had measured them once; and a fifth of the last writers'
rows, kept aside from who makes the readers. The ninth is the rest of theirs, and what
a fifth writer wrote of meetings, visits and who they are."""
TARGETED = PARTS[:3]
LEARNED_FROM = PARTS[:-1]
LEAST_RIGHT, MOST_ASKED, MOST_WRONG = 0.98, 0.02, 0
VALUE = "value"
"""The name of a value that a row gives alone: `certain = 75`."""
PRECISIONS = ("week", "month", "range")


class Verdict(IntEnum):
    """What became of a row, the worst last.

    RIGHT   every certain value read exactly, every ambiguous one doubtful (with one of its candidates) or not read
            where no candidate is named, nothing else read
    MISSED  something that was certain, or an ambiguous value with candidates, was not read at all
    ASKED   needlessly: doubtful where the label is certain, or asked about something nobody said
    WRONG   an exact value that differs, that is ambiguous, or that nobody said: it would be stored silently
    """

    RIGHT = 0
    MISSED = 1
    ASKED = 2
    WRONG = 3


@dataclass(frozen=True, slots=True)
class Result:
    """A row of a kind and part with what was made of it."""

    kind: str
    part: str
    row: Row
    outcome: Outcome
    verdict: Verdict


def results(parts: Sequence[str] = PARTS) -> list[Result]:
    """Every row of the tables that are there, read."""
    return [_result(kind, part, row) for part in parts for kind in reading.READERS for row in rows(kind, part)]


def rows(kind: str, part: str) -> Iterator[Row]:
    """The rows of one table."""
    table = tomllib.loads((FOLDER / f"{kind}_{part}.toml").read_text(encoding="utf-8"))
    shared = {name: value for name, value in table.items() if name != "rows"}
    for row in table["rows"]:
        yield {**shared, **row}


def judge(row: Row, outcome: Outcome) -> Verdict:
    """Compare what was read with what the row says; the worst thing found decides."""
    certain, ambiguous = _named(row.get("certain")), _named(row.get("ambiguous"))
    also = _named(row.get("also"))
    found = [Verdict.RIGHT]
    for name, value in outcome.sure.items():
        found.append(_of_sure(name, value, certain, ambiguous, also, row.get("never")))
    for name, value in outcome.doubtful.items():
        found.append(_of_doubtful(name, value, certain, ambiguous, also))
    read = outcome.sure.keys() | outcome.doubtful.keys()
    read |= {day for name in outcome.sure if (day := _day_of(name)) is not None and day in ambiguous}
    left = certain.keys() - read or {name for name, candidates in ambiguous.items() if candidates and name not in read}
    if left:
        found.append(Verdict.MISSED)
    return max(found)


def shares(found: Iterable[Result]) -> tuple[int, float, float, int]:
    """Rows, share right, share asked needlessly, number wrong."""
    counted = Counter(each.verdict for each in found)
    total = counted.total()
    whole = total or 1
    return total, counted[Verdict.RIGHT] / whole, counted[Verdict.ASKED] / whole, counted[Verdict.WRONG]


def report(found: Sequence[Result]) -> Iterator[str]:
    """A table per kind, the part kept aside apart, and every row that is not right."""
    for title, parts in (("first to third", TARGETED), *((part, (part,)) for part in PARTS[len(TARGETED) :])):
        chosen = [each for each in found if each.part in parts]
        if not chosen:
            continue
        yield f"{title:<18}{'rows':>6}{'right':>9}{'missed':>8}{'asked':>8}{'wrong':>7}"
        for kind in (*reading.READERS, "all"):
            some = [each for each in chosen if kind in (each.kind, "all")]
            total, right, asked, wrong = shares(some)
            missed = sum(each.verdict is Verdict.MISSED for each in some)
            yield f"{kind:<18}{total:>6}{right:>9.1%}{missed:>8}{asked:>8.1%}{wrong:>7}"
        yield ""
    for each in sorted((each for each in found if each.verdict), key=lambda each: -each.verdict):
        yield f"{each.verdict.name.lower():<7}{each.kind}: {each.row['said']!r}{_context(each.row)}"
        yield f"       wanted {_wanted(each.row)}; read {_shown(each.outcome)}"


def _result(kind: str, part: str, row: Row) -> Result:
    outcome = reading.READERS[kind](row)
    return Result(kind, part, row, outcome, judge(row, outcome))


def _named(label: Any) -> dict[str, Any]:
    if label is None:
        return {}
    return dict(label) if isinstance(label, Mapping) else {VALUE: label}


def _of_sure(
    name: str, value: Any, certain: dict[str, Any], ambiguous: dict[str, Any], also: dict[str, Any], never: Any
) -> Verdict:
    """A week, month or range never is stored as a day: it leaves the day to be asked."""
    if never is not None and not certain:
        return Verdict.WRONG if value in never else Verdict.RIGHT
    if name in certain or name in also:
        return Verdict.RIGHT if _same(name, value, certain.get(name, also.get(name))) else Verdict.WRONG
    day = _day_of(name)
    if day is not None and day in certain:
        return Verdict.ASKED
    return Verdict.RIGHT if day is not None and day in ambiguous else Verdict.WRONG


def _of_doubtful(
    name: str, value: Any, certain: dict[str, Any], ambiguous: dict[str, Any], also: dict[str, Any]
) -> Verdict:
    """A doubt must offer one of the candidates; where several are offered, all of them must be among those."""
    if name in ambiguous:
        wanted = ambiguous[name]
        if isinstance(value, list):
            offered = all(each in value for each in wanted)
        else:
            offered = not wanted or any(_same(name, value, each) for each in wanted)
        return Verdict.RIGHT if offered else Verdict.ASKED
    return Verdict.RIGHT if name in also and name not in certain else Verdict.ASKED


def _day_of(name: str) -> str | None:
    """ "held_on" of "held_on_month"; the lonely value of "month"."""
    if name in PRECISIONS:
        return VALUE
    stem, _, last = name.rpartition("_")
    return stem if last in PRECISIONS else None


def _same(name: str, value: Any, wanted: Any) -> bool:
    if name.endswith("range"):
        return bool(wanted[0] <= value <= wanted[1])
    if name == "papers":
        return set(value) == set(wanted)
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return bool(value == wanted)


def _context(row: Row) -> str:
    said = [str(row[name]) for name in ("asked", "field", "tense") if name in row]
    return f" ({', '.join(said)})" if said else ""


def _wanted(row: Row) -> str:
    labels = [f"{name} {_plain(row[name])}" for name in ("certain", "ambiguous", "never") if name in row]
    return ", ".join(labels) or "nothing"


def _shown(outcome: Outcome) -> str:
    parts = [f"{name}={_plain(value)}" for name, value in outcome.sure.items()]
    parts += [f"{name}={_plain(value)}?" for name, value in outcome.doubtful.items()]
    return ", ".join(parts) or "nothing"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_plain(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return " | ".join(_plain(each) for each in value) or "–"
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    from tests.understanding import speed

    for line in (*report(results(sys.argv[1:] or PARTS)), *speed.report()):
        sys.stdout.write(line + "\n")
