"""What a form is made of, and where somebody stands in it."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from bot.errors import Invalid
from bot.messages import Choice, Incoming, Json, Say

OPENING = "open"
"""Id of the entry that holds what was known when the form was opened: back and restart stop there."""
VAGUE = ("week", "month", "range", "several")
"""Precisions of an answer that says where the real one lies: it is kept, and the question asked once more."""
REOPEN, EDIT, LEAVING = "!reopen", "!edit", "!leaving"
"""Log marks that are no answers: a line to be changed, the list of lines, "really cancel?"."""


class Context(Protocol):
    """What the engine needs to know of the turn it works in."""

    @property
    def language(self) -> str:
        """Language of the person."""
        ...

    @property
    def form_context(self) -> Mapping[str, Json]:
        """What the form was opened with; texts may name it."""
        ...


C = TypeVar("C", bound=Context)


@dataclass(frozen=True, slots=True)
class Value:
    """An answer. Anything but `exact` is asked back before it counts, a `VAGUE` one by asking what it leaves open.

    `label` is how a name from data was shown, or the words of a vague answer; `days` are those of which one is meant.
    """

    value: Json
    precision: str = "exact"
    label: str = ""
    days: tuple[str, ...] = ()


Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: its id, the person's own words, and the values read from them."""

    id: str
    words: str
    values: Mapping[str, Value]


Log = tuple[Entry, ...]


def log_to_json(log: Log) -> list[Json]:
    """A log as JSON."""
    return [[e.id, e.words, {name: _to_json(v) for name, v in e.values.items()}] for e in log]


def _to_json(value: Value) -> Json:
    return [value.value, value.precision, value.label, *([list(value.days)] if value.days else [])]


def _from_json(value: Json, precision: str, label: str, days: Sequence[str] = ()) -> Value:
    return Value(value, precision, label, tuple(days))


def log_from_json(data: Sequence[Json]) -> Log:
    """The log that `log_to_json` wrote."""
    return tuple(Entry(i, words, {name: _from_json(*v) for name, v in values.items()}) for i, words, values in data)


def always(_: Answers) -> bool:
    """A question that is always asked."""
    return True


def given(**wanted: Json) -> Callable[[Answers], bool]:
    """A question that is asked when earlier answers have these values."""
    return lambda answers: all(name in answers and answers[name].value == value for name, value in wanted.items())


def said(_context: Context, text: str) -> Value:
    """Free words as they are. Raises Invalid when there are none."""
    if not text.strip():
        raise Invalid("form.say_something")
    return Value(text.strip())


@dataclass(frozen=True, slots=True)
class Field(Generic[C]):
    """One question.

    `parse` reads text and raises Invalid; it may answer earlier questions anew by name, and beside `choices` it knows
    further words. `take` reads a message that is more than text (a contact, a place, a file) and returns None when it
    is nothing for this question. An `aside` helps to ask and is no line of the summary; with `again` it is opened anew
    from the list of lines all the same. Where the choices are names of cooperatives, `by_name`, the part of one that no
    other has picks it. `within` reads what
    completes a vague answer or takes the place of another one; `settle` gives what answers before it leave no doubt of.
    `unsettled` is what is noted for whoever has no answer yet, by name.
    """

    name: str
    parse: Callable[[C, str], Value | Mapping[str, Value]] | None = said
    choices: Callable[[C, Answers], Awaitable[Sequence[Choice]]] | None = None
    when: Callable[[Answers], bool] = always
    optional: bool = False
    take: Callable[[C, Incoming], Value | None] | None = None
    aside: bool = False
    again: bool = False
    by_name: bool = False
    within: Callable[[C, Value, str], Value] | None = None
    settle: Callable[[C, Answers], Awaitable[Value | None]] | None = None
    unsettled: Answers | None = None

    @property
    def is_free(self) -> bool:
        """Whether any words answer it."""
        return self.parse is said and not self.choices


