"""One thin adapter per kind of utterance: a row of a table → what the readers make of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.understanding import (
    answers,
    corrections,
    counts,
    dates,
    finance,
    identity,
    intents,
    money,
    names,
    numbers,
    rat,
    rat_words,
    rsvp,
    times,
    visits,
)
from bot.understanding.answers import Answer, Asked
from bot.understanding.calendar_words import MONTHS
from bot.understanding.values import Read
from bot.understanding.words import normalise
from handlers.manager import rat_figures

Row = Mapping[str, Any]


@dataclass(slots=True)
class Outcome:
    """What would be stored without asking, and what would be asked back, by name."""

    sure: dict[str, Any] = field(default_factory=dict)
    doubtful: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, read: Read[Any] | None) -> None:
        """Note a value under its precision; a week, a month or a range of days under a name of its own."""
        if read is None:
            return
        if read.precision == "doubtful":
            self.doubtful[name] = read.value
        elif read.precision == "several":
            self.doubtful[name] = list(read.candidates)
        elif read.precision == "exact":
            self.sure[name] = read.value
        else:
            self.sure[read.precision if name == "value" else f"{name}_{read.precision}"] = read.value


def read_rat(row: Row) -> Outcome:
    """What is said to the report's first question, or instead of it."""
    outcome = Outcome()
    facts = rat.read_rat(row["said"], row["today"], is_asked=True)
    is_put_off = "held" in facts and facts["held"].value == "postponed"
    for name, read in facts.items():
        called = "again_on" if name == "planned_on" and is_put_off else IN_TABLE.get(name, name)
        outcome.add(called, read if read.value is not None else Read("unknown"))
    return outcome


IN_TABLE = {"at": "hour"}
"""What the table calls otherwise."""


def read_answer(row: Row) -> Outcome:
    """A short answer to a question."""
    outcome = Outcome()
    if (answer := answers.read_doubting(row["said"], ASKED[row["asked"]])) is not None:
        outcome.add("value", Read(answer.value.value, answer.precision))
    return outcome


ASKED = {each.value: each for each in Asked} | {"none": Asked.NOTHING}


def read_date(row: Row) -> Outcome:
    """A day."""
    outcome = Outcome()
    outcome.add("value", dates.read_date(row["said"], row["today"], tense=row.get("tense")))
    return outcome


def read_time(row: Row) -> Outcome:
    """A time of day."""
    outcome = Outcome()
    outcome.add("value", times.read_time(row["said"]))
    return outcome


def read_amount(row: Row) -> Outcome:
    """A figure of the year, sized as the report's form does."""
    outcome, said = Outcome(), row["said"]
    if (read := money.read_money(said)) is None:
        if finance.is_unknown(normalise(said)):
            outcome.sure["value"] = "unknown"
    elif money.is_of_a_period(said):
        outcome.doubtful["value"] = read.value
    else:
        sized = rat_figures.sized(read)
        outcome.add("value", Read(sized.value, sized.precision))
    return outcome


def read_count(row: Row) -> Outcome:
    """How many people."""
    outcome, said = Outcome(), row["said"]
    if pair := counts.read_pair(said):
        outcome.add("attended", pair[0])
        outcome.add("members", pair[1])
    elif split := counts.read_split(said):
        men, women = split.value
        for name, count in (("count", men + women), ("men", men), ("women", women)):
            outcome.add(name, Read(count, split.precision))
    else:
        outcome.add("value", counts.read_count(said))
    return outcome


def read_intent(row: Row) -> Outcome:
    """What a message wants."""
    outcome = Outcome()
    outcome.add("value", intents.read_intent(row["said"]))
    return outcome


def read_session(row: Row) -> Outcome:
    """An answer to an invitation."""
    outcome, said = Outcome(), row["said"]
    if (answer := rsvp.read_rsvp(said)) is not None:
        outcome.add("answer", answer)
        if answer.people is not None:
            outcome.sure["people"] = answer.people
        elif answer.between:
            outcome.doubtful["people"] = list(answer.between)
    if asked := rsvp.read_question(said):
        outcome.sure["asks"] = asked
    return outcome


