"""Spreadsheets that staff order: headings in their language, numbers in full only for those who telephone."""

import re
from io import BytesIO
from typing import get_args

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import func, select

from bot import texts
from db import exports, ledger, people, traces
from db.models import Audit, Consent, Cooperative, District, Officer, RatReport, Staff, Visit
from db.session import Database
from db.visits import VisitState
from handlers.manager import rat
from handlers.staff import cells, sheets
from scheduler import rules
from tests.handlers.town import ACCOUNT, NOW, OFFICE, Address, settle
from tests.texts import spoken

CHAIR, PHONE, SHOWN, MASKED = Address(ACCOUNT, "55"), "+6281234567890", "0812-3456-7890", "0812****7890"
CODE = re.compile(r"(?:[a-z]+[_.:])+[a-z0-9_]+|yes|no|true|false|.*T\\d\\d:\\d\\d:.*")
HOSTILE = ("=cmd|' /C calc'!A0", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1")
ROLES = {"admin": True, "head": True, "field_officer": True, "viewer": False, "consultant": False}


async def _office(database: Database, name: str = "KSU Maju", note: str = "telepon 0812 3456 7890") -> None:
    async with database.transaction() as session:
        session.add(District(name="Sail"))
        await session.flush()
        session.add(Cooperative(name=name, match_name="", nik="0147101000001", district_id=1, updated_at=NOW))
        person, _ = await people.heard(session, CHAIR, name, NOW)
        session.add(Consent(person_id=person.id, granted=True, text_version="1", account=ACCOUNT, at=NOW))
        await session.flush()
        known = {"cooperative_id": 1, "phone": PHONE}
        session.add(Officer(**known, person_id=person.id, name=name, position="ketua", status="verified"))
        session.add(Visit(cooperative_id=1, visited_on=NOW.date(), note=note, recorded_at=NOW))
        told = {"held": "no", "reason": note, "remark": note, "place": name, "reported_by": person.id}
        session.add(RatReport(receipt="R1", cooperative_id=1, book_year=2026, **told, reported_at=NOW))
        session.add_all(Staff(name=name, role=role, created_at=NOW) for role in ROLES)


async def _taken(database: Database, name: str, member: int, language: str = "id") -> list[list[object]] | None:
    async with database.reading() as session:
        try:
            made = await sheets.make(session, f"{name}:{member}", language, NOW, OFFICE)
        except PermissionError:
            return None
    return CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(("number", "is_open"), tuple(enumerate(ROLES.values(), 1)), ids=ROLES)
async def test_numbers_by_role(database: Database, number: int, is_open: bool) -> None:
    await _office(database)
    seen = []
    for name in exports.EXPORTS:
        cells = [str(cell) for row in await _taken(database, name, number) or () for cell in row]
        seen += [cell for cell in cells if SHOWN in cell or MASKED in cell]
        assert not any(cell.startswith(("+", "'+")) for cell in cells), name
        assert is_open or not any("0812 3456 7890" in cell or SHOWN in cell for cell in cells), name
    assert {SHOWN if is_open else MASKED} <= set(seen)


@pytest.mark.parametrize("moment", ["restricted_at", "erased_at"])
async def test_of_those_whose_data_rest_nothing_is_handed_out(database: Database, moment: str) -> None:
    await _office(database)
    async with database.transaction() as session:
        person, _ = await people.heard(session, CHAIR, "", NOW)
        person.name = "Rahmat Darwis"
        setattr(person, moment, NOW)
        (await session.get_one(Officer, 1)).name = "Rahmat Darwis"
        (await session.get_one(Visit, 1)).note = ""
        session.add(Officer(cooperative_id=1, name="Rahmat D.", position="sekretaris", phone=PHONE))
    for name in exports.EXPORTS:
        rows = await _taken(database, name, 1) or []
        cells = [str(cell) for row in rows for cell in row]
        assert [cell for cell in cells if "Rahmat" in cell or SHOWN in cell or MASKED in cell] == [], name


@pytest.mark.parametrize("name", exports.EXPORTS)
async def test_hostile_words_stay_words(database: Database, name: str) -> None:
    for number, words in enumerate(HOSTILE):
        async with database.transaction() as session:
            session.add(District(name=f"{words}{number}"))
            await session.flush()
            where = {"district_id": number + 1, "village": words, "address": words}
            session.add(Cooperative(name=words, match_name="", updated_at=NOW, **where))
            await session.flush()
            session.add(Officer(cooperative_id=number + 1, name=words, position="ketua", phone=PHONE))
            session.add(Visit(cooperative_id=number + 1, visited_on=NOW.date(), note=words, recorded_at=NOW))
    async with database.transaction() as session:
        session.add(Staff(name="=1", role="admin", created_at=NOW))
    rows = await _taken(database, name, 1)
    assert rows is not None
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝")] == []


CODES = {
    "state": (*get_args(VisitState), "queued", "reached", *ledger.STATES.values(), "unreached"),
    "outcome": ("planned", "postponed", "not_held", "by_phone", "waiting", "asked", "answered_stop", "known", "handed"),
    "purpose": [f"rule:{each.name}:7" for each in vars(rules).values() if isinstance(each, rules.Rule)],
    "reason": ("other: ayam sakit", *(f"{each}" for each in rat.REASONS), "frequency_cap", "no_contact"),
    "status": ("unreported", "submitted", "verified", "returned", "registered", "claimed", "ended"),
    "step": get_args(traces.Kind),
    "subject": ("cooperative:3", "claim:4", "officer_left:2", "data_fix:9", "export:people", "visit_plan:1"),
    "action": spoken.actions(),
    "actor": ("staff:3", "person:9", "sapa"),
}


@pytest.mark.parametrize("header", CODES)
def test_every_code_has_words(header: str) -> None:
    unsaid = [each for each in CODES[header] if cells.spoken([header], [each], "id")[0] == each]
    assert unsaid == []


async def test_a_list_from_a_chat_holds_no_code_and_a_machines_list_holds_them(database: Database) -> None:
    await settle(database)
    async with database.transaction() as session:
        session.add(Staff(name="Nur Aini", role="admin", created_at=NOW))
        await session.flush()
        number = (await session.exec(select(func.max(Staff.id)))).one()
        session.add(Audit(at=NOW, actor=f"staff:{number}", action="person.copy", subject="person:1"))
    found, plain = set(), set()
    for name in exports.EXPORTS:
        rows = await _taken(database, name, number)
        assert rows is not None
        found |= {cell for row in rows[1:] for cell in row if isinstance(cell, str) and CODE.fullmatch(cell)}
        async with database.reading() as session:
            own = await exports.rows(session, name, today=NOW.date(), now=NOW, days=180, zone=NOW.tzinfo)
        plain |= {cell for row in own.rows for cell in row if isinstance(cell, str) and CODE.fullmatch(cell)}
    assert found == set()
    assert plain


async def test_headings_are_in_the_readers_language(database: Database) -> None:
    await _office(database)
    unnamed = set()
    for name in exports.EXPORTS:
        rows = await _taken(database, name, 1)
        assert rows is not None
        async with database.reading() as session:
            own = await exports.rows(session, name, today=NOW.date(), now=NOW, days=180, zone=NOW.tzinfo)
        unnamed |= {each for each in own.headers if not texts.has(f"heading.{each}")}
        assert rows[0] == list(sheets.headings(own.headers, "id")) != list(own.headers)
        assert len(set(rows[0])) == len(rows[0]), "two columns under one heading"
    assert unnamed == set()
    rows = await _taken(database, "registry", 1, "en")
    assert rows is not None and rows[0][:2] == ["Cooperative number", "NIK Koperasi"]
    assert rows[1][1] == "0147101000001", "a NIK is text and keeps its zero"
