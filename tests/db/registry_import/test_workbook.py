"""The report of an import, read back as whoever mends the list would."""

from datetime import UTC, datetime
from pathlib import Path

import python_calamine

from db.registry_import import import_registry, write_report
from db.session import Database
from tests.db.registry_import import spreadsheets

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
HEADER = ["Nama Koperasi", "NIK", "Kelurahan", "Kecamatan", "Alamat", "Status", "KTP Ketua", "Warna"]
OLD = [
    ["KSU Melati", "1471010000001", "Sukamaju", "Sail", "Jl. A", "Aktif", "", ""],
    ["KSU Mawar", "", "Sukamaju", "Sail"],
]
NEW = [
    ["KSU Cempaka", "1471010000001", "Sukamaju", "Sail", "Jl. B", "entah", "", "biru"],
    ["+KSU Tani", "1471014107850001", "Palas", "Rumbai", "", "Aktif", "1471010101800001", "-"],
]


async def test_a_report_says_row_by_row_what_to_mend(office: Database, sheet, tmp_path: Path) -> None:
    for rows in (OLD, NEW):
        report = await import_registry(
            office, sheet([HEADER, *rows]), now=NOW, dry_run=False, progress=lambda done, total: None
        )
    write_report(report, tmp_path / "laporan.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "laporan.xlsx")
    pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert list(pages) == [
        *("Ringkasan", "Perlu diperbaiki", "Perubahan", "Baru", "Tidak ada lagi", "Mungkin sama", "Kolom"),
    ]
    assert pages["Perlu diperbaiki"][0] == [
        *("Baris", "Lembar", "Kolom", "Isi sel", "Terbaca sebagai", "Yang perlu diperbaiki"),
    ]
    assert [row[:5] for row in pages["Perlu diperbaiki"][1:]] == [
        [2, "", "Status", "entah", "tidak diketahui"],
        [3, "", "NIK", "", "tidak diketahui"],
    ]
    assert [row[5:] for row in pages["Perubahan"][1:]] == [
        ["Alamat", "Jl. A", "Jl. B"],
        ["Nama Koperasi", "KSU Melati", "KSU Cempaka"],
    ]
    assert [row[0] for row in pages["Baru"][1:]] == ["+KSU Tani"]
    assert [row[0] for row in pages["Tidak ada lagi"][1:]] == ["KSU Mawar"]
    assert ["Warna", "", "Belum dikenal; tidak dibaca", "biru"] in pages["Kolom"]
    assert ["KTP Ketua", "", "Tidak diperlukan; tidak dibaca", ""] in pages["Kolom"]
    said = {words for page in pages.values() for row in page for cell in row for words in str(cell).split(" | ")}
    assert {words for words in said if "14710" in words} == {"1471010000001"}


COLUMNS = """
Nama Koperasi | Kecamatan | RAT TB 2022 | Pelaksanaan RAT 2024 | RAT 2025 | Tahun RAT | Ketua | No. HP | Arsip | Kota
KSU Melati | Sail | Ya | Ya | @2025-03-02 |  | Budi | 081200000001 | - | Pekanbaru
KSU Mawar | Sail | Tidak |  | Ya | #2025 | Siti
"""


async def test_every_column_says_how_it_was_read(office: Database, sheet, tmp_path: Path) -> None:
    path = sheet(spreadsheets.table(COLUMNS.strip()))
    report = await import_registry(office, path, now=NOW, dry_run=True, progress=lambda done, total: None)
    write_report(report, tmp_path / "laporan.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "laporan.xlsx")
    rows = [[row[0], *row[2:]] for row in book.get_sheet_by_name("Kolom").to_python()[1:]]
    by_days = "(dipastikan dari tanggal RAT dalam daftar)"
    assert [row for row in rows if not row[1].startswith("Tidak ada dalam daftar")] == [
        ["Nama Koperasi", "Nama Koperasi", "KSU Melati | KSU Mawar"],
        ["Kecamatan", "Kecamatan", "Sail"],
        ["RAT TB 2022", "RAT tahun buku 2022", "Ya | Tidak"],
        ["Pelaksanaan RAT 2024", "RAT yang dilaksanakan pada 2024, untuk tahun buku 2023", "Ya"],
        ["RAT 2025", f"RAT yang dilaksanakan pada 2025, untuk tahun buku 2024 {by_days}", "02/03/2025 | Ya"],
        ["Tahun RAT", f"Tahun Pelaksanaan RAT Terakhir {by_days}", "2025"],
        ["Ketua", "Nama Ketua", "Budi | Siti"],
        ["No. HP", "No. HP Ketua", "0812****"],
        ["Arsip", "Kosong; tidak ada yang dibaca", ""],
        ["Kota", "Tidak diperlukan; tidak dibaca", ""],
    ]


async def test_changes_of_meetings_are_told_in_words(office: Database, sheet, tmp_path: Path) -> None:
    for rat in ("Ya", "Tidak"):
        rows = [["Nama Koperasi", "Kecamatan", "RAT TB 2023"], ["KSU Melati", "Sail", rat]]
        report = await import_registry(office, sheet(rows), now=NOW, dry_run=False, progress=lambda done, total: None)
    write_report(report, tmp_path / "laporan.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "laporan.xlsx")
    [_, change] = book.get_sheet_by_name("Perubahan").to_python()
    assert change[5:] == ["RAT tahun buku 2023", "Sudah RAT", "Tidak RAT"]
