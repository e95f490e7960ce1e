"""The whole product in one process: the simulators, an invented office, and the bot as in production."""

import shlex
import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import typer

from bot.app import App
from bot.clock import Clock
from bot.commands.template_plan import drafts
from bot.errors import Misconfigured
from bot.messages import Address
from bot.settings import Settings
from bot.simulator import page
from bot.simulator.server import Simulator
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World
from db import migrate, staff, synthetic
from db.session import Database
from db.synthetic import linked
from db.synthetic.cast import Persona

START = datetime.fromisoformat("2027-01-11T08:25+07:00")
"""A Monday in the season, five minutes before the office may speak first."""
TOKEN = "1:simulator"
HINTS = (
    "Di ponsel Rahmat (Telegram) tekan MULAI, setujui, lalu bagikan nomor: nomornya ada di daftar dinas.",
    "Di ponsel Desi (WhatsApp) tekan “Kirim Halo” dan setujui: nomornya sudah dikenal, tanpa ditanya lagi.",
    "Tulis di ponsel mana saja: “sdh rat tgl 20 des kmrn pak, hadir 75 dari 120”.",
    "Mulai laporan di Telegram Rahmat, ketik SAMBUNG, ketik kodenya di WhatsApp Rahmat, lalu teruskan di sana.",
    "Di ponsel Nurhayati (admin) ketik /umumkan untuk mengundang semua koperasi di kedua aplikasi.",
    "Pengurus yang lama tidak menulis di WhatsApp menerima template; tekan tombolnya dan jendela 24 jam terbuka.",
    "Tekan “+10 menit”: pukul 08.30 Sapa mengingatkan koperasi yang lama tidak dikunjungi.",
    "Tolak atau jeda sebuah template di panel “Template WhatsApp”: admin diberi tahu, pesan dicarikan jalan lain.",
    "Ketik PETUGAS di ponsel pengurus, tulis pertanyaan, dan jawab dari ponsel petugas dengan /tugas.",
    "Ponsel Joko tidak ada di daftar dan menyembunyikan nomornya: klaimnya menunggu persetujuan di /tugas.",
    "Ketik /undangan di ponsel Yandri dan cetak surat; di ponsel Joko ketik SURAT dan kode dari PDF itu.",
    "Coba gangguan di bilah atas: lambat, 429, galat, mati. Tidak ada pesan yang hilang.",
)
ON_WHATSAPP = ("Sri Utami", "Desi Marlina", "Joko Permana", "Yandri")
"""Whose phone has WhatsApp instead of Telegram; Rahmat has both."""
ON_BOTH = ("Rahmat Darwis",)
HIDES_NUMBER = ("Joko Permana",)


class Worlds:
    """Both messengers, and whose phone is where."""

    def __init__(self, clock: Clock, port: int, token: str = TOKEN) -> None:
        self.telegram = World(now=clock.now, token=token)
        self.whatsapp = WhatsAppWorld(now=clock.now)
        for body in drafts().values():
            self.whatsapp.templates.create(body)
            self.whatsapp.templates.approve(body["name"], body["language"])
        self.simulator = Simulator(self.telegram)
        self.server = WhatsAppServer(self.whatsapp)
        self.server.add_routes(self.simulator.app)
        self.port = port

    async def listen(self) -> None:
        """Raises Misconfigured when the port is taken."""
        try:
            await self.simulator.start(port=self.port)
        except OSError as error:
            reason = error.strerror or error
            raise Misconfigured(f"port {self.port} can't be used ({reason}); try --port {self.port + 1}.") from None

    def add(self, persona: Persona, code: str) -> list[Callable[[], object]]:
        """A phone for each messenger that this persona has; staff open their invitation there once the bot runs."""
        side = "manager" if persona.staff_id is None else "staff"
        opening: list[Callable[[], object]] = []
        if persona.name not in ON_WHATSAPP:
            here = self.telegram.add_person(persona.name, phone=persona.phone, role=side, note=persona.note)
            opening.append(lambda: self.telegram.start(here.id, f"staff_{code}"))
        if persona.name in (*ON_WHATSAPP, *ON_BOTH):
            there = self.whatsapp.add_person(
                persona.name,
                phone=persona.phone,
                role=side,
                note=persona.note,
                hides_number=persona.name in HIDES_NUMBER,
            )
            opening.append(lambda: self.whatsapp.start(there.id, f"STAF {code}"))
        return opening[-1:] if code else []


