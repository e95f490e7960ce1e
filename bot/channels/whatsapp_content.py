"""What somebody said, as parts of an Incoming."""

from typing import Any

from bot.channels.whatsapp_raw import digits, objects, part, word, word_or_none, words
from bot.messages import Attachment, Contact, Json, Location

FILES = {
    "image": "photo",
    "video": "video",
    "audio": "audio",
    "voice": "voice",
    "document": "document",
    "sticker": "sticker",
}
MOST_BYTES = 1 << 31


def content(kind: str, message: Json, phone: str) -> dict[str, Any]:
    """The parts of one message; a kind nobody knows is `unknown`. Raises ValueError, KeyError, TypeError."""
    body = message.get(kind)
    if kind == "text":
        return {"text": _needed(body["body"])}
    if kind == "button":
        return _pressed(body.get("payload"), body.get("text"))
    if kind == "interactive":
        which = word(body["type"])
        chosen = part(body, which)
        is_choice = which in ("button_reply", "list_reply")
        return _pressed(chosen.get("id"), chosen.get("title")) if is_choice else {"unknown": which}
    if kind in FILES:
        is_voice = kind == "audio" and body.get("voice") is True
        return {"text": words(body.get("caption")), "attachment": _attachment("voice" if is_voice else kind, body)}
    if kind == "location":
        return {"location": _place(float(body["latitude"]), float(body["longitude"]))}
    if kind == "contacts":
        return {"contact": _card(message, phone)}
    return {"unknown": kind}


def _needed(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return words(value)


def _pressed(choice: Json, label: Json) -> dict[str, Any]:
    """A button's id; one that only repeats the label was never given an id by us, so it is what the person says."""
    found = word_or_none(choice)
    return {"choice": found} if found and choice != label else {"text": _needed(label)}


def _attachment(kind: str, body: Json) -> Attachment:
    size = body.get("file_size")
    is_size = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < MOST_BYTES
    mime, filename = words(body.get("mime_type")), words(body.get("filename"))
    return Attachment(word(body["id"]), FILES[kind], mime, filename, size if is_size else 0)


def _place(latitude: float, longitude: float) -> Location:
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("not on earth")
    return Location(latitude, longitude)


def _card(message: Json, phone: str) -> Contact:
    """A contact card is the sender's own when Meta says that it answers our request, or when the number is theirs."""
    card = message["contacts"][0]
    numbers = objects(card.get("phones"))
    own = [each for each in numbers if phone and digits(each.get("wa_id")) == phone]
    known = [each for each in numbers if digits(each.get("wa_id"))]
    number = next(iter(own or known or numbers), {})
    on_whatsapp = digits(number.get("wa_id"))
    is_answer = "contact_request" in (card.get("origin"), message.get("origin"))
    return Contact(
        f"+{on_whatsapp}" if on_whatsapp else words(number.get("phone")),
        words(part(card, "name").get("formatted_name")),
        is_answer or bool(own),
    )
