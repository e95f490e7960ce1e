"""A form with every kind of question, under the name and the texts of the RAT report; no database, no platform."""

import re
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Log, Step, Value, given, step
from bot.messages import Address, Attachment, Choice, Incoming, Json, Say

RUN = "k3f"
AT = datetime(2027, 1, 11, tzinfo=UTC)
UNLUCKY = 13
"""`finish` refuses this many members."""
T = TypeVar("T")


@dataclass
class Desk:
    """What the engine needs of a turn, and what arrived at the end."""

    language: str = "id"
    form_context: Mapping[str, Json] = field(default_factory=dict)
    finished: list[dict[str, Value]] = field(default_factory=list)


def whole(_desk: Desk, text: str) -> Value:
    """A number; "±12" is doubtful, and so is the last of several."""
    if len(numbers := re.findall(r"(?<!-)\b\d{1,6}\b(?!-)", text)) > 1:
        return Value(int(numbers[-1]), "doubtful")
    digits = text.removeprefix("±")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise Invalid("form.how_many")
    return Value(int(digits), "exact" if digits == text else "doubtful")


def day(_desk: Desk, text: str) -> Value:
    """A date as computers write it; a month says where it lies."""
    if re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", text):
        return Value(f"{text}-01", "month", text)
    try:
        return Value(date.fromisoformat(text).isoformat())
    except ValueError:
        raise Invalid("form.which_day") from None


def day_of_month(desk: Desk, vague: Value, text: str) -> Value:
    """ "9" after "2027-02"."""
    return day(desk, f"{vague.value[:8]}{text:0>2}" if text.isdecimal() else text)


def several(_desk: Desk, text: str) -> dict[str, Value]:
    """Counts of members and of those who came, in one sentence."""
    found = {"members": re.search(r"anggota (\d{1,6})", text), "attended": re.search(r"hadir (±?)(\d{1,6})", text)}
    values = {}
    if found["members"]:
        values["members"] = Value(int(found["members"][1]))
    if found["attended"]:
        values["attended"] = Value(int(found["attended"][2]), "doubtful" if found["attended"][1] else "exact")
    return values


def paper(_desk: Desk, incoming: Incoming) -> Value | None:
    """A document is the minutes."""
    return Value(incoming.attachment.id) if incoming.attachment and incoming.attachment.kind == "document" else None


async def cooperatives(_desk: Desk, _answers: Answers) -> Sequence[Choice]:
    return [Choice("7", "KSU Maju"), Choice("8", "KSP Berkah *Jaya*")]


async def held(_desk: Desk, _answers: Answers) -> Sequence[Choice]:
    return [Choice("yes"), Choice("planned"), Choice("no")]


async def finish(desk: Desk, answers: Answers) -> Sequence[Say]:
    if answers["members"].value == UNLUCKY:
        raise Invalid("form.moment_in_past")
    desk.finished.append(dict(answers))
    return [Say("successor.noted")]


async def warned(_desk: Desk, _answers: Answers) -> Sequence[Say]:
    return [Say("rat.if_so")]


FIELDS: tuple[Field[Desk], ...] = (
    Field("cooperative", None, choices=cooperatives),
    Field("held", choices=held),
    Field("members", whole),
    Field("attended", whole, when=given(held="yes")),
    Field("reason_text", when=given(held="no")),
    Field("held_on", day, optional=True, within=day_of_month),
    Field("reason", take=paper),
    Field("book_year", whole),
)
FORM = Form("rat", FIELDS, finish, read=several)
WARNING = Form("rat", FIELDS, finish, read=several, preview=warned)
BOUND = Form("rat", FIELDS[:3], finish, bound=True)
DIRECT = Form("rat", (Field("members", whole),), finish, direct=True)


def now(waiting: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never really waits."""
    try:
        waiting.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("the engine waited for something")


def message(text: str = "", choice: str | None = None, attachment: str = "") -> Incoming:
    """Something a person did; a choice without a dot is completed: `!edit`, `held=yes`."""
    if choice is not None and "." not in choice:
        choice = f"rat.{RUN}.{choice}"
    found = Attachment("file-1", attachment) if attachment else None
    return Incoming("m1", Address("sim", "1"), AT, text, choice, attachment=found)


def take(log: Log, incoming: Incoming | str, form: Form[Desk] = FORM, desk: Desk | None = None) -> Step:
    """One step; a string that begins with `[` is a button: `[held=yes`."""
    if isinstance(incoming, str):
        incoming = message(choice=incoming[1:]) if incoming.startswith("[") else message(incoming)
    return now(step(form, desk or Desk(), RUN, log, incoming))


def play(*said: Incoming | str, form: Form[Desk] = FORM, desk: Desk | None = None, log: Log = ()) -> Step:
    """Several steps, one after the other; the form must stay open until the last."""
    made = Step(log, ())
    for each in said:
        assert made.log is not None
        made = take(made.log, each, form, desk)
    return made
