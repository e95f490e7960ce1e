"""The ways out of a form or through it: "ulang dr awal", "balik satu langkah bu", "udahan dulu", "mau diedit".

A message is one of them where it says nothing else: a head of the way, and words that go with it. Table: `ways.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bot.understanding import clauses
from bot.understanding.words import strip_politeness

LONGEST = 80
"""Characters beyond which nobody asks for a way alone."""
Way = Literal["restart", "back", "cancel", "edit", "later"]


@dataclass(frozen=True, slots=True)
class Found:
    """A way, sure or to be asked back."""

    way: Way
    is_sure: bool = True


def read_way(words: str, said: str) -> Found | None:
    """The way that a whole message asks for. `words` are normalised, `said` without politeness and signs."""
    if _RESTART.search(words):
        return Found("restart")
    if found := next((found for found, said_so in _ways() if len(said) <= LONGEST and said_so.fullmatch(said)), None):
        return found
    if match := _CONTINUES.search(words):
        return Found("cancel" if match["now"] is not None else "later")
    return None


def read_way_beside(text: str) -> Found | None:
    """The way that one part of a message asks for, where the others tell nothing of a form: "ga jadi, nunggu ketua"."""
    said = strip_politeness(text)
    if len(said) <= LONGEST_STORY and (within := next((way for way, so in _within() if so.search(said)), None)):
        return Found(within)
    parts = clauses.split(text)[:MOST_PARTS]
    if len(parts) < 2 or any(_DIGIT.search(part) for part in parts):
        return None
    found = [way for part in parts if (way := read_way(part, strip_politeness(part))) and way.way in _BESIDE]
    return min(found, key=lambda way: (not way.is_sure, _BESIDE.index(way.way)), default=None)


MOST_PARTS, LONGEST_STORY = 6, 300
_DIGIT = re.compile(r"\d")
_BESIDE: tuple[Way, ...] = ("restart", "cancel", "edit", "back", "later")


_ORDER: tuple[tuple[str, Found], ...] = (
    ("restart", Found("restart")),
    ("back", Found("back")),
    ("cancel", Found("cancel")),
    ("perhaps_cancel", Found("cancel", is_sure=False)),
    ("edit", Found("edit")),
    ("later", Found("later")),
    ("perhaps_later", Found("later", is_sure=False)),
)
_RESTART = re.compile(
    r"\b(?:ulang|ulangi|diulang|mengulang|mulai|isi|input|lapor|kita mulai)(?: lagi| saja| ulang| kembali"
    r"| dong)? (?:dari"
    r"|di) (?:awal|depan|nol|0|pertama)\b|\bdari awal (?:lagi|saja)\b"
    r"|\b(?:yang tadi|semua(?:nya)?) (?:batal|dibatalkan|salah|hapus),? (?:saya |kami |kita )?(?:ulang|mulai|isi)\b"
    r"|\b(?:ulang|mulai|isi) (?:ulang )?semua(?:nya)?\b|\bsalah semua(?:nya)?\b"
)
_GOES_ON = (
    r"(?:lanjut|sambung|terus)\w*|(?:perbaiki|betulkan|benarkan|benahi|koreksi|ubah|ganti|isi|lengkapi|cek|periksa)"
    r"(?! tanggal| jam| anggota| ketua| pengurus| kartu| nomor)"
)
_CONTINUES = re.compile(
    r"^(?:saya |kami |mau |tolong |mohon )*(?:batal(?:kan)?|gagalkan|hapus)(?: saja)? (?:laporan|isian|pengisian"
    r"|pelaporan|semua)(?:nya)?(?: saya| ini| saja| tadi)*(?P<now>)$"
    rf"|^(?:nanti|besok|lain kali|lusa|sore|malam)(?: [a-z]+){{0,2}} (?:di)?(?:{_GOES_ON})(?: [a-z]+){{0,4}}$"
    rf"|^(?:saya |kami )?(?:di)?(?:{_GOES_ON}) (?:nanti|besok|lusa|lain kali|sore|malam)(?: [a-z]+){{0,5}}$"
)


@cache
def _ways() -> tuple[tuple[Found, re.Pattern[str]], ...]:
    table = _table()
    anywhere = "|".join(table["anywhere"]["words"])
    patterns = []
    for name, found in _ORDER:
        heads, others = ("|".join(table[name][each]) for each in ("heads", "others"))
        others = f"{others}|{anywhere}" if others else anywhere
        patterns.append((found, re.compile(rf"(?:(?:{others}) )*(?:{heads})(?: (?:{heads}|{others}))*")))
    return tuple(patterns)


@cache
def _within() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    within = _table()["within"]
    return tuple((way, re.compile(rf"\b(?:{'|'.join(within[way])})(?!\w)")) for way in _BESIDE if way in within)


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("ways.toml").open("rb") as file:
        return tomllib.load(file)
