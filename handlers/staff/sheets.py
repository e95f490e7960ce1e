"""Makes the spreadsheets that `download` orders, in the reader's words."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.settings import Office
from db import exports, parameters
from db import staff as staff_table
from db.exports.table import Table, write_xlsx
from db.models import District, Staff
from handlers.staff import cells
from handlers.staff.download import may_take, reveals_to


async def make(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    """The list `<name>:<staff id>` as XLSX. Raises PermissionError when the member may not take it any more."""
    name, _, number = subject.partition(":")
    member = await session.get(Staff, int(number))
    if member is None or member.suspended_at is not None or name not in may_take(member):
        raise PermissionError(subject)
    zone = ZoneInfo(office.timezone)
    today = now.astimezone(zone).date()
    days = (await parameters.load(session)).unvisited_days
    districts = [await session.get_one(District, each) for each in await staff_table.scope(session, member)]
    names = frozenset(each.name for each in districts) or None
    is_open = reveals_to(member)
    table = await exports.rows(
        session, name, today=today, now=now, days=days, zone=zone, districts=names, reveals=is_open
    )
    title = texts.words(f"download.get={name}", language)
    rows = (cells.spoken(table.headers, row, language) for row in table.rows)
    return await asyncio.to_thread(_written, Table(headings(table.headers, language), rows), title)


def headings(headers: Sequence[str], language: str) -> tuple[str, ...]:
    """The columns in the reader's language; one that nobody has named yet keeps its own."""
    return tuple(texts.words(f"heading.{each}", language) if texts.has(f"heading.{each}") else each for each in headers)


def _written(table: Table, title: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_xlsx(table, path, title)
        return path.read_bytes()
