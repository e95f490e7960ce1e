"""A cooperative of which the office knows much, and strangers who would like to know it too."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.messages import Address, Choice, Contact, Incoming
from bot.settings import Office
from bot.turn import Turn
from db import people
from db.models import (
    Announcement,
    Attendance,
    Cooperative,
    District,
    Ledger,
    Officer,
    Outbox,
    Question,
    QuestionLine,
    RatReport,
    Staff,
    Task,
    Visit,
    VisitPlan,
)
from db.session import Database
from handlers import ABILITIES
from handlers.router import router

EMBEDDED = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For long walks that ask who may see what: the statements themselves are tested on both kinds of database."""
NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
OFFICE = Office("Dinas Koperasi dan UKM", "Kota Pekanbaru", "Jalan Teratai Nomor 1", "0761-000000", "Asia/Jakarta")
ACCOUNT = "telegram:1"
CHAIR, STRANGER, YANDRI = Address(ACCOUNT, "71"), Address(ACCOUNT, "72"), Address(ACCOUNT, "73")
NAME = "KSU Tunas Bertuah"
SECRETS = {
    "names of officers": ("Rahmat", "Darwis", "Wulandari", "Hendri", "Saputra"),
    "phones": ("7770001", "7770002", "7770003", "777-0001"),
    "dates": ("17 Februari 2026", "17 February 2026", "2 November 2026", "20 Januari 2027", "20 January 2027", "2029"),
    "figures": ("137", "91 ", "91\n", "987.654", "987,654", "4.321", "4,321", "RAT-2025-00001-1"),
    "what they said": ("gudang pupuk", "Jalan Melati", "Aula Cendana", "1471000000077"),
}


async def settle(database: Database) -> None:
    """The cooperative, its officers, and something of everything that the office may know of it."""
    async with database.transaction() as session:
        session.add(District(name="Binawidya"))
        await session.flush()
        session.add(
            Cooperative(
                name=NAME,
                match_name="tunas bertuah",
                nik="1471000000077",
                district_id=1,
                village="Delima",
                address="Jalan Melati 77",
                visit_history="dated",
                updated_at=NOW,
            )
        )
        chair, seat = await people.heard(session, CHAIR, "Rahmat Darwis", NOW)
        seat.phone = "+628127770001"
        people.record_consent(session, chair.id, True, "1", ACCOUNT, NOW)
        member, _ = await people.heard(session, YANDRI, "Yandri", NOW)
        session.add(Staff(name="Yandri", role="admin", person_id=member.id, created_at=NOW))
        await session.flush()
        session.add_all(_officers(chair.id))
        await session.flush()
        session.add_all(_deeds(chair.id))
        await session.flush()
        session.add(QuestionLine(question_id=1, from_staff=False, text="gudang pupuk kami bocor", at=NOW))
        session.add(Attendance(announcement_id=1, cooperative_id=1, answer="yes", person_id=chair.id, at=NOW))


def _officers(chair: int) -> list[Officer]:
    until, known = date(2029, 12, 31), {"cooperative_id": 1}
    return [
        Officer(
            **known,
            person_id=chair,
            name="Rahmat Darwis",
            position="ketua",
            phone="+628127770001",
            status="verified",
            term_until=until,
        ),
        Officer(**known, name="Ratna Wulandari", position="bendahara", phone="+628127770002", term_until=until),
        Officer(**known, name="Hendri Saputra", position="sekretaris", phone="+628127770003"),
    ]


def _deeds(chair: int) -> list[object]:
    by = {"cooperative_id": 1, "person_id": chair}
    return [
        RatReport(
            receipt="RAT-2025-00001-1",
            cooperative_id=1,
            book_year=2025,
            held="yes",
            held_on=date(2026, 2, 17),
            members=137,
            attended=91,
            assets=987_654_000,
            surplus=4_321_000,
            reported_by=chair,
            officer_verified=True,
            reported_at=NOW,
        ),
        Visit(cooperative_id=1, visited_on=date(2026, 11, 2), recorded_at=NOW),
        VisitPlan(**by, starts_at=NOW + timedelta(days=9), created_at=NOW),
        Announcement(
            kind="session",
            title="Pelatihan",
            starts_at=NOW + timedelta(days=9),
            place="Aula Cendana",
            send_from=NOW,
            created_by=1,
            created_at=NOW,
        ),
        Question(person_id=chair, opened_at=NOW),
        Task(key="rat:1", kind="rat", **by, district_id=1, data={"report_id": 1}, created_at=NOW),
        Task(key="question:1", kind="question", **by, district_id=1, data={"question_id": 1}, created_at=NOW),
        *(
            Ledger(purpose=each, lead_id=1, **by, at=NOW)
            for each in ("announcement:1", "rule:unvisited", "rule:rat_h60:2026.1")
        ),
    ]


@dataclass
class Phone:
    """Somebody who writes to the bot; what they are shown is everything that comes back to their address."""

    database: Database
    address: Address
    name: str = "Joko"
    language: str = "id"
    office: Office = OFFICE
    numbers = count(1)

    async def say(self, text: str = "", choice: str | None = None, contact: Contact | None = None) -> "Shown":
        """One message, and all that this person sees because of it."""
        incoming = Incoming(
            f"m{next(self.numbers)}", self.address, NOW, text=text, choice=choice, contact=contact, name=self.name
        )
        async with self.database.transaction() as session:
            person, seat = await people.heard(session, self.address, self.name, NOW)
            talk = await people.lock_talk(session, person.id, NOW)
            said = await router(ABILITIES)(Turn(session, person, seat, talk, incoming, NOW, self.office))
            out = texts.render(said, person.language)
            told = await self._told(session)
        return Shown("\n".join((texts.plain(out.text), *(each.label for each in out.choices), told)), out.choices)

    async def _told(self, session: AsyncSession) -> str:
        mine = (col(Outbox.account) == self.address.account, col(Outbox.user) == self.address.user)
        return "\n".join(str(row.body) for row in (await session.exec(select(Outbox).where(*mine))).all())


@dataclass(frozen=True)
class Shown:
    """The words and labels on somebody's screen, and the buttons they may press."""

    words: str
    choices: tuple[Choice, ...]

    def secrets(self) -> list[str]:
        """What of the cooperative's own stands there."""
        return [each for listed in SECRETS.values() for each in listed if each.casefold() in self.words.casefold()]
