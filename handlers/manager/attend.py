"""Answers to announced sessions and clinic days."""

import re
from collections.abc import Sequence

from bot.forms import fitted, short, unsaid
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import rsvp
from bot.understanding.intents import find_intent
from bot.understanding.words import normalise, strip_politeness
from db import ledger, prompts, sessions
from db.models import Announcement, Attendance, Cooperative, Ledger
from handlers.forms import puzzled
from handlers.ids import number
from handlers.manager import appointment, asked, attend_noted, attend_reading, lately, menu, propose

ANSWERED_TOO: dict[str | None, asked.Answered] = {"cost": asked.ANSWERS["cost"], "visit": propose.start}
"""Wishes beside an answer that are met with it: "hadir, biayanya berapa?"."""
ANSWERS_FIRST = re.compile(r"(?:(?:iya|siap|oke|baik|insya allah|kami|saya|akan|bisa|tidak|tidak bisa)[, ]+)*hadir\b")
"""An answer to the invitation before the wish: "minta dikunjungi" alone is none."""
SURELY = 5
"""The most people that "hadir 3 orang" means an event with, and not a meeting of their own."""
LEFT_TO_STAFF = (None, "session_info", "papers", "online_meeting")
"""What the words of a question about an event are else taken for."""
ASKING = ("leave", "officers", "appointment", "unvisited", "offered", "renumber", "neighbour", "season", "consent")
"""Prompts of ours that ask something else."""
SHOWN_BY_LIST = ("place", "time", "when", "seat")
"""Questions about an event that the list of events answers."""


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`event.<ledger id>.answer=yes` for one cooperative, `.all=yes` for all one message named, `.pick=1` to choose.

    `.people=3` says how many come of the one.
    """
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    event = await attend_noted.event_of(turn, row)
    mine = await attend_noted.mine(turn)
    if row is None or event is None or row.cooperative_id not in mine:
        return [Say("event.not_yours"), *await menu.show(turn)]
    if event.state in ("undone", "cancelled"):
        return [Say("event.cancelled", sessions.about(event))]
    if event.starts_at <= turn.now:
        return [Say("event.past", sessions.about(event))]
    if question == "all":
        group = [each for each, _ in await ledger.group(turn.session, row.purpose, row.lead_id)]
        if value == "each":
            return _which(group, mine)
        return await attend_noted.note(
            turn, event, [mine[each.cooperative_id] for each in group if each.cooperative_id in mine], value
        )
    if question == "pick":
        params = {**sessions.about(event), "name": mine[row.cooperative_id].name}
        return [Say("event.ask_one", params, attend_noted.answers_for(row.id))]
    if question == "people":
        if not 0 < (count := number(value) or 0) <= attend_reading.MANY:
            return [Say("router.old_button")]
        return await attend_noted.note(turn, event, [mine[row.cooperative_id]], "yes", count)
    noted = await attend_noted.note(turn, event, [mine[row.cooperative_id]], value)
    return [*noted, *attend_reading.how_many(turn, row.id)] if value != "no" else noted


def _which(group: Sequence[Ledger], mine: dict[int, Cooperative]) -> Sequence[Say]:
    choices = [
        Choice(f"event.{each.id}.pick=1", mine[each.cooperative_id].name)
        for each in group
        if each.cooperative_id in mine
    ]
    return fitted(Say("event.which"), choices)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under an invitation: who sends somebody else comes, "insya allah" is asked again the day before."""
    text = turn.incoming.text
    wish, read = find_intent(text), rsvp.read_rsvp(text)
    _, subject, asked = choices[0].id.split(".", 2)
    question = asked.partition("=")[0]
    if attend_reading.asks_to_send(text):
        return [Say("event.may_send", {}, tuple(choices))]
    if question == "people":
        if unsaid.nothing(text) or unsaid.later(text):
            return [Say("menu.noted")]
        found = attend_reading.recount(text)
        return await pressed(turn, subject, question, str(found)) if found else None
    if read is None:
        return await _asked(turn, subject, wish)
    if wish not in (None, "thanks", "greeting", *ANSWERED_TOO) or question not in ("answer", "all"):
        return None
    if attend_reading.is_of_own_meeting(text):
        return None
    if wish in ANSWERED_TOO and not ANSWERS_FIRST.match(strip_politeness(text)):
        return None
    if await attend_noted.is_answered(turn, subject) and (
        wish == "thanks" or not attend_reading.NAMES_IT.search(normalise(text))
    ):
        return None  # "ok" below "we have noted that you can't come" is no yes
    if await _is_other_day(turn, subject, read):
        return None
    if read.precision != "exact" and (says := await recounted(turn)) is not None:
        return says
    if await _is_doubtful(turn, read) or (read.people and appointment.is_time_alone(turn, text)):
        return puzzled(turn, {"key": "event.topic"}, [Say("event.unclear", {}, tuple(choices))])
    if read.value == "waitlist":
        return await upcoming(turn)
    says = await pressed(turn, subject, question, "yes" if read.value == "delegate" else read.value)
    return [*says, *await ANSWERED_TOO[wish](turn)] if wish in ANSWERED_TOO else says


