"""A list becomes the registry, once: the same file again changes nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from db import cooperatives, exports
from db.models import Cooperative, District, Officer, Person, Task, Visit
from db.registry_import import ImportReport, import_registry
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
HEADER = [
    "No", "Nama Koperasi", "NIK", "No. Badan Hukum", "Kelurahan", "Kecamatan", "Bentuk", "Jenis", "Status",
    "Ketua", "No. HP", "Bendahara", "No. HP", "Kunjungan Terakhir", "Warna",
]  # fmt: skip
LIST = [
    ["DAFTAR KOPERASI TAHUN 2026"],
    [],
    HEADER,
    [1, "Koperasi Karyawan Maju", "1471010030001", "126/BH/I", "Delima", "Tampan", "Primer Kota", "Konsumsi", "Aktif",
     "Budi Santoso", "0812-0000-0001", "Siti Aminah", "081200000002", date(2026, 5, 4), "biru"],
    [2, "KSU Melati", "", "127/BH/I", "", "Sail", "Primer", "Serba Usaha", "Tidak Aktif",
     "Ahmad", "", "Siti Aminah", "081200000002", "belum pernah", ""],
    [3, "KUD Tani", 1471010030003, "", "Palas", "Rumbai", "", "", "tidak jelas", "-", "-", "", "", "", ""],
    ["", "JUMLAH", 3, "", "", "", "", "", "", "", "", "", "", "", ""],
    ["", "", "", "", "", "", "", "", "", "", "", "", "", "Kepala Dinas,", ""],
]  # fmt: skip


async def run(database: Database, path: Path, *, dry_run: bool = False) -> ImportReport:
    return await import_registry(database, path, now=NOW, dry_run=dry_run, progress=lambda done, total: None)


def counts(report: ImportReport) -> tuple[int, ...]:
    assert report.read == report.added + report.updated + report.unchanged + report.skipped
    return report.added, report.updated, report.unchanged, report.skipped


async def everything(database: Database) -> dict[str, Cooperative]:
    async with database.reading() as session:
        return {each.name: each for each in (await session.exec(select(Cooperative))).all()}


async def officers(database: Database, cooperative_id: int) -> list[tuple]:
    async with database.reading() as session:
        query = select(Officer).where(Officer.cooperative_id == cooperative_id).order_by(col(Officer.id))
        return [(o.position, o.name, o.phone, o.status) for o in (await session.exec(query)).all()]


async def test_a_list_is_read_and_read_again(office: Database, sheet) -> None:
    path = sheet(LIST)
    first = await run(office, path)
    assert counts(first) == (3, 0, 0, 2)
    assert [(each.title, each.samples) for each in first.unknown_columns] == [("Warna", ("biru",))]
    assert first.missing_columns == []
    assert [(p.row, p.column, p.found) for p in first.problems] == [
        (5, "Jenis", "Serba Usaha"),
        (6, "Status", "tidak jelas"),
    ]
    registry = await everything(office)
    maju, melati, tani = (registry[name] for name in ("Koperasi Karyawan Maju", "KSU Melati", "KUD Tani"))
    async with office.reading() as session:
        district = {row.id: row.name for row in (await session.exec(select(District))).all()}
        seen = (await session.exec(select(Visit))).all()
    assert (maju.nik, maju.match_name, maju.form, maju.kind) == ("1471010030001", "maju", "primer", "konsumen")
    assert (maju.activity, melati.activity, tani.activity) == ("aktif", "tidak aktif", "")
    assert [district[each.district_id] for each in (maju, melati, tani)] == ["Binawidya", "Sail", "Rumbai"]
    assert [each.visit_history for each in (maju, melati, tani)] == ["dated", "never", "unknown"]
    assert [(v.cooperative_id, v.visited_on, v.source) for v in seen] == [(maju.id, date(2026, 5, 4), "registry")]
    assert (melati.nik, tani.nik, melati.kind, melati.group_name) == (None, "1471010030003", "", "Serba Usaha")
    assert await officers(office, maju.id) == [
        ("ketua", "Budi Santoso", "+6281200000001", "registered"),
        ("bendahara", "Siti Aminah", "+6281200000002", "registered"),
    ]
    assert await officers(office, tani.id) == []
    again = await run(office, path)
    assert counts(again) == (0, 0, 3, 2)
    assert await everything(office) == registry


async def test_a_dry_run_reports_the_same_and_keeps_nothing(office: Database, sheet) -> None:
    path = sheet(LIST)
    dry = await run(office, path, dry_run=True)
    assert await everything(office) == {}
    assert await run(office, path) == dry


def rows(*data: dict[str, object]) -> list[list[object]]:
    """The list with these cells; a telephone is the ketua's."""
    phone = HEADER.index("No. HP")
    return [
        HEADER,
        *(
            [each.get(title, "") if title != "No. HP" or place == phone else "" for place, title in enumerate(HEADER)]
            for each in data
        ),
    ]


