"""Chat spelling → plain Indonesian: the first step of every parser."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from bot.understanding import unknown_words, vocabulary
from bot.understanding.phrases import one_of
from bot.understanding.spellings import ADDRESSES, ALONE_MEANS_OTHERWISE, AT_START, NO_PLURAL, PHRASES, SIGNS, SPELLINGS

LONGEST = 4096
"""Characters looked at; what a person types in one message is shorter on every channel."""

_MOST_GROWTH = 64
"""A single sign may unfold into eighteen letters; a text of them must not grow so much."""

_CHARACTERS = (
    {"⁄": "/", "∕": "/", "–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"}
    | {"“": '"', "”": '"', "×": "x"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u00ad", "")
    | dict.fromkeys(map(chr, range(0x1F3FB, 0x1F400)), "")  # skin tones
)
_CHARACTER = re.compile(f"[{''.join(map(re.escape, _CHARACTERS))}]")
_RAT = re.compile(r"\br\.\s?a\.\s?t\b\.?")
_PLURAL = re.compile(r"(?<![^\W_])([^\W\d_]{3,20})2(?=nya\b|an\b|[^\w.,:/-]|[.,:/-]?$|[.,](?!\d))")
_TWICE = re.compile(r"2(?<=[^\W\d_]2)")
"""What every such plural has; led by its sign, it is found sooner."""
_CHILD = re.compile(r"(?<=\w),? nak(?=\s*(?:[,.!?;]|$))")
"""Who is spoken to by an elder; in the middle of a sentence it is Malay for "mau"."""
_SE = re.compile(r"se(?<=\w se)(?=$|[.,!?]| (?:lah|pak|buk|bu|da|ni|bang|yo|dulu|nan|atau|jo)\b)")
"""Minang for "saja", at the end of what it goes with."""
_JAN = re.compile(
    r"(?:^|(?<=[,.!?] )|(?<=[,.!?]))jan (?=[a-z])(?!lalu|kemarin|km?r?e?n|depan|dpn|tahun|thn|th |minggu|ini|besok)"
)
"""Minang "jan" is "jangan" where it begins what is asked for; else January."""
_PK = re.compile(r"\bpk\b(?P<hour>\.? ?\d)?")
_RBU = re.compile(r"(?<=\d )rbu\b")
_AD = re.compile(r"ad\b(?<!\wad)(?<!di ad)(?<!dalam ad)(?<!sesuai ad)(?<!isi ad)(?! ?(?:/|dan|&|,)? ?art\b)")
_SP = re.compile(r"(?<!unit )(?<!usaha )(?<!koperasi )\bsp(?= (?:ya|y|pk|pak|bu|buk|saja|aja|yg|yang|kak|min)\b|\?|$)")
"""Short for "ada" and "siapa" where it is neither the statutes nor savings and loans."""
_ALREADY = re.compile(
    r"(?<=\b(?:kami|kito|kita|ambo|awak|inyo)) lah (?=(?:ba|ma|ta|di|ber|me|ter)[a-z]{4,}|pindah|rat\b|rapa?e?[tk]\b"
    r"|tutu|siap|s[ae]l[ae]sai|ganti|lam[ao]\b|jadi|ha?bi[hs]|abih|mati|bubar|indak|tibo|pai|lapor)"
)
_DO = re.compile(r"(?<=\w) do(?=$|[.,!?]| (?:pak|buk|bu|da|ni|bang)\b)")
"""What closes a Minang denial."""
_KA = re.compile(r"\bka(?= (?:datang|tibo|pai|hadir|ikuik|ikut|rapek|rapat|rat|mambuek|di[a-z]{3,})\b)")
"""Minang "ka" is "akan" before what is done, else "ke"."""
_DIGIT = re.compile(r"\d")
_LETTER_O = re.compile(r"(?<!\w)\d[\d.,]*o[\do.,]*(?![^\W\d_])")
"""A number in which somebody typed the letter for a nought: "2oo jt", "2.ooo.ooo"."""
_EDGE = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PLAIN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[👍👌✅✔❌👎🙏]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_TAKES_DI = re.compile(r"(?!me)[a-z-]+")
_ITS = ("nya", "nyo")
_DOUBLED = re.compile(r"([^\W\d_])\1")


@lru_cache(maxsize=64)
def normalise(text: str) -> str:
    """Lower case, usual digits, one space, letters apart from digits, chat spelling spelled out. Signs stay."""
    text = text[:LONGEST]
    text = unicodedata.normalize("NFKC", text).casefold()[: len(text) + _MOST_GROWTH]
    text = " ".join(_CHARACTER.sub(lambda match: _CHARACTERS[match[0]], text).split())
    text = _RAT.sub("rat", text) if "r." in text else text
    if _DIGIT.search(text):
        text = _PLURAL.sub(_spell_plural, text) if _TWICE.search(text) else text
        text = " ".join([each if each.isalpha() or len(each) == 1 else _apart(each) for each in text.split(" ")])
    for sign, full in SIGNS.items():
        text = text.replace(sign, full)
    return _spelled(_by_neighbours(_in_phrases(_CHILD.sub("", text) if " nak" in text else text)))


def _apart(token: str) -> str:
    """A number without the letter for a nought, and apart from the letters beside it."""
    if token.isdecimal():
        return token
    return _EDGE.sub(" ", _LETTER_O.sub(lambda match: match[0].replace("o", "0"), token) if "o" in token else token)


def _by_neighbours(text: str) -> str:
    """What is one word or another by what stands around it; looked for only where its letters stand."""
    for letters, pattern, full in _NEIGHBOURS:
        if letters in text:
            text = pattern.sub(full, text)
    return text


def _hour_or_sir(match: re.Match[str]) -> str:
    return f"pukul{match['hour']}" if match["hour"] else "pak"


_NEIGHBOURS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    *((" do", _DO, ""), (" se", _SE, "saja"), ("ka ", _KA, "akan"), ("jan ", _JAN, "jangan "), ("rbu", _RBU, "ribu")),
    *(("pk", _PK, _hour_or_sir), ("ad", _AD, "ada"), ("sp", _SP, "siapa"), (" lah ", _ALREADY, " sudah ")),
)


def _in_phrases(text: str) -> str:
    if not _PHRASE.search(text):
        return text
    for said, full in PHRASES.items():
        if said in text:
            text = _phrase(said).sub(full, text)
    return text


@cache
def _phrase(said: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(said)}(?![^\W_])")


_LETTER = r"[^\W_]"
_PHRASE = re.compile(rf"(?:{one_of(PHRASES, _LETTER)})(?!{_LETTER})")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The normalised words alone, one space apart; answer emojis count as words."""
    words: list[str] = []
    for token in normalise(text).split():
        words += (token,) if token.isalnum() else _PLAIN.findall(token)
    return " ".join(words)


