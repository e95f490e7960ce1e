"""One contestant: a list of the office's, read, planned and carried out; `python -m benchmarks.lists '{…}'`."""

import asyncio
import json
import random
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import xlsxwriter

from db import districts, migrate
from db.registry_import import carry_out, plan, read
from db.session import Database

NOW = datetime.fromisoformat("2027-03-01T09:00+07:00")
HEADER = (
    *("No", "Nama Koperasi", "NIK", "No. Badan Hukum", "Tanggal Badan Hukum", "Alamat", "Kelurahan", "Kecamatan"),
    *("Bentuk", "Jenis", "Kelompok", "Status", "Ketua", "No. HP", "Sekretaris", "No. HP", "Bendahara", "No. HP"),
    *("Anggota Pria", "Anggota Wanita", "Modal Sendiri", "Modal Luar", "Aset", "Volume Usaha", "SHU"),
    *("Tanggal RAT Terakhir", "RAT TB 2023", "Grade", "Kunjungan Terakhir"),
)
WORDS = [
    "Maju",
    "Sejahtera",
    "Bertuah",
    "Mandiri",
    "Makmur",
    "Sentosa",
    "Karya",
    "Mulia",
    "Harapan",
    "Melati",
    "Mawar",
    "Abadi",
    "Jaya",
    "Lestari",
    "Tunas",
]
NAMES = [
    "Budi",
    "Siti",
    "Ahmad",
    "Rahmat",
    "Sri",
    "Dewi",
    "Agus",
    "Hendra",
    "Yanti",
    "Nur",
    "Fitri",
    "Joko",
    "Eko",
    "Rina",
    "Dian",
]


def invent(path: Path, rows: int) -> None:
    """A list of invented cooperatives with three officers each."""
    chance = random.Random(1)
    places = [(village, district) for district, own in districts.villages().items() for village in own]
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["DATA KOPERASI KOTA PEKANBARU"])
        page.write_row(2, 0, HEADER)
        for number in range(rows):
            page.write_row(3 + number, 0, _row(chance, number, chance.choice(places)))


def _row(chance: random.Random, number: int, place: tuple[str, str]) -> list[object]:
    def day(first: int, last: int) -> str:
        return f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/{chance.randrange(first, last)}"

    people = [
        word
        for _ in range(3)
        for word in (
            " ".join(chance.sample(NAMES, 2)),
            f"0812-0{chance.randrange(1000):03}-{chance.randrange(10**4):04}",
        )
    ]
    money = [f"Rp {chance.randrange(1, 999)}.{chance.randrange(1000):03}.000,-" for _ in range(4)]
    return [
        *(
            number + 1,
            f"KSU {' '.join(chance.sample(WORDS, 3))}",
            f"{1471010000000 + number}",
            f"{number}/BH/KDK.4/I/2001",
        ),
        *(
            day(1990, 2020),
            f"Jl. Sudirman No. {number}",
            *place,
            "Primer Kabupaten/Kota",
            chance.choice(["Konsumen", "Jasa"]),
        ),
        *("Kop. Serba Usaha", chance.choice(["Aktif", "Tidak Aktif"]), *people, number % 90, number % 70, *money),
        *("(3.500.000)", day(2025, 2027), chance.choice(["Ya", "Tidak"]), chance.choice("ABD"), day(2025, 2027)),
    ]


async def take(url: str, path: Path) -> dict[str, float]:
    """Seconds of the three steps and of the processor, and megabytes at the peak."""
    database = Database(url)
    await migrate.upgrade(database)
    marks, cpu = [time.monotonic()], time.process_time()
    reading = await asyncio.to_thread(read, path, {}, NOW.date())
    marks.append(time.monotonic())
    async with database.reading() as session:
        planned = await plan(session, reading, NOW)
    marks.append(time.monotonic())
    report = await carry_out(database, planned, now=NOW, actor="sapa", staff_id=None)
    marks.append(time.monotonic())
    used = time.process_time() - cpu
    await database.close()
    assert report.added == len(reading.entries)
    steps = {name: marks[place + 1] - marks[place] for place, name in enumerate(("read", "plan", "write"))}
    return steps | {"cpu": used, "peak": _peak()}


def _peak() -> float:
    """This process alone: what `getrusage` says of a child begins with its parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def main() -> None:
    """One round on one database."""
    asked = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.xlsx"
        invent(path, asked["rows"])
        print(json.dumps(asyncio.run(take(asked["url"], path))))


if __name__ == "__main__":
    main()
