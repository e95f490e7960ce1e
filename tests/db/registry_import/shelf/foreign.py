"""Files that are no list, whatever their name says."""

import io
import zipfile
from collections.abc import Callable

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def photo() -> bytes:
    """A photograph of a list."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(range(256)) * 40 + b"\xff\xd9"
    )


def picture() -> bytes:
    """A screenshot of a list."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00" + bytes(200)


def pdf() -> bytes:
    """A printed list."""
    return b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


def word() -> bytes:
    """A letter: a Word document is a zip archive too."""
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def archive() -> bytes:
    """A zip archive of something."""
    return _zip({"daftar/koperasi.txt": b"Nama Koperasi\n"})


def locked() -> bytes:
    """A workbook under a password: a compound file with an encrypted package."""
    return COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def bomb() -> bytes:
    """200 MB of blanks in a workbook of 200 kB."""
    return _zip({"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b" " * 200_000_000})


def half() -> bytes:
    """A download that broke off."""
    return _zip({"[Content_Types].xml": b"<Types/>" * 900})[:90]


def empty() -> bytes:
    """Nothing at all."""
    return b""


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    each.__name__: each for each in (photo, picture, pdf, word, archive, locked, bomb, half, empty)
}