def read_visit(row: Row) -> Outcome:
    """An answer to the reminder of a visit."""
    outcome = Outcome()
    names_here = {"day": "date", "at": "time"}
    for name, read in visits.read_visit(row["said"], row["today"], is_asked=True).items():
        outcome.add(names_here.get(name, name), read)
    return outcome


def read_identity(row: Row) -> Outcome:
    """Who somebody says to be."""
    outcome = Outcome()
    for name, read in identity.read_identity(row["said"]).items():
        outcome.add(name, read)
    return outcome


def read_correction(row: Row) -> Outcome:
    """A correction beneath a summary. A digit alone is no correction: the form takes it for a line."""
    outcome, said = Outcome(), row["said"]
    if said.isdecimal() and int(said) <= LINES:
        outcome.doubtful["item"] = [int(said)]
    if (found := corrections.read_correction(said)) is None:
        return outcome
    noted = outcome.sure if found.is_sure else outcome.doubtful
    if found.kind == "wrong":
        outcome.doubtful["action"] = "edit"
    elif found.kind in ("restart", "back", "cancel", "edit", "later"):
        noted["action"] = found.kind
    lines = [line if line > 0 else LINES + 1 + line for line in found.lines]
    if lines and max(lines) <= LINES:
        (outcome.sure if found.is_sure or found.new else outcome.doubtful)["item"] = lines
    for name, new in found.values:
        outcome.sure[SUMMARY.get(name, name)] = _meant(new, found, row["today"])
    if found.kind == "line" and found.old and not found.lines:
        outcome.sure["item"] = [LINES_HOLDING[found.old]] if found.old in LINES_HOLDING else []
        return outcome
    if found.fields:
        outcome.doubtful["field"] = [SUMMARY.get(each, each) for each in found.fields]
    elif found.field:
        outcome.sure["field"] = SUMMARY.get(found.field, found.field)
    for name, words in (("old", found.old), ("new", found.new)):
        value = _meant(words, found, row["today"])
        if value is not None and (name == "new" or not isinstance(value, str)):
            noted[name] = value
    return outcome


LINES = 7
HELD_ON = date(2027, 2, 12)
SUMMARY = {"day": "held_on"}
LINES_HOLDING = {"2026": 2, "12 feb": 4, "tanggal 12": 4, "120": 5, "75": 6}
"""What the summary shows, and where."""


_NUMERIC_DAY = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")


def _meant(words: str, found: corrections.Correction, today: date) -> Any:
    """What a line's own reader makes of the few words: a day, a form of the meeting, yes or no, a number."""
    if not words:
        return None
    if any(month in words.split() for month in MONTHS) or _NUMERIC_DAY.search(words):
        day = dates.read_date(words, today, tense="past")
        return day.value if day else words
    if found.field == "day" and (number := re.sub(r"\D", "", words)) and int(number) <= 28:
        return HELD_ON.replace(day=int(number))
    if meeting := rat_words.meeting_alone(words):
        return meeting
    if (answer := answers.read_answer(words)) is not None and (found.field == "held" or found.lines == (3,)):
        return "no" if answer in (Answer.NO, Answer.NOT_YET) else answer.value
    if (amount := money.read_money(words)) is not None and amount.value >= 1000:
        return amount.value
    numbers_in = [int(each) for each in re.findall(r"\d+", numbers.to_digits(normalise(words)))]
    return numbers_in if not found.is_sure else numbers_in[0] if len(numbers_in) == 1 else words


def read_name(row: Row) -> Outcome:
    """The cooperative that is meant, as the search decides."""
    outcome = Outcome()
    registry = dict(enumerate(row["registry"]))
    ranked = names.find(row["said"], registry, limit=8)
    match names.verdict(ranked):
        case "one":
            outcome.sure["value"] = registry[ranked[0][0]]
        case "tie":
            outcome.doubtful["value"] = [registry[number] for number in names.tied(ranked)]
    return outcome


READERS: dict[str, Callable[[Row], Outcome]] = {
    "rat": read_rat,
    "answers": read_answer,
    "dates": read_date,
    "times": read_time,
    "amounts": read_amount,
    "counts": read_count,
    "intents": read_intent,
    "sessions": read_session,
    "visits": read_visit,
    "identity": read_identity,
    "corrections": read_correction,
    "names": read_name,
}
"""The kinds of utterances, in the order in which they are shown."""
