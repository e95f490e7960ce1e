"""What a person does, as the `messages` element of a webhook shows it."""

from collections.abc import Mapping

from bot.simulator.files import Stored
from bot.simulator.people import Json, digits
from bot.simulator.whatsapp.media import Medium, digest

KINDS: Mapping[str, str] = {"photo": "image", "voice": "audio"}
"""Meta's name for a kind of file, where it differs from ours."""


def text(body: str) -> Json:
    return {"type": "text", "text": {"body": body}}


def pressed(message: Json, data: str) -> tuple[str, Json]:
    """Title and webhook part of a reply button, list row or template quick reply. Raises ValueError."""
    shown = message.get("wa", {})
    for button in shown.get("buttons", ()):
        if button["id"] == data and "template" in shown:
            return button["title"], {"type": "button", "button": {"payload": data, "text": button["title"]}}
        if button["id"] == data:
            return button["title"], _interactive("button_reply", {"id": data, "title": button["title"]})
    for section in shown.get("list", {}).get("sections", ()):
        for row in section["rows"]:
            if row["id"] == data:
                return row["title"], _interactive("list_reply", dict(row))
    raise ValueError(f"message {message['message_id']} has nothing {data!r} to press")


def _interactive(kind: str, reply: Json) -> Json:
    return {"type": "interactive", "interactive": {"type": kind, kind: reply}}


def file(kind: str, medium: Medium, caption: str) -> Json:
    """A file that was sent."""
    stored, name = medium.stored, KINDS.get(kind, kind)
    body: Json = {"mime_type": _mime(kind, stored), "sha256": digest(stored.data), "id": medium.id}
    if caption:
        body["caption"] = caption
    if kind == "document":
        body["filename"] = stored.filename or f"file.{stored.path.rpartition('.')[2]}"
    if kind in ("voice", "audio"):
        body["voice"] = kind == "voice"
    if kind == "sticker":
        body["animated"] = False
    return {"type": name, name: body}


def _mime(kind: str, stored: Stored) -> str:
    return "audio/ogg; codecs=opus" if kind == "voice" and stored.mime == "audio/ogg" else stored.mime


def location(latitude: float, longitude: float) -> Json:
    return {"type": "location", "location": {"latitude": latitude, "longitude": longitude}}


def contact_card(name: str, phone: str, *, has_account: bool, is_answer: bool) -> Json:
    """A contact card; the number of an account comes with its WhatsApp id."""
    first, _, last = name.partition(" ")
    number: Json = {"phone": f"+{digits(phone)}", "type": "CELL"}
    if has_account:
        number["wa_id"] = digits(phone)
    names = {"formatted_name": name, "first_name": first, **({"last_name": last} if last else {})}
    card = {"name": names, "phones": [number], "origin": "contact_request" if is_answer else "other"}
    return {"type": "contacts", "contacts": [card]}


def reaction(wamid: str, emoji: str) -> Json:
    """A reaction; one without an emoji takes the former away."""
    body = {"message_id": wamid, **({"emoji": emoji} if emoji else {})}
    return {"type": "reaction", "reaction": body}


def edit(wamid: str, body: str) -> Json:
    return {"type": "edit", "edit": {"original_message_id": wamid, "message": text(body)}}


def revoke(wamid: str) -> Json:
    return {"type": "revoke", "revoke": {"original_message_id": wamid}}


def system(kind: str, name: str, before: str, after: str, changed: Json) -> Json:
    """A change of number or of id; what is new stands in `changed`."""
    body = f"User {name} changed from {before} to {after}"
    return {"type": "system", "system": {"body": body, **changed, "type": kind}}
