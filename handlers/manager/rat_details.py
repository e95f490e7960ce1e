"""What people type about the members, the form and the place of a meeting → answers of the form."""

import re
from collections.abc import Mapping

from bot.errors import Invalid
from bot.forms import Value, unsaid
from bot.turn import Turn
from bot.understanding import answers as short
from bot.understanding import clauses, counts, numbers, rat_words
from bot.understanding.words import normalise, strip_politeness

A_FEW = 2
"""Words of a yes that needs no word of the question beside it."""
MOST_PEOPLE = 1_000_000
MOST_MEETINGS = 150
_AS_SAID = re.compile(r"^(?:(?:tadi|kan|sudah|saya|kami|bilang|tulis|jawab|itu|yang|ya) )+")
""" "Tadi kan sudah saya bilang langsung": the answer comes behind."""
_FACE_TO_FACE = re.compile(
    r"\b(?:ketemu|bertemu|jumpa|hadir|kumpul) langsung\b|\btatap (?:muko|depan)\b|\bb[ae]r?samuk[oa]\b|\brapat biasa\b"
    r"|^biasa saja$|^(?:lsg|lgsg|lsng|lgsung|langsng|lngsung)\b"
    r"|^langsung\b"
)
_FIGURES = re.compile(r"(?:rp)?[\W\d]*(?:juta|ribu|miliar|rupiah|orang)?[\W\d]*")
_THERE_THEN = re.compile(r"(?: (?:tadi|td|kok))+$", re.IGNORECASE)
_ABOUT = r"(?:ini|itu|sudah|rat|rapat|yang|adalah|kami|ke|kira-kira|kayaknya|sepertinya|mungkin|kalau tidak salah)"
_ORDINAL_ALONE = re.compile(rf"(?:{_ABOUT}[ -]*)*(\d{{1,3}})(?:,? (?:kali|kalinya|saja|lah|{_ABOUT}))*")
_OF_THE_QUESTION = re.compile(
    r"\b(?:pengurus|ketua|sekretaris|bendahara|pengawas|pilih\w*|dipilih|memilih|terpilih|baru|ganti|isi|diisi|data|angka"
    r"|keuangan|lanjut|benar|betul|ada|mau|boleh)\b"
)
_CAME_OF = re.compile(
    r"(?P<came>\d+)(?: orang)?(?: yang)?(?: hadir)?,? (?:dari )?"
    r"(?:anggota|total|jumlah)(?:nya)?(?: anggota)?(?: ada)? (?P<all>\d+)(?: orang)?"
)
""" "87 orang, anggota 120": who came, of how many."""


def people(_turn: Turn, text: str) -> Value:
    """How many people; that there are none is asked back where it isn't said by its number."""
    read = counts.read_count(text)
    if read is None and (unsaid.nothing(text) or unsaid.later(text)):
        raise Invalid("rat.estimate_will_do")
    if read is None or not 0 <= read.value <= MOST_PEOPLE:
        raise Invalid("rat.one_number" if len(re.findall(r"\d+", text)) > 1 else "form.how_many")
    return Value(read.value, read.precision if read.value or "0" in text else "doubtful")


def members(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """How many members; "L 40 P 35" says how many of them are women, too, and "87 org, anggota 120" how many came."""
    if both := _CAME_OF.fullmatch(strip_politeness(numbers.to_digits(normalise(text)))):
        return {"members": Value(int(both["all"])), "attended": Value(int(both["came"]))}
    if (split := counts.read_split(text)) is None:
        return people(turn, text)
    men, women = split.value
    return {"members": Value(men + women), "women": Value(women), "men": Value(men)}


def women(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """How many women; men named beside them are compared with the whole."""
    if (split := counts.read_split(text)) is None:
        return people(turn, counts.of_women(text))
    return {"women": Value(split.value[1]), "men": Value(split.value[0])}


def meeting(_turn: Turn, text: str) -> Value:
    """The form of the meeting, whatever else is told behind it."""
    named = {
        found
        for part in (text, *clauses.split(text))
        if (found := rat_words.meeting_alone(_AS_SAID.sub("", strip_politeness(part))))
    }
    if len(named) == 1:
        return Value(named.pop())
    if not named and _FACE_TO_FACE.search(normalise(text)):
        return Value("langsung")
    raise Invalid("form.pick_one")


def ordinal(_turn: Turn, text: str) -> Value:
    """Which meeting of the cooperative it was: 15, "ke-15"."""
    found = _ORDINAL_ALONE.fullmatch(strip_politeness(numbers.to_digits(normalise(text))))
    if found is None or not 1 <= int(found[1]) <= MOST_MEETINGS:
        raise Invalid("rat.ordinal_please")
    return Value(int(found[1]))


def place(_turn: Turn, text: str) -> Value:
    """Where it was, in the person's own words; figures alone are no place."""
    if _FIGURES.fullmatch(normalise(text)):
        raise Invalid("rat.place_please")
    return Value(_THERE_THEN.sub("", text.strip()))


def yes_or_no(_turn: Turn, text: str) -> Value:
    """A short answer to one of our own questions; a long "sudah …" has to speak of what was asked."""
    chosen, words = _chosen(short.read_answer(text)), normalise(text)
    if chosen.value == "yes" and len(words.split()) > A_FEW and not _OF_THE_QUESTION.search(words):
        raise Invalid("form.pick_one")
    return chosen


def more(_turn: Turn, text: str) -> Value:
    """Whether they want to add to what there is."""
    return _chosen(short.read_answer(text, short.Asked.MORE))


def _chosen(answer: short.Answer | None) -> Value:
    match answer:
        case short.Answer.YES:
            return Value("yes")
        case short.Answer.NO | short.Answer.POLITE_NO | short.Answer.NOT_YET:
            return Value("no")
    raise Invalid("form.pick_one")
