"""Announcements after approval: undo, stop, report, retry."""

import re
from collections import Counter
from collections.abc import Sequence

from bot import texts
from bot.forms import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.words import normalise, plain
from db import audit, ledger, sessions, tasks
from db import staff as staff_table
from db.models import Announcement
from handlers.ids import number
from handlers.staff import calls, coming

LISTS = {"calls": calls.listed, "coming": coming.listed}
SHORTEST = 5
"""Letters of a word of a title that tells it from others."""
_WHO_COMES = re.compile(
    r"\b(?:siapa|berapa)(?: saja| orang| koperasi)*(?: yang)?(?: sudah| akan| bisa| jadi)*"
    r" (?:hadir|datang|ikut|konfirmasi)\b"
)
RETRIED = ("unreached", "maybe")


async def show(turn: Turn) -> Sequence[Say]:
    """The newest announcements, each with its report one tap away."""
    found = await sessions.recent(turn.session, await staff_table.scope(turn.session, turn.member))
    if not found:
        return [Say("cast.none" if staff_table.may(turn.member, "announce") else "cast.none_here")]
    if (meant := _meant(turn.incoming.text, found)) is not None:
        return [await report(turn, meant)]
    lines: list[Json] = [
        {"key": "cast.line", "params": {**sessions.about(each), "state": {"key": f"cast.state.{each.state}"}}}
        for each in found
    ]
    choices = tuple(Choice(f"cast.{each.id}.do=report", short(each.title)) for each in found)
    return [Say("cast.list", {"lines": lines}, choices)]


def _meant(text: str, found: Sequence[Announcement]) -> Announcement | None:
    """The one whose title the words share, or, asked who comes, the newest that was sent; else none."""
    words = {word for word in plain(text).split() if len(word) >= SHORTEST} - {"laporan"}
    named = [each for each in found if not words.isdisjoint(plain(each.title).split())]
    if len(named) == 1:
        return named[0]
    asked = _WHO_COMES.search(normalise(text)) is not None
    return next((each for each in named or found if each.state in ("sending", "sent")), None) if asked else None


async def stop(turn: Turn) -> Sequence[Say]:
    """/stop: halt what is being sent, between any two messages."""
    running = await sessions.in_state(turn.session, "approved", "sending")
    if not running or not staff_table.may(turn.member, "announce"):
        return [Say("cast.nothing_running")]
    says: list[Say] = []
    for announcement in running:
        says += await _halt(turn, announcement)
    return says


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """Buttons of an announcement."""
    announcement = await turn.session.get(Announcement, key) if (key := number(subject)) else None
    if turn.staff is None or announcement is None:
        return [Say("router.old_button")]
    is_citywide = announcement.district_id is None
    if not is_citywide and not await tasks.may_see(turn.session, turn.member, announcement.district_id):
        return [Say("cast.not_yours")]
    if value == "report":
        return [await report(turn, announcement)]
    if value in LISTS:
        return await LISTS[value](turn, announcement)
    if not staff_table.may(turn.member, "announce"):
        return [Say("announce.not_allowed")]
    if value in ("undo", "stop"):
        return await _halt(turn, announcement)
    if value == "retry":
        return await _retry(turn, announcement)
    return [Say("router.old_button")]


async def _halt(turn: Turn, announcement: Announcement) -> Sequence[Say]:
    """Before the first message: undone. After it: stopped; what has left has left, and the report says how many."""
    announcement = await sessions.locked(turn.session, announcement.id)
    if announcement.state == "approved":
        announcement.state = "undone"
        await ledger.drop_waiting(turn.session, sessions.purpose(announcement.id), "undone", turn.now)
        key = "cast.undone"
    elif announcement.state == "sending":
        announcement.state = "stopped"
        await ledger.drop_waiting(turn.session, sessions.purpose(announcement.id), "stopped", turn.now)
        key = "cast.stopped"
    else:
        return [Say("cast.too_late", sessions.about(announcement)), await report(turn, announcement)]
    audit.note(
        turn.session, turn.actor, f"announcement.{announcement.state}", f"announcement:{announcement.id}", turn.now
    )
    return [Say(key, sessions.about(announcement)), await report(turn, announcement)]


