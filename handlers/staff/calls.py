"""The last rung: whom staff may telephone, where no message reached a cooperative. Who only reads sees no number."""

from collections.abc import Sequence

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, ledger, sessions, tasks
from db.models import Announcement, Cooperative
from handlers.roles import phone_for

SHOWN = 10


async def listed(turn: Turn, announcement: Announcement) -> Sequence[Say]:
    """Cooperatives of the member's districts that an announcement has not reached, with the numbers of the registry."""
    found = await ledger.unreached(turn.session, sessions.purpose(announcement.id))
    mine = [each for each in found if await tasks.may_see(turn.session, turn.member, each.district_id)]
    if not mine:
        return [Say("cast.no_calls")]
    lines: list[Json] = [await _line(turn, each) for each in mine[:SHOWN]]
    audit.note(turn.session, turn.actor, "contact.listed", f"announcement:{announcement.id}", turn.now)
    params: dict[str, Json] = {"title": announcement.title, "count": len(mine), "lines": lines}
    key = "cast.calls" if len(mine) <= SHOWN else "cast.calls_first"
    return [Say(key, params, (Choice(f"cast.{announcement.id}.do=report"),))]


async def _line(turn: Turn, cooperative: Cooperative) -> Json:
    known = await cooperatives.officers(turn.session, cooperative.id)
    officers = [f"{each.name or each.position} {phone_for(turn, each.phone)}" for each in known if each.phone]
    key = "cast.call" if officers else "cast.call_nobody"
    return {"key": key, "params": {"name": cooperative.name, "officers": ", ".join(officers[:3])}}
