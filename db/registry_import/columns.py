"""What became of every column of a list: read as something, of no use, empty, or waiting for somebody to explain it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.registry_import import cells, fields
from db.registry_import.headers import Layout
from db.registry_import.meetings import Sense
from db.registry_import.reading import Sheet, words_of
from db.registry_import.report import Column
from db.registry_import.rows import Entry

SAMPLES = 3
FAR = 300
"""Rows after which a column that has shown something is not looked at any longer."""
LONGEST_SAMPLE = 60
NUMBER = re.compile(r"\+?\d[\d .-]{7,}\d")
SENSES: Mapping[str, str] = {"meeting": "rat_in_year", "book": "rat_of_book_year"}
OF_A_YEAR: Mapping[str, str] = {"meeting": "rat_year", "book": "rat_book_year"}
"""What a column is whose cells name the year."""
Table = tuple[Sheet, Layout]


def unknown(tables: Sequence[Table], entries: Iterable[Entry], open_titles: set[str]) -> list[Column]:
    """Columns to be explained, in the order of the list: their header says nothing, or not which year's meeting."""
    order: dict[str, int] = {}
    for _, layout in tables:
        titles = {**layout.titles, **layout.unknown}
        for place in sorted(titles):
            order.setdefault(titles[place], len(order))
    found = [*_unexplained(tables), *_unclear(entries, open_titles)]
    return sorted(found, key=lambda each: order.get(each.title, len(order)))


def known(tables: Sequence[Table], senses: Mapping[str, Sense], open_titles: set[str]) -> list[Column]:
    """All others, in the order of the list: what each was read as, with cells of it."""
    found: dict[tuple[str, str], Column] = {}
    for sheet, layout in tables:
        read = [each for each in _read(sheet, layout, senses) if each[1].title not in open_titles]
        for place, column in sorted(read, key=lambda each: each[0]):
            is_shown = column.field not in (fields.IGNORED, fields.EMPTY)
            shown = _samples(sheet, layout, place) if is_shown else ()
            named = Column(column.title, shown, _name(sheet, tables), column.field, column.year, column.by_days)
            found.setdefault((column.title, column.field), named)
    return list(found.values())


def _unexplained(tables: Sequence[Table]) -> list[Column]:
    found: dict[str, Column] = {}
    for sheet, layout in tables:
        for place, title in layout.unknown.items():
            if not _is_empty(sheet, layout, place):
                column = Column(title, _samples(sheet, layout, place), _name(sheet, tables))
                found.setdefault(fields.header_key(title), column)
    return list(found.values())


def _unclear(entries: Iterable[Entry], titles: set[str]) -> list[Column]:
    samples: dict[str, dict[str, None]] = {title: {} for title in titles}
    for entry in entries:
        for said in entry.said:
            if (found := samples.get(said.title)) is not None and len(found) < SAMPLES:
                found[words_of(said.cell)[:LONGEST_SAMPLE]] = None
    return [Column(title, tuple(found)) for title, found in samples.items()]


def _read(sheet: Sheet, layout: Layout, senses: Mapping[str, Sense]) -> Iterator[tuple[int, Column]]:
    for field, places in layout.columns.items():
        for place in places:
            title = layout.titles[place]
            is_unclear = field in fields.UNCLEAR
            named = OF_A_YEAR.get(senses.get(title, ""), "rat_last") if is_unclear else field
            yield place, Column(title, field=named, by_days=is_unclear and title in senses)
    for yearly in layout.yearly:
        is_unclear = yearly.kind == "unclear"
        sense = senses.get(yearly.title, "") if yearly.kind == "unclear" else yearly.kind
        if sense:
            yield yearly.place, Column(yearly.title, (), "", SENSES[sense], yearly.year, is_unclear)
    for place in layout.ignored:
        yield place, Column(layout.titles[place], field=fields.IGNORED)
    for place, title in layout.unknown.items():
        if _is_empty(sheet, layout, place):
            yield place, Column(title, field=fields.EMPTY)


def _name(sheet: Sheet, tables: Sequence[Table]) -> str:
    return sheet.name if len(tables) > 1 else ""


def _is_empty(sheet: Sheet, layout: Layout, place: int) -> bool:
    return not any(place < len(row) and cells.text(row[place]) for row in sheet.rows[layout.first_row :])


def _samples(sheet: Sheet, layout: Layout, place: int) -> tuple[str, ...]:
    """Up to three different cells."""
    found: dict[str, None] = {}
    for looked_at, row in enumerate(sheet.rows[layout.first_row :]):
        if words := cells.text(row[place]) if place < len(row) else "":
            found[_masked(words)[:LONGEST_SAMPLE]] = None
        if len(found) == SAMPLES or (found and looked_at >= FAR):
            break
    return tuple(found)


def _masked(words: str) -> str:
    """Telephone and identity numbers are only hinted at."""
    return NUMBER.sub(lambda found: f"{found[0][:4]}****", words) if _is_secret(words) else words


def _is_secret(words: str) -> bool:
    return cells.is_personal(words) or any(
        cells.MOBILE.fullmatch(cells.SIGNS.sub("", each)) for each in NUMBER.findall(words)
    )
