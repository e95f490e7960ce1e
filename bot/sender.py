"""One loop per channel account: reserve, guard, mark, send, settle.

Before a request may leave, its row is committed as `sending` in the transaction that runs its guards. Marks of requests
that start together, and outcomes of those that ended meanwhile, share one commit. After a crash only `sending` rows are
undecided; there are at most `in_flight` of them.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import Channel
from bot.clock import Clock
from bot.guards import Drop, Guards, Later
from bot.outcome import attempt, unanswered
from bot.pace import DAY, Pace
from bot.settings import Office
from bot.window import Window, held
from db import accounts, outbox, people, settling, traffic
from db.outbox import Result, Row
from db.session import Database

POLL_SECONDS = 1.0
GATHER_SECONDS = 0.02
PROBE_SECONDS = (1, 2, 5, 15, 60, 300)
PATIENCE_SECONDS = 10
"""A row whose reader must be spared for longer leaves the buffer."""
SILENCES = 3
"""Requests in a row that nobody answered: then the account rests."""
log = structlog.get_logger()


class Sender:
    """Empties one account's part of the outbox at the pace the platform allows."""

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, guards: Guards, *, in_flight: int = 8, office: Office
    ) -> None:
        self._database, self._channel, self._clock, self._guards = database, channel, clock, guards
        self.account = channel.account
        self._width = in_flight
        self._pace = Pace(channel.capabilities, clock.monotonic)
        self._window = Window(channel.capabilities, office.name, ZoneInfo(office.timezone))
        self._lease = secrets.token_hex(4)
        self._buffer: list[Row] = []
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._flying_to: set[str] = set()
        self._done: list[Result] = []
        self._settling = 0
        self._something = asyncio.Event()
        self._fresh = True
        self._more = False
        self._in_step = False
        self._recovered = False
        self._stopping = False
        self._unanswered = 0
        self.is_running = False
        self._resume_at = 0.0
        self._failures = 0
        self._noted = ""
        self.trouble = ""
        self.database_trouble = ""
        self.sent = 0

    def wake(self) -> None:
        """New rows may be there."""
        self._fresh = True
        self._something.set()

    def stop(self) -> None:
        """Reserve nothing more; `run` returns when requests in flight are settled."""
        self._stopping = True
        self._something.set()

    async def run(self) -> None:
        """Send until stopped. Trouble with the database is survived: the loop tries again."""
        self.is_running = True
        self._in_step = self._recovered = False
        try:
            await self._loop()
        finally:
            for task in list(self._flying.values()):  # only a cancelled loop leaves any
                task.cancel()
            self._flying.clear()
            self._flying_to.clear()
            self._done.clear()
            self._buffer.clear()

    async def _loop(self) -> None:
        while not self._stopping or self._flying or self._done:
            self._something.clear()
            try:
                await self._get_in_step()
                await self._gather()
                await self._cycle()
                self.database_trouble = ""
            except (SQLAlchemyError, OSError) as error:
                log.error("sender_database", account=self.account, error=type(error).__name__)
                self.database_trouble = f"the database does not take writes ({type(error).__name__})"
                self._in_step = False
                await asyncio.sleep(POLL_SECONDS)
                continue
            await self._rest()
        async with self._database.transaction(wake=False) as session:
            await outbox.release(session, [row.id for row in self._buffer])

    async def _gather(self) -> None:
        """A moment for the answers that follow the first: they share its commit, and the next requests theirs."""
        if self._done and self._flying:
            await asyncio.wait(self._flying.values(), timeout=GATHER_SECONDS)

    async def _rest(self) -> None:
        """Until something happens: a commit, an answer, the next token, or a second."""
        if self._stopping and not (self._flying or self._done):
            return
        delay = POLL_SECONDS
        if self._is_paused():
            delay = min(delay, self._resume_at - self._clock.monotonic())
        elif self._buffer and self._room() > 0:
            delay = min(delay, min(self._pace.wait(user) for user in {row.user for row in self._buffer}))
        try:
            async with asyncio.timeout(max(delay, 0.001)):
                await self._something.wait()
        except TimeoutError:
            self._fresh = True

    def _is_paused(self) -> bool:
        return self._clock.monotonic() < self._resume_at

    def _room(self) -> int:
        """Requests that may start now; after trouble a single one probes.

        An answered one still counts unless this cycle settles it: until then its row is undecided after a crash.
        """
        unsettled = len(self._done) - self._settling
        return (1 if self._failures else self._width) - len(self._flying) - unsettled

    async def _get_in_step(self) -> None:
        """At start, and after trouble with the database: what the rows say and what this loop knows become one."""
        if self._in_step:
            return
        now = self._clock.now()
        async with self._database.transaction(wake=False) as session:
            if not self._recovered:
                await self._recover(session, now)
            known = [*self._flying, *(result.row.id for result in self._done)]
            await outbox.forget_unsent(session, self.account, self._lease, known)
        self._buffer.clear()
        self._fresh = self._in_step = self._recovered = True

    async def _recover(self, session: AsyncSession, now: datetime) -> None:
        """Rows of a sender that died between mark and settle: replies go again, the rest stays visibly undecided."""
        until = await accounts.paused_until(session, self.account)
        if until and until > now:
            pause = min((until - now) / timedelta(seconds=1), PROBE_SECONDS[-1])
            self._resume_at = self._clock.monotonic() + pause
        limits = self._channel.capabilities
        again_at = now + timedelta(seconds=limits.resend_after if limits.tells else 0)
        results = [unanswered(row, "interrupted", again_at) for row in await outbox.interrupted(session, self.account)]
        await settling.settle(session, await outbox.still_held(session, results), now)
        await self._remember(session, now)
        for result in results:
            log.warning("send_interrupted", key=result.row.key, outcome=result.outcome)

    async def _remember(self, session: AsyncSession, now: datetime) -> None:
        """What left before this process began still counts against the limits."""
        speed = self._clock.speed or 1.0
        since = now - timedelta(seconds=self._pace.memory * speed)
        for user, at in await traffic.sent_since(session, self.account, since):
            self._pace.remember(user, max(0.0, (now - at) / timedelta(seconds=speed)))
        self._window.reach.remember(await traffic.written_to_first(session, self.account, now - DAY))

    async def _cycle(self) -> None:
        """One transaction: settle what ended, reserve, guard and mark what starts; then let it go."""
        done, starting = list(self._done), []
        self._settling = len(done)
        may_start = self._room() > 0 and not self._stopping and not self._is_paused()
        may_start = may_start and (self._fresh or bool(self._buffer))
        if not done and not may_start:
            return
        async with self._database.transaction(wake=False) as session:
            await self._settle(session, done)
            if may_start:
                await self._reserve(session)
                await self._settle(session, self._put_off())
                starting = await self._guarded(session, self._pick())
                marked = await outbox.mark_sending(session, starting, self._clock.now())
                starting = [row for row in starting if row.id in marked]
        del self._done[: len(done)]
        self._settling = 0
        for row in starting:
            self._flying_to.add(row.user)
            self._flying[row.id] = asyncio.create_task(self._send(row))

    async def _reserve(self, session: AsyncSession) -> None:
        """Top up the buffer; a crowded one only takes rows of a more urgent lane than its last."""
        if not self._fresh:
            return
        limit = 4 * self._width
        crowded = len(self._buffer) >= limit
        below = self._buffer[-1].lane if crowded else 100
        rows = await outbox.reserve(session, self.account, self._clock.now(), limit, self._lease, below=below)
        self._fresh = False
        self._more = len(rows) == limit or crowded
        self._buffer = sorted([*self._buffer, *rows], key=lambda row: (row.lane, row.id))

    def _pick(self) -> list[Row]:
        """Take from the buffer the rows that the pace lets go now.

        To one person one request at a time: they never overtake each other, and a guard sees what left before.
        """
        picked: list[Row] = []
        held = set(self._flying_to)
        for row in self._buffer:
            if len(picked) >= self._room() or self._pace.wait() > 0:
                break
            if row.user in held or self._pace.wait(row.user) > 0:
                held.add(row.user)
                continue
            self._pace.take(row.user)
            held.add(row.user)
            picked.append(row)
        taken = {row.id for row in picked}
        self._buffer = [row for row in self._buffer if row.id not in taken]
        if self._more and len(self._buffer) < self._width:
            self._fresh = True
        return picked

    def _put_off(self) -> list[Result]:
        """Rows to people who have had so many that the next must wait long: others would stand behind them."""
        now, speed = self._clock.now(), self._clock.speed
        waits = {row.user: self._pace.wait(row.user) for row in self._buffer}
        late = [row for row in self._buffer if waits[row.user] > PATIENCE_SECONDS]
        self._buffer = [row for row in self._buffer if row not in late]
        return [Result(row, "again", "pace", at=now + timedelta(seconds=waits[row.user] * speed)) for row in late]

    async def _guarded(self, session: AsyncSession, rows: Sequence[Row]) -> list[Row]:
        """The rows that may still leave; the others are written down as dropped or put off."""
        now = self._clock.now()
        keep: list[Row] = []
        other: list[Result] = []
        if rows:
            await people.look_up(session, self.account, [row.user for row in rows])
        for row in rows:
            if row.useful_until is not None and row.useful_until < now:
                other.append(Result(row, "dropped", "expired"))
                continue
            guard = self._guards.get(row.guard)
            verdict = await guard(session, row, now) if guard else None
            shaped = verdict if isinstance(verdict, Drop | Later) else await self._window.shape(session, row, now)
            if isinstance(shaped, Row):
                keep.append(shaped)
            else:
                other.append(held(row, shaped))
        for result in other:
            self._pace.give_back(result.row.user)
        self._fresh = self._fresh or bool(other)
        await self._settle(session, other)
        return keep

    async def _settle(self, session: AsyncSession, results: Sequence[Result]) -> None:
        if not results:
            return
        now = self._clock.now()
        await settling.settle(session, await outbox.still_held(session, results), now)
        if self.trouble != self._noted:
            pause = max(0.0, self._resume_at - self._clock.monotonic())
            await accounts.note(session, self.account, self.trouble, pause, now)
            self._noted = self.trouble

    async def _send(self, row: Row) -> None:
        """One request; trouble of the account makes it rest, and the row has lost no attempt."""
        made = await attempt(self._channel, row, self._clock.now())
        self._unanswered = 0 if made.is_answered or made.trouble else self._unanswered + 1
        if self._unanswered >= SILENCES:  # a network that swallows requests is trouble of the account
            made = replace(made, trouble="no answer")
        if made.trouble:
            rest = PROBE_SECONDS[min(self._failures, len(PROBE_SECONDS) - 1)] if made.rest is None else made.rest
            log.warning("account_paused", account=self.account, reason=made.trouble, seconds=rest)
            self._failures += 1
            self.trouble = made.trouble
            self._resume_at = max(self._resume_at, self._clock.monotonic() + rest)
            self._fresh = True
        elif made.is_answered:
            self._failures, self.trouble = 0, ""
        self.sent += made.result.outcome == "sent"
        if all(each.id != row.id for each in self._buffer):  # else its status came first and has put it back
            self._done.append(made.result)
        self._flying.pop(row.id, None)
        self._flying_to.discard(row.user)
        self._something.set()
