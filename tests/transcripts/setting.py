"""`given …` lines → an office before the first message."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from bot.simulator.people import digits
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.understanding.names import match_key
from db import people, rat, staff
from db.models import Cooperative, District, Identity, Officer, Parameter, RatClock, RatReport, Visit
from db.synthetic import linked
from tests.transcripts.messengers import Messenger

YEAR = timedelta(days=365)
PHONE = "+628120000{:04d}"
COOPERATIVE = re.compile(
    r"(?P<name>.+) in (?P<district>[^,]+), (?P<history>never visited|visits unknown|visited [^\s,]+)"
    r"(?:, (?P<program>KKMP))?$"
)
PEOPLE = re.compile(r"(?P<name>[^:(]+?)(?:: (?P<posts>[^(]+?))?(?: \((?P<state>.+)\))?$")


class Setting:
    """Fills the registry and the phones, line by line. Everybody has every messenger of the script."""

    def __init__(self, session: AsyncSession, messengers: Sequence[Messenger], now: datetime) -> None:
        self._session, self._messengers, self._now = session, messengers, now
        self.members: dict[str, int] = {}
        self._has_season = False

    async def add(self, kind: str, text: str) -> None:
        """One line. Raises ValueError when it says nothing we know."""
        await getattr(self, f"_{kind}")(text)
        await self._session.flush()

    async def _cooperative(self, text: str) -> None:
        """`NAME in DISTRICT, never visited | visits unknown | visited DAY[, KKMP]`."""
        if (found := COOPERATIVE.match(text)) is None:
            raise ValueError(f"no cooperative: {text!r}")
        state, _, day = found["history"].partition(" ")
        history = {"never": "never", "visits": "unknown", "visited": "dated"}[state]
        cooperative = Cooperative(
            name=found["name"],
            match_name=match_key(found["name"]),
            district_id=await self._named(District, found["district"]),
            activity="aktif",
            visit_history=history,
            program=found["program"] or "",
            updated_at=self._now,
        )
        self._session.add(cooperative)
        await self._session.flush()
        if history == "dated":
            seen = date.fromisoformat(day)
            self._session.add(
                Visit(cooperative_id=cooperative.id, visited_on=seen, source="registry", recorded_at=self._now)
            )

    async def _officer(self, text: str) -> None:
        """`NAME: POSITION of COOPERATIVE; … (connected)`: connected ones have consented and their number is known."""
        name, posts, state = self._parts(text)
        phone = self._add_person(name, "manager", hides="hides the number" in state)
        for post in posts.split("; "):
            position, _, cooperative = post.partition(" of ")
            number = await self._named(Cooperative, cooperative)
            self._session.add(Officer(cooperative_id=number, name=name, position=position, phone=phone))
        await self._session.flush()
        if "connected" in state:
            seats = self._seats(name, state)
            await linked.link(self._session, linked.Linked(name, phone, ""), seats[0][0], self._now)
            await self._sit(seats, phone)

    async def _person(self, text: str) -> None:
        """`NAME`, `NAME (hides the number)`: somebody whom no registry knows."""
        name, _, state = self._parts(text)
        self._add_person(name, "stranger", hides="hides the number" in state)

    async def _staff(self, text: str) -> None:
        """`NAME: ROLE in DISTRICT (not linked)`."""
        name, post, state = self._parts(text)
        role, _, district = post.partition(" in ")
        self._add_person(name, "staff")
        districts = [await self._session.get_one(District, await self._named(District, district))] if district else []
        member = await staff.add(self._session, name, role, districts, self._now)
        self.members[name.split()[0]] = member.id
        if state != "not linked":
            seats = self._seats(name, state)
            await staff.bind(self._session, member, seats[0][0], self._now)
            await self._sit(seats, None)

    async def _season(self, text: str) -> None:
        """`as usual`, `NAME is KKMP`, `NAME since DAY`: scripts that say so hear reminders of the annual meeting."""
        self._has_season = True
        if text == "as usual":
            return
        name, _, program = text.partition(" is ")
        name, _, founded = name.partition(" since ")
        cooperative = await self._session.get_one(Cooperative, await self._named(Cooperative, name))
        cooperative.program = program
        cooperative.founded_on = date.fromisoformat(founded) if founded else None

    async def _report(self, text: str) -> None:
        """`YEAR of COOPERATIVE[: PRESENT of MEMBERS]`: a meeting that was held and checked long ago."""
        year, _, name = text.partition(" of ")
        name, _, said = name.partition(": ")
        attended, members = map(int, said.split(" of ")) if said else (None, None)
        number, held = await self._named(Cooperative, name), date(int(year) + 1, 3, 14)
        facts = {"held": "yes", "held_on": held, "status": "verified", "officer_verified": True}
        facts |= {"attended": attended, "members": members}
        receipt = rat.receipt_number(number, int(year), 1)
        self._session.add(
            RatReport(
                receipt=receipt, cooperative_id=number, book_year=int(year), reported_at=self._now - YEAR, **facts
            )
        )

    async def end(self) -> None:
        """Scripts on other matters hear nothing of the season: in them the office hopes for meetings by June."""
        if not self._has_season:
            by_june = {"target_months": 6, "limit_months": 6, "report_days": 30, "report_by": date(2027, 4, 30)}
            self._session.add(RatClock(form="primer", book_year=2026, changed_at=self._now, **by_june))

    async def _rule(self, text: str) -> None:
        """`NAME = VALUE`: a threshold the office has changed."""
        name, _, value = text.partition(" = ")
        self._session.add(Parameter(name=name, value=value, changed_at=self._now))

    def _parts(self, text: str) -> tuple[str, str, str]:
        if (found := PEOPLE.match(text)) is None:
            raise ValueError(f"nobody: {text!r}")
        return found["name"], found["posts"] or "", found["state"] or ""

    def _add_person(self, name: str, role: str, *, hides: bool = False) -> str:
        """Somebody's phone, with every messenger; the number."""
        phone = PHONE.format(len(self._messengers[0].world.people) + 1)
        for each in self._messengers:
            if isinstance(each.world, WhatsAppWorld):
                each.world.add_person(name, phone=phone, role=role, hides_number=hides)
            else:
                each.world.add_person(name, phone=phone, role=role)
        return phone

    def _seats(self, name: str, state: str) -> list[tuple[Address, str]]:
        """Where somebody is linked, with the alias: `on Telegram`, `on WhatsApp by number`, or everywhere.

        Nobody has written lately.
        """
        wanted = [each for each in self._messengers if f"on {each.name}" in state] or self._messengers
        found = []
        for each in wanted:
            person = next(person for person in each.world.people.values() if person.name == name)
            each.world.open_chat(person.id)
            user, alias = (digits(person.phone), "") if "by number" in state else each.ids(person)
            found.append((Address(each.account, user), alias))
        return found

    async def _sit(self, seats: Sequence[tuple[Address, str]], phone: str | None) -> None:
        """What the platforms know of each seat, and the further ones of somebody who has the first already."""
        first = await people.find_identity(self._session, seats[0][0])
        assert first is not None
        for address, alias in seats:
            seat = await people.find_identity(self._session, address)
            if seat is None:
                seat = Identity(person_id=first.person_id, account=address.account, user=address.user)
                seat.last_heard_at = self._now
                self._session.add(seat)
            seat.alias, seat.phone = alias, phone

    async def _named(self, table: type[District | Cooperative], name: str) -> int:
        return (await self._session.exec(select(table).where(table.name == name))).one().id