@lru_cache(maxsize=64)
def strip_politeness(text: str) -> str:
    """The words of `plain` without greetings, forms of address and trailing particles; "" if nothing else was said."""
    words = plain(text)
    while (rest := _GREETING.sub("", words, count=1)) != words:
        words = rest
    kept = [word for word in words.split() if word not in ADDRESSES]
    while len(kept) > 1 and kept[-1] in _PARTICLES:
        kept.pop()
    return " ".join(kept)


class Typed:
    """A text as its person typed it, by which normalised words are found again."""

    def __init__(self, text: str) -> None:
        self._tokens = text[:LONGEST].split()[:MOST_TOKENS]
        self._words: list[tuple[str, int]] = []
        for place, token in enumerate(self._tokens):
            self._words += [(word, place) for word in _of_token(token)]

    def part(self, words: str) -> str:
        """The stretch that these words come from; the words themselves where none reads so."""
        wanted = _PLAIN.findall(words)
        said = [word for word, _ in self._words]
        for start in range(len(said) - len(wanted) + 1 if wanted else 0):
            if said[start : start + len(wanted)] == wanted:
                first, last = self._words[start][1], self._words[start + len(wanted) - 1][1]
                return " ".join(self._tokens[first : last + 1]).strip(" .,;:!")
        return words


