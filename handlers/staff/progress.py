"""/kemajuan: how far the districts are, as words, as a picture and as a spreadsheet."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import attachments, progress
from db import staff as staff_table
from db.progress import COUNTS, Progress
from handlers.staff import download

VIEWS = ("contacts", "meetings")


async def show(turn: Turn) -> Sequence[Say]:
    """Meetings of the running book year by district; field officers see theirs."""
    return await _meetings(turn)


async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
    """Buttons below: the picture, the spreadsheet, the other half."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if value == "chart":
        return await _chart(turn)
    if value == "file":
        return await download.order(turn, "progress")
    return await (_contacts if value == "contacts" else _meetings)(turn)


async def _rows(turn: Turn) -> tuple[list[Progress], dict[str, Json]]:
    districts = await staff_table.scope(turn.session, turn.member)
    year = progress.book_year(turn.today)
    rows = await progress.of(turn.session, year, turn.today, district_ids=districts or None)
    whole = progress.total(rows)
    return rows, {"year": str(year), "today": turn.today.isoformat(), "held": whole.held, **_counts(whole)}


def _counts(row: Progress) -> dict[str, Json]:
    return {name: getattr(row, name) for name in COUNTS}


def _lines(rows: Sequence[Progress], key: str) -> list[Json]:
    return [
        {"key": key, "params": {"district": each.district or {"key": "progress.nowhere"}, **_counts(each)}}
        for each in rows
    ]


async def _meetings(turn: Turn) -> Sequence[Say]:
    rows, counts = await _rows(turn)
    if not rows:
        return [Say("progress.nothing")]
    by_district = Say("progress.meetings_by", {"rows": _lines(rows, "progress.meetings_row")}, _buttons("contacts"))
    return [Say("progress.meetings", counts), by_district]


async def _contacts(turn: Turn) -> Sequence[Say]:
    rows, counts = await _rows(turn)
    if not rows:
        return [Say("progress.nothing")]
    by_district = Say("progress.contacts_by", {"rows": _lines(rows, "progress.contacts_row")}, _buttons("meetings"))
    return [Say("progress.contacts", counts), by_district]


def _buttons(other: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"progress.-.do={each}") for each in ("chart", "file", other))


async def _chart(turn: Turn) -> Sequence[Say]:
    year, name = str(progress.book_year(turn.today)), texts.words("progress.filename", turn.language)
    await attachments.order(
        turn.session,
        turn.person,
        "progress",
        str(turn.member.id),
        filename=f"{name}-{year}-{turn.today.isoformat()}.png",
        mime="image/png",
        say=Say("progress.chart", {"year": year, "today": turn.today.isoformat()}),
        now=turn.now,
    )
    return [Say("progress.chart_ordered")]
