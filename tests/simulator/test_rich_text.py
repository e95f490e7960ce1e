"""Entities: UTF-16 offsets, trimming, refusals."""

import pytest

from bot.simulator.refusals import Refused
from bot.simulator.rich_text import caption_of, text_of


def bold(offset, length, **more):
    return {"type": "bold", "offset": offset, "length": length, **more}


KEPT = [
    ("plain", "halo", [bold(0, 4)], [bold(0, 4)]),
    ("behind an emoji", "😀 halo", [bold(3, 4)], [bold(3, 4)]),
    ("blanks before it", "  halo", [bold(2, 4)], [bold(0, 4)]),
    ("blanks behind it", "halo  ", [bold(0, 6)], [bold(0, 4)]),
    ("only blanks in it", "halo  ", [bold(4, 2)], []),
    ("no length", "halo", [bold(1, 0)], []),
    ("sorted", "halo halo", [bold(5, 4), bold(0, 4)], [bold(0, 4), bold(5, 4)]),
    ("foreign fields are dropped", "halo", [bold(0, 4, zzz=1)], [bold(0, 4)]),
]

REFUSED = [
    ("behind the end", "halo", [bold(5, 1)], "entity begins after the end of the text at UTF-16 offset 5"),
    (
        "over the end",
        "halo",
        [bold(2, 3)],
        "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 5",
    ),
    ("inside an emoji", "😀", [bold(0, 1)], "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol"),
    ("negative", "halo", [bold(-1, 1)], "receive an entity with incorrect offset or length"),
    ("unknown type", "halo", [{**bold(0, 1), "type": "glow"}], "can't parse MessageEntity: Unsupported type specified"),
    ("type is a list", "halo", [{**bold(0, 1), "type": []}], "can't parse MessageEntity: Unsupported type specified"),
    ("no object", "halo", [3], "can't parse MessageEntity: an object expected"),
    ("no array", "halo", {"a": 1}, "can't parse entities: array expected"),
    ("no JSON", "halo", "[{", "can't parse entities JSON object"),
    (
        "link nowhere",
        "halo",
        [{**bold(0, 1), "type": "text_link", "url": "x"}],
        "entity URL 'x' is invalid: Wrong HTTP URL",
    ),
    ("far too long", "é" * 20_000, None, "text is too long"),
]


@pytest.mark.parametrize(("text", "entities", "kept"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_keeps(text, entities, kept):
    assert text_of({"text": text, "entities": entities}).get("entities", []) == kept


@pytest.mark.parametrize(("text", "entities", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refuses(text, entities, why):
    with pytest.raises(Refused) as refusal:
        text_of({"text": text, "entities": entities})
    assert refusal.value.description == f"Bad Request: {why}"


def test_control_characters_become_blanks():
    assert text_of({"text": "a\x02b\tc\nd"}) == {"text": "a b c\nd"}


def test_a_caption_may_be_missing_but_not_long():
    assert caption_of({}) == {}
    assert len(caption_of({"caption": "x" * 1024})["caption"]) == 1024
    with pytest.raises(Refused, match="message caption is too long"):
        caption_of({"caption": "x" * 1025})
