"""What a file really is, by its first bytes and its archive's directory, before anything is unpacked."""

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from db.registry_import.report import Unreadable

MB: Final = 1024 * 1024
MOST_BYTES: Final = 30 * MB
MOST_UNPACKED: Final = 150 * MB
MOST_RATIO: Final = 150
"""How many times larger a part may become when it is unpacked; real spreadsheets stay under 40."""
SMALL_PART: Final = 8 * MB
"""Below this a ratio says nothing."""
MOST_PARTS: Final = 5000
MOST_CELLS: Final = 4_000_000
ZIP, COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORD = "WordDocument".encode("utf-16-le")
WANTED = "looked for a spreadsheet (.xlsx, .xls, .ods) or a .csv"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
REPEATED = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated="(\d{4,})"[^>]*(?<!/)>')
"""A cell that holds something a thousand times over."""


def look(path: Path) -> bytes:
    """The whole file, when it may be a list. Raises Unreadable."""
    try:
        if path.is_dir():
            raise Unreadable("folder", f"{path}: {WANTED} and found a folder.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            most = MOST_BYTES // MB
            raise Unreadable("too_big", f"{path.name}: {WANTED} of at most {most} MB and found {size // MB} MB.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("not_found", f"{path}: {WANTED} and found no such file.") from None
    except OSError as error:
        raise Unreadable("not_found", f"{path}: {WANTED} and could not open it ({error.strerror}).") from None
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty", f"{path.name}: {WANTED} and found an empty file.")
    _refuse_others(path, data)
    if data.startswith(ZIP):
        _look_into(path, data)
    return data


def locked(path: Path) -> Unreadable:
    """The sentence for a workbook behind a password."""
    return Unreadable(
        "locked", f"{path.name}: {WANTED} and found one that is protected by a password; save it without and try again."
    )


def damaged(path: Path) -> Unreadable:
    """The sentence for what can't be opened."""
    return Unreadable("damaged", f"{path.name}: {WANTED} and found a file that is damaged or of another kind.")


def _refuse_others(path: Path, data: bytes) -> None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(PICTURES) or data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise Unreadable("picture", f"{path.name}: {WANTED} and found a picture; a photo of a list can't be read.")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise Unreadable("picture", f"{path.name}: {WANTED} and found a picture; a photo of a list can't be read.")
    if head.startswith((b"%PDF", b"{\\rtf")) or (data.startswith(COMPOUND) and WORD in data):
        raise _document(path)
    if data.startswith(COMPOUND) and ENCRYPTED in data:
        raise locked(path)
    if head[:1] == b"<":
        raise Unreadable(
            "web_page", f"{path.name}: {WANTED} and found a web page; open it in Excel and save it as .xlsx."
        )


def _document(path: Path) -> Unreadable:
    return Unreadable(
        "document", f"{path.name}: {WANTED} and found a document (Word or PDF); ask for the list as a spreadsheet."
    )


def _look_into(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise damaged(path) from None
    names = [part.filename for part in parts]
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise _document(path)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _bomb(path)
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise locked(path)
        total += _measure(path, data, part, total)


def _bomb(path: Path) -> Unreadable:
    most = MOST_UNPACKED // MB
    return Unreadable("bomb", f"{path.name}: {WANTED} and found an archive that unpacks to more than {most} MB.")


def _measure(path: Path, data: bytes, part: zipfile.ZipInfo, before: int) -> int:
    """How large a part really becomes: a directory may lie. Also refuses tables whose corners lie too far apart."""
    start = part.header_offset + 30
    try:
        name, extra = struct.unpack("<HH", data[start - 4 : start])
    except struct.error:
        raise damaged(path) from None
    packed = memoryview(data)[start + name + extra : start + name + extra + part.compress_size]
    is_table = part.filename.startswith("xl/worksheets/") or part.filename == "content.xml"
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    size, corner, tail = 0, (0, 0), b""
    for at in range(0, len(packed), MB):
        rest: bytes | memoryview = packed[at : at + MB]
        while rest:
            try:
                piece = unpack.decompress(rest, MB) if unpack else bytes(rest)
            except zlib.error:
                raise damaged(path) from None
            rest = unpack.unconsumed_tail if unpack else b""
            size += len(piece)
            is_swollen = size > SMALL_PART and size > MOST_RATIO * max(1, part.compress_size)
            if is_swollen or before + size > MOST_UNPACKED:
                raise _bomb(path)
            if is_table and (repeated := REPEATED.search(piece)):
                corner = (int(repeated[1]), MOST_CELLS)
            elif is_table:
                corner = _corner(tail + piece, corner)
                tail = piece[-200:]
    if corner[0] * corner[1] > MOST_CELLS:
        raise Unreadable(
            "too_big", f"{path.name}: {WANTED} and found a table of {corner[1]} rows and {corner[0]} columns."
        )
    return size


def _corner(piece: bytes, corner: tuple[int, int]) -> tuple[int, int]:
    """The lowest row and rightmost column that hold anything, as far as seen."""
    right, low = corner
    for letters, number in CELL.findall(piece):
        low = max(low, int(number))
        if len(letters) > 1 or right < 26:
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            right = max(right, column)
    return right, low
