"""Not an officer any more: confirmed once, ended at once, and who comes next is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot import texts
from bot.forms import Answers, Field, Form, Value, fitted
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.identity import read_identity
from bot.understanding.phones import read_phone
from bot.understanding.words import strip_politeness
from db import audit, cooperatives, tasks
from db.models import Cooperative, Officer, Task
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import board_reading, picking
from handlers.notify import tell_staff
from handlers.persons import phone, phone_card

EVERY = 0
"""In a button: every cooperative of this person."""
LEFT = ("former", "not_officer", "wrong_number")
STILL = re.compile(
    r"(?:saya |kami |iya |eh )*(?:masih|tetap)(?: (?:pengurus|ketua|jadi|aktif|kok|menjabat|saya))*"
    r"|(?:tidak|bukan|salah)(?: (?:iya|benar|betul|jadi|begitu))*"
)
"""Words of somebody who has not left."""
REPLACED = re.compile(r"(?:iya|betul|benar)\b.*\bdiganti(?:kan)?\b")
"""A yes, and who came next."""
LONG_AGO = re.compile(r"(?:iya |memang )*sudah (?:lama|dari dulu)(?: (?:tidak|berhenti|bukan|kok|sekali))*")
NOBODY_KNOWN = re.compile(r"\b(?:belum|tidak) (?:tahu|ada|jelas)\b(?: \w+){0,3} (?:peng)?ganti(?:nya)?\b")
"""Who doesn't know their successor has one, or will."""
_THEN = (
    r"(?:(?:bulan|minggu|tahun) depan|sebentar lagi|tidak lama lagi|akhir (?:bulan|tahun)"
    r"|(?:tunggu|menunggu|sampai) rat|(?:setelah|sesudah|habis|selesai|usai) rat (?:nanti|depan|baru))"
)
_ENDS = r"(?:(?:di|ber)?ganti(?:kan)?|berhenti|mundur|berakhir|habis|serah terima|turun)"
_TO_COME = re.compile(
    rf"\b(?:akan|mau|bakal|ingin|rencana\w*)\b[^.,;]{{0,20}}\b{_ENDS}\b|\b(?:nanti|belum|{_THEN})\b[^.,;]*\b{_ENDS}\b"
    rf"|\b{_ENDS} (?:\w+ ){{0,3}}(?:{_THEN}|nanti)\b|\b(?:mulai|per|terhitung) (?:\w+ )?(?:bulan|minggu|tahun) depan\b"
)
_LATER = re.compile(
    rf"(?:(?:iya|masih|tapi|nanti|tetap|belum|paling|baru|saya)[, ]+)*"
    rf"(?:{_THEN}|(?:setelah|sesudah|habis|selesai|usai) rat)"
)
_OVER = re.compile(r"\b(?:sudah|telah|kemarin|tadi|lalu|resmi)\b")
"""What makes the end of a position one that has been."""
OWN = re.compile(r"\b(?:masih|tetap|nomor saya|wa saya|hp saya)\b")
"""Beside a number that is not a successor's."""
LATELY = timedelta(days=90)
"""After leaving: how long it is asked and heard who came next."""
Post = tuple[Officer, Cooperative]


async def start(turn: Turn) -> Sequence[Say]:
    """Of which cooperative, where there are several; then the one confirmation."""
    return ask(turn, await _posts(turn))


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Saya sudah diganti Bu Sri", from somebody whom we have as an officer."""
    status = read_identity(turn.incoming.text).get("status")
    if turn.staff is not None or status is None or status.value not in LEFT or not await _posts(turn):
        return None
    return not_yet(turn) or await start(turn)


def not_yet(turn: Turn) -> Sequence[Say] | None:
    """ "Bulan depan diganti", "nanti setelah RAT": until then they are an officer; None where it isn't said."""
    words = strip_politeness(turn.incoming.text) if turn.incoming.choice is None else ""
    if _OVER.search(words) or not (_TO_COME.search(words) or _LATER.fullmatch(words)):
        return None
    turn.talk.beside = ""
    return [Say("leave.not_yet")]


async def _posts(turn: Turn) -> list[Post]:
    return await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))


def ask(turn: Turn, posts: Sequence[Post]) -> Sequence[Say]:
    """The same for some of somebody's positions; whoever they name as their successor is asked for no more."""
    said = turn.incoming.text if turn.incoming.choice is None else ""
    turn.talk.beside = said if board_reading.newcomer(turn, said) else ""
    if not posts:
        return [Say("leave.not_recorded", {}, (Choice("menu.-.go=human"),))]
    if len(posts) == 1:
        return [_sure(posts, posts[0][1].id)]
    choices = [Choice(f"leave.{each.id}.pick=1", each.name) for _, each in posts]
    every = Choice(f"leave.{EVERY}.pick=1", texts.words("leave.every", turn.language))
    return fitted(Say("leave.which"), choices, (every,))


