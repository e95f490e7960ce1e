"""What people do with a reminder: most are silent, about a third report in the end, some say why not or stop it all."""

import heapq
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from bot.rehearsal.channel import ACCOUNT, Sent
from db import papers, people, rat, tasks
from db.models import Cooperative, Person

WEIGHTS = {"silent": 70, "held": 9, "plan": 7, "reason": 5, "help": 3, "stop": 2, "block": 1}
"""In percent-like weights, for each reminder of a stage; over eight stages about a third report."""
AFTER_PLAN = {"held": 60, "reason": 20, "plan": 10, "silent": 10}
PAPERS = {"papers": 50, "silent": 50}
NOTHING = {"silent": 1}
REASONS = ("books", "schedule", "conflict", "handover", "howto", "members")
DELAYS = (0, 0, 0, 1, 1, 2, 4)
"""Days until the evening on which somebody answers."""
PLAN_DAYS = (10, 45)
EARLIEST = (1, 12)
"""Month and day after the book year before which nobody has met yet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a cooperative. `until` is the planned day of a plan."""

    at: datetime
    cooperative_id: int
    user: str
    kind: str
    book_year: int
    until: date | None = None


@dataclass(slots=True)
class Habits:
    """Draws by seed, cooperative and reminder, so that the order in which messages arrive changes nothing."""

    seed: int
    persons: dict[str, int]
    staff_id: int
    blocking: set[str] = field(default_factory=set)
    given: list[Answer] = field(default_factory=list)
    _waiting: list[tuple[datetime, int, str, str, int]] = field(default_factory=list)

    def hears(self, sent: Sent, cooperative_ids: list[int], evening: datetime, book_year: int) -> None:
        """A reminder arrived that names these cooperatives: what comes of it, and on which evening."""
        for number in cooperative_ids:
            draw = random.Random(f"{self.seed}:{number}:{sent.rule}:{book_year}")
            weights = {"rat_planned": AFTER_PLAN, "rat_papers": PAPERS, "rat_soon": NOTHING}.get(sent.rule, WEIGHTS)
            kind = draw.choices(list(weights), list(weights.values()))[0]
            if kind != "silent":
                at = evening + timedelta(days=draw.choice(DELAYS))
                heapq.heappush(self._waiting, (at, number, sent.user, kind, book_year))

    async def evening(self, session: AsyncSession, now: datetime) -> None:
        """Whatever is due by this evening is said."""
        while self._waiting and self._waiting[0][0] <= now:
            _, number, user, kind, year = heapq.heappop(self._waiting)
            draw = random.Random(f"{self.seed}:{number}:{kind}:{now.date()}")
            if kind == "held" and now.date() < date(year + 1, *EARLIEST):
                kind = "plan"
            await self._say(session, Answer(now, number, user, kind, year, _until(kind, draw, now)), draw)

    async def _say(self, session: AsyncSession, said: Answer, draw: random.Random) -> None:
        if said.user in self.blocking:
            return
        person_id = self.persons[said.user]
        person = await session.get_one(Person, person_id)
        if person.opted_out_at is not None:
            return
        await people.heard(session, Address(ACCOUNT, said.user), "", said.at)
        if said.kind == "block":
            self.blocking.add(said.user)
        elif said.kind == "stop":
            person.opted_out_at = said.at
        elif said.kind == "help":
            await _ask_for_help(session, said, person_id)
        elif said.kind == "papers":
            for kind in papers.KINDS:
                await papers.add(session, said.cooperative_id, said.book_year, kind, person_id=person_id, now=said.at)
        elif not await self._report(session, said, person_id, draw):
            return
        self.given.append(said)

    async def _report(self, session: AsyncSession, said: Answer, person_id: int, draw: random.Random) -> bool:
        """File what was said; nobody takes back a meeting that was held."""
        before = await rat.current(session, said.cooperative_id, said.book_year)
        if before is not None and before.held == "yes":
            return False
        held_on = said.at.date() - timedelta(days=draw.randrange(1, 10))
        facts = {
            "held": rat.Facts(said.book_year, "yes", held_on=held_on, members=40, attended=25),
            "plan": rat.Facts(said.book_year, "planned", planned_on=said.until),
            "reason": rat.Facts(said.book_year, "no", reason=draw.choice(REASONS)),
        }[said.kind]
        filed = await rat.file(
            session,
            said.cooperative_id,
            facts,
            person_id=person_id,
            officer_verified=True,
            account=ACCOUNT,
            words="",
            now=said.at,
        )
        if filed.status == "disputed":  # staff telephone, and the newer word stands
            await rat.check(session, filed, status="verified", staff_id=self.staff_id, remark="", now=said.at)
        return True


def _until(kind: str, draw: random.Random, now: datetime) -> date | None:
    return now.date() + timedelta(days=draw.randint(*PLAN_DAYS)) if kind == "plan" else None


async def _ask_for_help(session: AsyncSession, said: Answer, person_id: int) -> None:
    cooperative = await session.get_one(Cooperative, said.cooperative_id)
    key = f"rat_help:{said.cooperative_id}:{said.book_year}"
    await tasks.open_task(session, "rat_help", key, now=said.at, cooperative=cooperative, person_id=person_id)
