"""All that is looked up about people before anything leaves: chairs of one cooperative each, and an announcement."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.towns import START, address
from bot.texts import LANGUAGES
from bot.texts.templates import written
from db import accounts, clocks, templates
from db.models import Announcement, Consent, Cooperative, Identity, Ledger, Officer, Person, Staff
from db.statements import insert_once


async def settle(session: AsyncSession, platform: str, numbers: range, *, wrote_at: datetime | None) -> None:
    """These people move in, each invited to one announcement that is being sent."""
    event: dict[str, Any] = {"kind": "clinic", "title": "Klinik", "place": "Balai", "state": "sending"}
    event |= {"starts_at": START + timedelta(days=7), "send_from": START, "created_at": START, "created_by": 1}
    await _insert(session, Staff, ["id"], [{"id": 1, "name": "Kepala", "role": "admin", "created_at": START}])
    await _insert(session, Announcement, ["id"], [{"id": 1, **event, "progress": ""}])
    people, seats, consents, offices, officers, told = [], [], [], [], [], []
    for number in numbers:
        key, seat = number + 1, address(platform, number)
        one = {"cooperative_id": key, "person_id": key}
        people.append({"id": key, "name": f"Orang {number}", "language": "id", "created_at": START})
        seats.append({"person_id": key, "account": seat.account, "user": seat.user, "wrote_at": wrote_at})
        consents.append({"person_id": key, "granted": True, "text_version": "1", "account": seat.account, "at": START})
        name = f"Koperasi {number}"
        offices.append({"id": key, "name": name, "match_name": name.lower(), "updated_at": START})
        officers.append({**one, "position": "ketua", "status": "verified"})
        say: dict[str, Any] = {"key": "event.invite_clinic"}
        sent = {"purpose": "announcement:1", "outbox_key": f"announcement:1:{key}:0", "state": "queued", "at": START}
        told.append({**one, **sent, "lead_id": key, "say": say})
    await _insert(session, Person, ["id"], people)
    await _insert(session, Identity, ["account", "user"], seats)
    await _insert(session, Consent, ["id"], consents)
    await _insert(session, Cooperative, ["id"], offices)
    await _insert(session, Officer, ["id"], officers)
    await _insert(session, Ledger, ["purpose", "cooperative_id"], told)
    await clocks.change(session, "primer", START.year - 1, 6, 6, 30, None, START)  # out of season: no reminders


async def approve(session: AsyncSession, account: str) -> None:
    """The platform has approved our templates, and limits nobody."""
    await accounts.learn(session, account, {"limit": "TIER_UNLIMITED"})
    for each in written().values():
        for language in LANGUAGES:
            facts = {"status": "APPROVED", "category": each.category}
            await templates.note(session, account, each.name, language, START, facts)


async def _insert(
    session: AsyncSession, model: type[SQLModel], unique: Sequence[str], rows: Sequence[dict[str, Any]]
) -> None:
    await insert_once(session, model, rows, unique)
