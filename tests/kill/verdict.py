"""What a kill did to the promises: the phones of the simulator beside the rows of the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from bot.messages import BOLD
from bot.simulator.world import FIRST_PERSON_ID, World
from db import exports
from db.models import Announcement, Attendance, Cooperative, Inbound, Ledger, OpenForm, Outbox, RatReport, Task
from db.outbox import RELAY
from db.session import Database
from tests.kill import office

Texts = Counter[tuple[str, str]]
"""How often a person got a text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures of one kill. `arrived` are those undecided that a phone shows; `wrong` says what broke a promise."""

    undecided: int
    arrived: int
    replies_twice: int
    replies_lost: int
    others_twice: int
    others_lost: int
    wrong: tuple[str, ...]


async def is_drained(database: Database, messages: int) -> bool:
    """Whether everything typed was taken and nothing waits any more.

    The outbox is looked at last: the commit that ends an announcement puts the news of it there.
    """
    async with database.reading() as session:
        taken = (await session.exec(select(func.count()).select_from(Inbound))).one()
        unsent = await session.exec(
            select(func.count()).select_from(Announcement).where(col(Announcement.state) != "sent")
        )
        if taken < messages or unsent.one():
            return False
        planned = await session.exec(
            select(func.count()).select_from(Ledger).where(col(Ledger.state).in_(("planned", "queued", "failed")))
        )
        waiting = await session.exec(
            select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(("queued", "sending")))
        )
        return not (planned.one() or waiting.one())


async def judge(database: Database, world: World, messages: int, width: int, now: datetime) -> Verdict:
    """Look at everything once nothing moves any more."""
    wrong: list[str] = []

    def expect(what: str, found: object, wanted: object) -> None:
        if found != wanted:
            wrong.append(f"{what}: {found} instead of {wanted}")

    async with database.reading() as session:
        inbound = (await session.exec(select(Inbound))).all()
        rows = (await session.exec(select(Outbox))).all()
        ledger = (await session.exec(select(Ledger))).all()
        reports = (await session.exec(select(RatReport))).all()
        tasks = (await session.exec(select(Task))).all()
        forms = (await session.exec(select(OpenForm))).all()
        answers = (await session.exec(select(Attendance))).all()
        names = dict((await session.exec(select(Cooperative.id, Cooperative.name))).all())
        export = await exports.rows(
            session, "deliveries", today=now.date(), now=now, days=180, zone=ZoneInfo(office.OFFICE.timezone)
        )
        exported = Counter(dict(zip(export.headers, row, strict=True))["state"] for row in export.rows)

    expect("messages taken", Counter(row.state for row in inbound), {"handled": messages})
    expect("replies written", sum(row.key.startswith("reply:") for row in rows), messages)
    expect(
        "reports filed",
        sorted((names[each.cooperative_id], each.held_on.day, each.attended, each.members) for each in reports),
        [(f"reporting {n}", n + 2, n + 50, n + 100) for n in range(office.REPORTING)],
    )
    expect("tasks for staff", len(tasks), office.REPORTING)
    expect("forms left open", len(forms), 0)
    expect("answers nobody gave", len(answers), 0)
    other = Counter((row.key.partition(":")[0], row.state, row.reason) for row in rows)
    expect("rows without an outcome", {k: n for k, n in other.items() if k[1] not in ("sent", "undecided")}, {})
    keys = {row.outbox_key: row.state for row in ledger}
    undecided = [row for row in rows if row.state == "undecided"]
    expect("ledger of undecided", [keys.get(row.key) for row in undecided], ["maybe"] * len(undecided))
    maybe = [row for row in ledger if row.state == "maybe"]
    expect("undecided behind maybe", {row.outbox_key for row in maybe}, {row.key for row in undecided})
    total = office.INVITED + office.REMINDED + office.LATER
    expect("cooperatives counted", Counter(row.state for row in ledger).total(), total)
    expect("listed in the export", exported, Counter(row.state for row in ledger))
    expect("reached or maybe", {row.state for row in ledger} - {"reached", "maybe"}, set())

    shown = _shown(world)
    replies = _texts([row for row in rows if row.lane <= RELAY])
    others = _texts([row for row in rows if row.lane > RELAY and row.state == "sent"])
    doubtful = _texts(undecided)
    expect("texts that could be either", set(replies) & set(others + doubtful), set())
    expect("texts nobody wrote", {each for each in shown if each not in replies + others + doubtful}, set())
    found = {
        "undecided": len(undecided),
        "arrived": (doubtful & shown).total(),
        "replies_twice": (_of(shown, replies) - replies).total(),
        "replies_lost": (replies - shown).total(),
        "others_twice": (_of(shown, others + doubtful) - others - doubtful).total(),
        "others_lost": (others - shown).total(),
    }
    for figure in ("replies_lost", "others_twice", "others_lost"):
        expect(figure, found[figure], 0)
    for figure in ("undecided", "replies_twice"):
        if found[figure] > width:
            wrong.append(f"{figure}: {found[figure]} with {width} in flight")
    return Verdict(**found, wrong=tuple(wrong))


def _texts(rows: Sequence[Outbox]) -> Texts:
    """What people should find on their phones. A progress message is edited in place and left out."""
    return Counter(
        (row.user, row.body["text"].replace(BOLD, "")) for row in rows if not row.key.startswith("progress:")
    )


def _shown(world: World) -> Texts:
    """What the phones show; the head's phone has the progress message only."""
    return Counter(
        (str(person_id), message["text"])
        for person_id in range(FIRST_PERSON_ID, FIRST_PERSON_ID + office.PEOPLE - 1)
        for message in world.chat(person_id)
        if message["from"]["is_bot"]
    )


def _of(shown: Texts, texts: Texts) -> Texts:
    return Counter({each: shown[each] for each in texts})
