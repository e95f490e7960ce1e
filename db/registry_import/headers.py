"""Which column is what: the header row is found among the first rows and read by a table of variants."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.registry_import import fields
from db.registry_import.fields import IGNORED, header_key
from db.registry_import.reading import Cell, Sheet, words_of

LOOKED_AT = 15
TALLEST = 3
"""Rows that a header is high at most."""
EXPECTED = ("nik", "legal_number", "district", "village", "activity", "last_visit", "ketua", "ketua phone")
UNIT = re.compile(
    r"\((?:dalam )?(?:rp|rupiah|orang|org|jiwa|juta|ribu|jt|rb|000|dd|ya|l/p|unit|%)[^()]*\)|\bdalam (?:juta|ribu)an\b"
    r"|\brp\.?$|^\d{1,2}[.)] *",
    re.IGNORECASE,
)
YEAR = r"(?:19|20)\d\d"
DATED = re.compile(
    r"(?:\b(?:per|posisi|tahun buku|tahun|thn|th|tb)\b\.? *|/ *)*(?:31 *(?:desember|des)\b\.?)?"
    rf"[ ./]*(?P<year>{YEAR})?$",
    re.I,
)
MEETING = re.compile(
    r"^(?P<what>(?:tanggal|tgl|pelaksanaan|status|keterangan|ket|sudah|laporan)?\W*(?:pelaksanaan )?"
    r"(?:rat|rapat anggota tahunan))?\W*(?P<book>tahun buku|thn buku|tutup buku|buku|tb|t\.b)?\W*"
    rf"(?:tahun|thn|th)?\W*(?P<year>{YEAR})\W*(?:\(ya\W*tidak\))?$",
    re.I,
)
BOTH_YEARS = re.compile(rf"\brat\b\D{{0,12}}{YEAR}\W*(?:tb|tahun buku|t\.b)\W*(?P<book>{YEAR})", re.I)
MEN = {"l", "lk", "laki", "lakilaki", "pria"}
WOMEN = {"p", "pr", "wanita", "perempuan"}
ALL = {"jml", "jumlah", "total", "jmlh", "jlh"}
VAGUE = (
    MEN | WOMEN | ALL | {"nama", "nik", "alamat", "status", "nomor", "no", "tanggal", "tgl", "tahun", "aktif", "ket"}
)
"""Headers that say something only by what stands above them, where something does."""
NEUTRAL = re.compile(
    r"^(?:identitas|data|profil|kelembagaan|koperasi|umum|legalitas|informasi|alamat|domisili|wilayah)"
)
Kind = Literal["meeting", "book", "unclear"]


@dataclass(frozen=True, slots=True)
class Yearly:
    """A column about the meeting of one year: the year it was held in, the book year, or nobody knows which."""

    place: int
    year: int
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by field, the index of the first row under the header, and the headers nobody knows, by column."""

    columns: dict[str, list[int]]
    titles: dict[int, str]
    first_row: int
    unknown: dict[int, str]
    yearly: list[Yearly] = field(default_factory=list)
    ignored: list[int] = field(default_factory=list)
    """Columns that are of no use here."""

    @property
    def missing(self) -> list[str]:
        """Fields that a registry usually has and this one lacks."""
        return [name for name in EXPECTED if name not in self.columns]


def find_layout(sheet: Sheet, meanings: Mapping[str, str] | None = None) -> Layout | None:
    """The layout of the row, or rows, that name most columns; None where none has a name and one more."""
    best: Layout | None = None
    for height in range(1, TALLEST + 1):
        for index in range(min(LOOKED_AT, len(sheet.rows) - height + 1)):
            found = _layout(sheet.rows[index : index + height], index + height, meanings or {})
            if found is not None and (best is None or _known(found) > _known(best)):
                best = found
    return best


def _known(layout: Layout) -> tuple[int, int]:
    return len(layout.columns) + len(layout.yearly), -len(layout.unknown)


@dataclass(slots=True)
class _Draft:
    """A layout that is being made."""

    found: dict[int, str] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    yearly: list[Yearly] = field(default_factory=list)
    of_year: dict[int, int] = field(default_factory=dict)


def _layout(rows: list[list[Cell]], first_row: int, meanings: Mapping[str, str]) -> Layout | None:
    draft = _Draft()
    groups = [""] * len(rows)
    for place in range(max(map(len, rows))):
        texts = [words_of(row[place]) if place < len(row) else "" for row in rows]
        if not any(texts):
            groups = [groups[0] if len(rows) > 1 else "", *[""] * (len(rows) - 1)]
            continue
        for level, text in enumerate(texts):
            if text:
                groups[level:] = [text, *[""] * (len(rows) - level - 1)]
        _column(draft, place, texts, groups, meanings)
    columns = _by_field(draft)
    if "name" not in columns and "reference" not in columns:
        return None
    names = [place for place in columns.get("name", columns.get("reference", []))]
    below = [words_of(row[names[0]]) for row in rows[1:] if names[0] < len(row)]
    if any(text and _field(text, meanings) is None for text in below):
        return None  # that row is a cooperative already
    if sum(map(len, columns.values())) + len(draft.yearly) < 2:
        return None
    used = {place for places in columns.values() for place in places}
    ignored = [place for place in draft.found if place not in used and place not in draft.unknown]
    return Layout(columns, draft.titles, first_row, draft.unknown, draft.yearly, ignored)


