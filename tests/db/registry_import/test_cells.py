"""What registries write into cells, as tables."""

from datetime import date, datetime

import pytest

from db.registry_import import cells, days

TODAY = date(2027, 3, 1)
DOUBT = object()


def first_number(cell: object) -> str:
    return next(iter(cells.numbers_in(cell)), "")


CASES = [
    (cells.text, "  Koperasi\xa0 Maju ", "Koperasi Maju"),
    (cells.text, 12.0, "12"),
    (cells.text, "-", ""),
    (cells.text, "Tidak diketahui", ""),
    (cells.nik, "1471010030001", "1471010030001"),
    (cells.nik, 1471010030001.0, "1471010030001"),
    (cells.nik, "'1471 0100.30001", "1471010030001"),
    (cells.nik, "1,471E+12", DOUBT),
    (cells.nik, "1.47101E+12", DOUBT),
    (cells.nik, "12345", DOUBT),
    (cells.nik, "belum punya", ""),
    (cells.nik, "0000000000000", ""),
    (cells.nik, "", ""),
    (first_number, "0812-3456-7890 (Pak Budi)", "+6281234567890"),
    (first_number, "0761-853512 / 081234567890", "+6281234567890"),
    (first_number, "0761-853512", "+62761853512"),
    (first_number, 81234567890.0, "+6281234567890"),
    (first_number, "+6281234567890", "+6281234567890"),
    (first_number, "6281234567890", "+6281234567890"),
    (first_number, "tidak ada", ""),
    (first_number, "Pak RT", DOUBT),
    (cells.activity, "AKTIF", "aktif"),
    (cells.activity, "Non Aktif", "tidak aktif"),
    (cells.activity, True, "aktif"),
    (cells.activity, 0.0, "tidak aktif"),
    (cells.activity, "Pembubaran", "dalam proses pembubaran"),
    (cells.activity, "tidak ditemukan", DOUBT),
    (cells.activity, "", ""),
    (cells.form, "Primer Kabupaten/Kota", "primer"),
    (cells.form, "SEKUNDER", "sekunder"),
    (cells.form, "Induk", DOUBT),
    (cells.kind, "Konsumsi", "konsumen"),
    (cells.kind, "KSPPS", "simpan pinjam"),
    (cells.kind, "Koperasi Jasa", "jasa"),
    (cells.kind, "Serba Usaha", DOUBT),
]
VISITS = [
    (date(2026, 5, 4), date(2026, 5, 4)),
    (datetime(2026, 5, 4, 9, 30), date(2026, 5, 4)),
    (46_146.0, date(2026, 5, 4)),
    ("04/05/2026", date(2026, 5, 4)),
    ("4-5-26", date(2026, 5, 4)),
    ("4 Mei 2026", date(2026, 5, 4)),
    ("12 Nop 2025", date(2025, 11, 12)),
    ("2026-05-04 00:00:00", date(2026, 5, 4)),
    ("Belum pernah", days.NEVER),
    ("belum ada kunjungan", days.NEVER),
    ("", None),
    ("-", None),
    ("00/00/0000", None),
    ("2026", DOUBT),
    (2026.0, DOUBT),
    ("Mei 2026", DOUBT),
    ("4 Mei", DOUBT),
    ("31/02/2026", DOUBT),
    ("04/05/2027", DOUBT),
    ("sudah", DOUBT),
    (True, DOUBT),
]


@pytest.mark.parametrize(("read", "cell", "value"), CASES)
def test_cell(read, cell: object, value: object) -> None:
    if value is DOUBT:
        with pytest.raises(cells.Doubt):
            read(cell)
    else:
        assert read(cell) == value


@pytest.mark.parametrize(("cell", "value"), VISITS)
def test_visited(cell: object, value: object) -> None:
    test_cell(lambda found: days.visited(found, TODAY), cell, value)


@pytest.mark.parametrize("written", ["126/BH/KDK/1.6/II/2000", "126 BH KDK 1.6 ii 2000", "126/bh/kdk-1.6/II/2000"])
def test_a_legal_number_is_compared_without_its_spelling(written: str) -> None:
    assert cells.legal_key(written) == "126bhkdk16ii2000"
