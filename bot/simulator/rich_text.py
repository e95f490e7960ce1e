"""Texts and captions with their entities, measured as Telegram measures them.

Only `entities` are understood: a parse_mode is refused rather than half obeyed.
"""

import re
from typing import Any

from bot.simulator.parameters import Params, structure, words
from bot.simulator.people import Json
from bot.simulator.refusals import Refused, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_BYTES = 1 << 15
CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
BLANK = " \n\u200b\u2060"
TYPES = (
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
    *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
    *("code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"),
)
CARRIED = ("url", "user", "language", "custom_emoji_id", "unix_time", "date_time_format")


def text_of(params: Params) -> Json:
    """`text` and `entities` of a message. Raises Refused when empty, too long or out of range."""
    content = _formatted(params, "text", "entities")
    if not content["text"]:
        raise bad_request("message text is empty")
    if len(content["text"]) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return content


def caption_of(params: Params) -> Json:
    """`caption` and `caption_entities`, nothing when there is none."""
    content = _formatted(params, "caption", "caption_entities")
    if len(content["caption"]) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return content if content["caption"] else {}


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_link(url: Any) -> bool:
    """Whether Telegram would take this as the address of a link."""
    scheme, colon, rest = str(url).partition("://")
    return "." in str(url) if not colon else bool(rest) and scheme.lower() in ("http", "https", "tg")


def _formatted(params: Params, name: str, entities_name: str) -> Json:
    raw = words(params, name)
    if len(raw) > RAW_BYTES // 4 and len(raw.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    mode = words(params, "parse_mode").lower()
    if raw and mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    clean = CONTROL.sub(" ", raw)
    left = clean.lstrip(BLANK)
    text = left.rstrip(BLANK)
    entities = structure(params, entities_name, "entities") if text else None
    if not entities:
        return {name: text}
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: array expected")
    checked = [_entity(entity, clean) for entity in entities]
    shift, end = units(clean) - units(left), units(text)
    moved = [entity for entity in (_clipped(entity, shift, end) for entity in checked) if entity]
    moved.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return {name: text, entities_name: moved} if moved else {name: text}


def _entity(entity: Any, text: str) -> Json:
    if not isinstance(entity, dict):
        raise _unreadable("an object expected")
    offset, length, kind = entity.get("offset"), entity.get("length"), entity.get("type")
    if type(offset) is not int or type(length) is not int:
        raise _unreadable('field "offset" and "length" must be of type Number')
    if kind not in TYPES:
        raise _unreadable("Unsupported type specified")
    if kind == "text_link" and not is_link(entity.get("url")):
        raise bad_request(f"entity URL '{entity.get('url', '')}' is invalid: Wrong HTTP URL")
    if offset < 0 or length < 0:
        raise bad_request("receive an entity with incorrect offset or length")
    size = units(text)
    if length and offset >= size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    start = f"entity beginning at UTF-16 offset {offset}"
    if offset + length > size:
        raise bad_request(f"{start} ends after the end of the text at UTF-16 offset {offset + length}")
    if not text.isascii() and (_splits(text, offset) or _splits(text, offset + length)):
        raise bad_request(f"{start} ends in a middle of a UTF-16 symbol")
    carried = {name: entity[name] for name in CARRIED if name in entity}
    return {"type": kind, "offset": offset, "length": length, **carried}


def _unreadable(why: str) -> Refused:
    return bad_request(f"can't parse MessageEntity: {why}")


def _splits(text: str, at: int) -> bool:
    """Whether a UTF-16 offset falls into the middle of a character."""
    pair = text.encode("utf-16-le")[2 * at : 2 * at + 2]
    return len(pair) == 2 and 0xDC <= pair[1] <= 0xDF


def _clipped(entity: Json, shift: int, end: int) -> Json:
    """The entity moved and cut to a text from which blanks were trimmed; empty when nothing is left."""
    first = max(0, entity["offset"] - shift)
    last = min(end, entity["offset"] + entity["length"] - shift)
    return {**entity, "offset": first, "length": last - first} if last > first else {}
