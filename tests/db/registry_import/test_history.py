"""Columns about annual meetings become the registry's own reports; what an officer reported stays."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select

from db import rat
from db.models import Cooperative, Person, RatReport
from db.registry_import import ImportReport, import_registry
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
Rows = list[list[object]]


async def imported(database: Database, sheet, rows: Rows) -> ImportReport:
    return await import_registry(database, sheet(rows), now=NOW, dry_run=False, progress=lambda done, total: None)


async def reports(database: Database) -> list[tuple[int, str, date | None, str]]:
    async with database.reading() as session:
        query = select(RatReport).order_by(col(RatReport.book_year), col(RatReport.version))
        return [(r.book_year, r.held, r.held_on, r.status) for r in (await session.exec(query)).all()]


WHO = ["KSU Maju", "Sail"]
HEAD = ["Nama Koperasi", "Kecamatan"]
SAID: dict[str, tuple[list[str], list[object], list[tuple[int, str, date | None]]]] = {
    "a day tells the book year": (["Tanggal RAT Terakhir"], ["12 Maret 2026"], [(2025, "yes", date(2026, 3, 12))]),
    "a column of a book year": (["RAT TB 2024", "TB 2025"], ["Ya", "Tidak"], [(2024, "yes", None), (2025, "no", None)]),
    "missed and its time over": (["TB 2024", "TB 2023"], ["Tidak", "✓"], [(2023, "yes", None), (2024, "no", None)]),
    "a year held in": (["Pelaksanaan RAT 2025"], ["Sudah"], [(2024, "yes", None)]),
    "days in a column tell its sense": (
        *(["RAT 2024", "RAT 2025"], ["3/2/2024", "Ya"]),
        [(2023, "yes", date(2024, 2, 3)), (2024, "yes", None)],
    ),
    "the last meeting tells": (["Tgl RAT", "RAT 2024"], ["5-3-2025", "Ya"], [(2024, "yes", date(2025, 3, 5))]),
    "day beside book year": (["tahun_buku", "tanggal_rat"], [2025, "2026-02-03"], [(2025, "yes", date(2026, 2, 3))]),
    "a dash says nothing": (["RAT TB 2024"], ["-"], []),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
async def test_what_a_row_says_of_meetings(office: Database, sheet, case: tuple) -> None:
    titles, cells, expected = case
    rows = [[*HEAD, *titles], [*WHO, *cells]]
    await imported(office, sheet, rows)
    found = [(year, held, day, "verified") for year, held, day in expected]
    assert await reports(office) == found
    assert (await imported(office, sheet, rows)).updated == 0
    assert await reports(office) == found


async def test_a_column_that_nothing_explains_waits_for_its_meaning(office: Database, sheet) -> None:
    report = await imported(office, sheet, [[*HEAD, "RAT 2024", "Tahun RAT"], [*WHO, "Ya", 2025]])
    assert [(each.title, each.samples) for each in report.unknown_columns] == [
        ("RAT 2024", ("Ya",)),
        ("Tahun RAT", ("2025",)),
    ]
    assert await reports(office) == []


async def test_a_meeting_that_may_still_come_is_not_missed(office: Database, sheet) -> None:
    report = await imported(office, sheet, [[*HEAD, "RAT TB 2026"], [*WHO, "Belum"]])
    assert [(each.code, each.params) for each in report.problems] == [("rat_too_early", {"book_year": 2026})]
    assert await reports(office) == []


async def test_the_report_of_an_officer_stays_and_the_difference_is_told(office: Database, sheet) -> None:
    await imported(office, sheet, [HEAD, WHO])
    async with office.transaction() as session:
        [maju] = (await session.exec(select(Cooperative))).all()
        person = Person(name="Budi", created_at=NOW)
        session.add(person)
        await session.flush()
        facts = rat.Facts(2025, "yes", held_on=date(2026, 3, 1), members=40)
        await rat.file(
            session, maju.id, facts, person_id=person.id, officer_verified=True, account="telegram", words="", now=NOW
        )
    report = await imported(office, sheet, [[*HEAD, "Tanggal RAT Terakhir"], [*WHO, "12/03/2026"]])
    assert [each.code for each in report.problems] == ["rat_differs"]
    assert await reports(office) == [(2025, "yes", date(2026, 3, 1), "submitted")]


async def test_a_newer_list_corrects_an_older_one_and_figures_go_to_the_last_meeting(office: Database, sheet) -> None:
    head = [*HEAD, "Tanggal RAT Terakhir", "Jumlah Anggota", "SHU"]
    await imported(office, sheet, [head, [*WHO, "12/03/2026", 40, "(3.500.000)"]])
    await imported(office, sheet, [head, [*WHO, "13/03/2026", 41, "1,25 M"]])
    assert await reports(office) == [
        (2025, "yes", date(2026, 3, 12), "superseded"),
        (2025, "yes", date(2026, 3, 13), "verified"),
    ]
    async with office.reading() as session:
        found = (await session.exec(select(RatReport).order_by(col(RatReport.version)))).all()
        cooperative = found[0].cooperative_id
    assert [(each.members, each.surplus, each.receipt) for each in found] == [
        (40, -3_500_000, rat.receipt_number(cooperative, 2025, 1)),
        (41, 1_250_000_000, rat.receipt_number(cooperative, 2025, 2)),
    ]
