"""What people type about their meeting → answers of the form."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from bot.errors import Invalid
from bot.forms import VAGUE, Value, unsaid
from bot.turn import Turn
from bot.understanding import answers as short
from bot.understanding import asking_help, clauses, dates, numbers, rat, rat_reasons, ways
from bot.understanding.corrections import read_correction
from bot.understanding.intents import find_intent
from bot.understanding.values import Read
from bot.understanding.words import normalise, strip_politeness
from handlers.manager import rat_facts, rat_figures
from handlers.when import coming_day, day_read, past_day

OLDEST_YEARS = 6
SHORTEST_REASON = 4
SHORT_ANSWER = 2
"""Words up to which "belum" is an answer, not a reason."""
SHORT_OUTCOME = 3
"""Words up to which "rat ditunda" only says what was asked about."""
OUTCOMES = {
    short.Answer.YES: "yes",
    short.Answer.TENTATIVE: "planned",
    short.Answer.NO: "no",
    short.Answer.POLITE_NO: "no",
    short.Answer.NOT_YET: "no",
}
"""What a short answer says of the meeting; all but a yes are asked back."""
RENAMED = {"postponed": {"planned_on": "again_on"}}
"""A date that a sentence names for a meeting put off answers another question than a plan's."""
_YEAR_ALONE = re.compile(
    r"(?:(?:yang|untuk|utk|itu|ini|laporan|lapor|rat|tutup|tahun|buku|tb|adalah|lupa|iya|oke|eh|bukunya|tahunnya"
    r"|laporannya|ratnya),? )*?"
    r"(?:(?:tahun |buku |tb )?(?P<year>20\d\d|\d\d)|(?:tahun |buku )+(?P<way>lalu|kemarin|ini))"
    r"(?: (?:lah|saja|dulu|itu))*"
)
_YEAR_FIRST = re.compile(
    r"(?:(?:yang|untuk|tahun|buku|tb) )*(?P<year>20\d\d)(?P<way>)(?! ?(?:orang|anggota|dari)|[./-])(?:(?!20\d\d).)*"
)
_YEAR_BEFORE = re.compile(r"^.*?\b20\d\d\b(?:[ ,.]+(?:ya|pak|bu|kak|itu|ini|lah|deh|aja|saja)\b)*[ ,.]*", re.IGNORECASE)
_TELLS = re.compile(r"\b(?:sudah|telah|belum|ditunda|rencana\w*|tanggal)\b")
"""What tells of the meeting, behind its year."""
_YEAR_NAMED = re.compile(r"(?:^|[,.;] |\b(?:untuk|yang|laporan|lapor|rat) )tahun (20\d\d)\b")
_ASKS_OR_EXCUSES = re.compile(r"(?:mohon|maaf|tolong|minta|nanti|terima|semoga|insya)\b")
_ALREADY = re.compile(r"\b(?:sudah|telah)\b")
_DAY_ONLY = re.compile(
    r"(?:(?:di)?(?:undur|geser|pindah|mundur)(?:kan)?|jadi|menjadi|ke|tanggal|hari|rencana\w*|rat|rapat|insya allah"
    r"|saja|lagi|nanti|eh|\W)*"
)
_VERY_WELL = re.compile(r"^\W*iya,? sudah(?: lah)?\b(?= \S)")
""" "Ya udah 7 maret deh" gives way, and tells of nothing that was."""
Answer = Value | Mapping[str, Value]


def year(turn: Turn, text: str) -> Answer:
    """A book year, and what is told behind it. Raises Invalid.

    The running one is asked back, for a meeting accounts for a year that is over.
    """
    words = numbers.to_digits(normalise(text))
    named = _YEAR_ALONE.fullmatch(strip_politeness(words)) or _YEAR_FIRST.fullmatch(words)
    if clauses.is_question(words):
        named = None
    found = 0
    if named is not None:
        found = 2000 + int(named["year"][-2:]) if named["year"] else turn.today.year - (named["way"] != "ini")
    if not turn.today.year - OLDEST_YEARS <= found <= turn.today.year:
        raise Invalid("rat.year_please")
    value = Value(str(found), "exact" if found < turn.today.year else "doubtful")
    rest = _YEAR_BEFORE.sub("", text, count=1)
    if rest == text or not _TELLS.search(normalise(rest)):
        return value
    with suppress(Invalid):
        told = sentence(turn, rest, is_asked=True)
        is_held = "held" in told and told["held"].value != "no"
        return {"book_year": value, **(told if is_held else as_answers("held", held(turn, rest)))}
    return value


