"""What a message wants: by the tables in `intent_rows/`, and by the examples in `intent_examples/`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bot.understanding import courtesies, likely_intents
from bot.understanding.likely import NOTHING
from bot.understanding.values import Read
from bot.understanding.words import normalise, plain, strip_politeness

FOLDER = Path(__file__).with_name("intent_rows")
LONGEST, SHORT = 240, 120
"""Characters in which patterns look for a wish: nobody hides it behind more; and how long a message may be whose wish
is looked for without its politeness too, since in a longer one hardly any pattern names the whole."""
CERTAIN = ("opt_out", "thanks", "greeting")
"""What the tables tell without asking the examples; leaving is asked about where only the examples tell it."""
LEAD = 0.2
"""Of 1 shared by all intents: by how much the likeliest must lead to be taken unasked."""
_EMOJI = re.compile(r"[👍👌✅✔❌👎🙏]")
_MACRO = re.compile(r"<(\w+)>")
_SPARE = re.compile(r"\b(?:pak|bapak|bu|buk|ibu|bang|kak|min|mas|mbak) ")


@dataclass(frozen=True, slots=True)
class Intent:
    """One row of the tables; every phrase is as `plain` writes it, with a space before and behind."""

    name: str
    whole: frozenset[str]
    phrases: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    pattern: re.Pattern[str] | None
    unless: tuple[str, ...]
    fillers: tuple[str, ...]
    greetings: bool
    only: re.Pattern[str] | None
    """The words of which alone a message may be made; none where it may hold any others."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A message as the rows look at it: all its words, those without politeness, and a question's mark kept."""

    said: str
    padded: str
    core: str
    asked: str


def find_intent(text: str) -> str | None:
    """What the tables alone make of the text: the first intent that fits, or None."""
    told = _told(text)
    return told[0].name if told else None


@lru_cache(maxsize=64)
def read_intent(text: str) -> Read[str] | None:
    """What the text wants by tables and examples; several where it may be one or another, which is to be asked.

    A whole message that stands in the tables or the examples is certain, and so is leaving, which only the tables may
    tell. A word alone is what they make of it; what sentences want is told by what the examples taught.
    """
    told, is_whole = _told(text) or (None, False)
    if told and (is_whole or told.name in CERTAIN):
        return Read(told.name)
    if heard := likely_intents.heard(text):
        return _one_of(heard.split("/"))
    is_sentence = " " in strip_politeness(text)
    if is_sentence and (likely := likely_intents.likely(text)):
        return _likeliest(text, likely)
    return Read(told.name) if told else None


def _told(text: str) -> tuple[Intent, bool] | None:
    """The first intent of the tables that fits, and whether it names the whole message."""
    said, core = plain(text), "" if courtesies.is_greeting(text) else strip_politeness(text)
    if not said:
        return None
    mark = " ?" if "?" in normalise(text) else ""
    words = _Said(said, f" {said} ", core, _bare(_SPARE.sub("", f"{said[:LONGEST]} ")) + mark)
    told = next((intent for intent in intents() if _fits(intent, words)), None)
    return (told, _is_whole(told, words)) if told else None


def _likeliest(text: str, likely: dict[str, float]) -> Read[str] | None:
    """The likeliest, when it leads; the two likeliest when it doesn't and neither of them is nothing."""
    if both := likely_intents.two_wishes(text, likely):
        return _one_of(both)
    first, second = sorted(likely, key=lambda name: (-likely[name], name))[:2]
    leads = likely[first] - likely[second] >= LEAD
    if first == NOTHING or (second == NOTHING and not leads):
        return None
    names = first.split("/") if leads else sorted({*first.split("/"), *second.split("/")})
    if names == ["opt_out"]:
        return Read("opt_out", "several", candidates=("opt_out",))
    return _one_of(names)


def _one_of(names: list[str]) -> Read[str] | None:
    if names == [NOTHING]:
        return None
    return Read(names[0]) if len(names) == 1 else Read(names[0], "several", candidates=tuple(names))


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
        phrases=_padded(row.get("phrases", ())),
        sets=tuple(frozenset(plain(" ".join(words)).split()) for words in row.get("sets", ())),
        pattern=_any_of([_MACRO.sub(_meaning, pattern) for pattern in row.get("patterns", ())]),
        unless=_padded(row.get("unless", ())),
        fillers=tuple(sorted(_padded(row.get("fillers", ())), key=len, reverse=True)),
        greetings=row.get("greetings", False),
        only=_of_words(row["only"]) if "only" in row else None,
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """All of them in one; those that begin where a word does apart, for which that is then looked at once."""
    at_words = [each for each in patterns if each.startswith(r"\b")]
    others = [each for each in patterns if each not in at_words]
    return re.compile("|".join(filter(None, (_joined(at_words), *others)))) if patterns else None


def _joined(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})" if patterns else ""


def _of_words(line: str) -> re.Pattern[str]:
    """What fits texts of these words alone; "pesan*" is every word that begins so."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in line.split())
    return re.compile(rf"(?:(?:{words})(?: |$))+")


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
    return _is_meant(intent, words) and not _holds(words, intent.unless)


def _is_meant(intent: Intent, words: _Said) -> bool:
    if _is_whole(intent, words) or _holds(words, intent.phrases):
        return True
    if intent.pattern is not None:
        alone = _bare(_without(words.core, intent.fillers) or words.core)
        looked_at = dict.fromkeys((words.asked, alone) if len(alone) <= SHORT else (words.asked,))
        only = intent.only
        if any(intent.pattern.search(each) for each in looked_at if only is None or only.fullmatch(each)):
            return True
    present = set(words.said.split()) if intent.sets else set()
    return any(wanted <= present for wanted in intent.sets)


def _is_whole(intent: Intent, words: _Said) -> bool:
    """Whether the whole message is one of the row's, but for its fillers."""
    bare = _without(words.core, intent.fillers) or words.core
    if words.said in intent.whole or bare in intent.whole or _bare(bare) in intent.whole:
        return True
    return intent.greetings and not words.core


def _holds(words: _Said, phrases: tuple[str, ...]) -> bool:
    return any(phrase in words.padded for phrase in phrases)


@lru_cache(maxsize=64)
def _bare(words: str) -> str:
    """Without signs that answer, which stand around a wish as well."""
    return " ".join(_EMOJI.sub(" ", words).split())


def _without(core: str, fillers: tuple[str, ...]) -> str:
    if not fillers:
        return core
    padded = f" {core} "
    for filler in fillers:
        padded = padded.replace(filler, " ")
    return padded.strip()


def _plain(lines: Iterable[str]) -> set[str]:
    return {plain(line) for line in lines}


def _padded(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {line} " for line in sorted(_plain(lines)))
