"""A registry → a list as some office would print it: its headers, column order, spellings, and way of saving."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from tests.db.registry_import import spreadsheets
from tests.db.registry_import.spreadsheets import Cell, Merged
from tests.db.registry_import.variants import HEADERS, SPELLINGS, Fact

Record = Mapping[str, Fact]

MONTHS = (
    *("Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "Nopember", "Desember"),
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agust", "Sept", "Okt", "Nop", "Des")
DAYS: Mapping[str, Callable[[date], Cell]] = {
    "a real date": lambda day: day,
    "slashes": lambda day: f"{day:%d/%m/%Y}",
    "dashes, two digits": lambda day: f"{day:%d-%m-%y}",
    "as databases": lambda day: day.isoformat(),
    "words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "short words": lambda day: f"{day.day:02d}-{SHORT[day.month - 1]}-{day:%y}",
    "a serial": lambda day: (day - date(1899, 12, 30)).days,
}
MONEY: Mapping[str, Callable[[int], Cell]] = {
    "numbers": lambda amount: amount,
    "dots": lambda amount: f"{'-' * (amount < 0)}{_dotted(amount)}",
    "rupiah": lambda amount: f"Rp {_dotted(amount)},-" if amount >= 0 else f"(Rp {_dotted(amount)},-)",
    "brackets": lambda amount: _dotted(amount) if amount >= 0 else f"({_dotted(amount)})",
    "cents": lambda amount: f"{'-' * (amount < 0)}Rp{_dotted(amount)},00",
}
AMOUNTS = ("own_capital", "outside_capital", "assets", "turnover", "surplus")
PHONES: Mapping[str, Callable[[str], Cell]] = {
    "dashes": lambda digits: f"0{digits[:3]}-{digits[3:7]}-{digits[7:]}",
    "international": lambda digits: f"+62{digits}",
    "bare": lambda digits: f"62{digits}",
    "lost zero": lambda digits: digits,
    "a number": int,
    "remarked": lambda digits: f"0{digits} (WA)",
}


def _dotted(amount: int) -> str:
    return f"{abs(amount):,}".replace(",", ".")


@dataclass(frozen=True)
class Style:
    """How one list is printed."""

    columns: tuple[tuple[str, str], ...]
    """Field and header, in the list's order."""
    saved: str
    day: str
    money: str
    phone: str
    nothing: str
    titles: int
    has_numbers: bool
    is_grouped: bool
    """Men and women under one merged header."""
    has_end: bool


SAVED: Mapping[str, tuple[str, str]] = {
    "semicolons, Windows": (";", "cp1252"),
    "commas, UTF-8": (",", "utf-8"),
    "commas, marked": (",", "utf-8-sig"),
    "tabs, UTF-16": ("\t", "utf-16"),
    "tabs, Windows": ("\t", "cp1252"),
}


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Any way of printing."""
    optional = [field for field in HEADERS if field not in ("name", "district")]
    wanted = ["name", "district", *draw(st.lists(st.sampled_from(optional), unique=True, max_size=12))]
    if {"founded_on", "founded_year"} <= set(wanted):
        wanted.remove("founded_year")
    order = draw(st.permutations(wanted))
    if "members_men" in order and "members_women" in order:
        order.remove("members_women")
        order.insert(order.index("members_men") + 1, "members_women")
    return Style(
        columns=tuple((field, draw(_headers(field))) for field in order),
        saved=draw(st.sampled_from(["xlsx", "ods", *SAVED])),
        day=draw(st.sampled_from(list(DAYS))),
        money=draw(st.sampled_from(list(MONEY))),
        phone=draw(st.sampled_from(list(PHONES))),
        nothing=draw(st.sampled_from(["", "-"])),
        titles=draw(st.integers(0, 5)),
        has_numbers=draw(st.booleans()),
        is_grouped=draw(st.booleans()),
        has_end=draw(st.booleans()),
    )


@st.composite
def _headers(draw: st.DrawFn, field: str) -> str:
    header = draw(st.sampled_from(HEADERS[field]))
    space = draw(st.sampled_from([" ", "\n", "\xa0", "  "]))
    return draw(st.sampled_from([header, header.upper()])).replace(" ", space) + draw(st.sampled_from(["", " "]))


def write(folder: Path, town: Sequence[Record], style: Style, draw: Callable[..., object]) -> Path:
    """The list as a file."""
    rows = [*_heading(style), *_header(style)]
    for number, record in enumerate(town, start=1):
        cells = [_cell(field, record[field], style, draw) for field, _ in style.columns]
        rows.append([number, *cells] if style.has_numbers else cells)
    if style.has_end:
        name = [field for field, _ in style.columns].index("name") + style.has_numbers
        rows += [[*[""] * name, "JUMLAH", len(town)], [], [*[""] * name, "Kepala Dinas,"]]
    path = folder / f"daftar.{style.saved if style.saved in ('xlsx', 'ods') else 'csv'}"
    if path.suffix == ".xlsx":
        spreadsheets.xlsx(path, {"Data": rows})
    elif path.suffix == ".ods":
        spreadsheets.ods(path, {"Data": rows})
    else:
        path.write_bytes(spreadsheets.separated(rows, *SAVED[style.saved]))
    return path


def _heading(style: Style) -> list[list[Cell]]:
    titles = [["DATA KOPERASI KOTA PEKANBARU"], ["Tahun 2026"], [], ["Dinas Koperasi, Usaha Mikro", "", ""], []]
    return titles[: style.titles]


def _header(style: Style) -> list[list[Cell]]:
    """One row, or two with men and women under one title."""
    fields = [field for field, _ in style.columns]
    top: list[Cell] = [header for _, header in style.columns]
    if style.has_numbers:
        fields, top = ["", *fields], ["No.", *top]
    if not style.is_grouped or "members_men" not in fields or "members_women" not in fields:
        return [top]
    below: list[Cell] = [Merged.UP] * len(top)
    place = fields.index("members_men")
    top[place : place + 2] = ["Jumlah Anggota", Merged.LEFT]
    below[place : place + 2] = ["L", "P"]
    return [top, below]


def _cell(field: str, fact: Fact, style: Style, draw: Callable[..., object]) -> Cell:
    if fact is None:
        return style.nothing
    if field in SPELLINGS:
        return str(draw(st.sampled_from(SPELLINGS[field][fact])))
    if isinstance(fact, date):
        return DAYS[style.day](fact)
    if field in AMOUNTS and isinstance(fact, int):
        return MONEY[style.money](fact)
    if field == "ketua phone":
        return PHONES[style.phone](str(fact))
    return fact
