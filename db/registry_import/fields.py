"""What a column may mean: the fields, their titles, and every way registries call them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

FILE = Path(__file__).with_name("headers.toml")
IGNORED: Final = "ignored"
EMPTY: Final = "empty"
"""What a column without a single cell means."""
NUMBERS = ("No HP", "HP", "No Telp", "Telp", "No Telepon", "Telepon", "WA", "No WA", "Nomor HP", "No Kontak", "Phone")
PHONE = "No. HP"
MONEY = ("own_capital", "outside_capital", "assets", "turnover", "surplus")
HEADS = ("members", "employees", "managers")
COUNTS = (*(f"{head}{part}" for head in HEADS for part in ("", "_men", "_women")), "candidates")
FIGURES = (*COUNTS, *MONEY)
YEARLY = ("rat_in_year", "rat_of_book_year")
UNCLEAR = ("rat_some_year", "rat_some")
"""Columns that say of a meeting less than which year it is about; no column is mapped to them."""
WHO = "(?:ketua|sekretaris|sekertaris|bendahara|pengurus|pengawas|manajer|manager|anggota|kontak)"
PERSONAL = re.compile(
    rf"ktp|lahir|agama|kelamin|ibukandung|rekening|^(?:no|nomor)?nik{WHO}|^{WHO}(?:no|nomor)?nik"
    rf"|^alamat(?:rumah)?{WHO}|^{WHO}alamat|nomorindukkependudukan|npwp{WHO}"
)
"""Compared headers of columns about a person's life, which are never read."""


def header_key(title: str) -> str:
    """A header as it is compared: without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", title).casefold()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _titles() -> dict[str, str]:
    table = _table()
    found = {field: titles[0] for field, titles in (table["columns"] | table["yearly"]).items()}
    for position, words in table["officers"].items():
        found |= {position: f"Nama {words[0]}", f"{position} phone": f"{PHONE} {words[0]}"}
    return found | {"contact phone": f"{PHONE} Pengurus", IGNORED: "Abaikan kolom ini"}


FIELDS: Final[Mapping[str, str]] = _titles()
"""Every field that a column can be mapped to, with its Indonesian title."""

NAME_TITLES: Final = frozenset(title.casefold() for title in _table()["columns"]["name"])
"""How the column of names is called: a row that holds one is a header again."""

POSITIONS: Final = tuple(_table()["officers"])


def title_of(field: str) -> str:
    """A field, or the position of an officer that no column has of its own, as people read it."""
    if field in FIELDS:
        return FIELDS[field]
    position = field.removesuffix(" phone")
    return f"{PHONE} {position.capitalize()}" if position != field else field[:1].upper() + field[1:]


def variants() -> Mapping[str, list[str]]:
    """Every way of calling a column that isn't an officer's, by field."""
    return dict(_table()["columns"])


@cache
def known() -> Mapping[str, str]:
    """Field by compared header."""
    table = _table()
    found = {header_key(name): IGNORED for name in table["ignored"]["names"]}
    for position, words in table["officers"].items():
        for word, number in product(words, NUMBERS):
            found |= {header_key(title): f"{position} phone" for title in (f"{number} {word}", f"{word} {number}")}
        for word in words:
            found |= {header_key(t): position for t in (word, f"Nama {word}", f"{word} Nama", f"Pengurus {word}")}
    for field, variants in (table["unclear"] | table["columns"]).items():
        found |= {header_key(variant): field for variant in variants}
    return found
