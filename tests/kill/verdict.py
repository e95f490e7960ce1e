"""What a kill did to the promises: the phones of the simulator beside the rows of the database."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import BOLD
from bot.simulator.people import Json
from bot.texts.templates import written
from db import exports
from db.models import Announcement, Attendance, Cooperative, Inbound, Ledger, OpenForm, Outbox, RatReport, Task
from db.outbox import RELAY
from db.session import Database
from tests.kill import office
from tests.kill.messengers import Messenger, Texts, chats

BEFORE, AFTER, NEVER, FLOWING = "before the restart", "after it", "never", "as they come"
"""When statuses reach the bot: all of them held back until then, or none."""


@dataclass(slots=True)
class Death:
    """What a kill left behind: the rows on their way, and when the next life began."""

    way: str
    rows: Sequence[Outbox]
    revived_at: datetime
    seen: frozenset[tuple[str, int]] = frozenset()
    """What the phones showed when it began: whose chat, and the message's id in it."""
    unlisted: Sequence[str] = ()
    """Undecided rows that the ledger did not show as maybe when the next life had looked around."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures of one kill. `arrived` are those undecided that a phone shows; `wrong` says what broke a promise."""

    on_their_way: int
    undecided: int
    arrived: int
    replies_twice: int
    replies_lost: int
    others_twice: int
    others_lost: int
    wrong: tuple[str, ...]


async def on_their_way(database: Database) -> Sequence[Outbox]:
    """The rows of which nobody knows whether their request left."""
    async with database.reading() as session:
        return (await session.exec(select(Outbox).where(Outbox.state == "sending"))).all()


async def is_recovered(database: Database, death: Death) -> bool:
    """Whether the next life has looked at what the last one left."""
    async with database.reading() as session:
        return not [row for row in await _as_now(session, death) if row.state == "sending"]


async def unlisted(database: Database, death: Death) -> Sequence[str]:
    """Announcements and reminders left on their way that are not undecided, and maybe in the ledger."""
    async with database.reading() as session:
        states = dict((await session.exec(select(Ledger.outbox_key, Ledger.state))).all())
        rows = await _as_now(session, death)
    return [row.key for row in rows if row.lane > RELAY and (row.state, states[row.key]) != ("undecided", "maybe")]


async def _as_now(session: AsyncSession, death: Death) -> Sequence[Outbox]:
    query = select(Outbox).where(col(Outbox.id).in_([row.id for row in death.rows]))
    return (await session.exec(query)).all()


async def is_drained(database: Database, messenger: Messenger, messages: int) -> bool:
    """Whether everything typed was taken and nothing waits any more.

    The outbox is looked at last: the commit that ends an announcement puts the news of it there.
    """
    async with database.reading() as session:
        taken = (await session.exec(select(func.count()).select_from(Inbound))).one()
        unsent = await session.exec(
            select(func.count()).select_from(Announcement).where(col(Announcement.state) != "sent")
        )
        if taken < messages or unsent.one() or not messenger.is_quiet():
            return False
        planned = await session.exec(
            select(func.count()).select_from(Ledger).where(col(Ledger.state).in_(("planned", "queued", "failed")))
        )
        waiting = await session.exec(
            select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(("queued", "sending")))
        )
        return not (planned.one() or waiting.one())


@dataclass(slots=True)
class Judge:
    """Collects what is not as promised."""

    wrong: list[str] = field(default_factory=list)

    def expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.wrong.append(f"{what}: {found} instead of {wanted}")

    def at_most(self, width: int, **figures: int) -> None:
        self.wrong += [f"{name}: {found} with {width} in flight" for name, found in figures.items() if found > width]


async def judge(
    database: Database, messenger: Messenger, messages: int, width: int, now: datetime, death: Death
) -> Verdict:
    """Look at everything once nothing moves any more."""
    bench = Judge()
    async with database.reading() as session:
        rows = (await session.exec(select(Outbox))).all()
        ledger = (await session.exec(select(Ledger))).all()
        await _office(bench, session, messages, rows)
        await _counted(bench, session, rows, ledger, now)
    phones = _phones(messenger)
    replies = _texts([row for row in rows if row.lane <= RELAY])
    others = _texts([row for row in rows if row.lane > RELAY and row.state == "sent"])
    doubtful = _texts([row for row in rows if row.state == "undecided"])
    shown = Texts((user, each["text"]) for user, chat in phones.items() for each in chat)
    bench.expect("texts that could be either", set(replies) & set(others + doubtful), set())
    bench.expect("texts nobody wrote", {each for each in shown if each not in replies + others + doubtful}, set())
    found = {
        "undecided": sum(row.state == "undecided" for row in rows),
        "arrived": (doubtful & shown).total(),
        "replies_twice": (_of(shown, replies) - replies).total(),
        "replies_lost": (replies - shown).total(),
        "others_twice": (_of(shown, others + doubtful) - others - doubtful).total(),
        "others_lost": (others - shown).total(),
    }
    told = ("arrived", "replies_twice") if death.way not in ("", NEVER) else ()  # a status settles what has arrived
    for figure in ("replies_lost", "others_twice", "others_lost", *told):
        bench.expect(figure, found[figure], 0)
    bench.at_most(
        width, undecided=found["undecided"], replies_twice=found["replies_twice"], on_their_way=len(death.rows)
    )
    bench.expect("undecided that were not listed", list(death.unlisted), [])
    bench.expect("replies sent again too soon", _hasty(phones, death, messenger.patience), [])
    return Verdict(on_their_way=len(death.rows), **found, wrong=tuple(bench.wrong))