MOST_TOKENS = 150


@lru_cache(maxsize=8192)
def _of_token(token: str) -> tuple[str, ...]:
    return tuple(_PLAIN.findall(normalise.__wrapped__(token)))


def is_button(text: str, number: int, label: str) -> bool:
    """Whether the words are a button's number or its label, with or without "pak". A label may bear its own number."""
    said = {text.casefold(), strip_politeness(text)} - {""}
    return not said.isdisjoint({number_on(label, number), label.casefold(), strip_politeness(label)})


def number_on(label: str, place: int) -> str:
    """The number that picks a button: the one that its label bears, else its place."""
    return own[1] if (own := _NUMBERED.match(label)) else str(place)


_NUMBERED = re.compile(r"(\d{1,6})(?:\. | (?:orang|people)$)")
_PARTICLES = {
    "iya",
    "deh",
    "dong",
    "kok",
    "sih",
    "nih",
    "kan",
    "lah",
    "lho",
    "loh",
    "mah",
    "dih",
    "lo",
    "ah",
    "bah",
    "da",
}
_GREETING = re.compile(
    r"^(?:(?:wa'?alaikum\w*|assala[\w']+|aslkm|askum|asalam\w*|salam|samlikum|ass|asw)(?: (?:alaikum|'alaikum|wr"
    r"|wb|ww|"
    r"warahmatullahi|wabarakatuh)){0,4}"
    r"|(?:selamat|met) (?:pagi|siang|sore|malam)(?: admin\b)?|(?:pagi|siang|sore|malam)(?= (?:"
    + "|".join(sorted(ADDRESSES))
    + r")\b)|"
    + "|".join(sorted(ADDRESSES))
    + r"|halo|hallo|hai|hi|permisi|punten|alhamdulillah)(?: |$)"
)


def _spell_plural(match: re.Match[str]) -> str:
    word = match[1]
    return match[0] if word in NO_PLURAL else f"{word}-{word}"


def _spelled(text: str) -> str:
    if (alone := text.strip(" .,!?")) in ALONE_MEANS_OTHERWISE:
        return " ".join(text.replace(alone, ALONE_MEANS_OTHERWISE[alone]).split())
    words = [
        _spell_word(each) if each.isalpha() and len(each) <= LONGEST_WORD else _spell(each) for each in text.split()
    ]
    first = text.partition(" ")[0]
    return " ".join([AT_START[first], *words[1:]] if first in AT_START and " " in text else words)


def _spell(token: str) -> str:
    """What stands between two spaces with its words spelled out."""
    if token.isdecimal() or (len(token) == 1 and not token.isalnum()):
        return token
    return _WORD.sub(lambda match: _spell_word(match[0]) if len(match[0]) <= LONGEST_WORD else match[0], token)


LONGEST_WORD = 40


@lru_cache(maxsize=16384)
def _spell_word(word: str) -> str:
    if set(word) <= set("ivx"):
        return word
    short = _STRETCHED.sub(r"\1", word)
    if known := _known(short):
        return known
    if vocabulary.is_word(short):
        return short
    single = _DOUBLED.sub(r"\1", short)
    if known := _known(single) or (single if single != short and vocabulary.is_word(single) else ""):
        return known
    if (apart := unknown_words.apart(short)) != short:
        return " ".join(_known(part) or part for part in apart.split())
    if short.endswith(_ITS) and (known := _known(short[:-3])):
        return f"{known}nya"
    if len(short) > 5 and short.startswith("di") and (known := _known(short[2:])) and _TAKES_DI.fullmatch(known):
        return f"di{known}"
    return unknown_words.mend(short)


def _known(word: str) -> str:
    return SPELLINGS.get(word) or (word if word in _known_words() else "")


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for full in SPELLINGS.values() for word in full.split())
