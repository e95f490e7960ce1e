"""Planned ledger rows → outbox rows: one message per person, naming every cooperative it stands for."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Choice, Json, Say
from bot.settings import Office
from db import ladder, ledger, office_hours, outbox, people, sessions
from db.models import Announcement, Cooperative, Identity, Ledger, Person
from scheduler import rules, season_words, traces

BATCH = 200


async def queue_batch(session: AsyncSession, purpose: str, now: datetime, office: Office) -> int:
    """Put the next batch of a purpose into the outbox; how many messages. Batch and ledger share one commit."""
    rows = await ledger.planned(session, purpose, BATCH)
    if not rows:
        return 0
    event = await _event(session, purpose)
    rule = rules.rule_of(purpose)
    is_season = rule is not None and rule.buttons == "season"
    sought = await traces.words(session, purpose) if rule in rules.TRACING else {}
    zone = ZoneInfo(office.timezone)
    hours = await office_hours.load(session, now, zone, ahead=season_words.AHEAD_DAYS) if is_season else None
    drafts: list[dict[str, Any]] = []
    seats = await people.seats_of_many(session, {row.person_id for row in rows if row.person_id})
    for row in rows:
        found = await _seat(session, row, seats.get(row.person_id or 0, []))
        if found is None:
            numbers = [each.cooperative_id for each, _ in await ledger.group(session, purpose, row.lead_id)]
            await ladder.end(session, purpose, numbers, "failed", "blocked", now)
            continue
        group = await ledger.group(session, purpose, row.lead_id)
        key = ledger.key_of(purpose, row.lead_id, row.rung)
        named = [each for _, each in group]
        facts = await season_words.params(session, row, named, hours, now, office) if hours else sought
        if event is not None and rule is rules.TOMORROW:
            facts = {"can": await _can(session, event, named)}
        drafts.append(_draft(row, named, found, event, key, now, office, facts))
        await ledger.step_onto(session, purpose, row.lead_id, key, row.rung, now)
    await outbox.enqueue_many(session, drafts)
    return len(drafts)


async def _event(session: AsyncSession, purpose: str) -> Announcement | None:
    """The event behind an announcement or the reminder of one."""
    if not purpose.startswith(("announcement:", f"rule:{rules.TOMORROW.name}:")):
        return None
    return await session.get(Announcement, int(purpose.rpartition(":")[2]))


async def _can(session: AsyncSession, event: Announcement, group: list[Cooperative]) -> Json:
    """Only who has said that they come is asked whether they still can."""
    comes = [await sessions.answer_of(session, event.id, each.id) == "yes" for each in group]
    return {"key": "event.can_still" if any(comes) else "event.can"}


async def _seat(session: AsyncSession, row: Ledger, seats: list[Identity]) -> tuple[Identity, Person] | None:
    """Where to reach the person on this rung: the seat they prefer among those that no earlier rung has tried."""
    if row.rung:
        tried = await ladder.tried_seats(session, row.purpose, row.lead_id)
        seats = [each for each in seats if people.address(each) not in tried] or seats
    return (seats[0], await session.get_one(Person, seats[0].person_id)) if seats else None


def _draft(
    row: Ledger,
    group: list[Cooperative],
    found: tuple[Identity, Person],
    event: Announcement | None,
    key: str,
    now: datetime,
    office: Office,
    facts: dict[str, Json],
) -> dict[str, Any]:
    identity, person = found
    rule = rules.rule_of(row.purpose)
    params: dict[str, Json] = {
        **facts,
        "office": office.name,
        "city": office.city,
        "name": person.name,
        "cooperatives": [{"key": "register.cooperative", "params": {"name": each.name}} for each in group],
    }
    if event is not None:
        params |= sessions.about(event)
    useful = now + timedelta(days=rule.useful_days if rule else 365)
    return outbox.draft(
        people.address(identity),
        Say(row.say["key"], params, _choices(row, len(group), rule.buttons if rule else "event")),
        key=key,
        now=now,
        language=person.language,
        lane=outbox.REMINDER if rule else outbox.BULK,
        guard=rule.name if rule else "announcement",
        subject=f"{row.purpose}:{row.lead_id}",
        useful_until=min(useful, event.starts_at) if event is not None else useful,
    )


def _choices(row: Ledger, size: int, buttons: str) -> tuple[Choice, ...]:
    """Buttons name the ledger row, which knows the purpose and all cooperatives of the message."""
    if buttons == "season":
        return tuple(Choice(f"season.{row.id}.act={each}") for each in rules.ACTIONS[row.say["key"]])
    if buttons == "neighbour":
        question, answers = rules.ASKED[row.say["key"]]
        return tuple(Choice(f"neighbour.{row.id}.{question}={each}") for each in answers)
    if buttons == "unvisited":
        return tuple(Choice(f"unvisited.{row.id}.act={each}") for each in ("propose", "visited", "not_officer"))
    if size == 1:
        return tuple(Choice(f"event.{row.id}.answer={each}") for each in ("yes", "no"))
    return tuple(Choice(f"event.{row.id}.all={each}") for each in ("yes", "no", "each"))


async def can_go(session: AsyncSession, purpose: str) -> bool:
    """An announcement is queued once it is being sent: not in its minute to undo, not after a stop."""
    if not purpose.startswith("announcement:"):
        return True
    event = await session.get(Announcement, int(purpose.rpartition(":")[2]), populate_existing=True)
    return event is not None and event.state in ("sending", "sent")
