"""The whole product in one process: the simulator, an invented office, and the bot as in production."""

import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import typer

from bot.app import App
from bot.clock import Clock
from bot.errors import Misconfigured
from bot.messages import Address
from bot.settings import Settings
from bot.simulator import page
from bot.simulator.server import Simulator
from bot.simulator.world import World
from db import migrate, staff, synthetic
from db.session import Database
from db.synthetic import linked

START = datetime.fromisoformat("2027-01-11T08:25+07:00")
"""A Monday in the season, five minutes before the office may speak first."""
TOKEN = "1:simulator"
HINTS = (
    "Buka ponsel Rahmat, tekan MULAI, setujui, lalu bagikan nomor: nomornya ada di daftar dinas.",
    "Tulis di ponsel mana saja: “sdh rat tgl 20 des kmrn pak, hadir 75 dari 120”.",
    "Di ponsel Nurhayati (admin) ketik /umumkan untuk mengundang semua koperasi, lalu lihat kemajuannya.",
    "Tekan “+10 menit”: pukul 08.30 Sapa mengingatkan koperasi yang lama tidak dikunjungi.",
    "Ketik PETUGAS di ponsel pengurus, tulis pertanyaan, dan jawab dari ponsel petugas dengan /tugas.",
    "Ponsel Joko tidak ada di daftar: klaimnya menunggu persetujuan di /tugas.",
    "Satu orang menerima paling banyak dua pesan dinas seminggu; pengumuman ketiga menunggu minggu berikutnya.",
    "Coba gangguan di bilah atas: lambat, 429, galat, mati. Tidak ada pesan yang hilang.",
)


async def serve(folder: Path, port: int, until_told: Callable[[], Awaitable[None]]) -> None:
    """Run until told to stop. Raises Misconfigured when the port is taken."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clock = Clock(START)
    world = World(now=clock.now, token=TOKEN)
    settings = Settings(
        database_url=f"sqlite:///{folder}/sapa.db",
        files=folder / "files",
        telegram_token=TOKEN,
        telegram_api=f"http://127.0.0.1:{port}",
        http="127.0.0.1:0",
        office_address="Jalan Teratai Nomor 1",
        office_phone="0761-000000",
    )
    simulator = Simulator(world)
    page.add_routes(simulator.app, world, move_clock=clock.jump, timezone=settings.office_timezone, hints=HINTS)
    await _listen(simulator, port)
    links = await _office(settings, clock, world)
    bot = App(settings, clock=clock)
    try:
        await bot.start()
        for person_id, code in links.items():
            world.start(person_id, f"staff_{code}")
        typer.echo(f"Sapa is running. Open {simulator.url} and start chatting (Ctrl-C stops).")
        await until_told()
    finally:
        await bot.stop()
        await simulator.stop()


async def _listen(simulator: Simulator, port: int) -> None:
    try:
        await simulator.start(port=port)
    except OSError as error:
        raise Misconfigured(f"port {port} can't be used ({error.strerror or error}); try --port {port + 1}.") from None


async def _office(settings: Settings, clock: Clock, world: World) -> dict[int, str]:
    """Fill the database and the phones; returns the staff's one-time codes by phone."""
    database = Database(settings.database_url)
    links: dict[int, str] = {}
    try:
        await migrate.upgrade(database)
        async with database.transaction() as session:
            office = await synthetic.fill(session, clock.now())
            for persona in office.personas:
                side = "manager" if persona.staff_id is None else "staff"
                person = world.add_person(persona.name, phone=persona.phone, role=side, note=persona.note)
                if persona.staff_id is not None:
                    links[person.id] = await staff.invite(session, persona.staff_id, clock.now())
        account = f"telegram:{TOKEN.partition(':')[0]}"
        async with database.transaction() as session:
            for officer in await linked.candidates(session):
                person = world.add_person(officer.name, phone=officer.phone, role="manager", note=officer.note)
                world.open_chat(person.id)
                await linked.link(session, officer, Address(account, str(person.id)), clock.now())
    finally:
        await database.close()
    return links


async def serve_simulator(port: int, token: str, until_told: Callable[[], Awaitable[None]]) -> None:
    """The simulator alone, for a bot in a process of its own."""
    clock = Clock()
    world = World(now=clock.now, token=token)
    for name, phone, role in (
        ("Pengurus Satu", "+628120000001", "manager"),
        ("Pengurus Dua", "+628120000002", "manager"),
        ("Petugas", "+628120000011", "staff"),
    ):
        world.add_person(name, phone=phone, role=role)
    simulator = Simulator(world)
    page.add_routes(simulator.app, world)
    await _listen(simulator, port)
    typer.echo(f"The simulator runs at {simulator.url}; its bot token is {token}.")
    typer.echo(f"In another terminal: SAPA_TELEGRAM_API={simulator.url} SAPA_TELEGRAM_TOKEN={token} sapa run")
    try:
        await until_told()
    finally:
        await simulator.stop()
