"""Makes the picture of progress by district: bars that read on a phone."""

import asyncio
import json
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.messages import Json, Say
from bot.settings import Office
from db import progress
from db import staff as staff_table
from db.models import Staff
from db.progress import Progress

PAGE = Path(__file__).with_name("chart.typ")
PARTS = ("on_target", "late", "planned", "none")
STEPS = ("numbered", "invited", "linked", "consented", "reachable")
OPTIONAL = "invited"
"""A step that only offices take that hand out letters: no empty bar for the others."""
DOTS_AN_INCH = 216
"""A page of 360 points becomes 1,080 pixels wide, the width of a phone."""


async def make(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    """A PNG of what the member with this id sees. Raises PermissionError for one who is not staff any more."""
    member = await session.get(Staff, int(subject))
    if member is None or member.suspended_at is not None:
        raise PermissionError(subject)
    today = now.astimezone(ZoneInfo(office.timezone)).date()
    year = progress.book_year(today)
    districts = await staff_table.scope(session, member)
    rows = await progress.of(session, year, today, district_ids=districts or None)
    title = {"year": str(year), "today": today.isoformat()}
    return await asyncio.to_thread(drawn, rows, language, title)


def drawn(rows: list[Progress], language: str, title: dict[str, Json]) -> bytes:
    """The PNG of these districts."""
    import typst

    say = partial(_say, language)
    whole = progress.total(rows)
    data = {
        "title": say("progress.chart_title", **title),
        "day": say("progress.chart_day", total=whole.total, **title),
        "parts": [say(f"progress.part_{each}") for each in PARTS],
        "rows": [_bar(language, each, each.district or say("progress.nowhere")) for each in rows],
        "whole": _bar(language, whole, say("progress.whole")),
        "contacts": say("progress.chart_contacts"),
        "steps": [
            {"name": say(f"progress.step_{each}"), "count": getattr(whole, each)}
            for each in STEPS
            if each != OPTIONAL or whole.invited
        ],
        "papers": say("progress.chart_papers", papers=whole.papers, held=whole.held),
    }
    made = typst.compile(PAGE.read_bytes(), format="png", ppi=DOTS_AN_INCH, sys_inputs={"data": json.dumps(data)})
    assert isinstance(made, bytes)
    return made


def _bar(language: str, row: Progress, name: str) -> Json:
    held = _say(language, "progress.chart_held", held=row.held, total=row.total)
    return {"name": name, "held": held, "total": row.total, "counts": [getattr(row, each) for each in PARTS]}


def _say(language: str, key: str, **params: Json) -> str:
    return texts.plain(texts.fill(Say(key, params), language))
