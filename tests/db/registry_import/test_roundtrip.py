"""A registry printed in any way offices print theirs, imported, is the same registry."""

import asyncio
import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import districts, migrate
from db.registry_import import ImportReport, import_registry
from db.session import Database
from tests.db.registry_import import printing, variants
from tests.db.registry_import.printing import Record, Style
from tests.db.registry_import.shelf import registry

NOW = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
PLACES = [(district, village) for district, villages in districts.villages().items() for village in villages]
PREFIXES = ("KSU", "KSP", "KUD", "Koperasi", "Kop.", "KPRI", "Koperasi Karyawan PT", "Primkop", "KOPKAR")
FIRST = ("Maju", "Melati", "Tani", "Sumber", "Tuah", "Mekar", "Bintang", "Cahaya", "Lancang", "Siak", "Kartini")
SECOND = ("Jaya", "Bersama", "Makmur", "Rejeki", "Sepakat", "Abadi", "Timur", "Kuning", "Pertama", "Muda")
BEHIND = ("", "", " 2", " & Rekan", " (Unit Pasar)", ", Tbk", " “Sejati”", " d/h Lama", " 'Baru'", "; Kota")
NAMES = st.builds(
    lambda prefix, first, second, behind: f"{prefix} {first} {second}{behind}",
    *(st.sampled_from(words) for words in (PREFIXES, FIRST, SECOND, BEHIND)),
)
PEOPLE = st.sampled_from(
    ["Budi Santoso", "Hj. Siti Aminah, S.E.", "AHMAD FAUZI", "M. Rizal", "Rina Wati", "Nur'aini", "dewi lestari"]
)
LEGAL = (
    "{}/BH/KDK/1.6/II/2000", "{}/BH/DK. I-12/XI/2003", "AHU-{:07d}.AH.01.26.TAHUN 2020", "518/BH/{}/DISKOP DAN UMKM",
    "{}/BLP/VIII/1990",
)  # fmt: skip
ADDRESSES = st.sampled_from(
    ["Jl. Sudirman No. 1", "Jl. Melati; belakang pasar", 'Komplek "Citra", Blok A/3', "JL HR. SOEBRANTAS 9"]
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Known or unknown."""
    return st.none() | strategy


def days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.dates(date(first, 1, 1), date(last, 12, 31))


@st.composite
def cooperatives(draw: st.DrawFn, number: int) -> Record:
    """An invented cooperative; `number` is in everything that identifies it."""
    district, village = draw(st.sampled_from(PLACES))
    return {
        "name": draw(NAMES) + f" {'ABCDEFGH'[number]}{number}",
        "nik": draw(maybe(st.just(f"147100003{number:04d}"))),
        "legal_number": draw(maybe(st.sampled_from(LEGAL).map(lambda shape: shape.format(number + 100)))),
        "founded_on": draw(maybe(days(1970, 2026))),
        "founded_year": draw(maybe(st.integers(1950, 2026))),
        "amendment_number": draw(maybe(st.just(f"{number}/PAD/M.KUKM.2/V/2017"))),
        "amendment_on": draw(maybe(days(1990, 2026))),
        "rat": draw(maybe(days(2005, 2026))),
        "address": draw(maybe(ADDRESSES)),
        "village": draw(maybe(st.just(village))) if district not in FORMER else village,
        "district": district,
        **{field: draw(maybe(st.sampled_from(list(words)))) for field, words in variants.SPELLINGS.items()},
        "group_name": draw(maybe(st.sampled_from(["Kop. Wanita", "Kop. Pegawai Negeri (KPRI)", "KUD"]))),
        "sector": draw(maybe(st.sampled_from(["Jasa Keuangan dan Asuransi", "Perdagangan Besar dan Eceran"]))),
        "grade": draw(maybe(st.sampled_from(["A", "B", "C1", "C2", "D"]))),
        "certificate_until": draw(maybe(days(2020, 2030))),
        **{position: draw(maybe(PEOPLE)) for position in ("ketua", "sekretaris", "bendahara")},
        "ketua phone": draw(maybe(st.integers(0, 9999).map(lambda end: f"8120000{end:04d}"))),
        **{field: draw(maybe(st.integers(0, 25_000))) for field in ("members_men", "members_women", "candidates")},
        **{field: draw(maybe(st.just(0) | st.integers(1000, 10**12))) for field in printing.AMOUNTS[:-1]},
        "surplus": draw(maybe(st.just(0) | st.integers(1000, 10**10) | st.integers(-(10**10), -1000))),
        "business_number": draw(maybe(st.just(f"123456789012{number}"))),
        "savings_licence": draw(maybe(st.just(f"503/{number}/IUSP/2019"))),
        "tax_number": draw(maybe(st.just(f"01.234.567.{number}-211.000"))),
    }


FORMER = ("Payung Sekaki", "Tenayan Raya", "Rumbai")
"""Names that meant something else before 2021: without the kelurahan they stay unknown."""
TOWNS = st.integers(1, 6).flatmap(lambda count: st.tuples(*(cooperatives(number) for number in range(count))))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation."""
    path = tmp_path_factory.mktemp("empty") / "sapa.db"

    async def make() -> None:
        database = Database(f"sqlite:///{path}")
        await migrate.upgrade(database)
        await database.close()

    asyncio.run(make())
    return path


@settings(
    max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(town=TOWNS, style=printing.styles(), data=st.data())
def test_a_registry_printed_and_imported_is_the_same(
    empty: Path, town: tuple[Record, ...], style: Style, data: st.DataObject
) -> None:
    if "village" not in dict(style.columns):
        town = tuple(each for each in town if each["district"] not in FORMER)
    if not town:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = printing.write(Path(folder), town, style, data.draw)
        found, report = asyncio.run(imported(empty, path, Path(folder) / "sapa.db"))
    assert [(each.row, each.column, each.found, each.reason) for each in report.problems] == []
    assert (report.added, report.unknown_columns) == (len(town), [])
    assert registry.differences([expected(each, style) for each in town], found) == []


async def imported(empty: Path, path: Path, place: Path) -> tuple[list[registry.Facts], ImportReport]:
    """What the registry holds after it, and what was reported."""
    shutil.copy(empty, place)
    database = Database(f"sqlite:///{place}")
    try:
        report = await import_registry(database, path, now=NOW, dry_run=False, progress=lambda done, total: None)
        return await registry.held(database), report
    finally:
        await database.close()


def expected(record: Record, style: Style) -> registry.Facts:
    """What is known of a cooperative when only these columns were printed."""
    printed = {field: record[field] for field, _ in style.columns if record[field] is not None}
    officers = {position: [printed.pop(position, None)] for position in ("ketua", "sekretaris", "bendahara")}
    phone = printed.pop("ketua phone", None)
    figures = {field: printed.pop(field) for field in list(printed) if field in FIGURES}
    held_on = printed.pop("rat", None)
    facts: registry.Facts = {**printed, "figures": figures}
    if isinstance(held_on, date):
        facts["rat"] = [f"{held_on.year - 1} yes {held_on}"]
    facts["officers"] = [
        f"{position}: {name or ''}{f', +62{phone}' if phone and position == 'ketua' else ''}"
        for position, [name] in officers.items()
        if name or (phone and position == "ketua")
    ]
    if facts.get("certificate") == "aktif" and facts.get("grade") == "D":
        facts["certificate"] = "kedaluwarsa"  # the ministry's D is an expired certificate, whatever stands beside it
    if isinstance(founded := facts.get("founded_on"), date):
        facts["founded_year"] = founded.year
    return {key: value for key, value in facts.items() if value not in registry.EMPTY}


FIGURES = ("members_men", "members_women", "candidates", *printing.AMOUNTS)