async def _asked(turn: Turn, subject: str, wish: str | None) -> Sequence[Say] | None:
    """A question about the event: the list tells it, or staff do."""
    text = turn.incoming.text
    about = rsvp.read_question(text)
    if about in SHOWN_BY_LIST or (wish == "session_info" and about in ("topic", "other_time")):
        return await upcoming(turn)
    if not about or wish not in LEFT_TO_STAFF or attend_reading.is_of_own_meeting(text):
        return None
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    event = await attend_noted.event_of(turn, row)
    return ask_staff(turn, event) if event is not None else None


def ask_staff(turn: Turn, event: Announcement) -> Sequence[Say]:
    """A question about an event that its invitation doesn't answer: staff do, if that is wished."""
    turn.talk.unanswered, turn.talk.misunderstood = turn.incoming.text, 1
    return [Say("event.ask_staff", sessions.about(event), (Choice("ask.-.do=forward"),))]


async def _is_doubtful(turn: Turn, read: rsvp.Rsvp) -> bool:
    text = turn.incoming.text
    if attend_reading.is_doubtful(read, text):
        return True
    return attend_reading.is_thumb(text) and len(await prompts.recent(turn.session, turn.incoming.sender)) > 1


async def _is_other_day(turn: Turn, subject: str, read: rsvp.Rsvp) -> bool:
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    event = await attend_noted.event_of(turn, row)
    day = event.starts_at.astimezone(turn.zone).date() if event else turn.today
    return attend_reading.is_other_day(read, turn.incoming.text, day, turn.today)


async def not_coming(turn: Turn, answered: Attendance) -> Sequence[Say] | None:
    """ "Batal", said of the answer given just now; None where it was a no already."""
    event = await turn.session.get(Announcement, answered.announcement_id)
    cooperative = (await attend_noted.mine(turn)).get(answered.cooperative_id)
    if event is None or cooperative is None or answered.answer == "no":
        return None
    return await attend_noted.note(turn, event, [cooperative], "no")


async def _said_just_now(turn: Turn, read: rsvp.Rsvp) -> Sequence[Say] | None:
    """ "Jadi 3 orang", "eh ga jadi", of the invitation answered last, though it is out of sight."""
    done = await lately.deed(turn) if read.precision == "exact" and (read.people or read.value == "no") else None
    if not isinstance(done, Attendance) or (read.people or 0) > attend_reading.MANY:
        return None
    event = await turn.session.get(Announcement, done.announcement_id)
    cooperative = (await attend_noted.mine(turn)).get(done.cooperative_id)
    if event is None or cooperative is None or appointment.is_time_alone(turn, turn.incoming.text):
        return None
    return await attend_noted.note(turn, event, [cooperative], "no" if read.value == "no" else "yes")


