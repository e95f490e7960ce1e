"""Answers to the reminder that a cooperative has gone unvisited."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value, unsaid
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.intents import find_intent
from bot.understanding.visits import read_visit
from bot.understanding.words import normalise
from db import audit, cooperatives, ledger
from db.models import Cooperative, Ledger
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import appointment, leaving, picking, propose, visit_questions
from handlers.notify import hand_to_staff
from handlers.when import past_day, within

WHO_CAME = re.compile(
    r"\b(?:oleh|petugas(?:nya)?|sama|dengan|dgn|dikunjungi|didatangi) "
    r"((?:[Pp]ak|[Bb]apak|[Bb]pk|[Ii]bu|[Bb]uk?|[Bb]ang) [A-Za-z][A-Za-z'.]+(?: [A-Z][a-z'.]+)*)"
)
"""Who of the office was there: a title and a name; further names only where they are written large."""

CAME = re.compile(
    r"\b((?:[Pp]ak|[Bb]apak|[Bb]pk|[Ii]bu|[Bb]uk?|[Bb]ang) [A-Za-z][A-Za-z'.]+(?: [A-Z][a-z'.]+)*)"
    r"(?= (?:\w+ ){0,2}(?:datang|berkunjung|mampir|ke sini)\b)"
)
"""The same before the verb: "pak Yandri sdh datang"."""
VISITED = re.compile(
    r"\b(?:dikunjungi|didatangi|kunjungan(?:nya)?)\b"
    r"|\b(?:petugas\w*|(?:orang|tim|dari) dinas|(?:pak|bapak|bu|ibu|bang) (?!lurah|camat|rt|rw|wali)\w+)"
    r" (?:\w+ ){0,2}(?:datang|berkunjung|mampir|ke sini)\b"
)
_OWN = re.compile(r"\b(?:rat|rapat\w*|hadir\w*|anggota|undangan)\b")
OWN_WISHES = ("thanks", "greeting", "visit", "left_office")
"""Wishes that the reminder itself is about; any other one is no answer to it."""
MEANT = {"wrong_person": "not_officer", "visited": "visited"}
"""Buttons that words stand for."""


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """A button of the reminder: `unvisited.<ledger id>.act=propose|visited|not_officer`."""
    group = await _group(turn, subject)
    if not group:
        return [Say("router.old_button")]
    if value == "not_officer":
        mine = await cooperatives.of_person(turn.session, turn.person.id)
        return leaving.ask(turn, [each for each in mine if each[1].id in {one.id for one in group}])
    if value == "visited":
        known = sentence(turn, turn.incoming.text) if turn.incoming.choice is None else {}
        if len(group) == 1:
            known["cooperative"] = Value(str(group[0].id), label=group[0].name)
        return await open_form(turn, FORM, known, cooperatives=[each.id for each in group])
    return await propose.start_for(turn, [each.id for each in group])


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Sudah dikunjungi bulan lalu", where nobody asked."""
    if turn.staff is not None or turn.incoming.choice is not None:
        return None
    answer = read_visit(turn.incoming.text, turn.today).get("answer")
    is_told = answer is not None and answer.value == "visited" and answer.precision == "exact"
    words = normalise(turn.incoming.text)
    return await start(turn) if is_told and VISITED.search(words) and not _OWN.search(words) else None


async def start(turn: Turn) -> Sequence[Say]:
    """A visit is spoken of: one that was, or one that is wanted."""
    answer = read_visit(turn.incoming.text, turn.today).get("answer") if turn.incoming.choice is None else None
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    if answer is not None and answer.value == "refuse" and mine:
        return await appointment.not_wanted(turn)
    if answer is None or answer.value != "visited" or not mine:
        return await propose.start(turn)
    known = sentence(turn, turn.incoming.text)
    if one := picking.meant(turn, mine):
        known["cooperative"] = Value(str(one.id), label=one.name)
    says = await open_form(turn, FORM, known, cooperatives=[each.id for each in mine])
    return picking.called(turn, one.name, says) if one is not None and len(mine) > 1 else says


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under the reminder: a visit that was, or a time for one to come."""
    subject, text = choices[0].id.split(".")[1], turn.incoming.text
    group = await _group(turn, subject)
    if group and (says := await visit_questions.answered(turn)):
        return [*says[:-1], replace(says[-1], choices=tuple(choices))]
    if not group or find_intent(text) not in (None, *OWN_WISHES):
        return None
    read = read_visit(text, turn.today, is_asked=True)
    answer = read["answer"].value if "answer" in read else ""
    if answer == "accept" and "day" not in read and normalise(text).startswith("sudah"):
        answer = "visited"
    if answer in MEANT:
        return await pressed(turn, subject, "act", MEANT[answer])
    if answer == "refuse":
        return [Say("unvisited.not_now", {"office": turn.office.name}, tuple(choices))]
    told = propose.told(turn, text, is_asked=True)
    if answer in ("accept", "later") or "day" in read or "any_time" in told:
        return await propose.start_for(turn, [each.id for each in group], told)
    return None


def _when(turn: Turn, text: str) -> Value:
    """The day of a visit that was; none where they have forgotten it. Raises Invalid."""
    return Value(None) if unsaid.nothing(text) else past_day(turn, text)


def _within(turn: Turn, vague: Value, text: str) -> Value:
    """The same, asked once more after a month or a week: "lupa tgl brp" leaves it at that."""
    return Value(None) if unsaid.nothing(text) else within(past_day)(turn, vague, text)


def sentence(turn: Turn, text: str) -> dict[str, Value]:
    """The day of a visit that was, and who came, as far as a sentence says so."""
    found: dict[str, Value] = {}
    with suppress(Invalid):
        found["day"] = past_day(turn, text)
    words = " ".join(text.split())
    if who := WHO_CAME.search(words) or CAME.search(words):
        found["who"] = Value(who[1])
    return found


async def _group(turn: Turn, subject: str) -> list[Cooperative]:
    """The cooperatives that reminder named, as far as the person still is their officer."""
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    if row is None:
        return []
    mine = {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    return [each for _, each in await ledger.group(turn.session, row.purpose, row.lead_id) if each.id in mine]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """What a manager says of a visit is a task for staff: they log it, and only that counts."""
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    audit.note(turn.session, turn.actor, "visit.claimed", f"cooperative:{cooperative.id}", turn.now)
    day, kind = answers["day"].value, "visited" if answers["day"].value else "visited_undated"
    words = turn.form_context["words"]
    about = {"name": cooperative.name, "person": turn.person.name, "day": day, "words": words}
    data: dict[str, Json] = {"day": day, "who": answers["who"].value or "", "words": words}
    key = f"visited:{cooperative.id}:{day or 'undated'}"
    await hand_to_staff(turn, kind, key, cooperative, Say(f"staff.{kind}", about), data)
    return [Say("visited.noted" if day else "visited.noted_undated", about)]


FORM: Form[Turn] = Form(
    "visited",
    (
        Field("cooperative", None, choices=propose.choices, by_name=True),
        Field("day", _when, within=_within),
        Field("who", optional=True),
    ),
    _finish,
    read=sentence,
)
