"""Spelled Indonesian numerals → integers, and a text with its numerals put in digits."""

import re
from functools import lru_cache

from bot.understanding.phrases import one_of

UNITS = {
    word: value
    for value, words in enumerate(
        (
            "nol",
            "satu ciek",
            "dua duo",
            "tiga tigo",
            "empat ampek ampat",
            "lima limo",
            "enam anam",
            "tujuh tujuah",
            "delapan lapan salapan",
            "sembilan sambilan",
        )
    )
    for word in words.split()
}
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
_ONES = {
    "sepuluh": "puluh",
    "sapuluah": "puluh",
    "sebelas": "belas",
    "sabaleh": "belas",
    "seratus": "ratus",
    "saratuih": "ratus",
}
_ONES |= {"seribu": "ribu", "saribu": "ribu", "sejuta": "juta", "semiliar": "miliar", "semilyar": "miliar"}
_ONES |= {"setriliun": "triliun"}
_TENS = {"belas": (1, 10), "baleh": (1, 10), "puluh": (10, 0), "puluah": (10, 0)}

_STARTS = set(UNITS) | set(_ONES)
_FOLLOW = {*_TENS, "ratus", "ratuih", *SCALES}
_LETTER = r"[^\W\d_]"
_BEGIN = one_of(_STARTS, _LETTER, f"{_LETTER}'")
_END = rf"(?!'?{_LETTER})"
_SPELLED = re.compile(rf"(?:{_BEGIN}){_END}(?:\s+(?:{one_of(_STARTS | _FOLLOW)}){_END})*")
_SPACE = re.compile(r"\s+")
_ROUGH = ("puluhan", "ratusan", "ribuan", "jutaan")
_ROUGHLY = re.compile(r"\b((?:se)?(?:puluh|ratus|ribu|juta))an\b")


def read_spelled(text: str) -> int | None:
    """The integer that the whole text spells ("seratus dua puluh lima"), or None."""
    words = text.casefold().replace("-", " ").split()
    if not words or words[0] not in _STARTS:
        return None
    value, used = _numeral(words, 0, len(words), with_scales=True)
    return value if used == len(words) else None


@lru_cache(maxsize=64)
def to_digits(text: str, *, with_scales: bool = True) -> str:
    """The normalised text with spelled numerals as digits. Without scales "dua juta" becomes "2 juta"."""
    if any(word in text for word in _ROUGH):
        text = _ROUGHLY.sub(r"\1 an", text)
    if "ratus" in text or "puluh" in text:
        text = _MIXED.sub(_sum, text)
    return _with_commas(_SPELLED.sub(lambda run: _put(run[0], with_scales), text))


def _put(run: str, with_scales: bool) -> str:
    """Words of numerals in a row, each numeral in digits; a scale that is left over stays a word."""
    words, spaces = run.split(), [*_SPACE.findall(run), ""]
    done, at = "", 0
    while at < len(words):
        if words[at] in _STARTS:
            value, end = _numeral(words, at, len(words), with_scales=with_scales)
            done += str(value) + _left_scale(words[end - 1], with_scales)
        else:
            end = at + 1
            done += words[at]
        done, at = done + spaces[end - 1], end
    return done


_KOMA = re.compile(r"(?=\d)(?<![\d.,])(\d{1,9}) koma (\d{1,3})(?: (\d))?(?![\d.,])")


def _with_commas(text: str) -> str:
    """ "1 koma 8", as it is dictated, is 1,8; "2 koma 7 5" is 2,75."""
    if " koma " not in text:
        return text
    return _KOMA.sub(lambda match: f"{match[1]},{match[2]}{match[3] or ''}", text)


_MIXED = re.compile(r"(?=\d)(?<![\d.,])([1-9]|1\d) (ratus|puluh)(?: (\d{1,2})(?![\d.,]))?\b")


def _sum(match: re.Match[str]) -> str:
    """ "2 ratus 50" is 250."""
    return str(int(match[1]) * (100 if match[2] == "ratus" else 10) + int(match[3] or 0))


def _left_scale(last: str, with_scales: bool) -> str:
    scale = _ONES.get(last, "")
    return f" {scale}" if not with_scales and scale in SCALES else ""


def _numeral(words: list[str], at: int, limit: int, *, with_scales: bool) -> tuple[int, int]:
    """The numeral that starts at `at` (a start word) and the index after it. Levels only fall, so it is short."""
    total, group, ceiling = 0, 0, 10**15
    level = 4  # hundreds 3, tens 2, unit 1
    while at < limit:
        word, bare = words[at], False
        unit: int | None = UNITS.get(word)
        if word in _ONES:
            unit, word, bare = 1, _ONES[word], True
        following = word if bare else (words[at + 1] if unit is not None and at + 1 < limit else "")
        step = 1 if bare else 2
        if unit is not None and following in ("ratus", "ratuih") and level > 3:
            group, level, at = group + unit * 100, 3, at + step
        elif unit is not None and following in _TENS and level > 2:
            times, plus = _TENS[following]
            group, at = group + unit * times + plus, at + step
            level = 1 if plus else 2
        elif bare and following in SCALES:
            if not with_scales:
                return (1, at + 1) if level == 4 and not total else (total + group, at)
            if level < 4 or SCALES[following] >= ceiling:
                break
            total, ceiling, at = total + SCALES[following], SCALES[following], at + 1
        elif unit is not None and not bare and level > 1 and following not in _TENS:
            group, level, at = group + unit, 1, at + 1
        elif with_scales and word in SCALES and level < 4 and SCALES[word] < ceiling:
            total, ceiling = total + group * SCALES[word], SCALES[word]
            group, level, at = 0, 4, at + 1
        else:
            break
    return total + group, at