async def _retry(turn: Turn, announcement: Announcement) -> Sequence[Say]:
    """Once more to those not reached or perhaps not reached, on the same frozen words."""
    announcement = await sessions.locked(turn.session, announcement.id)
    if announcement.state != "sent":
        return [Say("cast.not_now", sessions.about(announcement)), await report(turn, announcement)]
    if announcement.starts_at <= turn.now:
        return [Say("event.past", sessions.about(announcement))]
    count = await ledger.plan_again(turn.session, sessions.purpose(announcement.id), RETRIED, turn.now)
    if not count:
        return [Say("cast.nobody_to_retry")]
    announcement.state = "sending"
    audit.note(
        turn.session, turn.actor, "announcement.retried", f"announcement:{announcement.id}", turn.now, count=count
    )
    return [Say("cast.retrying", {"count": count})]


async def report(turn: Turn, announcement: Announcement) -> Say:
    """Cooperatives of the reader's districts by outcome, adding up to the total, and their answers."""
    districts = await staff_table.scope(turn.session, turn.member)
    states = await ledger.count(turn.session, sessions.purpose(announcement.id), districts)
    answers = await sessions.answers(turn.session, announcement.id, districts)
    people, counted = await sessions.expected(turn.session, announcement.id, districts)
    params = {
        **sessions.about(announcement),
        "state": {"key": f"cast.state.{announcement.state}"},
        "total": sum(states.values()),
        "counts": [*_counts(states), *await _held(turn, announcement, districts)],
        "reasons": await _reasons(turn, announcement, districts),
        "yes": _yes(answers["yes"], people, counted, announcement.seats),
        "no": answers["no"],
        "tentative": _tentative(answers["tentative"]),
        "silent": await sessions.silent(turn.session, announcement.id, districts),
    }
    is_over = announcement.state in ("sent", "stopped")
    ways = [*await _ways_on(turn, announcement), *(("calls",) if is_over and states["unreached"] else ())]
    ways += [*(("coming",) if answers["yes"] or answers["tentative"] else ()), "report"]
    return Say("cast.report", params, tuple(Choice(f"cast.{announcement.id}.do={each}") for each in ways))


def _yes(yes: int, people: int, counted: int, seats: int | None) -> Json:
    """How many cooperatives come and how many people, as far as that was said; and whether there is room for them."""
    told: list[Json] = []
    if counted:
        key = "cast.come_people" if counted == yes else "cast.come_people_of"
        told.append({"key": key, "params": {"count": people, "cooperatives": counted}})
    if seats:
        told.append({"key": "cast.room_short" if people > seats else "cast.room", "params": {"seats": seats}})
    return {"key": "cast.come_told" if told else "cast.come", "params": {"yes": yes, "told": told}}


def _tentative(count: int) -> Json:
    return {"key": "cast.tentative", "params": {"count": count}} if count else None


def _counts(states: Counter[str]) -> list[Json]:
    counts = {"waiting": states["planned"] + states["queued"] + states["failed"]}
    counts |= {each: states[each] for each in ("reached", "maybe", "parked", "unreached", "dropped")}
    return [
        {"key": f"cast.count_{name}", "params": {"count": counts[name]}}
        for name in ("reached", "maybe", "waiting", "parked", "unreached", "dropped")
        if counts[name] or name == "reached"
    ]


async def _reasons(turn: Turn, announcement: Announcement, districts: Sequence[int]) -> Json:
    """Why some were not reached."""
    found = await ledger.reasons(turn.session, sessions.purpose(announcement.id), districts)
    why: list[Json] = [
        {
            "key": "cast.reason",
            "params": {
                "why": {"key": f"cast.why.{r}" if texts.has(f"cast.why.{r}") else "cast.why.other"},
                "count": count,
            },
        }
        for r, count in sorted(found.items())
    ]
    return {"key": "cast.reasons", "params": {"reasons": why}} if why else None


async def _held(turn: Turn, announcement: Announcement, districts: Sequence[int]) -> list[Json]:
    """Those whose officers have had their share of messages, and when the first of them opens again."""
    purpose = sessions.purpose(announcement.id)
    count, first = await ledger.held(turn.session, purpose, "frequency_cap", districts)
    return [{"key": "cast.held", "params": {"count": count, "first": first.isoformat()}}] if first else []


async def _ways_on(turn: Turn, announcement: Announcement) -> Sequence[str]:
    """What may be done with it now, by those who may."""
    if not staff_table.may(turn.member, "announce"):
        return ()
    if announcement.state in ("approved", "sending"):
        return ("undo",) if announcement.state == "approved" else ("stop",)
    purpose = sessions.purpose(announcement.id)
    if announcement.state == "sent" and await ledger.can_retry(turn.session, purpose, RETRIED):
        return ("retry",)
    return ()
