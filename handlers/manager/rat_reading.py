"""What people type about their meeting → answers of the form."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from bot.errors import Invalid
from bot.forms import VAGUE, Value, unsaid
from bot.turn import Turn
from bot.understanding import answers as short
from bot.understanding import clauses, counts, dates, rat, rat_words
from bot.understanding.intents import find_intent
from bot.understanding.values import Read
from bot.understanding.words import normalise
from handlers.manager import rat_figures
from handlers.when import coming_day, day_read, past_day

OLDEST_YEARS = 6
SHORTEST_REASON = 4
SHORT_ANSWER = 2
"""Words up to which "belum" is an answer, not a reason."""
MOST_PEOPLE = 1_000_000
MOST_MEETINGS = 150
RENAMED = {"postponed": {"planned_on": "again_on"}}
"""A date that a sentence names for a meeting put off answers another question than a plan's."""
Answer = Value | Mapping[str, Value]


def year(turn: Turn, text: str) -> Value:
    """A book year; the running one is asked back, for a meeting accounts for a year that is over."""
    read = rat.read_rat(f"tahun buku {text}", turn.today).get("book_year")
    found = read.value if read else int(text) if text.isdecimal() and len(text) == 4 else 0
    if not turn.today.year - OLDEST_YEARS <= found <= turn.today.year:
        raise Invalid("rat.year_please")
    return Value(str(found), "exact" if found < turn.today.year else "doubtful")


def held(turn: Turn, text: str) -> Answer:
    """Whether there was a meeting, or when. "belum" is not "tidak": both are asked back before they count as none."""
    if (read := short.read_doubting(text, short.Asked.HELD)) is None:
        return _by_its_day(turn, text)
    match read.value:
        case short.Answer.YES:
            return Value("yes", read.precision)
        case short.Answer.TENTATIVE:
            return Value("planned", "doubtful")
        case short.Answer.NO | short.Answer.POLITE_NO | short.Answer.NOT_YET:
            return Value("no", "doubtful")
    return _by_its_day(turn, text)


def _by_its_day(turn: Turn, text: str) -> Answer:
    """A day instead of an answer: one that was is a meeting, one to come a plan. Raises Invalid."""
    read = dates.read_date(text, turn.today)
    if read is None or find_intent(text) not in (None, "report_rat"):
        raise Invalid("form.pick_one")
    is_over = read.value <= turn.today
    day = day_read(dates.read_date(text, turn.today, tense="past" if is_over else "future"))
    sure = "doubtful" if day.precision in VAGUE else "exact"
    if is_over:
        return {"held": Value("yes", sure), "held_on": day}
    return {"held": Value("planned", sure), "planned_on": day}


def held_on(turn: Turn, text: str) -> Answer:
    """The day of the meeting; one that is still to come is asked back as a plan."""
    try:
        return past_day(turn, text)
    except Invalid as error:
        if error.say.key != "form.day_in_future":
            raise
    return {"held": Value("planned"), "planned_on": _asked_back(coming_day(turn, text))}


def planned_on(turn: Turn, text: str) -> Answer:
    """The day of a plan; one that has passed is asked back as a meeting held."""
    try:
        return coming_day(turn, text)
    except Invalid as error:
        if error.say.key != "form.day_in_past":
            raise
    return {"held": Value("yes"), "held_on": _asked_back(past_day(turn, text))}


def reason(_turn: Turn, text: str) -> Answer:
    """Why there was no meeting: one of the office's reasons, else the words themselves. Raises Invalid."""
    words = normalise(text)
    found = rat_words.read_reason(f"karena {words}")
    if found is not None and found.value != "other":
        return Value(found.value, found.precision)
    is_answer = len(words.split()) <= SHORT_ANSWER and short.read_answer(text) is not None
    if is_answer or unsaid.nothing(text) or clauses.is_question(words) or len(words) < SHORTEST_REASON:
        raise Invalid("form.pick_one")
    return {"reason": Value("other"), "reason_text": Value(text.strip())}


def _asked_back(day: Value) -> Value:
    return day if day.precision in VAGUE else Value(day.value, "doubtful")


def people(_turn: Turn, text: str) -> Value:
    """How many people."""
    read = counts.read_count(text)
    if read is None or not 0 <= read.value <= MOST_PEOPLE:
        raise Invalid("rat.one_number" if len(re.findall(r"\d+", text)) > 1 else "form.how_many")
    return Value(read.value, read.precision)


def members(turn: Turn, text: str) -> Answer:
    """How many members; "L 40 P 35" says how many of them are women, too."""
    if (split := counts.read_split(text)) is None:
        return people(turn, text)
    men, women = split.value
    return {"members": Value(men + women), "women": Value(women), "men": Value(men)}


def women(turn: Turn, text: str) -> Answer:
    """How many women; men named beside them are compared with the whole."""
    if (split := counts.read_split(text)) is None:
        return people(turn, counts.of_women(text))
    return {"women": Value(split.value[1]), "men": Value(split.value[0])}


def meeting(_turn: Turn, text: str) -> Value:
    """The form of the meeting."""
    if not (found := rat_words.meeting_alone(text)):
        raise Invalid("form.pick_one")
    return Value(found)


def ordinal(_turn: Turn, text: str) -> Value:
    """Which meeting of the cooperative it was: 15, "ke-15"."""
    found = re.findall(r"\d{1,3}", normalise(text))
    if len(found) != 1 or not 1 <= int(found[0]) <= MOST_MEETINGS:
        raise Invalid("rat.ordinal_please")
    return Value(int(found[0]))


def yes_or_no(_turn: Turn, text: str) -> Value:
    """A short answer to one of our own questions."""
    return _chosen(short.read_answer(text))


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


def sentence(turn: Turn, text: str) -> Mapping[str, Value]:
    """Everything a whole sentence says about the meeting. A contradiction with the calendar is left to be asked."""
    facts = rat.read_rat(text, turn.today)
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
    if "reason" in found and found["reason"].value == "other" and facts["reason"].words:
        found["reason_text"] = Value(facts["reason"].words)
    return found


def _value(turn: Turn, name: str, read: Read[Any]) -> Value:
    precision = "exact" if read.precision == "exact" else "doubtful"
    if name in ("held_on", "planned_on"):
        return day_read(read)
    if name in rat_figures.ORDER:
        return rat_figures.sized(read)
    if name == "book_year":
        return Value(str(read.value), "doubtful" if read.value == turn.today.year else precision)
    return Value(read.value.isoformat() if isinstance(read.value, date) else read.value, precision)
