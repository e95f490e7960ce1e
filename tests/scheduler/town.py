"""A small town: Sri keeps the books of three cooperatives, Rahmat chairs the first, nobody is known in the fourth."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from bot.settings import Office
from db import people
from db.models import Announcement, Cooperative, District, Identity, Officer, Person, Staff
from db.session import Database

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=ZONE)
"""A Monday morning inside sending hours."""
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
FOUNDED = date(2027, 1, 2)
"""After the last book year: nobody is asked for its annual meeting."""
ACCOUNT = "telegram:123"
SRI, RAHMAT, NUR = Address(ACCOUNT, "71"), Address(ACCOUNT, "72"), Address(ACCOUNT, "73")
MAJU, JAYA, MEKAR, SEPI = 1, 2, 3, 4
NAMES = {MAJU: "KSU Maju", JAYA: "KSP Jaya", MEKAR: "Kopwan Mekar", SEPI: "KUD Sepi"}
EVENT = 1


async def settle_town(database: Database) -> None:
    """Everybody moves in; the office has announced one event for Thursday."""
    async with database.transaction() as session:
        session.add(District(name="Sail"))
        await session.flush()
        session.add_all(
            Cooperative(
                name=name, match_name=name, district_id=1, visit_history="never", founded_on=FOUNDED, updated_at=NOW
            )
            for name in NAMES.values()
        )
        for number, (address, name) in enumerate({SRI: "Sri", RAHMAT: "Rahmat", NUR: "Nur"}.items(), 1):
            await people.heard(session, address, name, NOW - timedelta(days=90 - number))
            await session.flush()
            people.record_consent(session, number, True, "1", ACCOUNT, NOW)
        session.add(Staff(name="Nur", role="admin", person_id=3, created_at=NOW))
        await session.flush()
        session.add_all(officer(number, 1, "bendahara") for number in (MAJU, JAYA, MEKAR))
        session.add(officer(MAJU, 2, "pengawas"))
        session.add(event())
        await session.flush()


def officer(cooperative_id: int, person_id: int, position: str) -> Officer:
    return Officer(cooperative_id=cooperative_id, person_id=person_id, position=position, status="verified")


def event(**more: Any) -> Announcement:
    given = {"kind": "session", "title": "Pelatihan RAT", "starts_at": NOW + timedelta(days=3, hours=1)}
    given |= {"place": "Aula", "state": "sending", "send_from": NOW, "created_by": 1, "created_at": NOW, **more}
    return Announcement(**given)


async def sri(session: AsyncSession) -> tuple[Person, Identity]:
    """Sri and her seat."""
    identity = await people.find_identity(session, SRI)
    assert identity is not None
    person = await session.get(Person, identity.person_id)
    assert person is not None
    return person, identity
