"""Which of several cooperatives a sentence is about."""

import pytest

from bot.understanding.listed_named import named, told_of

MINE = ("KSU Tunas Bertuah", "KSU Makmur", "Koperasi Konsumen Melati", "KSP Makmur Jaya")
SAID = {
    "kalau KSU Makmur sudah RAT tgl 20 feb": [1],
    "klo makmur sdh rat tgl 20 feb": [1],
    "KSU Makmur hadir 75 dari 120": [1],
    "makmur jaya sudah rat": [3],
    "koperasi melati belum": [2],
    "utk koperasi konsumen melati rat tgl 3 feb": [2],
    "tunas bertuah belum, ksu makmur sdh": [0, 1],
    "hadir 75 dari 120": [],
    "sudah": [],
    "di aula jalan makmur": [],
    "melati": [],
}


@pytest.mark.parametrize("text", SAID)
def test_which_is_named(text: str) -> None:
    assert named(text, MINE) == SAID[text]


TOLD = {
    "Kalau KSU Makmur sudah RAT tgl 20 feb": "KSU Makmur sudah RAT tgl 20 feb",
    "klo makmur, sudah rat": "makmur, sudah rat",
    "kalau rat KSU Makmur diundur": "kalau rat KSU Makmur diundur",
    "KSU Makmur sudah": "KSU Makmur sudah",
}


@pytest.mark.parametrize("text", TOLD)
def test_turning_to_one_supposes_nothing(text: str) -> None:
    assert told_of(text, "KSU Makmur") == TOLD[text]