async def imported(office: Database, sheet, *data: dict[str, object]) -> ImportReport:
    return await run(office, sheet(rows(*data)))


async def test_a_new_name_under_the_same_nik_is_the_same_cooperative(office: Database, sheet) -> None:
    await imported(office, sheet, {"Nama Koperasi": "KSU Lama", "NIK": "1471010030001"})
    report = await imported(office, sheet, {"Nama Koperasi": "KSU Baru", "NIK": "1471010030001"})
    assert counts(report) == (0, 1, 0, 0)
    assert [(c.name, c.match_name) for c in (await everything(office)).values()] == [("KSU Baru", "baru")]


async def test_what_identifies_a_cooperative(office: Database, sheet) -> None:
    await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "No. Badan Hukum": "12/BH/I", "Kelurahan": "Delima"})
    same = {"Nama Koperasi": "Kop. Maju Jaya", "No. Badan Hukum": "12 bh. i", "NIK": "1471010030001"}
    assert counts(await imported(office, sheet, same)) == (0, 1, 0, 0)
    other_nik = {"Nama Koperasi": "Maju Jaya", "NIK": "1471010030002", "Kelurahan": "Delima"}
    assert counts(await imported(office, sheet, other_nik)) == (1, 0, 0, 0)
    other_place = {"Nama Koperasi": "Maju Jaya", "Kelurahan": "Sago"}
    assert counts(await imported(office, sheet, other_place)) == (1, 0, 0, 0)
    doubtful = {"Nama Koperasi": "KSP Maju Jaya", "Kelurahan": "Delima"}
    report = await imported(office, sheet, doubtful)
    assert counts(report) == (0, 0, 0, 1)
    assert "2 cooperatives of the registry fit" in report.problems[0].reason


async def test_the_same_cooperative_twice_in_a_list_is_told_not_merged(office: Database, sheet) -> None:
    twice = [
        {"Nama Koperasi": "KSU Maju", "Kelurahan": "Delima", "Ketua": "Budi"},
        {"Nama Koperasi": "Koperasi Maju", "Kelurahan": "Delima", "Ketua": "Siti"},
    ]
    for expected in ((1, 0, 0, 1), (0, 0, 1, 1)):
        report = await imported(office, sheet, *twice)
        assert counts(report) == expected
        assert [(p.row, p.reason) for p in report.problems] == [
            (
                3,
                "the same cooperative as in row 2; this row is not read; merge into that one what differs",
            )
        ]


async def test_an_empty_cell_forgets_nothing(office: Database, sheet) -> None:
    full = {"Nama Koperasi": "KSU Maju", "Kelurahan": "Delima", "Status": "Aktif", "Ketua": "Budi"}
    await imported(office, sheet, full)
    assert counts(await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "Bentuk": "Primer"})) == (0, 1, 0, 0)
    [maju] = (await everything(office)).values()
    assert (maju.village, maju.activity, maju.form) == ("Delima", "aktif", "primer")
    assert len(await officers(office, maju.id)) == 1


