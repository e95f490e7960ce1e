"""`given …` lines → an office before the first message."""

import re
from datetime import date, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from bot.simulator.world import Person, World
from bot.understanding.names import match_key
from db import staff
from db.models import Cooperative, District, Officer, Parameter, Visit
from db.synthetic import linked

PHONE = "+628120000{:04d}"
COOPERATIVE = re.compile(r"(?P<name>.+) in (?P<district>[^,]+), (?P<history>never visited|visits unknown|visited \S+)$")
PEOPLE = re.compile(r"(?P<name>[^:(]+?)(?:: (?P<posts>[^(]+?))?(?: \((?P<state>.+)\))?$")


class Setting:
    """Fills the registry and the phones, line by line."""

    def __init__(self, session: AsyncSession, world: World, account: str, now: datetime) -> None:
        self._session, self._world, self._account, self._now = session, world, account, now
        self.members: dict[str, int] = {}

    async def add(self, kind: str, text: str) -> None:
        """One line. Raises ValueError when it says nothing we know."""
        await getattr(self, f"_{kind}")(text)
        await self._session.flush()

    async def _cooperative(self, text: str) -> None:
        """`NAME in DISTRICT, never visited | visits unknown | visited DAY`."""
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
        """`NAME: POSITION of COOPERATIVE; … (connected)`: connected ones have consented and shared their number."""
        name, posts, state = self._parts(text)
        person = self._person_named(name, "manager")
        for post in posts.split("; "):
            position, _, cooperative = post.partition(" of ")
            number = await self._named(Cooperative, cooperative)
            self._session.add(Officer(cooperative_id=number, name=name, position=position, phone=person.phone))
        await self._session.flush()
        if state == "connected":
            self._world.open_chat(person.id)
            officer = linked.Linked(name, person.phone, "")
            await linked.link(self._session, officer, Address(self._account, str(person.id)), self._now)

    async def _person(self, text: str) -> None:
        """`NAME`: somebody whom no registry knows."""
        self._person_named(text, "stranger")

    async def _staff(self, text: str) -> None:
        """`NAME: ROLE in DISTRICT (not linked)`."""
        name, post, state = self._parts(text)
        role, _, district = post.partition(" in ")
        person = self._person_named(name, "staff")
        districts = [await self._session.get_one(District, await self._named(District, district))] if district else []
        member = await staff.add(self._session, name, role, districts, self._now)
        self.members[name.split()[0]] = member.id
        if state != "not linked":
            self._world.open_chat(person.id)
            await staff.bind(self._session, member, Address(self._account, str(person.id)), self._now)

    async def _rule(self, text: str) -> None:
        """`NAME = VALUE`: a threshold the office has changed."""
        name, _, value = text.partition(" = ")
        self._session.add(Parameter(name=name, value=value, changed_at=self._now))

    def _parts(self, text: str) -> tuple[str, str, str]:
        if (found := PEOPLE.match(text)) is None:
            raise ValueError(f"nobody: {text!r}")
        return found["name"], found["posts"] or "", found["state"] or ""

    def _person_named(self, name: str, role: str) -> Person:
        return self._world.add_person(name, phone=PHONE.format(len(self._world.people) + 1), role=role)

    async def _named(self, table: type[District | Cooperative], name: str) -> int:
        return (await self._session.exec(select(table).where(table.name == name))).one().id
