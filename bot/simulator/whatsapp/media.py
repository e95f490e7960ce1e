"""Media by id: uploads live for 30 days, what people send for 7; addresses of the bytes for 5 minutes."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.simulator.files import Files, Stored
from bot.simulator.people import Json
from bot.simulator.whatsapp.refusals import GraphError, no_object

UPLOAD_LIFE = timedelta(days=30)
RECEIVED_LIFE = timedelta(days=7)
ADDRESS_LIFE = timedelta(minutes=5)
PATH = "/whatsapp_business/attachments/"
FIRST_ID = 1_300_000_000_000_000
MEGABYTE = 1 << 20
LARGEST = 100 * MEGABYTE
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[str, tuple[str, ...]] = {
    "image": ("image/jpeg", "image/png"),
    "video": ("video/mp4", "video/3gpp"),
    "audio": ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg"),
    "sticker": ("image/webp",),
    "document": (
        *("text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel"),
        *("application/vnd.ms-powerpoint", f"{OFFICE}.wordprocessingml.document"),
        *(f"{OFFICE}.spreadsheetml.sheet", f"{OFFICE}.presentationml.presentation"),
    ),
}
SIZES: Mapping[str, int] = {
    "image": 5 * MEGABYTE,
    "video": 16 * MEGABYTE,
    "audio": 16 * MEGABYTE,
    "sticker": 500 << 10,
    "document": LARGEST,
}
KINDS: Mapping[str, str] = {"image": "photo"}
"""Our files' name for a kind, where it differs from Meta's."""


@dataclass(frozen=True, slots=True)
class Medium:
    """One file under a media id."""

    id: str
    stored: Stored
    dies_at: datetime


class Media:
    """All media ids of the number."""

    def __init__(self, files: Files, now: Callable[[], datetime], secret: str, ids_from: int) -> None:
        self._files = files
        self._now = now
        self._secret = secret.encode()
        self._last_id = FIRST_ID + 1000 * ids_from
        self._media: dict[str, Medium] = {}

    def receive(self, stored: Stored) -> Medium:
        """What a person sent."""
        return self._keep(stored, RECEIVED_LIFE)

    def upload(self, data: bytes, *, filename: str, mime: str) -> Medium:
        """What the business uploads. Raises GraphError."""
        mime = mime.partition(";")[0].strip().lower()
        kind = next((kind for kind, mimes in TYPES.items() if mime in mimes), "")
        if not kind:
            raise GraphError(100, f"file must be of a supported type, is {mime or 'of none'}")
        if not data:
            raise GraphError(131053, "file must not be empty")
        if len(data) > SIZES[kind]:
            raise GraphError(131053, f"{kind} of {len(data)} bytes is larger than {SIZES[kind]}")
        stored = self._files.add(KINDS.get(kind, kind), data, filename=filename, mime=mime)
        return self._keep(stored, UPLOAD_LIFE)

    def get(self, media_id: str) -> Medium | None:
        """The medium, as long as its id lives."""
        medium = self._media.get(media_id)
        if medium is not None and medium.dies_at <= self._now():
            del self._media[media_id]
            return None
        return medium

    def shape(self, medium: Medium, origin: str) -> Json:
        """What `GET /{media_id}` answers."""
        expires = int((self._now() + ADDRESS_LIFE).timestamp())
        query = f"mid={medium.id}&ext={expires}&hash={self._seal(medium.id, str(expires))}"
        return {
            "url": f"{origin}{PATH}?{query}",
            "mime_type": medium.stored.mime,
            "sha256": hashlib.sha256(medium.stored.data).hexdigest(),
            "file_size": len(medium.stored.data),
            "id": medium.id,
            "messaging_product": "whatsapp",
        }

    def at(self, query: Mapping[str, str]) -> Stored | None:
        """The file behind an address, as long as both live."""
        media_id, expires = query.get("mid", ""), query.get("ext", "")
        if not hmac.compare_digest(query.get("hash", "").encode(), self._seal(media_id, expires).encode()):
            return None
        medium = self.get(media_id)
        is_late = int(expires) <= self._now().timestamp()
        return medium.stored if medium is not None and not is_late else None

    def remove(self, media_id: str) -> Json:
        """Raises GraphError."""
        if self._media.pop(media_id, None) is None:
            raise no_object(media_id)
        return {"success": True}

    def _keep(self, stored: Stored, life: timedelta) -> Medium:
        self._last_id += 1
        medium = Medium(str(self._last_id), stored, self._now() + life)
        self._media[medium.id] = medium
        return medium

    def _seal(self, media_id: str, expires: str) -> str:
        return hmac.new(self._secret, f"{media_id}.{expires}".encode(), hashlib.sha256).hexdigest()[:24]


def digest(data: bytes) -> str:
    """A file's SHA-256 as webhooks write it."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode()
