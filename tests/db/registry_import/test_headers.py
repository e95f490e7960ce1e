"""Header rows as registries have them → fields."""

import pytest

from db.registry_import.headers import find_layout
from db.registry_import.reading import Sheet

HEADERS = {
    "plain": ([["No", "Nama Koperasi", "NIK", "Kecamatan"]], {"name": [1], "nik": [2], "district": [3]}, 1, []),
    "a national extract": (
        [["Nama Koperasi", "Nomor BH Pendirian", "Tanggal BH", "Kelurahan/Desa", "Kecamatan", "Bentuk", "Jenis"]],
        {"name": [0], "legal_number": [1], "founded": [2], "village": [3], "district": [4], "form": [5], "kind": [6]},
        1,
        [],
    ),
    "camel case and line breaks": (
        [["namaKoperasi", "nikKoperasi\n", "ALAMAT\xa0KOPERASI"]],
        {"name": [0], "nik": [1], "address": [2]},
        1,
        [],
    ),
    "under a title": ([["DATA KOPERASI KOTA PEKANBARU"], [], ["Nama", "Kec."]], {"name": [0], "district": [1]}, 3, []),
    "two rows": (
        [["Nama Koperasi", "Ketua", "", "Bendahara", ""], ["", "Nama", "No HP", "Nama", "No HP"]],
        {"name": [0], "ketua": [1], "ketua phone": [2], "bendahara": [3], "bendahara phone": [4]},
        2,
        [],
    ),
    "members in two rows": (
        [["Nama Koperasi", "Jumlah Anggota", "", "Kecamatan"], ["", "L", "P", ""]],
        {"name": [0], "members_men": [1], "members_women": [2], "district": [3]},
        2,
        [],
    ),
    "one phone is the ketua's": (
        [["Nama Koperasi", "Ketua", "Sekretaris", "Bendahara", "No. HP"]],
        {"name": [0], "ketua": [1], "sekretaris": [2], "bendahara": [3], "ketua phone": [4]},
        1,
        [],
    ),
    "a phone beside each officer": (
        [["Nama Koperasi", "Ketua", "No. HP", "Bendahara", "No. HP"]],
        {"name": [0], "ketua": [1], "ketua phone": [2], "bendahara": [3], "bendahara phone": [4]},
        1,
        [],
    ),
    "phones by name": (
        [["Nama Koperasi", "No HP Bendahara", "Telp Sekretaris", "WA Ketua"]],
        {"name": [0], "bendahara phone": [1], "sekretaris phone": [2], "ketua phone": [3]},
        1,
        [],
    ),
    "two telephones": (
        [["Nama Koperasi", "Ketua", "No Telepon 1", "No Telepon 2"]],
        {"name": [0], "ketua": [1], "ketua phone": [2, 3]},
        1,
        [],
    ),
    "one officer a row": (
        [["Nama Koperasi", "Nama Pengurus", "Jabatan", "No HP"]],
        {"name": [0], "contact": [1], "position": [2], "contact phone": [3]},
        1,
        [],
    ),
    "an unknown column": ([["Nama Koperasi", "NIK", "Warna Gedung"]], {"name": [0], "nik": [1]}, 1, ["Warna Gedung"]),
}


@pytest.mark.parametrize("case", HEADERS.values(), ids=HEADERS)
def test_layout(case: tuple) -> None:
    rows, columns, first_row, unknown = case
    found = find_layout(Sheet("", [*rows, ["Koperasi Maju", "Delima"]]))
    assert found is not None
    assert (found.columns, found.first_row, list(found.unknown.values())) == (columns, first_row, unknown)


@pytest.mark.parametrize("rows", [[["satu", "dua"]], [["Nama"]], [["Kecamatan", "Kelurahan"]], [[]]])
def test_no_layout(rows: list) -> None:
    assert find_layout(Sheet("", rows)) is None
