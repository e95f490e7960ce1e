"""The record of processing names everything that is kept, and the document says the same."""

import os
from pathlib import Path

from sqlalchemy import JSON, String
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from db.parameters import Parameters
from db.privacy import inventory

DOCUMENT = Path(__file__).parents[2] / "docs/privacy.md"
BEGIN, END = "<!-- the record of processing -->\n", "<!-- end of the record -->\n"


def words_of(name: str) -> set[str]:
    columns = SQLModel.metadata.tables[name].columns
    return {each.name for each in columns if isinstance(each.type, String | JSON | AutoString)}


def test_every_table_is_in_the_record_and_every_recorded_one_exists() -> None:
    assert inventory.tables().keys() == SQLModel.metadata.tables.keys()


def test_every_column_with_words_is_said_to_be_personal_or_not() -> None:
    for name, holding in inventory.tables().items():
        assert sorted(words_of(name)) == sorted((*holding.personal, *holding.plain)), name
        assert set(holding.mentions) <= set(holding.personal), name


def test_what_is_personal_has_a_basis_and_a_period() -> None:
    periods = inventory.periods(Parameters())
    for holding in (*inventory.tables().values(), *inventory.places().values()):
        assert holding.purpose and holding.until and holding.erasure, holding.name
        assert bool(holding.basis) == bool(holding.holds), holding.name
        assert holding.kept == "" or holding.kept in periods, holding.name
        assert not holding.personal or holding.holds, holding.name


def test_a_table_that_names_a_person_holds_something_personal() -> None:
    for name, table in SQLModel.metadata.tables.items():
        if any(key.column.table.name == "people" for column in table.columns for key in column.foreign_keys):
            assert inventory.tables()[name].holds, name


def test_every_period_is_of_something() -> None:
    said = " ".join(f"{each.kept} {each.until}" for each in inventory.tables().values())
    assert [name for name in inventory.periods(Parameters()) if name not in said] == []


def test_the_document_holds_the_record() -> None:
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    written, end, after = rest.partition(END)
    assert end
    if os.environ.get("SAPA_RECORD"):
        DOCUMENT.write_text(before + BEGIN + inventory.as_markdown() + END + after, encoding="utf-8")
    else:
        assert written == inventory.as_markdown()


def test_the_document_names_every_period_with_its_default() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [f"| `{name}` | {days} |" in text for name, days in inventory.periods(Parameters()).items()].count(
        False
    ) == 0
