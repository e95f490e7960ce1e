"""All cooperatives by what tells them apart: which one an entry of a list is, and which others it may be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Cooperative, District, FormerName, Officer
from db.registry_import import cells
from db.registry_import.rows import Entry
from db.registry_import.standing import Standing

NEAR, NEAR_BY_PHONE = 86.0, 70.0
"""Scores, of 100, from which two names may be one cooperative's: at the same place, and with the same number."""
SHORTEST = 4


@dataclass(slots=True, eq=False)
class Known:
    """What tells a cooperative apart. `row` is the row of the list that was its own, 0 for none yet.

    `id` is 0 as long as a plan has only thought of it.
    """

    id: int
    name: str
    nik: str
    legal: str
    match_name: str
    village: str
    district_id: int | None
    activity: str = ""
    row: int = 0
    sheet: str = ""
    standing: Standing | None = None


Group = dict[Known, None]
"""Some cooperatives, in the order in which they became known."""


@dataclass(slots=True)
class Registry:
    """All that the registry holds, and which rows of the list were whose."""

    districts: dict[str, int]
    by_id: dict[int, Known] = field(default_factory=dict)
    by_nik: dict[str, Known] = field(default_factory=dict)
    by_legal: dict[str, Group] = field(default_factory=dict)
    by_name: dict[str, Group] = field(default_factory=dict)
    by_former: dict[str, Group] = field(default_factory=dict)
    by_village: dict[str, Group] = field(default_factory=dict)
    by_district: dict[int | None, Group] = field(default_factory=dict)
    without_village: dict[int | None, Group] = field(default_factory=dict)
    """Those of a district whose village nobody knows."""
    by_phone: dict[str, Group] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    """Districts in which the list names somebody."""
    loaded: list[Known] = field(default_factory=list)
    """Those whose standing is in memory."""
    state: tuple[int, int] = (0, 0)
    """How many there are and the newest id: when they differ, somebody else has been at work."""

    @classmethod
    async def load(cls, session: AsyncSession) -> "Registry":
        """What the registry holds now."""
        found = cls(
            {name: number for number, name in await session.execute(select(_c(District.id), _c(District.name)))}
        )
        columns = ("id", "name", "nik", "legal_number", "match_name", "village", "district_id", "activity")
        query = select(*(_c(getattr(Cooperative, name)) for name in columns)).order_by(_c(Cooperative.id))
        for number, name, nik, legal, match_name, village, district_id, activity in await session.execute(query):
            key = cells.legal_key(legal)
            found.add(Known(number, name, nik or "", key, match_name, plain(village), district_id, activity))
        for number, match_name in await session.execute(
            select(_c(FormerName.cooperative_id), _c(FormerName.match_name))
        ):
            found.by_former.setdefault(match_name, {})[found.by_id[number]] = None
        phones = select(_c(Officer.cooperative_id), _c(Officer.phone))
        for number, phone in await session.execute(
            phones.where(_c(Officer.status) != "ended", _c(Officer.phone).is_not(None))
        ):
            found.by_phone.setdefault(phone, {})[found.by_id[number]] = None
        found.state = await count(session)
        return found

    def add(self, known: Known) -> None:
        """Remember one more."""
        self.by_id[known.id] = known
        self._index(known)

    def learn(self, known: Known, facts: dict[str, Any]) -> None:
        """Remember what a cooperative is now. What it was finds it as well, until the next load."""
        known.name, known.nik, known.match_name = facts["name"], facts["nik"] or "", facts["match_name"]
        known.legal, known.village = cells.legal_key(facts["legal_number"]), plain(facts["village"])
        known.district_id, known.activity = facts["district_id"], facts["activity"]
        self._index(known)

    def _index(self, known: Known) -> None:
        if known.nik:
            self.by_nik[known.nik] = known
        if known.legal:
            self.by_legal.setdefault(known.legal, {})[known] = None
        self.by_name.setdefault(known.match_name, {})[known] = None
        self.by_district.setdefault(known.district_id, {})[known] = None
        if known.village:
            self.by_village.setdefault(known.village, {})[known] = None
        else:
            self.without_village.setdefault(known.district_id, {})[known] = None

    def find(self, entry: Entry) -> list[Known]:
        """The cooperatives an entry may be: by NIK, else legal number, else name and place. More than one is a doubt.

        A different NIK is always a different cooperative; so is a different legal number behind the same name.
        """
        if entry.nik and entry.nik in self.by_nik:
            return [self.by_nik[entry.nik]]
        legal = cells.legal_key(entry.facts.get("legal_number", ""))
        if found := [each for each in self.by_legal.get(legal, ()) if _agree(entry.nik, each.nik)]:
            return found
        village, district = plain(entry.facts.get("village", "")), self.districts.get(entry.district)
        for table in (self.by_name, self.by_former):
            found = [
                each
                for each in table.get(entry.match_name, ())
                if _agree(entry.nik, each.nik)
                and _agree(legal, each.legal)
                and _agree(village, each.village)
                and _agree(district, each.district_id)
            ]
            if found:
                return found
        return []

    def near(self, known: Known, phones: set[str]) -> Iterator[tuple[Known, str]]:
        """Others that may be this one, with why: number, phone or name."""
        told = {id(known)}
        for other in self.by_legal.get(known.legal, ()) if known.legal else ():
            if id(other) not in told:
                told.add(id(other))
                yield other, "number"
        for phone in sorted(phones):
            for other in self.by_phone.get(phone, ()):
                if id(other) not in told and _similar(known, other, NEAR_BY_PHONE):
                    told.add(id(other))
                    yield other, "phone"
        for other in self._namesakes(known):
            if id(other) not in told:
                told.add(id(other))
                yield other, "name"

    def _namesakes(self, known: Known) -> Iterator[Known]:
        if len(known.match_name) < SHORTEST:
            return
        around = list(self.by_district.get(known.district_id, ())) if known.district_id is not None else []
        if known.village:
            around = [*self.by_village.get(known.village, ()), *self.without_village.get(known.district_id, ())]
        names = [each.match_name for each in around]
        for _, _, place in process.extract(known.match_name, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None):
            if _similar(known, around[place], NEAR):
                yield around[place]


async def count(session: AsyncSession) -> tuple[int, int]:
    """How many cooperatives there are, and the newest id."""
    number, newest = (await session.execute(select(func.count(_c(Cooperative.id)), func.max(_c(Cooperative.id))))).one()
    return number, newest or 0


def agrees(one: Known, other: Known) -> bool:
    """Whether neither NIK nor legal number tells two apart."""
    return _agree(one.nik, other.nik) and _agree(one.legal, other.legal)


def plain(words: str) -> str:
    """A village as it is compared."""
    return "".join(words.casefold().split())


def _similar(one: Known, other: Known, least: float) -> bool:
    """Numbers in names tell them apart, and so do different NIK or legal numbers."""
    if [w for w in one.match_name.split() if w.isdigit()] != [w for w in other.match_name.split() if w.isdigit()]:
        return False
    if not agrees(one, other):
        return False
    return fuzz.ratio(one.match_name, other.match_name) >= least


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other


def _c(column: Any) -> Any:
    return col(column)
