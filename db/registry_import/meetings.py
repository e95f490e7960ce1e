"""What a list says of annual meetings → book years. The meeting of a book year is usually held the year after.

"RAT 2023" with a yes means the meeting held in 2023 to some offices and the book year 2023 to others: days in the same
column, else in the same list, decide; where nothing does, the column waits for somebody to say what it means.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from db.registry_import import cells, days
from db.registry_import.reading import Cell, words_of

if TYPE_CHECKING:
    from db.registry_import.rows import Entry

YES = {"ya", "y", "sudah", "sdh", "yes", "true", "1", "v", "√", "✓", "✔", "✅", "rat", "sudahrat", "ada", "terlaksana"}
YES |= {"dilaksanakan", "sudahdilaksanakan", "melaksanakan", "sdhrat", "telahrat", "selesai"}
NO = {"tidak", "tdk", "belum", "blm", "no", "false", "0", "tidakrat", "belumrat", "tdkrat", "✗", "✘", "❌", "tidakada"}
NO |= {"tidakmelaksanakan", "tidakdilaksanakan", "belumdilaksanakan", "blmrat", "n"}
NO |= {"belumpernah", "blmpernah", "tidakpernah", "belumpernahrat"}
TICKS = {"v", "V", "√", "✓", "✔", "✅"}
AGREED = 0.8
"""Share of the days that must point the same way before a column is understood."""
Sense = Literal["meeting", "book"]


@dataclass(frozen=True, slots=True)
class Said:
    """A cell about a meeting. `kind` is what its column is; `year` the year in its header, or a count."""

    title: str
    kind: str
    year: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting held, or missed, of a book year; `book_year` None: the day tells it."""

    is_held: bool
    day: date | None
    book_year: int | None
    title: str
    found: str
    attended: int | None = None
    ordinal: int | None = None


def settle(entries: Iterable["Entry"], today: date) -> tuple[set[str], Mapping[str, Sense]]:
    """Give every entry its meetings; the titles of columns nobody understands yet, and what days made of others."""
    listed = [entry for entry in entries if entry.said]
    senses = _senses(listed, today)
    ticked = {said.title for entry in listed for said in entry.said if words_of(said.cell) in TICKS}
    last = [said for entry in listed for said in entry.said if said.kind == "rat_last"]
    dated = {said.title for said in last if isinstance(_quietly(said.cell, today), date)}
    open_titles: set[str] = set()
    for entry in listed:
        for said in entry.said:
            try:
                found = _meeting(entry, _crossed(said, ticked), senses, today)
            except cells.Doubt as doubt:
                entry.doubt(said.title, words_of(said.cell), doubt.code)
                continue
            if isinstance(found, Meeting):
                entry.meetings.append(found)
            elif found and said.title in dated:
                entry.doubt(said.title, words_of(said.cell), "day_incomplete")
            elif found:
                open_titles.add(said.title)
        _join(entry)
    return open_titles, senses


def _crossed(said: Said, ticked: set[str]) -> Said:
    """A cross beside ticks is a no; a cross alone may be either."""
    is_cross = said.title in ticked and words_of(said.cell).casefold() == "x"
    return Said(said.title, said.kind, said.year, "tidak") if is_cross else said


def _meeting(entry: "Entry", said: Said, senses: dict[str, Sense], today: date) -> Meeting | bool | None:
    """The meeting of a cell; True where the column must be explained first, None for a cell that says nothing."""
    if said.kind in ("rat_attended", "rat_ordinal", "rat_book_year"):
        return None
    sense = said.kind if said.kind in ("meeting", "book") else senses.get(said.title)
    year = said.year or days.bare_year(said.cell)
    answer = _answer(said.cell, today) if said.year or year is None else True
    if answer is None:
        return None
    found = words_of(said.cell)
    if isinstance(answer, date):
        book_year = said.year if sense == "book" and said.year else None
        if book_year is not None and answer.year - book_year not in (0, 1):
            raise cells.Doubt("rat_unreadable")
        return Meeting(True, answer, book_year, said.title, found)
    if said.kind == "rat_year":
        sense = "meeting"
    if year is None and any(other.kind in ("rat_last", "rat_year", "rat_book_year") for other in entry.said):
        return None  # which year it is about stands beside it
    if year is None or sense is None:
        return True
    if year > today.year:
        raise cells.Doubt("day_in_future")
    return Meeting(answer, None, year if sense == "book" else year - 1, said.title, found)