async def _office(bench: Judge, session: AsyncSession, messages: int, rows: Sequence[Outbox]) -> None:
    """What people typed has become what it should, once."""
    inbound = (await session.exec(select(Inbound))).all()
    reports = (await session.exec(select(RatReport))).all()
    names = dict((await session.exec(select(Cooperative.id, Cooperative.name))).all())
    bench.expect("messages taken", Counter(row.state for row in inbound), {"handled": messages})
    bench.expect("replies written", sum(row.key.startswith("reply:") for row in rows), messages)
    bench.expect(
        "reports filed",
        sorted((names[each.cooperative_id], each.held_on.day, each.attended, each.members) for each in reports),
        [(f"reporting {n}", n + 2, n + 50, n + 100) for n in range(office.REPORTING)],
    )
    bench.expect("tasks for staff", len((await session.exec(select(Task))).all()), office.REPORTING)
    bench.expect("forms left open", len((await session.exec(select(OpenForm))).all()), 0)
    bench.expect("answers nobody gave", len((await session.exec(select(Attendance))).all()), 0)


async def _counted(
    bench: Judge, session: AsyncSession, rows: Sequence[Outbox], ledger: Sequence[Ledger], now: datetime
) -> None:
    """Every row has an outcome, and the ledger and its export say the same."""
    export = await exports.rows(
        session, "deliveries", today=now.date(), now=now, days=180, zone=ZoneInfo(office.OFFICE.timezone)
    )
    exported = Counter(dict(zip(export.headers, row, strict=True))["state"] for row in export.rows)
    states = Counter((row.key.partition(":")[0], row.state, row.reason) for row in rows)
    open_ = {k: n for k, n in states.items() if k[1] not in ("sent", "undecided")}
    bench.expect("rows without an outcome", open_, {})
    keys = {row.outbox_key: row.state for row in ledger}
    undecided = [row for row in rows if row.state == "undecided"]
    bench.expect("ledger of undecided", [keys.get(row.key) for row in undecided], ["maybe"] * len(undecided))
    maybe = [row for row in ledger if row.state == "maybe"]
    bench.expect("undecided behind maybe", {row.outbox_key for row in maybe}, {row.key for row in undecided})
    total = office.INVITED + office.REMINDED + office.LATER
    bench.expect("cooperatives counted", Counter(row.state for row in ledger).total(), total)
    bench.expect("listed in the export", exported, Counter(row.state for row in ledger))
    bench.expect("reached or maybe", {row.state for row in ledger} - {"reached", "maybe"}, set())


def _hasty(phones: Mapping[str, Sequence[Json]], death: Death, patience: timedelta) -> list[str]:
    """Replies left on their way that came in the next life before the platform had its time to tell of them."""
    until = (death.revived_at + patience).timestamp() - 1  # dates are whole seconds
    left = _texts([row for row in death.rows if row.lane <= RELAY])
    return [
        each["text"]
        for user, chat in phones.items()
        for each in chat
        if (user, each["text"]) in left and (user, each["message_id"]) not in death.seen and each["date"] < until
    ]


def seen(messenger: Messenger) -> frozenset[tuple[str, int]]:
    """What the phones show."""
    return frozenset((user, each["message_id"]) for user, chat in _phones(messenger).items() for each in chat)


def _phones(messenger: Messenger) -> Mapping[str, Sequence[Json]]:
    """Everybody's but the head's, which shows the progress message only."""
    return chats(messenger, range(office.PEOPLE - 1))


def _texts(rows: Sequence[Outbox]) -> Texts:
    """What people should find on their phones. A progress message is edited in place and left out."""
    return Texts((row.user, _words(row)) for row in rows if not row.key.startswith("progress:"))


def _words(row: Outbox) -> str:
    """The words of a row: its own, or those of the template as which it left."""
    if not row.template:
        return str(row.body["text"]).replace(BOLD, "")
    filled = row.body["template"]
    body = written()[row.template].body(filled["language"])
    return re.sub(r"{{(\d+)}}", lambda found: str(filled["values"][int(found[1]) - 1]), body)


def _of(shown: Texts, texts: Texts) -> Texts:
    return Counter({each: shown[each] for each in texts})