def _column(draft: _Draft, place: int, texts: list[str], groups: list[str], meanings: Mapping[str, str]) -> None:
    own = " ".join(text for text in groups if text)
    readings = _readings(texts, groups)
    for title in readings:
        if (year := _meeting(title, meanings, place)) is not None:
            draft.yearly.append(year)
            draft.titles[place] = title
            return
        if (name := _field(title, meanings)) is not None or (name := _part(groups, title)) is not None:
            draft.found[place], draft.titles[place] = name, title
            if dated := re.search(YEAR, title):
                draft.of_year[place] = int(dated[0])
            return
    draft.unknown[place] = own


def _readings(texts: list[str], groups: list[str]) -> list[str]:
    """A column under a merged title: all rows joined, fewer of them, then the lowest and the highest alone."""
    said = [text for text in groups if text]
    own = [text for text in texts if text]
    joined = [" ".join(said[start:]) for start in range(len(said) - 1)]
    lowest = own[-1]
    above = said[:-1] if said[-1] == lowest else said
    if above and header_key(lowest) in VAGUE and not NEUTRAL.match(above[-1].casefold()):
        return [*joined, *own[:-1]]
    return list(dict.fromkeys([*joined, lowest, *own]))


def _part(groups: list[str], title: str) -> str | None:
    """L, P and the sum under a title such as JUMLAH ANGGOTA (ORANG)."""
    said = [text for text in groups if text]
    if len(said) < 2 or title != " ".join(said[-2:]):
        return None
    head = _field(said[-2], {})
    key = header_key(said[-1])
    if head == "manajer":
        head = "managers"
    if head not in fields.HEADS:
        return None
    ending = "_men" if key in MEN else "_women" if key in WOMEN else "" if key in ALL else None
    return None if ending is None else f"{head}{ending}"


def _field(title: str, meanings: Mapping[str, str]) -> str | None:
    key = header_key(title)
    if not key:
        return None
    if key in meanings:
        return IGNORED if meanings[key] in fields.YEARLY else meanings[key]
    found = fields.known().get(key)
    if found is None and fields.PERSONAL.search(key):
        return IGNORED
    if found is not None:
        return found
    bare = UNIT.sub(" ", title).strip()
    if (found := fields.known().get(header_key(bare))) is not None:
        return found
    undated = DATED.sub("", bare).strip()
    found = fields.known().get(header_key(undated)) if undated != bare else None
    return found if found in fields.FIGURES else None


def _meeting(title: str, meanings: Mapping[str, str], place: int) -> Yearly | None:
    told = meanings.get(header_key(title))
    year = re.search(YEAR, title)
    if told is not None:
        if told in fields.YEARLY and year is not None:
            return Yearly(place, int(year[0]), "meeting" if told == "rat_in_year" else "book", title)
        return None
    if both := BOTH_YEARS.search(title):
        return Yearly(place, int(both["book"]), "book", title)
    found = MEETING.match(title)
    if found is None or not (found["what"] or (found["book"] and found["book"] != "buku")):
        return None
    kind: Kind = "book" if found["book"] else "meeting" if "pelaksanaan" in title.casefold() else "unclear"
    return Yearly(place, int(found["year"]), kind, title)


def _by_field(draft: _Draft) -> dict[str, list[int]]:
    """Places by field; of figures of several years the newest is taken."""
    columns: dict[str, list[int]] = {}
    for place, name in _owned(_named(draft)).items():
        if name == IGNORED:
            continue
        places = columns.setdefault(name, [])
        if name in fields.FIGURES and places:
            newest = max([*places, place], key=lambda each: draft.of_year.get(each, 0))
            older = place if newest != place else places[0]
            places[:] = [newest]
            draft.unknown[older] = draft.titles[older]
        else:
            places.append(place)
    return columns


def _named(draft: _Draft) -> dict[int, str]:
    """Beside "Nama Koperasi" a bare "Nama" is an officer's where a position is told; beside "NIK Koperasi" a bare "NIK"
    is a person's."""
    found = dict(draft.found)
    bare = {"name": {"nama", "name"}, "nik": {"nik", "nonik", "nomornik"}, "activity": {"status"}}
    for name, keys in bare.items():
        places = [place for place, each in found.items() if each == name]
        vague = [place for place in places if header_key(draft.titles[place]) in keys]
        if name == "name" and "position" in found.values() and vague:
            if len(places) > len(vague) or "reference" in found.values():
                found |= dict.fromkeys(vague, "contact")
        elif (name == "activity" and "term_from" in found.values()) or (name == "nik" and len(places) > len(vague)):
            found |= dict.fromkeys(vague, IGNORED)
    return found


def _owned(found: dict[int, str]) -> dict[int, str]:
    """Phone columns with their owner: the officer to the left where each has one of their own, else the ketua."""
    phones = [place for place, name in found.items() if name == "phone"]
    beside = {place: found.get(place - 1, "") for place in phones}
    each_has_one = len(phones) > 1 and all(owner in fields.POSITIONS for owner in beside.values())
    for place in phones:
        owner = beside[place] if each_has_one else "ketua"
        found = {**found, place: "contact phone" if "contact" in found.values() else f"{owner} phone"}
    return found
