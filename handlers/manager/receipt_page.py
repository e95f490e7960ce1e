"""The receipt of a report as one page to pass on."""

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
from db import papers
from db.models import Cooperative, Person, RatReport
from handlers.manager import rat_lines
from handlers.manager.papers import line

PAGE = Path(__file__).with_name("receipt_page.typ")


async def make(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    """The PDF for the report with this id."""
    report = await session.get_one(RatReport, int(subject))
    cooperative = await session.get_one(Cooperative, report.cooperative_id)
    reporter = await session.get(Person, report.reported_by) if report.reported_by else None
    state = report.status if report.officer_verified else "held_back"
    whose = None if report.officer_verified else report.reported_by
    states = await papers.states(session, report.cooperative_id, report.book_year, of_person=whose)
    zone = ZoneInfo(office.timezone)
    say = partial(_say, language)
    about = {"name": cooperative.name, "nik": cooperative.nik, "legal": cooperative.legal_number}
    page = {
        "office": f"{office.name} {office.city}".strip(),
        "address": office.address,
        "title": say({"key": "history.title"}),
        "number": report.receipt,
        "about": [
            *(_pair(say({"key": f"history.page_{name}", "params": about})) for name, value in about.items() if value),
            _pair(say({"key": "rat.line.book_year", "params": {"book_year": str(report.book_year)}})),
        ],
        "facts": [_pair(say(each)) for each in rat_lines.facts(report)],
        "papers": [_pair(say(line(kind, states.get(kind, "missing")))) for kind in papers.KINDS],
        "papers_title": say({"key": "history.page_papers"}) if report.held == "yes" else "",
        "reported": say(
            {
                "key": "history.page_reported",
                "params": {"person": reporter.name if reporter else "", "at": report.reported_at.isoformat()},
            }
        ),
        "state": say({"key": "history.page_state", "params": {"state": {"key": f"history.state_{state}"}}}),
        "foot": say({"key": "history.page_foot", "params": {"day": now.astimezone(zone).date().isoformat()}}),
    }
    return await asyncio.to_thread(printed, page, language)


def printed(page: dict[str, Json], language: str) -> bytes:
    """The PDF of these words."""
    import typst

    made = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs={"data": json.dumps(page), "language": language})
    assert isinstance(made, bytes)
    return made


def _say(language: str, nested: Json) -> str:
    return texts.plain(texts.fill(Say(nested["key"], nested.get("params", {})), language))


def _pair(words: str) -> list[str]:
    """A line of the summary as label and value."""
    label, _, value = words.partition(": ")
    return [label, value]