async def _said_of_the_open_one(turn: Turn, read: rsvp.Rsvp, rows: Sequence[Ledger]) -> Sequence[Say] | None:
    """ "Maaf, lagi di luar kota", where the only invitation was shown lately and is not answered yet."""
    if len(rows) != 1 or read.precision != "exact" or read.value not in ("no", "tentative", "delegate"):
        return None
    shown = [above[0].id for above, _ in await prompts.recent(turn.session, turn.incoming.sender)]
    if shown and shown[0].partition(".")[0] in ASKING:
        return None  # the words are for the question that came after the invitation
    subject = str(rows[0].id)
    if not any(each.startswith(f"event.{subject}.") for each in shown) or await attend_noted.is_answered(turn, subject):
        return None
    return await pressed(turn, subject, "answer", "yes" if read.value == "delegate" else read.value)


async def recounted(turn: Turn) -> Sequence[Say] | None:
    """ "Eh 2 saja", "jadinya 3 org pak", after they have said that they come."""
    found = attend_reading.recount(turn.incoming.text) if turn.staff is None else None
    done = await lately.deed(turn) if found else None
    if found is None or not isinstance(done, Attendance) or done.answer != "yes":
        return None
    event = await turn.session.get(Announcement, done.announcement_id)
    cooperative = (await attend_noted.mine(turn)).get(done.cooperative_id)
    if event is None or cooperative is None:
        return None
    return await attend_noted.note(turn, event, [cooperative], "yes", found)


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Kami hadir 2 orang", with no invitation before their eyes: the only one is answered, else they are listed."""
    text = turn.incoming.text
    read = rsvp.read_rsvp(text)
    if (
        turn.staff is not None
        or read is None
        or attend_reading.is_of_own_meeting(text)
        or not await attend_noted.mine(turn)
    ):
        return None
    rows = await attend_noted.invited(turn)
    if not attend_reading.COMES.search(normalise(text)):
        return await _said_just_now(turn, read) or await _said_of_the_open_one(turn, read, rows)
    if len(rows) != 1 or await _is_doubtful(turn, read) or (read.people or 0) > SURELY:
        return await upcoming(turn)
    value = {"delegate": "yes"}.get(read.value, read.value)
    return await upcoming(turn) if value == "waitlist" else await pressed(turn, str(rows[0].id), "answer", value)


async def wished(turn: Turn) -> Sequence[Say]:
    """What is planned, unless the words already say who comes: "ga jadi ikut pelatihan ya pak"."""
    return await said(turn) or await upcoming(turn)


async def beside_form(turn: Turn) -> Sequence[Say] | None:
    """An answer to the only invitation, written in the middle of a report; None for anything else."""
    if not attend_reading.is_for_invitation(turn.incoming.text) or len(await attend_noted.invited(turn)) != 1:
        return None
    return await said(turn)


async def upcoming(turn: Turn) -> Sequence[Say]:
    """What is planned: for officers with their answers and buttons, for others as information."""
    events = [each for each in await sessions.in_state(turn.session, "sending", "sent") if each.starts_at > turn.now]
    if not events:
        return [Say("event.none", {"office": turn.office.name}, (Choice("menu.-.go=human"),))]
    mine = await attend_noted.mine(turn)
    lines: list[Json] = []
    choices: list[Choice] = []
    for event in events[:8]:
        rows = [each for each in await ledger.of_cooperatives(turn.session, sessions.purpose(event.id), list(mine))]
        answered = [await sessions.answer_of(turn.session, event.id, each.cooperative_id) for each in rows]
        state = "open" if not rows else next((each for each in answered if each), "unanswered")
        lines.append({"key": f"event.line_{state}", "params": sessions.about(event)})
        choices += [Choice(f"event.{each.id}.pick=1", short(event.title)) for each in rows[:1]]
    return [Say("event.list", {"events": lines}, tuple(choices))]