async def serve(folder: Path, port: int, until_told: Callable[[], Awaitable[None]]) -> None:
    """Run until told to stop. Raises Misconfigured when the port is taken."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    clock = Clock(START)
    worlds = Worlds(clock, port)
    settings = _settings(folder, worlds)
    simulator = worlds.simulator
    page.add_routes(
        simulator.app,
        worlds.telegram,
        whatsapp=worlds.whatsapp,
        move_clock=_mover(folder / "env", settings, clock),
        timezone=settings.office_timezone,
        hints=HINTS,
    )
    await worlds.listen()
    opening = await _office(settings, clock, worlds)
    bot = App(settings, clock=clock)
    try:
        await bot.start()
        await worlds.server.subscribe(f"http://127.0.0.1:{bot.port}/whatsapp")
        for open_invitation in opening:
            open_invitation()
        _write_environment(folder / "env", settings, clock)
        typer.echo(f"Sapa is running. Open {simulator.url} and start chatting (Ctrl-C stops).")
        typer.echo(
            f"In another terminal `. {folder}/env` lets `sapa doctor`, `sapa templates` and `sapa export` see it."
        )
        await until_told()
    finally:
        await bot.stop()
        await simulator.stop()


def _settings(folder: Path, worlds: Worlds) -> Settings:
    whatsapp = worlds.whatsapp
    return Settings(
        database_url=f"sqlite:///{folder}/sapa.db",
        files=folder / "files",
        telegram_token=TOKEN,
        telegram_api=f"http://127.0.0.1:{worlds.port}",
        whatsapp_token=whatsapp.token,
        whatsapp_number_id=whatsapp.number_id,
        whatsapp_account_id=whatsapp.account_id,
        whatsapp_api=f"http://127.0.0.1:{worlds.port}/v26.0",
        whatsapp_secret=whatsapp.secret,
        whatsapp_verify=whatsapp.verify,
        http="127.0.0.1:0",
        office_address="Jalan Teratai Nomor 1",
        office_phone="0761-000000",
    )


def _mover(file: Path, settings: Settings, clock: Clock) -> Callable[[datetime], None]:
    """Moves the demo's calendar; a shell that reads the file again follows."""

    def move(to: datetime) -> None:
        clock.jump(to)
        _write_environment(file, settings, clock)

    return move


def _write_environment(file: Path, settings: Settings, clock: Clock) -> None:
    """What a shell needs to look at the running demo, and to share its calendar until the page moves it."""
    given = settings.model_dump(include=settings.model_fields_set - {"http"}) | {"clock": clock.setting()}
    file.write_text("".join(f"export SAPA_{name.upper()}={shlex.quote(str(each))}\n" for name, each in given.items()))


async def _office(settings: Settings, clock: Clock, worlds: Worlds) -> list[Callable[[], object]]:
    """Fill the database and the phones; returns what makes staff open their invitations."""
    database = Database(settings.database_url)
    opening: list[Callable[[], object]] = []
    try:
        await migrate.upgrade(database)
        async with database.transaction() as session:
            office = await synthetic.fill(session, clock.now())
            for persona in office.personas:
                number = persona.staff_id
                code = await staff.invite(session, number, clock.now()) if number is not None else ""
                opening += worlds.add(persona, code)
        async with database.transaction() as session:
            for place, officer in enumerate(await linked.candidates(session)):
                address, alias = _seat(worlds, officer, on_whatsapp=place % 2 == 0)
                await linked.link(session, officer, address, clock.now(), alias)
    finally:
        await database.close()
    return opening


def _seat(worlds: Worlds, officer: linked.Linked, *, on_whatsapp: bool) -> tuple[Address, str]:
    """An officer who opened the chat long ago, on one of the two messengers."""
    if not on_whatsapp:
        here = worlds.telegram.add_person(officer.name, phone=officer.phone, role="manager", note=officer.note)
        worlds.telegram.open_chat(here.id)
        return Address(f"telegram:{TOKEN.partition(':')[0]}", str(here.id)), ""
    there = worlds.whatsapp.add_person(officer.name, phone=officer.phone, role="manager", note=officer.note)
    worlds.whatsapp.open_chat(there.id)
    return Address(f"whatsapp:{worlds.whatsapp.number_id}", there.user_id), there.wa_id


async def serve_simulator(port: int, token: str, webhook: str, until_told: Callable[[], Awaitable[None]]) -> None:
    """The simulators alone, for a bot in a process of its own."""
    clock = Clock()
    worlds = Worlds(clock, port, token)
    worlds.whatsapp.webhook = webhook
    for name, phone, role in (
        ("Pengurus Satu", "+628120000001", "manager"),
        ("Pengurus Dua", "+628120000002", "manager"),
        ("Petugas", "+628120000011", "staff"),
    ):
        worlds.telegram.add_person(name, phone=phone, role=role)
        worlds.whatsapp.add_person(name, phone=phone, role=role)
    page.add_routes(worlds.simulator.app, worlds.telegram, whatsapp=worlds.whatsapp)
    await worlds.listen()
    url, whatsapp = worlds.simulator.url, worlds.whatsapp
    typer.echo(f"The simulators of Telegram and WhatsApp run at {url}. In another terminal:")
    for line in (
        f"SAPA_TELEGRAM_API={url} SAPA_TELEGRAM_TOKEN={token}",
        f"SAPA_WHATSAPP_API={url}/v26.0 SAPA_WHATSAPP_TOKEN={whatsapp.token}",
        f"SAPA_WHATSAPP_NUMBER_ID={whatsapp.number_id} SAPA_WHATSAPP_ACCOUNT_ID={whatsapp.account_id}",
        f"SAPA_WHATSAPP_SECRET={whatsapp.secret} SAPA_WHATSAPP_VERIFY={whatsapp.verify}",
    ):
        typer.echo(f"  export {line}")
    typer.echo(f"  sapa run      (WhatsApp's news goes to {webhook})")
    try:
        await until_told()
    finally:
        await worlds.simulator.stop()
