"""Files that travelled: kept by digest, bounded in total size."""

import hashlib
import mimetypes
import struct
from dataclasses import dataclass

from bot.simulator.people import Json

KEPT_BYTES = 512 << 20
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music"}
MIMES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "sticker": "image/webp",
    "document": "application/octet-stream",
}
ENDINGS = {"image/jpeg": ".jpg", "audio/ogg": ".oga", "audio/mpeg": ".mp3"}


@dataclass(frozen=True, slots=True)
class Stored:
    """One file on the platform."""

    id: str
    unique_id: str
    path: str
    mime: str
    filename: str
    data: bytes


class Files:
    """All files of the world; the oldest go when they exceed `KEPT_BYTES` together."""

    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}
        self._by_path: dict[str, Stored] = {}
        self._bytes = 0

    def add(self, kind: str, data: bytes, *, filename: str = "", mime: str = "") -> Stored:
        """Keep a file. The same bytes under the same kind and name are the same file."""
        mime = mime or mimetypes.guess_type(filename)[0] or MIMES[kind]
        digest = hashlib.sha256(b"\0".join((kind.encode(), filename.encode(), mime.encode(), data))).hexdigest()
        file_id = f"SIM{digest[:40]}"
        if file_id in self._by_id:
            return self._by_id[file_id]
        ending = ENDINGS.get(mime) or mimetypes.guess_extension(mime) or ".bin"
        path = f"{FOLDERS.get(kind, 'stickers')}/file_{digest[:12]}{ending}"
        stored = Stored(file_id, digest[:16], path, mime, filename, data)
        self._by_id[file_id] = self._by_path[path] = stored
        self._bytes += len(data)
        self._shrink()
        return stored

    def get(self, file_id: str) -> Stored | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> Stored | None:
        """The file that getFile named with this path."""
        return self._by_path.get(path)

    def _shrink(self) -> None:
        while self._bytes > KEPT_BYTES and len(self._by_id) > 1:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_path[oldest.path]
            self._bytes -= len(oldest.data)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, WebP or JPEG; None when the bytes are no picture."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return 512, 512
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 640, 480


def content_of(kind: str, stored: Stored) -> Json:
    """The part of a message that shows this file, e.g. `{"document": {…}}`."""
    shape: Json = {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": len(stored.data)}
    if kind == "photo":
        width, height = picture_size(stored.data) or (640, 480)
        return {"photo": [{**shape, "width": width, "height": height}]}
    if kind == "sticker":
        frame = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**shape, **frame, "emoji": "👍"}}
    shape["mime_type"] = stored.mime
    if stored.filename and kind != "voice":
        shape["file_name"] = stored.filename
    if kind in ("voice", "video", "audio"):
        shape["duration"] = 1 + len(stored.data) // 4000
    if kind == "video":
        shape |= {"width": 640, "height": 480}
    return {kind: shape}
