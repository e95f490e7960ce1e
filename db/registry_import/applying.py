"""Entries → rows of the registry: matched, inserted or updated, never deleted."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Cooperative, District, Officer, Visit
from db.registry_import import cells, officers
from db.registry_import.rows import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a cooperative of the registry apart."""

    id: int
    nik: str
    legal: str
    village: str
    district_id: int | None


@dataclass(slots=True)
class Registry:
    """All cooperatives by what identifies them, and which rows of the file were theirs."""

    districts: dict[str, int]
    by_nik: dict[str, Known] = field(default_factory=dict)
    by_legal: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)

    @classmethod
    async def load(cls, session: AsyncSession) -> "Registry":
        """What the registry holds now."""
        found = cls({row.name: row.id for row in (await session.exec(select(District))).all()})
        for cooperative in (await session.exec(select(Cooperative).order_by(col(Cooperative.id)))).all():
            found.learn(cooperative)
        return found

    def learn(self, cooperative: Cooperative) -> None:
        """Remember a new cooperative, or what changed of one."""
        legal = cells.legal_key(cooperative.legal_number)
        known = Known(
            cooperative.id, cooperative.nik or "", legal, _plain(cooperative.village), cooperative.district_id
        )
        if known.nik:
            self.by_nik[known.nik] = known
        if legal:
            self.by_legal[legal] = [*(k for k in self.by_legal.get(legal, []) if k.id != known.id), known]
        name = cooperative.match_name
        self.by_name[name] = [*(k for k in self.by_name.get(name, []) if k.id != known.id), known]

    def find(self, entry: Entry) -> list[Known]:
        """The cooperatives an entry may be: by NIK, else legal number, else name and place. More than one is a doubt.

        A different NIK is always a different cooperative; so is a different legal number behind the same name.
        """
        if entry.nik in self.by_nik:
            return [self.by_nik[entry.nik]]
        legal = cells.legal_key(entry.facts["legal_number"])
        if found := [each for each in self.by_legal.get(legal, []) if _agree(entry.nik, each.nik)]:
            return found
        village, district = _plain(entry.facts["village"]), self.districts.get(entry.district)
        return [
            each
            for each in self.by_name.get(entry.match_name, [])
            if _agree(entry.nik, each.nik)
            and _agree(legal, each.legal)
            and _agree(village, each.village)
            and _agree(district, each.district_id)
        ]


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other


def _plain(words: str) -> str:
    return "".join(words.casefold().split())


async def apply(session: AsyncSession, registry: Registry, entries: Collection[Entry], now: datetime) -> list[str]:
    """Bring the registry to what the entries say; what became of each: added, updated, unchanged, skipped."""
    known = {each.id for entry in entries for each in registry.find(entry)}
    batch = await Batch.load(session, registry, known, now)
    return [await batch.apply(entry) for entry in entries]


@dataclass(slots=True)
class Batch:
    """The rows that a few hundred entries touch."""

    session: AsyncSession
    registry: Registry
    now: datetime
    cooperatives: dict[int, Cooperative]
    officers: dict[int, list[Officer]]
    visits: dict[int, list[Visit]]

    @classmethod
    async def load(cls, session: AsyncSession, registry: Registry, ids: set[int], now: datetime) -> "Batch":
        """All rows of these cooperatives."""
        batch = cls(session, registry, now, {}, {}, {})
        for each in (await session.exec(select(Cooperative).where(col(Cooperative.id).in_(ids)))).all():
            batch.cooperatives[each.id] = each
        of_these = select(Officer).where(col(Officer.cooperative_id).in_(ids), col(Officer.status) != "ended")
        for officer in (await session.exec(of_these.order_by(col(Officer.id)))).all():
            batch.officers.setdefault(officer.cooperative_id, []).append(officer)
        for visit in (await session.exec(select(Visit).where(col(Visit.cooperative_id).in_(ids)))).all():
            batch.visits.setdefault(visit.cooperative_id, []).append(visit)
        return batch

    async def apply(self, entry: Entry) -> str:
        """Bring one cooperative to what its entry says."""
        matches = self.registry.find(entry)
        if len(matches) > 1:
            return self._skip(entry, f"{len(matches)} cooperatives of the registry fit; give its NIK or legal number")
        first = self.registry.rows.get(matches[0].id) if matches else None
        if first is not None and not entry.one_officer_each:
            return self._skip(entry, f"the same cooperative as in row {first}")
        if matches:
            cooperative = self.cooperatives[matches[0].id]
            changed = first is None and self._update(cooperative, entry)
        else:
            cooperative = await self._insert(entry)
            changed = True
        self.registry.rows.setdefault(cooperative.id, entry.row)
        changed = self._visited(cooperative, entry) or changed
        held = self.officers.setdefault(cooperative.id, [])
        new = officers.apply(held, cooperative.id, entry, self.now.date())
        self.session.add_all(new.rows)
        changed = new.changed or changed
        if changed:
            cooperative.updated_at = self.now
            self.registry.learn(cooperative)
        if not matches:
            return "added"
        return "updated" if changed else "unchanged"

    def _skip(self, entry: Entry, reason: str) -> str:
        entry.doubt("name", entry.name, reason)
        return "skipped"

    def _values(self, entry: Entry) -> dict[str, Any]:
        said: dict[str, Any] = {key: value for key, value in entry.facts.items() if value}
        said |= {"name": entry.name, "match_name": entry.match_name}
        if entry.nik:
            said["nik"] = entry.nik
        if entry.district in self.registry.districts:
            said["district_id"] = self.registry.districts[entry.district]
        return said

    async def _insert(self, entry: Entry) -> Cooperative:
        cooperative = Cooperative(**self._values(entry), updated_at=self.now)
        self.session.add(cooperative)
        await self.session.flush()
        self.cooperatives[cooperative.id] = cooperative
        self.registry.learn(cooperative)
        return cooperative

    def _update(self, cooperative: Cooperative, entry: Entry) -> bool:
        """An empty cell changes nothing: what the office knows is not forgotten."""
        changes = {key: value for key, value in self._values(entry).items() if getattr(cooperative, key) != value}
        for key, value in changes.items():
            setattr(cooperative, key, value)
        return bool(changes)

    def _visited(self, cooperative: Cooperative, entry: Entry) -> bool:
        known = self.visits.setdefault(cooperative.id, [])
        met = [visit for visit in known if visit.result == "met"]
        if entry.visited is None or (entry.visited == cells.NEVER and cooperative.visit_history == "never"):
            return False
        if isinstance(entry.visited, str):
            if met:
                reason = f"a visit on {max(visit.visited_on for visit in met)} is recorded"
                entry.doubt("last visit", "never", reason)
                return False
            cooperative.visit_history = "never"
            return True
        if any(visit.visited_on == entry.visited for visit in met):
            return False
        visit = Visit(cooperative_id=cooperative.id, visited_on=entry.visited, source="registry", recorded_at=self.now)
        known.append(visit)
        self.session.add(visit)
        cooperative.visit_history = "dated"
        return True