async def test_a_new_ketua_ends_the_registered_one_but_not_a_verified_person(office: Database, sheet) -> None:
    def maju(ketua: str) -> dict[str, object]:
        return {"Nama Koperasi": "KSU Maju", "Ketua": ketua, "No. HP": "081200000001"}

    def other(ketua: str) -> dict[str, object]:
        return maju(ketua) | {"No. HP": "081200000009"}

    await imported(office, sheet, maju("Budi"))
    [cooperative] = (await everything(office)).values()
    assert counts(await imported(office, sheet, other("Siti"))) == (0, 1, 0, 0)
    assert [(name, status) for _, name, _, status in await officers(office, cooperative.id)] == [
        ("Budi", "ended"),
        ("Siti", "registered"),
    ]
    async with office.transaction() as session:
        person = Person(name="Siti", created_at=NOW)
        session.add(person)
        await session.flush()
        assert await cooperatives.verify_by_phone(session, person.id, "+6281200000009", NOW.date())
    report = await imported(office, sheet, maju("Rahmat"))
    assert "differs from the confirmed one, Siti" in report.problems[0].reason
    assert [(name, status) for _, name, _, status in await officers(office, cooperative.id)][1:] == [
        ("Siti", "verified"),
    ]
    assert counts(await imported(office, sheet, maju("Rahmat"))) == (0, 0, 1, 0)
    async with office.transaction() as session:
        [task] = (await session.exec(select(Task))).all()
        assert (task.kind, task.data["left"], task.data["new"]["name"]) == ("officer_listed", "Siti", "Rahmat")
        assert task.data["new"]["phone"] == "+6281200000001"
        task.state = "done"
    await imported(office, sheet, maju("Rahmat"))
    async with office.reading() as session:
        assert [each.state for each in (await session.exec(select(Task))).all()] == ["done"]  # answered for every list


async def test_a_verified_number_stays_and_a_registered_one_follows(office: Database, sheet) -> None:
    def maju(ketua: str, phone: str) -> dict[str, object]:
        return {"Nama Koperasi": "KSU Maju", "Ketua": ketua, "No. HP": phone}

    await imported(office, sheet, maju("H. Budi Santoso", "081200000001"))
    await imported(office, sheet, maju("H. Budi Santoso", "081200000003"))
    [cooperative] = (await everything(office)).values()
    assert await officers(office, cooperative.id) == [("ketua", "H. Budi Santoso", "+6281200000003", "registered")]
    async with office.transaction() as session:
        person = Person(name="Budi", created_at=NOW)
        session.add(person)
        await session.flush()
        assert await cooperatives.verify_by_phone(session, person.id, "+6281200000003", NOW.date())
    for ketua in ("H. Budi Santoso", "Budi Santoso, SE", ""):
        report = await imported(office, sheet, maju(ketua, "081200000004"))
        assert [(p.column, p.found) for p in report.problems] == [("No. HP", "+6281200000004")], ketua
        assert "0812****0003, which stays" in report.problems[0].reason
    assert (await imported(office, sheet, maju("H. Budi Santoso", "081200000004 / 081200000003"))).problems == []
    assert await officers(office, cooperative.id) == [
        ("ketua", "H. Budi Santoso", "+6281200000003", "verified"),
        ("pengurus", "", "+6281200000004", "registered"),
    ]


async def test_never_against_a_recorded_visit_is_a_problem(office: Database, sheet) -> None:
    await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "Kunjungan Terakhir": "4 Mei 2026"})
    report = await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "Kunjungan Terakhir": "belum pernah"})
    assert (counts(report), report.problems[0].reason) == ((0, 0, 1, 0), "a visit on 4 May 2026 is recorded, and stays")
    report = await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "Kunjungan Terakhir": "4 Mei 2028"})
    assert report.problems[0].code == "day_in_future"


async def test_one_row_per_officer_and_a_sheet_per_district(office: Database, sheet) -> None:
    header = ["Nama Koperasi", "Kecamatan", "Nama Pengurus", "Jabatan", "No HP"]
    sail = [["KSU Maju", "Sail", "Budi", "Ketua", "081200000001"], ["KSU Maju", "Sail", "Siti", "Bendahara", "salah"]]
    kulim = [["KSU Tani", "Kulim", "Ahmad", "Ketua", "081200000003"]]
    path = sheet([header, *sail], [header, *kulim])
    report = await run(office, path)
    assert counts(report) == (2, 1, 0, 0)
    assert [(p.sheet, p.row, p.found) for p in report.problems] == [("Sheet1", 3, "salah")]
    assert counts(await run(office, path)) == (0, 0, 3, 0)
    maju = (await everything(office))["KSU Maju"]
    assert [(p, n) for p, n, _, _ in await officers(office, maju.id)] == [("ketua", "Budi"), ("bendahara", "Siti")]


async def test_a_long_list_reports_its_progress(office: Database, sheet) -> None:
    seen: list[tuple[int, int]] = []
    path = sheet(rows(*({"Nama Koperasi": f"KSU Nomor {n}", "NIK": f"{1471010000000 + n}"} for n in range(700))))
    report = await import_registry(office, path, now=NOW, dry_run=False, progress=lambda *at: seen.append(at))
    assert (report.added, seen) == (700, [(300, 700), (600, 700), (700, 700)])


