"""A member of the office who answers for another district sees nothing of a cooperative, whatever they type or take."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from bot import texts
from bot.messages import Address
from db import exports, people
from db.models import (
    Announcement,
    Attendance,
    Consent,
    Cooperative,
    District,
    Ledger,
    Officer,
    Person,
    Question,
    QuestionLine,
    Staff,
    StaffDistrict,
    Task,
    Trace,
    TraceStep,
)
from db.session import Database
from handlers import BUTTONS, COMMANDS, FORMS
from handlers.staff import chart, sheets
from tests.handlers.town import ACCOUNT, EMBEDDED, NAME, NOW, OFFICE, SECRETS, YANDRI, Phone, Shown, settle
from tests.texts import spoken

HERE, THERE, NOWHERE = 1, 2, 3
"""Districts: of the cooperative, of another one, and one without any."""
WORDS = ("tunas bertuah", "ksu tunas bertuah", "1471-0000-00077", "tunas", "1", "2", "2026", "ya", "benar", "kemarin")
IDS = ("-", "1", "2", "3", "4")
PAPERS_OF = ("1-2025", "1-2026")
ROLES = ("field_officer", "viewer", "consultant")
NAMES = ("Tunas Bertuah", "Delima", "Kerinci", "Rimba Sakti")
HIDDEN = (*(each for listed in SECRETS.values() for each in listed), *NAMES)
OWN = "Koperasi Sail Sejahtera"


async def _settle(database: Database) -> None:
    """The town; an event for its district only, one for the whole city, and a cooperative that stands nowhere."""
    await settle(database)
    async with database.transaction() as session:
        session.add_all([District(name="Sail"), District(name="Rumbai")])
        (await session.get_one(Announcement, 1)).district_id = HERE
        known = {"match_name": "", "updated_at": NOW}
        session.add(Cooperative(name=OWN, **known, district_id=THERE))
        session.add(Cooperative(name="Koperasi Rimba Sakti", **known))
        claimant = Person(name="Kerinci Yusuf", created_at=NOW)
        session.add(claimant)
        everywhere = {"kind": "session", "starts_at": NOW, "send_from": NOW, "created_by": 1, "created_at": NOW}
        session.add(Announcement(title="Untuk semua", place="Balai Kota", state="sent", **everywhere))
        await session.flush()
        session.add(Officer(cooperative_id=1, person_id=claimant.id, name="Kerinci", status="claimed"))
        session.add(Question(person_id=claimant.id, opened_at=NOW))
        await session.flush()
        session.add(QuestionLine(question_id=2, from_staff=False, text="gudang pupuk", at=NOW))
        nowhere = {"kind": "dead_contact", "cooperative_id": 3, "created_at": NOW}
        session.add(Task(key="dead_contact:3", **nowhere))
        trace = Trace(cooperative_id=1, opened_by=1, opened_at=NOW)
        session.add(trace)
        await session.flush()
        session.add(TraceStep(trace_id=trace.id, kind="number", target="+628127770002", at=NOW))
        session.add(TraceStep(trace_id=trace.id, kind="neighbour", target="3", words="gudang pupuk", at=NOW))
        session.add(Attendance(announcement_id=2, cooperative_id=1, answer="yes", at=NOW))
        for number, state in ((1, "reached"), (2, "unreached"), (3, "unreached")):
            session.add(Ledger(purpose="announcement:2", cooperative_id=number, lead_id=number, state=state, at=NOW))


async def _member(database: Database, role: str, *districts: int, user: str = "88") -> Phone:
    address = Address(ACCOUNT, user)
    async with database.transaction() as session:
        person, _ = await people.heard(session, address, "Petugas", NOW)
        member = Staff(name="Petugas", role=role, person_id=person.id, created_at=NOW)
        session.add_all([member, Consent(person_id=person.id, granted=True, text_version="1", account=ACCOUNT, at=NOW)])
        await session.flush()
        session.add_all(StaffDistrict(staff_id=member.id, district_id=each) for each in districts)
    return Phone(database, address, "Petugas")


def _leaks(shown: Shown) -> list[str]:
    return [each for each in HIDDEN if each in shown.words]


def _forged() -> Iterator[str]:
    """Every button outside forms under every id, and what such buttons carry beside the labels that we write."""
    for question in spoken.CHOICES:
        group, _, name = question.partition(".")
        if group in BUTTONS:
            for value in spoken.CHOICES[question]:
                yield from (f"{group}.{subject}.{name}={value}" for subject in (*IDS, *PAPERS_OF))
    yield from (f"{group}.{subject}.more={offset}" for group in BUTTONS for subject in IDS for offset in ("0", "8"))
    yield from (f"trace.{subject}.begin=0-0-0" for subject in IDS)
    yield from (f"{name}.zzzzz.{form.fields[0].name}=1" for name, form in FORMS.items())


@pytest.mark.parametrize(
    ("role", "district"), [("field_officer", THERE), ("field_officer", NOWHERE), ("viewer", THERE)]
)
@EMBEDDED
async def test_no_command_shows_anything(database: Database, role: str, district: int) -> None:
    await _settle(database)
    phone, leaks = await _member(database, role, district), {}
    for name in COMMANDS:
        for argument in WORDS[:3]:
            after = _leaks(await phone.say(f"/{name} {argument}"))
            leaks |= {f"/{name} {argument}": after} if after else {}
        shown = await phone.say(f"/{name}")
        leaks |= {name: found} if (found := _leaks(shown)) else {}
        for choice in shown.choices[:10]:
            after = _leaks(await phone.say(choice=choice.id))
            leaks |= {f"/{name} → {choice.id}": after} if after else {}
        for words in WORDS:
            after = _leaks(await phone.say(words))
            leaks |= {f"/{name} → {words}": after} if after else {}
    assert leaks == {}


@pytest.mark.parametrize("role", ROLES[:2])
@EMBEDDED
async def test_no_button_shows_anything(database: Database, role: str) -> None:
    await _settle(database)
    phone, leaks = await _member(database, role, THERE), {}
    for choice in _forged():
        if found := _leaks(await phone.say(choice=choice)):
            leaks[choice] = found
    assert leaks == {}


async def test_a_city_wide_event_is_counted_in_own_districts_only(database: Database) -> None:
    await _settle(database)
    report = "cast.2.do=report"
    assert "Koperasi: 3" in (await Phone(database, YANDRI).say(choice=report)).words
    mine = await _member(database, "field_officer", THERE)
    assert "Koperasi: 1" in (await mine.say(choice=report)).words
    assert OWN in (await mine.say(choice="cast.2.do=calls")).words
    none = await _member(database, "field_officer", NOWHERE, user="92")
    shown = (await none.say(choice=report)).words
    assert "Koperasi: 0" in shown and OWN not in (await none.say(choice="cast.2.do=calls")).words


@pytest.mark.parametrize("name", exports.EXPORTS)
async def test_no_export_hands_anything_out(database: Database, name: str) -> None:
    """Also those that no limited role may order: who gave a member the role may one day give it to others."""
    await _settle(database)
    async with database.reading() as session:
        asked = {"today": NOW.date(), "now": NOW, "days": 180, "zone": NOW.tzinfo}
        whole = await exports.rows(session, name, **asked)
        everything = [str(value) for row in whole.rows for value in row]
        for districts in (frozenset({"Sail"}), frozenset({"Rumbai"})):
            limited = await exports.rows(session, name, **asked, districts=districts)
            cells = [str(value) for row in limited.rows for value in row]
            assert [each for each in cells if any(hidden in each for hidden in HIDDEN)] == []
            assert len(cells) < len(everything) or not everything


@pytest.mark.parametrize("role", ROLES)
async def test_no_spreadsheet_and_no_picture_hands_anything_out(database: Database, role: str) -> None:
    await _settle(database)
    await _member(database, role, THERE)
    async with database.reading() as session:
        member = (await session.exec(select(Staff).where(col(Staff.name) == "Petugas"))).one()
        for name in exports.EXPORTS:
            try:
                made = await sheets.make(session, f"{name}:{member.id}", "id", NOW, OFFICE)
            except PermissionError:
                continue
            rows = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
            cells = [str(value) for row in rows for value in row]
            assert [each for each in cells if any(hidden in each for hidden in HIDDEN)] == []
        assert (await chart.make(session, str(member.id), "id", NOW, OFFICE)).startswith(b"\x89PNG")


async def test_what_the_walks_look_for_is_there_to_be_seen(database: Database) -> None:
    """By whoever answers for its district."""
    await _settle(database)
    phone = await _member(database, "field_officer", HERE)
    shown = await phone.say(f"/cari {NAME}")
    assert {"Rahmat", "Wulandari", "Tunas Bertuah", "Delima"} <= set(_leaks(shown))
    assert "gudang pupuk" in (await phone.say(choice="task.2.open=1")).words
    assert texts.words("task.not_yours") in (await phone.say(choice="task.3.open=1")).words