def held(turn: Turn, text: str) -> Answer:
    """Whether there was a meeting, or when. "belum" is not "tidak": both are asked back before they count as none.

    A day instead of an answer is that of a meeting where it was, of a plan where it is to come. Raises Invalid.
    """
    told = sentence(turn, text, is_asked=True)
    if "held" in told and told["held"].value == "postponed":
        return told
    intent = find_intent(text)
    way = read_correction(text)
    if intent == "left_office" or (way is not None and way.kind == "cancel" and not way.is_sure):
        raise Invalid("form.pick_one")  # no answer, but a wish that is met in the middle of the form
    read = short.read_doubting(text, short.Asked.HELD)
    if read is not None and (outcome := OUTCOMES.get(read.value)):
        return Value(outcome, read.precision if outcome == "yes" else "doubtful")
    if "held" in told and intent in (None, "report_rat"):
        return told
    raise Invalid("form.pick_one")


def held_on(turn: Turn, text: str) -> Answer:
    """The day of the meeting; one that is still to come is asked back as a plan."""
    try:
        return known_past_day(turn, text)
    except Invalid as error:
        if error.say.key != "form.day_in_future":
            raise
    return {"held": Value("planned"), "planned_on": asked_back(coming_day(turn, text))}


def known_past_day(turn: Turn, text: str) -> Value:
    """A day up to today; who has forgotten it hears that an estimate will do. Raises Invalid."""
    if unsaid.nothing(text) or unsaid.later(text):
        raise Invalid("rat.about_when")
    return past_day(turn, text)


def planned_on(turn: Turn, text: str) -> Answer:
    """The day of a plan; one that has passed is asked back as a meeting held."""
    try:
        return coming_day(turn, _VERY_WELL.sub("", normalise(text)))
    except Invalid as error:
        if error.say.key == "form.day_in_past":
            return {"held": Value("yes"), "held_on": asked_back(past_day(turn, text))}
        told = sentence(turn, text)
        if "held" not in told or told["held"].value == "planned":
            raise
        return told


def reason(turn: Turn, text: str) -> Answer:
    """Why there was no meeting: one of the office's reasons, else the words themselves. Raises Invalid."""
    words = normalise(text)
    found = rat_reasons.read_reason(f"karena {words}")
    if found is not None and found.value != "other":
        return Value(found.value, found.precision)
    if (day := day_alone(turn, text)) is not None:
        return {"held": Value("planned", "doubtful"), "planned_on": day, "again_on": day}
    is_answer = len(words.split()) <= SHORT_ANSWER and short.read_answer(text) is not None
    is_answer = is_answer or (len(words.split()) <= SHORT_OUTCOME and "held" in rat.read_rat(text, turn.today))
    is_answer = is_answer or len(re.sub(r"[\W\d]", "", words)) < SHORTEST_REASON
    way = ways.read_way(words, strip_politeness(text))
    if is_answer or (way is not None and way.way == "cancel") or unsaid.nothing(text) or clauses.is_question(words):
        raise Invalid("form.pick_one")
    return {"reason": Value("other"), "reason_text": Value(text.strip())}


def asked_back(day: Value) -> Value:
    """A day that is to be confirmed."""
    return day if day.precision in VAGUE else Value(day.value, "doubtful")


