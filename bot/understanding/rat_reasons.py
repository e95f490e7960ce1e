"""Why a meeting was not held, as the office's list calls it, by the words of `rat_reasons.toml`."""

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.understanding import numbers
from bot.understanding.likely import surest
from bot.understanding.values import Read
from bot.understanding.words import normalise

OTHER = "other"
_BECAUSE = re.compile(
    r"\b(?:(?:karena|sebab|soalnya|gara-gara|lantaran|akibat|berhubung|disebabkan|alasannya|alasan|terkendala|kendalanya"
    r"|kendala)\b"
    r"(?: oleh| adalah|:)? ?(?P<why>[^.;]{3,200})|(?:masih )?(?:menunggu|tunggu) [^.;]{3,200}"
    r"|(?:audit|lpj|laporan|akta|rups|izin|dana|uang|auditor)\w* (?:\w+ )?(?:belum|tidak"
    r"|masih) [^.;]{3,200})"
)


def told_in(text: str) -> Read[str] | None:
    """The reason that a whole message about a meeting tells: what was learned, and what the words say of themselves."""
    ruled = read_reason(text)
    if ruled is not None and ruled.precision != "exact":
        return ruled
    learned = surest("rat.reason", text)
    if not learned or (ruled is not None and learned in (ruled.value, OTHER)):
        return ruled
    return Read(learned, "exact", normalise(text))


def read_reason(text: str) -> Read[str] | None:
    """The reason that a text tells; "other" with the words that say it; else None."""
    words = _MEETING.sub("rat", numbers.to_digits(normalise(text)))
    found = {name: match for name, said in _reasons().items() if (match := said.search(words))}
    name, match = next(iter(found.items()), (OTHER, None))
    if match is not None and name != OTHER:
        return Read(name, "doubtful" if any(found.keys() >= pair for pair in EITHER) else "exact", match[0].strip(" ,"))
    if because := _BECAUSE.search(words):
        return Read(OTHER, "exact", (because["why"] or because[0]).strip(" ,"))
    return Read(OTHER, "exact", _clause_of(match, words)) if match else None


def _clause_of(match: re.Match[str], words: str) -> str:
    start = max(words.rfind(sign, 0, match.start()) for sign in ",;.") + 1
    return re.split(r"[,;.]", words[start:])[0].strip()


EITHER = ({"members", "schedule"}, {"members", "conflict"})
"""Who doesn't come because of the harvest, or out of anger: the one reason or the other."""
_MEETING = re.compile(r"\brapat anggota(?:nya)?(?: tahunan)?(?:nya)?\b|\btahun buku(?: 20\d\d)?")
"""Its members, and the year's books, are no reason."""


@cache
def _reasons() -> dict[str, re.Pattern[str]]:
    """A pattern of each reason, by the table."""
    with Path(__file__).with_name("rat_reasons.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: re.compile("|".join(_ways(said))) for name, said in table.items()}


_BETWEEN = r"(?!(?:tapi|tetapi|sudah|telah)\b)[\w-]+"


def _ways(said: dict[str, str | list[str]]) -> list[str]:
    ways = [rf"\b(?:{each})\b" for each in said["alone"]]
    if "of" in said:
        of, that = (rf"\b(?:{said[name]})(?:nya)?\b" for name in ("of", "that"))
        ways.append(rf"{of}(?: {_BETWEEN}){{0,5}} {that}")
    if "before" in said:
        ways.append(rf"\b(?:{said['before']})\b(?: {_BETWEEN}){{0,2}} {of}")
    return ways
