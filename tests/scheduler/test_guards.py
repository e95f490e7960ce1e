"""What was true when a message was planned is looked at again when it leaves; the same on both databases."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from sqlmodel import update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.guards import Drop, Keep, Later, Verdict
from bot.messages import Outgoing
from db import ledger, outbox, people, talks, visits
from db.ledger import Recipient
from db.models import Announcement, Attendance, Outbox
from db.outbox import BULK, REMINDER, REPLY, Row
from db.session import Database
from scheduler.calendar import guards
from tests.scheduler.town import ACCOUNT, EVENT, JAYA, MAJU, MEKAR, NOW, SRI, ZONE, settle_town, sri

GROUP = (MAJU, JAYA, MEKAR)
PURPOSES = {
    "announcement": f"announcement:{EVENT}",
    "unvisited": "rule:unvisited:2027-01-11",
    "tomorrow": f"rule:tomorrow:{EVENT}",
}
Change = Callable[[AsyncSession], Awaitable[object]]
Case = tuple[str, list[Change], datetime, Verdict]


async def opts_out(session: AsyncSession) -> None:
    (await sri(session))[0].opted_out_at = NOW


async def withdraws_consent(session: AsyncSession) -> None:
    people.record_consent(session, 1, False, "1", ACCOUNT, NOW)


async def blocks(session: AsyncSession) -> None:
    await people.block(session, SRI, NOW)


async def is_erased(session: AsyncSession) -> None:
    (await sri(session))[1].user = "erased"


def fills_in_a_form(minutes_ago: int) -> Change:
    async def change(session: AsyncSession) -> None:
        await talks.begin(session, 1, "rat", {}, (), NOW - timedelta(minutes=minutes_ago))

    return change


def was_sent(*days_ago: float, lane: int = BULK, state: str = "sent") -> Change:
    async def change(session: AsyncSession) -> None:
        for number, days in enumerate(days_ago):
            key = f"earlier:{lane}:{number}:{days}"
            await outbox.enqueue(session, SRI, Outgoing("x"), key=key, now=NOW, lane=lane)
            at = NOW - timedelta(days=days)
            await session.exec(update(Outbox).where(Outbox.key == key).values(state=state, sent_at=at))  # type: ignore[arg-type]

    return change


def event_is(state: str) -> Change:
    async def change(session: AsyncSession) -> None:
        found = await session.get(Announcement, EVENT)
        assert found is not None
        found.state = state
        await session.flush()

    return change


async def event_is_gone(session: AsyncSession) -> None:
    await session.delete(await session.get(Announcement, EVENT))
    await session.flush()


def visited(*numbers: int, result: str = "met") -> Change:
    async def change(session: AsyncSession) -> None:
        for number in numbers:
            day = date(2027, 1, 8)
            await visits.log_visit(session, number, day, result=result, note="", staff_id=None, now=NOW, zone=ZONE)

    return change


async def planned(session: AsyncSession) -> None:
    for number in GROUP:
        plan = await visits.propose(session, number, NOW + timedelta(days=1), person_id=1, now=NOW)
        await visits.confirm(session, plan.id, 1)


def declined(*numbers: int) -> Change:
    async def change(session: AsyncSession) -> None:
        session.add_all(Attendance(announcement_id=EVENT, cooperative_id=n, answer="no", at=NOW) for n in numbers)
        await session.flush()

    return change


def ahead(**span: float) -> datetime:
    return NOW + timedelta(**span)


CASES: dict[str, Case] = {
    "nothing changed": ("announcement", [], NOW, Keep()),
    "opted out": ("announcement", [opts_out], NOW, Drop("opted_out")),
    "consent withdrawn": ("announcement", [withdraws_consent], NOW, Drop("no_consent")),
    "blocked us": ("announcement", [blocks], NOW, Drop("blocked")),
    "erased meanwhile": ("announcement", [is_erased], NOW, Drop("blocked")),
    "opted out, and in the middle of the night": ("announcement", [opts_out], ahead(hours=14), Drop("opted_out")),
    "in a form": ("announcement", [fills_in_a_form(2)], NOW, Later(ahead(minutes=8), "in_a_form")),
    "the form lies untouched": ("announcement", [fills_in_a_form(10)], NOW, Keep()),
    "at noon": ("announcement", [], ahead(hours=3), Later(ahead(hours=4, minutes=30), "outside_hours")),
    "at night": ("announcement", [], ahead(hours=12), Later(ahead(hours=23, minutes=30), "outside_hours")),
    "one this week": ("announcement", [was_sent(3)], NOW, Keep()),
    "two this week": ("announcement", [was_sent(1, 3)], NOW, Later(ahead(days=4), "frequency_cap")),
    "three this week count from the second newest": (
        "announcement",
        [was_sent(1, 3, 5)],
        NOW,
        Later(ahead(days=4), "frequency_cap"),
    ),
    "a week ago is over": ("announcement", [was_sent(1, 7)], NOW, Keep()),
    "reminders count too": (
        "announcement",
        [was_sent(1, lane=REMINDER), was_sent(2)],
        NOW,
        Later(ahead(days=5), "frequency_cap"),
    ),
    "so does what may have arrived": (
        "announcement",
        [was_sent(1, 2, state="undecided")],
        NOW,
        Later(ahead(days=5), "frequency_cap"),
    ),
    "what failed does not": ("announcement", [was_sent(1, 2, state="failed")], NOW, Keep()),
    "replies do not": ("announcement", [was_sent(1, 2, 3, lane=REPLY)], NOW, Keep()),
    "six this month": (
        "announcement",
        [was_sent(8, 9, 10, 11, 12, 20)],
        NOW,
        Later(ahead(days=10), "frequency_cap"),
    ),
    "too late after the cap": ("announcement", [was_sent(0.1, 0.2)], NOW, Drop("frequency_cap")),
    "stopped": ("announcement", [event_is("stopped")], NOW, Drop("stopped")),
    "undone": ("announcement", [event_is("undone")], NOW, Drop("undone")),
    "cancelled": ("announcement", [event_is("cancelled")], NOW, Drop("cancelled")),
    "its announcement is gone": ("announcement", [event_is_gone], NOW, Drop("gone")),
    "the last ones of a sent announcement": ("announcement", [event_is("sent")], NOW, Keep()),
    "still unvisited": ("unvisited", [], NOW, Keep()),
    "all visited meanwhile": ("unvisited", [visited(*GROUP)], NOW, Drop("visited")),
    "one of three visited": ("unvisited", [visited(MAJU)], NOW, Keep()),
    "nobody was met": ("unvisited", [visited(*GROUP, result="absent")], NOW, Keep()),
    "a visit is agreed": ("unvisited", [planned], NOW, Drop("visited")),
    "reminders are capped": ("unvisited", [was_sent(1, 3)], NOW, Later(ahead(days=4), "frequency_cap")),
    "reminders ask for consent": ("unvisited", [withdraws_consent], NOW, Drop("no_consent")),
    "tomorrow": ("tomorrow", [], NOW, Keep()),
    "tomorrow is not capped": ("tomorrow", [was_sent(1, 2, 3)], NOW, Keep()),
    "all declined": ("tomorrow", [declined(*GROUP)], NOW, Drop("declined")),
    "one of three declined": ("tomorrow", [declined(MAJU)], NOW, Keep()),
    "tomorrow's event is cancelled": ("tomorrow", [event_is("cancelled")], NOW, Drop("cancelled")),
    "tomorrow's event was stopped while sending": ("tomorrow", [event_is("stopped")], NOW, Keep()),
    "tomorrow waits for hours": ("tomorrow", [], ahead(hours=3), Later(ahead(hours=4, minutes=30), "outside_hours")),
}
USEFUL = {"too late after the cap": ahead(days=2)}


class Undone(Exception):
    """Rolls a case back."""


async def test_verdicts(database: Database) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        for purpose in PURPOSES.values():
            await ledger.plan(session, purpose, [Recipient(number, MAJU, 1) for number in GROUP], {}, NOW)
    looks = guards(ZONE)
    wrong = {}
    for case, (guard, changes, now, expected) in CASES.items():
        subject = f"{PURPOSES[guard]}:{MAJU}"
        row = Row(1, "k", ACCOUNT, SRI.user, BULK, {}, guard, subject, 0, USEFUL.get(case, ahead(days=30)))
        try:
            async with database.transaction() as session:
                for change in changes:
                    await change(session)
                found = await looks[guard](session, row, now)
                raise Undone
        except Undone:
            if found != expected:
                wrong[case] = found
    assert wrong == {}
