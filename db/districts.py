"""The districts of the city: seeded into every installation, and found from what a registry writes."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding import names
from db.models import District
from db.statements import insert_once

FILE = Path(__file__).with_name("districts.toml")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def villages() -> dict[str, list[str]]:
    """Villages by district, in the order of the official codes."""
    return _data()["villages"]


async def seed(session: AsyncSession) -> None:
    """Every district has a row; those that are there stay."""
    await insert_once(session, District, [{"name": name} for name in villages()], ["name"])


@lru_cache(maxsize=5_000)
def find(district: str, village: str) -> str | None:
    """The present district of a place as a registry names it, or None when the words leave a doubt.

    The village decides where it is known: names of before 2021 mean several districts of today. A village and a
    district that contradict each other, and a former name without a village, stay unknown.
    """
    of_village = _by_village().get(_glued(village))
    if not district.strip():
        return of_village
    candidates = may_be(district)
    if of_village is not None:
        return of_village if of_village in candidates or not candidates else None
    return candidates[0] if len(candidates) == 1 else None


def may_be(text: str) -> list[str]:
    """The districts of today that a name of any time may mean."""
    key = _glued(text)
    former = {_glued(name): now for name, now in _data()["former"].items()}
    present = [name for name in villages() if _glued(name) == key]
    if found := present + [name for name in former.get(key, []) if name not in present]:
        return found
    found_one = names.find_district(text, list(villages()))
    return [found_one] if found_one else []


def is_name(text: str) -> bool:
    """Whether a text is nothing but a district's name of any time."""
    key = _glued(text)
    return key in {_glued(name) for name in (*villages(), *_data()["former"])}


@lru_cache(maxsize=5_000)
def village(text: str) -> str:
    """A village as it is officially spelled; as it stands where nobody knows it."""
    bare = re.sub(r"^(?:kelurahan|kel|desa)\b\.? *", "", text, flags=re.IGNORECASE)
    return _spellings().get(_glued(bare), bare)


@lru_cache(maxsize=5_000)
def nearest_village(text: str, district: str) -> str:
    """A village as it is officially spelled, also where it is one letter off the only such one of its district."""
    known = village(text)
    if not known or known in _spellings().values():
        return known
    around = [name for each in may_be(district) for name in villages()[each]]
    near = [name for name in around if Levenshtein.distance(_glued(name), _glued(known), score_cutoff=1) == 1]
    return near[0] if len(near) == 1 else known


@cache
def _spellings() -> dict[str, str]:
    return {_glued(name): name for own in villages().values() for name in own}


@cache
def _by_village() -> dict[str, str]:
    return {_glued(village): district for district, own in villages().items() for village in own}


def _glued(text: str) -> str:
    """Compared without spaces, case and the word in front: registries write Simpangbaru, KEC. SAIL, Kel. Palas."""
    words = names.match_key(text.replace(".", " ")).split()
    while len(words) > 1 and words[0] in {"kec", "kecamatan", "kel", "kelurahan", "desa"}:
        words = words[1:]
    return "".join(words)