def _sure(posts: Sequence[Post], subject: int) -> Say:
    names: list[Json] = [each.name for _, each in posts]
    choices = tuple(Choice(f"leave.{subject}.sure={value}") for value in ("yes", "no"))
    return Say("leave.sure", {"cooperatives": names}, choices)


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`leave.<cooperative>.pick=1`, then `leave.<cooperative>.sure=yes`; 0 stands for all of them."""
    wanted = number(subject)
    posts = [each for each in await _posts(turn) if wanted in (EVERY, each[1].id)]
    if wanted is None or not posts:
        return [Say("router.old_button")]
    if question == "pick":
        return [_sure(posts, wanted)]
    if value == "yes":
        return await _left(turn, posts)
    turn.talk.beside = ""
    return [Say("leave.stays")]


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words: yes or no to the one confirmation, else a cooperative by name."""
    _, subject, asked = choices[0].id.split(".", 2)
    words = strip_politeness(turn.incoming.text)
    if asked.startswith("sure=") and STILL.fullmatch(words):
        return await pressed(turn, subject, "sure", "no")
    if asked.startswith("sure=") and picking.agrees(words):
        return await pressed(turn, subject, "sure", "yes")
    if asked.startswith("sure=") and (LONG_AGO.fullmatch(words) or NOBODY_KNOWN.search(words)):
        return await pressed(turn, subject, "sure", "yes")
    names_number = read_phone(turn.incoming.text) is not None and not OWN.search(words)
    if asked.startswith("sure=") and (names_number or REPLACED.match(words)):
        turn.talk.beside = turn.incoming.text
        return await pressed(turn, subject, "sure", "yes")
    return await picking.by_name(pressed)(turn, choices)


async def _left(turn: Turn, posts: Sequence[Post]) -> Sequence[Say]:
    """No further message about these cooperatives; staff have a task whatever else is said."""
    for officer, cooperative in posts:
        if officer.status == "claimed":
            await tasks.close_key(turn.session, f"claim:{officer.id}", turn.now)
        await cooperatives.end_office(turn.session, officer.id, turn.today)
        audit.note(turn.session, turn.actor, "officer.left", f"officer:{officer.id}", turn.now)
        task = await _open_task(turn, officer, cooperative)
        about = {"name": cooperative.name, "person": turn.person.name}
        await tell_staff(turn, cooperative.district_id, Say("staff.officer_left", about), task)
        if task is not None and turn.talk.beside:
            task.data = {**task.data, "words": turn.talk.beside}
    turn.incoming, turn.talk.beside = replace(turn.incoming, text=turn.talk.beside, choice=None), ""
    known = board_reading.follower(turn, turn.incoming.text)
    return await open_form(turn, SUCCESSOR, known, officers=[officer.id for officer, _ in posts])


async def _open_task(turn: Turn, officer: Officer, cooperative: Cooperative) -> Task | None:
    """None when it is open already."""
    key, who = f"officer_left:{officer.id}", turn.person.id
    return await tasks.open_task(
        turn.session, "officer_left", key, now=turn.now, cooperative=cooperative, person_id=who
    )


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The name goes into the task, which is opened again if staff were done with it; they hear of it."""
    name, number_said = (answers[each].value if each in answers else None for each in ("who", "phone"))
    words = ", ".join(each for each in (name, number_said) if each)
    for officer_id in turn.form_context.get("officers", ()):
        task = await tasks.by_key(turn.session, f"officer_left:{officer_id}")
        officer = await turn.session.get(Officer, officer_id)
        cooperative = await cooperatives.get(turn.session, officer.cooperative_id) if officer else None
        if task is None or officer is None or cooperative is None or not name:
            continue
        new = {"name": name, "position": officer.position, "phone": number_said}
        task = await _open_task(turn, officer, cooperative) or task
        task.data = {**task.data, "words": words, "new": new}
        about = {"name": cooperative.name, "person": turn.person.name, "words": words}
        await tell_staff(turn, cooperative.district_id, Say("staff.successor", about), task)
    return [Say("successor.noted")]


async def follower(turn: Turn) -> Sequence[Say] | None:
    """ "Ketua yg baru bu Rina 0812…", from somebody who has left lately and didn't name her then."""
    known = board_reading.newcomer(turn, turn.incoming.text) if turn.incoming.choice is None else {}
    officers = [*await _left_lately(turn)] if known else []
    return await open_form(turn, SUCCESSOR, known, officers=officers) if officers else None


async def renumbered(turn: Turn) -> Sequence[Say] | None:
    """ "Nomor pak Hendra salah, yg benar 0812…", of the successor whom they named."""
    text = turn.incoming.text if turn.incoming.choice is None else ""
    number_said = None if OWN.search(strip_politeness(text)) else read_phone(text)
    left = await _left_lately(turn) if number_said is not None else {}
    named = next((task.data["new"]["name"] for task in left.values() if "new" in task.data), "")
    if not named:
        return None
    known = {"who": Value(named), "phone": Value(number_said)}
    return await open_form(turn, SUCCESSOR, known, officers=[*left])


async def _left_lately(turn: Turn) -> dict[int, Task]:
    """The positions that somebody who has none now has left, with what staff have to do about each."""
    if turn.staff is not None or await _posts(turn):
        return {}
    ended = await cooperatives.of_person(turn.session, turn.person.id, statuses=("ended",))
    lately = [each.id for each, _ in ended if each.ended_on and turn.today - each.ended_on <= LATELY]
    found = {each: await tasks.by_key(turn.session, f"officer_left:{each}") for each in lately}
    return {each: task for each, task in found.items() if task is not None}


def _is_named(answers: Answers) -> bool:
    return "who" in answers and answers["who"].value is not None


SUCCESSOR: Form[Turn] = Form(
    "successor",
    (
        Field("who", board_reading.who, optional=True),
        Field("phone", phone, when=_is_named, optional=True, take=phone_card),
    ),
    _finish,
    read=board_reading.newcomer,
    direct=True,
)
