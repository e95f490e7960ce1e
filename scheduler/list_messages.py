"""What those who sent a list, and the others who answer for the office, are told of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.messages import Choice, File, Json, Say
from bot.texts import render
from db import imports, outbox, people, telling
from db import staff as staff_table
from db.models import Attachment, Identity, Import, Person, Staff
from db.registry_import import ImportReport, Problem
from scheduler.announcements import bar

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = ("added", "updated", "unchanged", "skipped", "absent", "pairs", "unknown_columns", "problems")
"""Counts of an `ImportReport` as a check shows them."""
SHOWN, WIDEST = 3, 40
"""Problems that a check shows, and characters of a cell."""


async def checked(
    session: AsyncSession, row: Import, report: ImportReport, folder: Path, now: datetime, *, is_new: bool
) -> None:
    """The report as a file, then what was found with the ways to go on. `is_new`: the registry changed meanwhile."""
    await _send_report(session, row, folder, f"checked:{row.counts['shown']}", now)
    ways = ["apply", *(["columns"] if report.unknown_columns else []), "cancel"]
    choices = tuple(Choice(f"lists.{row.id}-{imports.mark(row)}.do={each}") for each in ways)
    shown = _first(report.problems)
    lines: list[Json] = [_problem(each) for each in shown]
    about = {"count": len(report.problems), "lines": lines, "shown": len(shown)}
    problems = {"key": "lists.problems" if lines else "lists.no_problems", "params": about}
    params = {"filename": row.filename, "figures": _figures(row), "problems": problems}
    says = [*([Say("lists.changed")] if is_new else []), Say("lists.checked", params, choices), *_renamed(report)]
    await _tell(session, row, says, f"checked:{row.counts['shown']}", now)


def _figures(row: Import) -> Json:
    return {"key": "lists.figures", "params": {name: row.counts["figures"][name] for name in FIGURES}}


def _renamed(report: ImportReport) -> Sequence[Say]:
    """Cooperatives that would be called otherwise: the office sees that before anything is written."""
    names = [each for each in report.changes if each.field == "name"]
    lines: list[Json] = [
        {"key": "lists.new_name", "params": {"before": each.before, "after": each.after}} for each in names[:SHOWN]
    ]
    return [Say("lists.renamed", {"count": len(names), "lines": lines})] if lines else []


def _first(problems: Sequence[Problem]) -> Sequence[Problem]:
    """One of each kind before a second one of any."""
    kinds = {each.code: each for each in reversed(problems)}
    return sorted(kinds.values(), key=lambda each: (each.sheet, each.row))[:SHOWN]


def _problem(each: Problem) -> Json:
    params: dict[str, Json] = {
        "row": str(each.row),
        "column": each.column[:WIDEST],
        "found": each.found[:WIDEST],
        "what": {"key": f"problems.{each.code}", "params": dict(each.params)},
    }
    return {"key": "lists.problem", "params": params}


async def failed(session: AsyncSession, row: Import, now: datetime) -> None:
    """Why it can't be read, and what to do."""
    say = Say("lists.failed", {"filename": row.filename, "why": {"key": f"lists.why_{row.reason}"}})
    await _tell(session, row, [say], "failed", now)


async def expired(session: AsyncSession, row: Import, now: datetime) -> None:
    """It waited in vain for a decision."""
    await _tell(session, row, [Say("lists.expired", {"filename": row.filename, "days": imports.DAYS})], "expired", now)


async def done(session: AsyncSession, row: Import, folder: Path, now: datetime) -> None:
    """The counts and the report to who sent it, one line to the others who answer for the office."""
    await _send_report(session, row, folder, "done", now)
    about: dict[str, Json] = {"filename": row.filename, "figures": _figures(row)}
    await _tell(session, row, [Say("lists.done", about, (Choice("menu.-.go=tasks"),))], "done", now)
    member = await session.get(Staff, row.staff_id)
    counted = {name: row.counts["figures"][name] for name in ("added", "updated")}
    said = Say("lists.told", {"by": member.name if member else "", "filename": row.filename, **counted})
    for other in await staff_table.responsible(session, None):
        if other.id != row.staff_id:
            await telling.tell_member(session, other, said, f"import:{row.id}:told:{other.id}", now)


async def progress(session: AsyncSession, number: int, done_rows: int, total: int, *, now: datetime) -> None:
    """One message that edits itself; nothing where the platform edits nothing."""
    row = await imports.locked(session, number)
    seat, person = await _seat(session, row) if row is not None else (None, None)
    if row is None or seat is None or person is None or not total or not capabilities_of(seat.account).edits:
        return
    params = {"filename": row.filename, "bar": bar(done_rows, total), "done": done_rows, "total": total}
    say, prefix = Say("lists.progress", params), f"import:{row.id}:progress:"
    mark = hashlib.sha256(f"{done_rows}/{total}".encode()).hexdigest()[:8]
    begun = row.counts.get("progress", "")
    if mark == begun:
        return
    replaces = await outbox.newest_external_id(session, prefix, seat.account) if begun else None
    if begun and replaces is None:
        return
    message = render((say,), person.language, replaces=replaces)
    await outbox.enqueue(session, people.address(seat), message, key=prefix + mark, now=now, lane=outbox.RELAY)
    imports.note(row, progress=mark)


async def _send_report(session: AsyncSession, row: Import, folder: Path, what: str, now: datetime) -> None:
    """The newest report; useful as long as its file lies here."""
    kept = await imports.report(session, row.id)
    if kept is None:
        return
    file = File(str((folder / kept.digest).absolute()), kept.filename, XLSX)
    say = Say("lists.report", {"filename": row.filename})
    await _tell(session, row, [say], f"report:{what}", now, file=file)


async def _tell(
    session: AsyncSession, row: Import, says: Sequence[Say], what: str, now: datetime, *, file: File | None = None
) -> None:
    seat, person = await _seat(session, row)
    if seat is None or person is None:
        return
    message = replace(render(list(says), person.language), document=file)
    until = now + imports.REPORT_KEPT if file else None
    key, where = f"import:{row.id}:{what}", people.address(seat)
    subject = imports.subject(row.id)
    await outbox.enqueue(
        session, where, message, key=key, now=now, lane=outbox.RELAY, subject=subject, useful_until=until
    )


async def _seat(session: AsyncSession, row: Import) -> tuple[Identity | None, Person | None]:
    """Where the list came from, as long as its sender has that chat; else where they are."""
    member = await session.get(Staff, row.staff_id)
    if member is None or member.person_id is None:
        return None, None
    file = await session.get(Attachment, row.attachment_id) if row.attachment_id else None
    seats = await people.seats_of(session, member.person_id)
    here = [each for each in seats if file is not None and each.account == file.account]
    return next(iter([*here, *seats]), None), await session.get(Person, member.person_id)