@pytest.mark.parametrize(
    ("ketua", "phone", "kept", "codes"),
    [
        ("Bu Yanti", "0813-7777-8888 (anaknya)", [("ketua", "Bu Yanti", "+6281377778888")], ["phone_remark"]),
        ("Bu Yanti (anaknya 0813-7777-8888)", "", [("ketua", "Bu Yanti", "+6281377778888")], ["phone_remark"]),
        ("", "0813-7777-8888 (istri Pak Budi)", [("ketua", "", "+6281377778888")], ["phone_remark"]),
        ("Bu Yanti", "0813-7777-8888 (Pak Joko)",
         [("ketua", "Bu Yanti", None), ("pengurus", "Joko", "+6281377778888")], []),
        ("Anita", "0812 0000 1014 / 085265000111",
         [("ketua", "Anita", "+6281200001014"), ("pengurus", "Anita", "+6285265000111")], []),
        ("Drs. H. M. Nur (alm)", "0812 0000 1014", [], ["officer_deceased"]),
        ("Almarhumah Hj. Siti", "", [], ["officer_deceased"]),
        ("Salma Almira", "", [("ketua", "Salma Almira", None)], []),
    ],
)  # fmt: skip
async def test_a_remark_is_no_person(
    office: Database, sheet, ketua: str, phone: str, kept: list[tuple], codes: list[str]
) -> None:
    report = await imported(office, sheet, {"Nama Koperasi": "KSU Maju", "Ketua": ketua, "No. HP": phone})
    assert [each.code for each in report.problems] == codes
    [cooperative] = (await everything(office)).values()
    found = await officers(office, cooperative.id)
    assert sorted(each[:3] for each in found) == kept


async def test_the_own_export_reads_back(office: Database, sheet) -> None:
    full = [
        ["Nama Koperasi", "NIK", "Kecamatan", "Kelurahan", "Kelompok", "Nomor PAD", "Tanggal PAD", "Tanggal Berdiri",
         "NIB", "NPWP", "Status NIK", "Sektor Usaha", "Pola", "Skala", "Izin USP",
         "Ketua", "No HP Ketua", "Sekretaris", "No HP Sekretaris", "Bendahara", "No HP Bendahara"],
        ["KSU Maju", "1471010030001", "Sail", "Sukamaju", "Karyawan", "1/PAD", "04/05/2020", "04/05/2010",
         "123", "456", "Aktif", "Perdagangan", "Syariah", "Mikro", "9/USP",
         "Budi", "081200000001", "Siti", "081200000002", "Ani", "081200000003"],
    ]  # fmt: skip
    await run(office, sheet(full))
    for reveals in (True, False):
        about = {"today": NOW.date(), "now": NOW, "days": 365, "zone": UTC, "reveals": reveals}
        async with office.reading() as session:
            found = await exports.rows(session, "registry", **about)
        report = await run(office, sheet([list(found.headers), *map(list, found.rows)]))
        assert (report.unknown_columns, report.problems, counts(report)) == ([], [], (0, 0, 1, 0))
    of_use = {each.field for each in report.known_columns}
    assert {"founded", "amendment_on", "group", "tax_number", "ketua", "sekretaris phone", "bendahara"} <= of_use


@pytest.mark.parametrize(
    ("known", "listed", "kept"),
    [
        ("KSU Tunas Bertuah", "KSU. TUNAS BERTUAH", "KSU Tunas Bertuah"),
        ("KSU Tunas Bertuah", "Ksu Tunasbertuah", "KSU Tunas Bertuah"),
        ("KSU. TUNAS BERTUAH", "KSU Tunas Bertuah", "KSU Tunas Bertuah"),
        ("KSU Tunas Bertuah", "KSP Tunas Bertuah", "KSP Tunas Bertuah"),
    ],
)
async def test_a_name_that_is_only_spelled_otherwise_stays(
    office: Database, sheet, known: str, listed: str, kept: str
) -> None:
    for name, village in ((known, "Tobek Godang"), (listed, "Tobek Gadang")):
        place = {"Kecamatan": "Binawidya", "Kelurahan": village}
        report = await imported(office, sheet, {"Nama Koperasi": name, "NIK": "1471010030001", **place})
    assert [(each.field, each.after) for each in report.changes] == ([] if kept == known else [("name", kept)])
    assert [(each.name, each.village) for each in (await everything(office)).values()] == [(kept, "Tobek Godang")]