def sentence(turn: Turn, text: str, *, is_asked: bool = False) -> Mapping[str, Value]:
    """Everything a whole sentence says about the meeting, which was asked about just now or not.

    A contradiction with the calendar is left to be asked; help asked for besides is no doubt about what is told.
    """
    text = asking_help.without(text) or text
    facts = rat_facts.read(text, turn.today, is_asked=is_asked)
    renamed = RENAMED.get(facts["held"].value, {}) if "held" in facts else {}
    found: dict[str, Value] = {}
    for name, read in facts.items():
        if name == "held_on" and read.value > turn.today:
            continue
        if name == "book_year" and not turn.today.year - OLDEST_YEARS <= read.value <= turn.today.year:
            continue
        with suppress(Invalid):
            found[renamed.get(name, name)] = _value(turn, name, read)
    if "standing" in found:
        found["reason"] = Value("idle")
    elif "reason" in found and _is_only_likely(found["reason"], text):
        found["reason"] = replace(found["reason"], precision="doubtful")
    if "reason" in found and found["reason"].value == "other" and facts["reason"].words:
        found["reason_text"] = Value(facts["reason"].words)
    if "book_year" not in found and (named := _year_beside(turn, text)):
        found["book_year"] = Value(named, "doubtful")
    if "held" in found and found["held"].value == "postponed" and "reason" not in found:
        found |= _reason_beside(turn, text)
    return found


def _is_only_likely(why: Value, text: str) -> bool:
    """Whether a reason of the office's list is in none of the words, but only guessed from them all."""
    return why.value != "other" and rat_reasons.read_reason(text) is None


def as_answers(name: str, answer: Answer) -> Mapping[str, Value]:
    """What one question's answer says, by name."""
    return {name: answer} if isinstance(answer, Value) else answer


def _year_beside(turn: Turn, text: str) -> str:
    """ "Tahun 2025 juga belum kami lapor": a year that is over, and not the one of a day's date."""
    years = {int(each) for each in _YEAR_NAMED.findall(normalise(text))}
    return str(*years) if len(years) == 1 and turn.today.year - OLDEST_YEARS <= min(years) < turn.today.year else ""


def _reason_beside(turn: Turn, text: str) -> Mapping[str, Value]:
    """ "Diundur, ketua lg umroh": the one clause that says nothing else is why; asked back."""
    parts = [each.strip() for each in re.split(r"[,;\n]+|\.(?!\d)", text)]
    whys = [
        each for each in parts if len(each.split()) > 1 and not re.search(r"\d", each) and _says_nothing(turn, each)
    ]
    if len(whys) != 1:
        return {}
    try:
        found = as_answers("reason", reason(turn, whys[0]))
    except Invalid:
        return {}
    return {**found, "reason_text": Value(whys[0], "doubtful")} if "reason_text" in found else found


def _says_nothing(turn: Turn, part: str) -> bool:
    """Whether a clause is neither a fact of the meeting, a greeting or wish, nor a short answer."""
    if _ASKS_OR_EXCUSES.match(normalise(part)) or rat.read_rat(part, turn.today):
        return False
    return find_intent(part) is None and short.read_answer(part) is None


def day_fixed(turn: Turn, text: str) -> Value:
    """ "Sdh ada, tgl 27 februari": the coming day that has been agreed on. Raises Invalid."""
    return coming_day(turn, _ALREADY.sub(" ", normalise(text)))


def day_alone(turn: Turn, text: str) -> Value | None:
    """The coming day that is all that a text says, moved to it or not."""
    read = dates.read_date(text, turn.today, tense="future")
    if read is None or not _DAY_ONLY.fullmatch(strip_politeness(normalise(text).replace(read.words, " "))):
        return None
    return coming_day(turn, text)


def _value(turn: Turn, name: str, read: Read[Any]) -> Value:
    precision = "exact" if read.precision == "exact" else "doubtful"
    if read.value is None:
        return Value(None)
    if name in ("held_on", "planned_on"):
        return day_read(read)
    if name in rat_figures.ORDER:
        return Value(None) if read.value is None else rat_figures.sized(read)
    if name == "book_year":
        return Value(str(read.value), "doubtful" if read.value == turn.today.year else precision)
    return Value(read.value.isoformat() if isinstance(read.value, date) else read.value, precision)