@dataclass(frozen=True, slots=True)
class Form(Generic[C]):
    """A named list of questions and what to do with the answers.

    `read` recognises several answers in one sentence. `preview` looks at all answers when the summary is shown and may
    say something above it. `finish` may raise Invalid: the same screen comes again with the reason. A `bound` form is
    sent only by the button below exactly the summary shown, never by a typed word; a `direct` one needs no summary.
    """

    name: str
    fields: tuple[Field[C], ...]
    finish: Callable[[C, Answers], Awaitable[Sequence[Say]]]
    read: Callable[[C, str], Mapping[str, Value]] | None = None
    preview: Callable[[C, Answers], Awaitable[Sequence[Say]]] | None = None
    bound: bool = False
    direct: bool = False

    def __post_init__(self) -> None:
        names = [each.name for each in self.fields]
        if len(set(names)) != len(names) or any(not name.isidentifier() for name in names):
            raise ValueError(f"{self.name}: field names must be distinct identifiers")

    def visible(self, answers: Answers) -> list[Field[C]]:
        """The questions that apply, given the answers so far."""
        return [each for each in self.fields if each.when(answers)]

    def field(self, name: str) -> Field[C] | None:
        """A question by name."""
        return next((each for each in self.fields if each.name == name), None)

    def shown(self, answers: Answers) -> dict[str, Value]:
        """Only answers whose question is still asked; a changed answer can hide later ones."""
        return {each.name: answers[each.name] for each in self.visible(answers) if each.name in answers}

    def lines(self, answers: Answers) -> list[str]:
        """Names of the answers that the summary shows."""
        return [each.name for each in self.visible(answers) if each.name in answers and not each.aside]

    def reopenable(self, answers: Answers) -> list[str]:
        """Names of the answers that the list of lines offers: those lines, in their order, and what is asked again."""
        asides = [each.name for each in self.visible(answers) if each.again and each.name in answers]
        return [*self.lines(answers), *asides]

    def digest(self, answers: Answers) -> str:
        """A short mark of exactly these answers, carried by the send button."""
        listed = json.dumps([[name, v.value] for name, v in self.shown(answers).items()])
        return hashlib.sha256(listed.encode()).hexdigest()[:6]


def fold(log: Log) -> dict[str, Value]:
    """Answers as they stand after everything in the log."""
    answers: dict[str, Value] = {}
    for entry in log:
        for name, value in entry.values.items():
            if name == REOPEN:
                answers.pop(value.value, None)
            elif not name.startswith("!"):
                answers[name] = value
    return answers


def sources(log: Log) -> dict[str, str]:
    """The words that an answer was read from, for answers of messages that gave several at once."""
    found: dict[str, str] = {}
    for entry in log:
        told = [name for name, value in entry.values.items() if not name.startswith("!") and not value.label]
        for name in entry.values:
            found.pop(name, None)
        if entry.words and len(told) > 1:
            found |= dict.fromkeys(told, entry.words)
    return found


Where = Literal["question", "doubt", "summary", "edit", "leaving"]


@dataclass(frozen=True, slots=True)
class Position(Generic[C]):
    """Where somebody stands: an open question, a doubtful answer, the summary, the list of lines, or at the door."""

    where: Where
    answers: Mapping[str, Value] = field(default_factory=dict)
    field: Field[C] | None = None
    page: int = 0
    sources: Mapping[str, str] | None = None
    """At the summary: the sentences that answers were read from."""
    changed: frozenset[str] = frozenset()
    """At a summary that comes again: the answers that are others than in the one before."""


def position(form: Form[C], log: Log) -> Position[C]:
    """Compute the position; nothing else stores it."""
    answers = fold(log)
    last = log[-1].values if log else {}
    if LEAVING in last:
        return Position("leaving", answers)
    if EDIT in last:
        return Position("edit", answers, page=last[EDIT].value)
    for each in form.visible(answers):
        if each.name not in answers or answers[each.name].precision in VAGUE:
            return Position("question", answers, each)
        if answers[each.name].precision != "exact":
            return Position("doubt", answers, each)
    return Position("summary", answers, sources=sources(log), changed=_changed(form, log, answers))


def half_told(at: Position[C]) -> str:
    """The question that was answered by where its answer lies, and is open all the same; else none."""
    held = at.answers.get(at.field.name) if at.where == "question" and at.field is not None else None
    return at.field.name if held is not None and held.precision in VAGUE and at.field is not None else ""


def _changed(form: Form[C], log: Log, answers: Answers) -> frozenset[str]:
    """What the summary shown last did not say, or said otherwise."""
    for length in range(len(log) - 1, 0, -1):
        before = position(form, log[:length])
        if before.where == "summary":
            return frozenset(
                name
                for name in form.lines(answers)
                if name not in before.answers or before.answers[name].value != answers[name].value
            )
    return frozenset()
