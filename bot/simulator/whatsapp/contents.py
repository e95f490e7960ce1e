"""What a message carries: each kind checked, and turned into what the phone shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.simulator.files import content_of
from bot.simulator.people import Json, digits, names
from bot.simulator.whatsapp.fields import array, degrees, optional, record, words
from bot.simulator.whatsapp.media import KINDS, TYPES, Media
from bot.simulator.whatsapp.refusals import GraphError, invalid, missing

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
MOST_CONTACTS = 257
WAMID_LIMIT = 300
FILES = tuple(TYPES)
CONTACT_KEYS = "name phones emails addresses org urls birthday"
NAME_KEYS = "formatted_name first_name last_name middle_name prefix suffix"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that was checked. `template` is its category when it is one."""

    shown: Json
    category: str = "service"
    is_template: bool = False


def text(body: Json, media: Media) -> Draft:
    part = record(body.get("text"), "text", "body preview_url")
    return Draft({"text": words(part, "body", "text", TEXT_LIMIT)})


def file(kind: str, body: Json, media: Media) -> Draft:
    """A medium by its id, with a caption where the kind has one."""
    more = {"document": " caption filename", "image": " caption", "video": " caption", "audio": " voice"}
    part = record(body.get(kind), kind, f"id link{more.get(kind, '')}")
    caption = optional(part, "caption", kind, CAPTION_LIMIT)
    shown = medium(kind, part, kind, media)
    return Draft({**shown, **({"caption": caption} if caption else {})})


def medium(kind: str, part: Json, path: str, media: Media) -> Json:
    """The uploaded file that `part` names. Raises GraphError."""
    if part.get("link"):
        raise GraphError(131053, f"{path}.link can't be fetched here; upload the file and use its id")
    found = media.get(words(part, "id", path, 64))
    if found is None:
        raise invalid(f"{path}.id", "is no media id, or has expired")
    if found.stored.mime not in TYPES[kind]:
        raise GraphError(131053, f"{found.stored.mime} is no type of {kind}")
    shown = content_of("voice" if part.get("voice") else KINDS.get(kind, kind), found.stored)
    if kind == "document" and part.get("filename"):
        shown["document"]["file_name"] = optional(part, "filename", path, 240)
    return shown


def location(body: Json, media: Media) -> Draft:
    part = record(body.get("location"), "location", "latitude longitude name address")
    place = {
        "latitude": degrees(part, "latitude", "location", 90),
        "longitude": degrees(part, "longitude", "location", 180),
    }
    label = " · ".join(str(part[name]) for name in ("name", "address") if part.get(name))
    return Draft({"location": place, **({"caption": label} if label else {})})


def contacts(body: Json, media: Media) -> Draft:
    """Cards; the phone shows the first."""
    cards = array(body.get("contacts"), "contacts", 1, MOST_CONTACTS)
    for each in cards:
        name = record(record(each, "contacts[]", CONTACT_KEYS).get("name"), "contacts[].name", NAME_KEYS)
        words(name, "formatted_name", "contacts[].name", 1024)
        if len([value for value in name.values() if value]) < 2:
            raise missing("contacts[].name: one part beside formatted_name")
    numbers = array(cards[0].get("phones") or [], "contacts[].phones", 0, 20)
    number = str(record(numbers[0], "phones[]", "phone type wa_id").get("phone", "")) if numbers else ""
    return Draft({"contact": {"phone_number": digits(number), **names(cards[0]["name"]["formatted_name"])}})


def reaction(body: Json) -> tuple[str, str]:
    """Which message, and the emoji; an empty one takes the reaction away."""
    part = record(body.get("reaction"), "reaction", "message_id emoji")
    emoji = part.get("emoji")
    if not isinstance(emoji, str):
        raise missing("reaction.emoji")
    return words(part, "message_id", "reaction", WAMID_LIMIT), emoji


Reader = Callable[[Json, Media], Draft]
READERS: Mapping[str, Reader] = {"text": text, "location": location, "contacts": contacts}
