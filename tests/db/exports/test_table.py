"""Cells that are safe to open, and files that keep what they were given."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from bot.understanding.phones import written
from db.exports.numbers import masked_within
from db.exports.table import cell, masked, table, write_csv, write_xlsx

WIB = timezone(timedelta(hours=7))

CELLS = [
    (None, ""),
    (True, "yes"),
    (False, "no"),
    (0, 0),
    (-3, -3),
    ("Koperasi Maju", "Koperasi Maju"),
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("+62812", "'+62812"),
    ("-1+1", "'-1+1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\n=1", "'\n=1"),
    ("  =1+1", "'  =1+1"),
    ("＝1+1", "'＝1+1"),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    (date(2027, 3, 1), "2027-03-01"),
    (datetime(2027, 3, 1, 18, 30, tzinfo=UTC), "2027-03-02T01:30:00+07:00"),
]
PHONES = [
    ("+6281234567890", "0812****7890"),
    ("+62761853512", "0761****3512"),
    ("+6591234567", "+659****4567"),
    ("12345", "****"),
    ("", ""),
    (None, ""),
]


IN_FULL = [
    ("+6281234567890", "0812-3456-7890"),
    ("+62761853512", "0761 853512"),
    ("+6591234567", "0065 9123 4567"),
    ("0", "0"),
    ("", ""),
    (None, ""),
]
REMARKS = [
    ("Pak Budi 0812-3456-7890, rumah", "Pak Budi 0812****7890, rumah"),
    ("wa +62 812 3456 7890", "wa 0812****7890"),
    ("telp 6281234567890.", "telp 0812****7890."),
    ("NIK 1471081234567890 dan 2027-03-01", "NIK 1471081234567890 dan 2027-03-01"),
    ("nomor 081/BH/IV.5/2008, Rp812.345.678", "nomor 081/BH/IV.5/2008, Rp812.345.678"),
    ("0812-3456-7890", "0812****7890"),
]


@pytest.mark.parametrize(("phone", "shown"), IN_FULL)
def test_in_full_it_is_neither_a_formula_nor_a_number(phone: str | None, shown: str) -> None:
    assert written(phone or "") == shown == cell(shown, WIB)


@pytest.mark.parametrize(("text", "shown"), REMARKS)
def test_numbers_in_remarks_are_masked(text: str, shown: str) -> None:
    assert masked_within(text) == shown


@pytest.mark.parametrize(("value", "shown"), CELLS)
def test_cell(value: object, shown: object) -> None:
    assert cell(value, WIB) == shown


@pytest.mark.parametrize(("phone", "shown"), PHONES)
def test_masked(phone: str | None, shown: str) -> None:
    assert masked(phone) == shown


def made():
    return table(("nik", "name", "members"), [["0147101", "=1+1", 25], [None, "Maju; “Jaya”, a", None]], WIB)


def test_csv() -> None:
    file = io.StringIO(newline="")
    assert write_csv(made(), file) == 2
    assert list(csv.reader(io.StringIO(file.getvalue()))) == [
        ["nik", "name", "members"],
        ["0147101", "'=1+1", "25"],
        ["", "Maju; “Jaya”, a", ""],
    ]


def test_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    assert write_xlsx(made(), path) == 2
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows == [["nik", "name", "members"], ["0147101", "'=1+1", 25.0], ["", "Maju; “Jaya”, a", ""]]
