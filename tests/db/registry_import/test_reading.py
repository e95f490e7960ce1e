"""Files that are no list, each answered in one sentence."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.registry_import import Unreadable, import_registry
from db.registry_import.kinds_of_file import COMPOUND, ENCRYPTED
from db.registry_import.reading import read_sheets
from db.session import Database

BAD = {
    "empty file": (b"", "found an empty file"),
    "only line breaks": (b"\n\n", "found an empty file"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "found a picture"),
    "a web page": (b"<html><table><tr><td>Nama</td></tr></table>", "found a web page"),
    "a broken archive": (b"PK\x03\x04 not really", "damaged or of another kind"),
    "a broken old workbook": (COMPOUND + b"\0" * 600, "damaged or of another kind"),
    "a password": (COMPOUND + b"\0" * 600 + ENCRYPTED, "protected by a password"),
    "text without columns": (b"Kepada Yth. Bapak Kepala Dinas\n", "found text without columns"),
    "only separators": (b",,,\n,,,\n", "found only empty cells"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_unreadable(tmp_path: Path, case: tuple) -> None:
    content, words = case
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words) as caught:
        read_sheets(path)
    assert "daftar.xlsx" in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="found no such file"):
        read_sheets(tmp_path / "none.xlsx")
    with pytest.raises(Unreadable, match="found a folder"):
        read_sheets(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"Nama;Alamat\nKoperasi Maju;Jl. Sudirman, No. 1\n",
        '\ufeffNama,Alamat\r\nKoperasi Maju,"Jl. Sudirman, No. 1"\r\n'.encode(),
        "Nama;Alamat\nKoperasi Maju;Jl. Sudirman, No. 1\n".encode("utf-16"),
        "Nama\tAlamat\nKoperasi Maju\tJl. Sudirman, No. 1\n".encode("cp1252"),
    ],
)
def test_separated(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)
    [sheet] = read_sheets(path)
    assert sheet.rows == [["Nama", "Alamat"], ["Koperasi Maju", "Jl. Sudirman, No. 1"]]


def test_windows_letters(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes("Nama;Alamat\nKoperasi “Café”;x\n".encode("cp1252"))
    assert read_sheets(path)[0].rows[1][0] == "Koperasi “Café”"


async def test_no_header(office: Database, sheet) -> None:
    path = sheet([["Judul", "Daftar"], ["a", "b"]])
    with pytest.raises(Unreadable, match=r"looked in the first 15 rows for a header .* found “Judul”, “Daftar”"):
        await import_registry(office, path, now=datetime(2027, 3, 1, tzinfo=UTC), dry_run=False, progress=print)
