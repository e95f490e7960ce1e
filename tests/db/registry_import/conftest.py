"""A database with districts, and lists written as files."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from db import districts
from db.session import Database


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Database]:
    async with database.transaction() as session:
        await districts.seed(session)
    yield database


@pytest.fixture
def sheet(tmp_path: Path):
    """Write rows as an .xlsx; dates as real dates."""

    def write(*tables: Sequence[Sequence[object]], name: str = "daftar.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for rows in tables:
                page = book.add_worksheet()
                for number, row in enumerate(rows):
                    page.write_row(number, 0, row)
        return path

    return write
