"""What a column nobody knows may mean: which answers are offered first, and which typed words are understood."""

import pytest

from db.registry_import import likely

LIKELY = {
    "a year's meeting: its book year or the year it was held in": (
        "RAT 2024",
        ["Ya", "Tidak"],
        ["rat_of_book_year", "rat_in_year", "rat_last"],
    ),
    "a year above answers": ("2024", ["Sudah", "Belum"], ["rat_of_book_year", "rat_in_year"]),
    "a column of years": ("Tahun RAT", ["2024"], ["rat_book_year", "rat_year"]),
    "years where days were promised": ("Tgl RAT Terakhir", ["2024", "2025"], ["rat_book_year", "rat_year"]),
    "whether a meeting was held, of no year": ("RAT (Ya/Tidak)", ["Ya", "Tidak"], []),
    "groups by their cells": ("Golongan", ["Kop. Serba Usaha", "Kop. Simpan Pinjam"], ["group", "kind"]),
    "states by their cells": ("Masih Beroperasi", ["Ya", "Tidak"], ["activity"]),
    "a longer title": ("Total Anggota Akhir", ["120"], ["members", "members_men", "members_women"]),
    "nothing alike": ("Warna Map", ["hijau", "merah"], []),
}
MEANT = [
    ("rat tahun buku 2024", "RAT 2024", "rat_of_book_year"),
    ("RAT TB 2024", "RAT 2024", "rat_of_book_year"),
    ("tahun buku", "RAT 2024", "rat_of_book_year"),
    ("rat tahun buku 2023", "RAT 2024", "rat_in_year"),
    ("rat yang digelar 2024", "RAT 2024", "rat_in_year"),
    ("dilaksanakan", "RAT 2024", "rat_in_year"),
    ("rat", "RAT 2024", None),
    ("rat tahun buku 2020", "RAT 2024", None),
    ("tahun buku rat", "Tahun RAT", "rat_book_year"),
    ("tanggal rat terakhir", "RAT (Ya/Tidak)", None),
    ("jumlah anggota", "Warna", "members"),
    ("jml angota", "Warna", "members"),
    ("No HP Ketua", "Warna", "ketua phone"),
    ("terima kasih", "Warna", None),
    ("tahun rat", "Warna", None),
    ("", "Warna", None),
]


@pytest.mark.parametrize("case", LIKELY.values(), ids=LIKELY)
def test_the_likely_meanings_come_first(case: tuple[str, list[str], list[str]]) -> None:
    title, samples, expected = case
    first, others = likely.offered(title, samples)
    assert first == expected
    assert not set(first) & set(others)


@pytest.mark.parametrize(("words", "title", "field"), MEANT)
def test_typed_words_mean_a_field_or_nothing(words: str, title: str, field: str | None) -> None:
    assert likely.meant(words, title) == field


def test_a_meaning_that_needs_a_year_is_offered_only_where_the_title_has_one() -> None:
    for title, is_offered in (("RAT 2024", True), ("Warna", False)):
        every = {field for page in likely.offered(title, []) for field in page}
        assert ("rat_in_year" in every) is is_offered
