"""How messages and rows look in a transcript."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.simulator.people import Json
from db import letters

ZONE = ZoneInfo("Asia/Jakarta")
SILENCE = "  (Sapa diam)"
NONE = "  (kosong)"
CALLED = ("name", "title", "receipt")
"""Columns by which a row is called where another refers to it."""
CODE = re.compile(
    r"(?<=SAMBUNG )[A-Z2-9]{6}|(?<=SAMBUNG%20)[A-Z2-9]{6}|(?<=link_)[A-Z2-9]{6}"
    r"|(?<=STAF )[0-9a-f]{16}|(?<=STAF%20)[0-9a-f]{16}|(?<=staff_)[0-9a-f]{16}(?=$|\s)"
)
HIDDEN = "KODE12"
"""Stands where a one-time code stood."""
LETTERS: dict[str, Callable[[str], str]] = {
    "KODESURAT": lambda code: code,
    "KODE SURAT": letters.grouped,
    "kode-surat": lambda code: letters.grouped(code).replace(" ", "-").lower(),
}
"""Stand where the code of the newest letter is typed: without spaces, in groups, and as it comes."""


def message(name: str, found: Json, how: str) -> list[str]:
    """A bubble on Telegram with its inline buttons, bold words between asterisks."""
    words = _starred(found.get("text", ""), found.get("entities", ()))
    caption = _starred(found.get("caption", ""), found.get("caption_entities", ()))
    lines = [f"Sapa → {name}{how}", *_file(found), *_indented(words or caption)]
    for row in found.get("reply_markup", {}).get("inline_keyboard", ()):
        lines.append("  " + " ".join(f"[{button['text']}]" for button in row))
    return lines


def keyboard(found: Json | None) -> list[str]:
    """The keyboard below the chat."""
    return ["  " + " ".join(f"{{{button['text']}}}" for button in row) for row in (found or {}).get("keyboard", ())]


def whatsapp(name: str, found: Json) -> list[str]:
    """A bubble on WhatsApp: reply buttons in a row, a list as its button and its rows, what was no free text named."""
    marks = found.get("wa", {})
    is_lost = marks.get("state") == "failed"
    notes = [f"template {marks['template']}" if marks.get("template") else "", "tidak sampai" if is_lost else ""]
    how = ", ".join(filter(None, notes))
    lines = [f"Sapa → {name}{f' ({how})' if how else ''}"]
    lines += _file(found) + _indented(found.get("text", found.get("caption", "")))
    if buttons := marks.get("buttons"):
        lines.append("  " + " ".join(f"[{button['title']}]" for button in buttons))
    if listed := marks.get("list"):
        lines.append(f"  [{listed['button']} ▾]")
        lines += [_row(each) for section in listed["sections"] for each in section["rows"]]
    if marks.get("request") == "contact":
        lines.append("  {WhatsApp: bagikan nomor}")
    return lines


def _file(found: Json) -> list[str]:
    """A file or a picture that hangs on a bubble."""
    if file := found.get("document"):
        return [f"  (berkas {file.get('file_name', '')})"]
    return ["  (gambar)"] if found.get("photo") else []


def _row(row: Json) -> str:
    note = f" {row['description']}" if row.get("description") else ""
    return f"    [{row['title']}]{note}"


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in CODE.sub(HIDDEN, text).splitlines()]


def _starred(text: str, entities: Iterable[Json]) -> str:
    units = text.encode("utf-16-le")
    for each in sorted(entities, key=lambda entity: -entity["offset"]):
        start, end = 2 * each["offset"], 2 * (each["offset"] + each["length"])
        star = "*".encode("utf-16-le")
        units = units[:start] + star + units[start:end] + star + units[end:]
    return units.decode("utf-16-le")


async def rows(session: AsyncSession, name: str, columns: Sequence[str]) -> list[str]:
    """A table's rows in order of their ids; a reference is shown by the name of what it points to."""
    table = SQLModel.metadata.tables[name]
    found = (await session.execute(select(table).order_by(*table.primary_key.columns))).mappings().all()
    cells = [[await _cell(session, table, column, row) for column in columns] for row in found]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  " + " | ".join(map(str.ljust, row, widths)).rstrip() for row in cells] or [NONE]


async def _cell(session: AsyncSession, table: Table, name: str, row: Any) -> str:
    column = table.c[name if name in table.c else f"{name}_id"]
    value = row[column.name]
    if value is not None and column.foreign_keys:
        key = next(iter(column.foreign_keys)).column
        called = next((key.table.c[each] for each in CALLED if each in key.table.c), key)
        value = (await session.execute(select(called).where(key == value))).scalar_one()
    return _words(value)


def _words(value: Any) -> str:
    match value:
        case None | "":
            return "–"
        case datetime():
            return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
    return str(value)
