"""Who comes to an announced event: cooperative by cooperative, how many and who in the manager's place."""

from collections.abc import Sequence

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import sessions
from db import staff as staff_table
from db.models import Announcement
from db.sessions import Coming
from handlers.manager.attend_reading import told_of
from handlers.staff import download

SHOWN = 30
LIST = "deliveries"
"""The list that has every answer."""


async def listed(turn: Turn, announcement: Announcement) -> Sequence[Say]:
    """Cooperatives of the reader's districts that come or may come, and where the whole list is."""
    found = await sessions.coming(turn.session, announcement.id, await staff_table.scope(turn.session, turn.member))
    back = Choice(f"cast.{announcement.id}.do=report")
    if not found:
        return [Say("cast.nobody_comes", sessions.about(announcement), (back,))]
    lines: list[Json] = [_line(each) for each in found[:SHOWN]]
    params = {**sessions.about(announcement), "count": len(found), "lines": lines}
    takes = (Choice(f"download.-.get={LIST}"),) if LIST in download.may_take(turn.member) else ()
    return [Say("cast.coming" if len(found) <= SHOWN else "cast.coming_first", params, (*takes, back))]


def _line(each: Coming) -> Json:
    told: list[Json] = [{"key": "cast.unsure"}] if each.answer == "tentative" else []
    told += [] if each.people else [{"key": "cast.uncounted"}]
    told += told_of(each.people, each.delegate)
    return {"key": "cast.coming_line", "params": {"name": each.name, "told": told}}
