"""A citizen's own number is nowhere in the database, whatever it was an answer to."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import SQLModel

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Attachment, Incoming, Json, Say
from bot.settings import Office
from bot.turn import Turn
from bot.understanding.personal import HIDDEN
from db.models import Cooperative
from db.session import Database
from handlers import ABILITIES
from handlers.notices import noticed
from handlers.router import router

NOW = datetime(2027, 3, 1, 3, tzinfo=UTC)
SRI = Address("telegram:1", "5550001234")
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
NIK, COOPERATIVE = "1471014508850003", "1471010101900001"


async def stored(database: Database) -> str:
    """Everything, as one text."""
    async with database.reading() as session:
        return str([list(await session.execute(each.select())) for each in SQLModel.metadata.sorted_tables])


async def test_typed_anywhere_it_is_hidden_before_it_is_kept(database: Database) -> None:
    inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, router(ABILITIES), noticed)
    said = ("halo", f"NIK saya {NIK}", "petugas", f"ini nik 1471-0145-0885-0003 {NIK}", "lapor", NIK, f"rat {NIK}")
    for number, text in enumerate(said):
        await inbox.take(Incoming(str(number), SRI, NOW, text=text, name="Sri"), {"text": text})
    file = Attachment("f", "document", filename=f"KTP {NIK}.pdf")
    await inbox.take(Incoming("file", SRI, NOW, attachment=file, text="ini"), {})
    kept = await stored(database)
    assert NIK not in kept and "1471-0145" not in kept
    assert HIDDEN in kept and inbox.parked == 0


async def test_what_could_not_be_handled_is_parked_without_it(database: Database) -> None:
    async def broken(turn: Turn) -> Sequence[Say]:
        raise ValueError(f"can't read {NIK}")

    inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, broken, noticed)
    raw: Json = {"message": {"text": f"NIK {NIK}", "parts": [NIK, {"x": NIK}]}}
    await inbox.take(Incoming("1", SRI, NOW, text=f"NIK {NIK}", name="Sri"), raw)
    await inbox.park_raw(SRI.account, "2", {"text": NIK}, f"ValueError: {NIK}")
    assert inbox.parked == 2
    assert NIK not in await stored(database)


async def test_the_number_of_a_known_cooperative_is_not_hidden(database: Database) -> None:
    seen: list[str] = []

    async def sees(turn: Turn) -> Sequence[Say]:
        seen.append(turn.incoming.text)
        return []

    async with database.transaction() as session:
        session.add(Cooperative(nik=COOPERATIVE, name="KSU Maju", match_name="maju", updated_at=NOW))
    inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, sees, noticed)
    for number, text in enumerate((f"cari {COOPERATIVE}", f"{COOPERATIVE} dan {NIK} ya")):
        await inbox.take(Incoming(str(number), SRI, NOW, text=text), {})
    assert seen == [f"cari {COOPERATIVE}", f"{COOPERATIVE} dan {HIDDEN} ya"]