@lru_cache(maxsize=20_000, typed=True)
def _answer(cell: Cell, today: date) -> date | bool | None:
    if isinstance(cell, bool):
        return cell
    plain = re.sub(r"[\s.\-_/()]+", "", words_of(cell)).casefold()
    if not plain or not cells.text(cell):
        return None
    if plain in YES or plain in NO:
        return plain in YES
    try:
        return days.day(cell, today)
    except cells.Doubt as doubt:
        raise cells.Doubt("rat_unreadable" if doubt.code == "day_unreadable" else doubt.code) from None


def _senses(entries: list["Entry"], today: date) -> dict[str, Sense]:
    """What each unclear column means, as far as days tell."""
    votes: dict[str, Counter[Sense]] = {}
    beside: dict[str, Counter[Sense]] = {}
    for entry in entries:
        last = _last_day(entry, today)
        yes: dict[int, str] = {}
        for said in entry.said:
            if said.kind not in ("unclear", "rat_some_year", "rat_last"):
                continue
            year = said.year or days.bare_year(said.cell)
            if year is None:
                continue
            votes.setdefault(said.title, Counter())
            answer = _quietly(said.cell, today) if said.year else True
            if isinstance(answer, date):
                _vote(votes[said.title], year, answer)
            elif answer and said.year:
                yes[year] = said.title
            elif answer and last is not None:
                _vote(beside.setdefault(said.title, Counter()), year, last)
        if yes and last is not None:
            _vote(beside.setdefault(yes[max(yes)], Counter()), max(yes), last)
    everywhere: Counter[Sense] = sum((*votes.values(), *beside.values()), Counter())
    found = {title: _won(own) or _won(beside.get(title, Counter())) or _won(everywhere) for title, own in votes.items()}
    return {title: sense for title, sense in found.items() if sense}


def _vote(votes: Counter[Sense], year: int, held_on: date) -> None:
    if held_on.year == year:
        votes["meeting"] += 1
    elif held_on.year == year + 1:
        votes["book"] += 1


def _won(votes: Counter[Sense]) -> Sense | None:
    if not votes:
        return None
    sense, count = votes.most_common(1)[0]
    return sense if count >= AGREED * votes.total() else None


def _last_day(entry: "Entry", today: date) -> date | None:
    found = [_quietly(said.cell, today) for said in entry.said if said.kind == "rat_last"]
    return max((each for each in found if isinstance(each, date)), default=None)


def _quietly(cell: Cell, today: date) -> date | bool | None:
    try:
        return _answer(cell, today)
    except cells.Doubt:
        return None


def _join(entry: "Entry") -> None:
    """One meeting each: the last one takes the book year, guests and number that stand beside it."""
    book_years = [(said, days.bare_year(said.cell)) for said in entry.said if said.kind == "rat_book_year"]
    column, told = next(((said, year) for said, year in book_years if year is not None), (None, None))
    extra = {said.kind: said.year for said in entry.said if said.kind in ("rat_attended", "rat_ordinal")}
    held = [meeting for meeting in entry.meetings if meeting.is_held]
    last = max(held, key=lambda each: each.day or date(1 + (each.book_year or 0), 1, 1), default=None)
    if last is None:
        if column is not None and (extra.get("rat_attended") or "rat" in column.title.casefold()):
            counts = extra.get("rat_attended"), extra.get("rat_ordinal")
            entry.meetings.append(Meeting(True, None, told, column.title, str(told), *counts))
        return
    book_year = last.book_year
    if told is not None and (last.day is None or last.day.year - told in (0, 1)):
        book_year = told
    joined = Meeting(
        True, last.day, book_year, last.title, last.found, extra.get("rat_attended"), extra.get("rat_ordinal")
    )
    entry.meetings[entry.meetings.index(last)] = joined
