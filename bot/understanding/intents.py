"""What a message wants, by the tables in `intent_rows/`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.understanding.words import normalise, plain, strip_politeness

FOLDER = Path(__file__).with_name("intent_rows")
LONGEST = 300
"""Characters in which patterns look for a wish: nobody hides it behind more."""
_EMOJI = re.compile(r"[👍👌✅✔❌👎🙏]")
_MACRO = re.compile(r"<(\w+)>")
_SPARE = re.compile(r"\b(?:pak|bapak|bu|buk|ibu|bang|kak|min|mas|mbak) ")


@dataclass(frozen=True, slots=True)
class Intent:
    """One row of the tables; every phrase is as `plain` writes it."""

    name: str
    whole: frozenset[str]
    phrases: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]
    fillers: tuple[str, ...]
    greetings: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as the rows look at it: all its words, those without politeness, and a question's mark kept."""

    said: str
    core: str
    asked: str


def find_intent(text: str) -> str | None:
    """The name of the first intent that fits the text, or None."""
    said, core = plain(text), strip_politeness(text)
    if not said:
        return None
    mark = " ?" if "?" in normalise(text) else ""
    words = _Said(said, core, _bare(_SPARE.sub("", f"{said[:LONGEST]} ")) + mark)
    return next((intent.name for intent in intents() if _fits(intent, words)), None)


@cache
def intents() -> tuple[Intent, ...]:
    """The tables, in the order in which they are tried: by file, from the top."""
    return tuple(_intent(row) for row in _rows())


def _rows() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["intent"]


def _intent(row: dict[str, Any]) -> Intent:
    whole = row.get("whole", ())
    return Intent(
        name=row["name"],
        whole=frozenset(_plain(whole) | {strip_politeness(line) for line in whole} - {""}),
        phrases=tuple(sorted(_plain(row.get("phrases", ())))),
        sets=tuple(frozenset(plain(" ".join(words)).split()) for words in row.get("sets", ())),
        patterns=tuple(re.compile(_MACRO.sub(_meaning, pattern)) for pattern in row.get("patterns", ())),
        unless=tuple(sorted(_plain(row.get("unless", ())))),
        fillers=tuple(sorted(_plain(row.get("fillers", ())), key=len, reverse=True)),
        greetings=row.get("greetings", False),
    )


_MACROS = {
    "rat": (
        r"\b(?:rat|ratnya|rata|rapat anggota(?: tahunan)?|rapat (?:tahunan|akhir tahun|anggaran tahunan"
        r"|tutup buku))\b"
    )
}
"""What patterns write in angle brackets."""


def _meaning(match: re.Match[str]) -> str:
    return _MACROS[match[1]]


def _fits(intent: Intent, words: _Said) -> bool:
    said, core = words.said, words.core
    if any(_contains(said, phrase) for phrase in intent.unless):
        return False
    bare = _without(core, intent.fillers) or core
    if said in intent.whole or bare in intent.whole or _bare(bare) in intent.whole:
        return True
    if intent.greetings and not core:
        return True
    if any(_contains(said, phrase) for phrase in intent.phrases):
        return True
    alone = _bare(bare)[:LONGEST]
    looked_at = dict.fromkeys((words.asked, alone))
    if any(pattern.search(each) for pattern in intent.patterns for each in looked_at):
        return True
    present = set(said.split()) if intent.sets else set()
    return any(wanted <= present for wanted in intent.sets)


def _contains(said: str, phrase: str) -> bool:
    return f" {phrase} " in f" {said} "


def _bare(words: str) -> str:
    """Without signs that answer, which stand around a wish as well."""
    return " ".join(_EMOJI.sub(" ", words).split())


def _without(core: str, fillers: tuple[str, ...]) -> str:
    padded = f" {core} "
    for filler in fillers:
        padded = padded.replace(f" {filler} ", " ")
    return padded.strip()


def _plain(lines: Iterable[str]) -> set[str]:
    return {plain(line) for line in lines}
