"""What a list would change, without changing it: by batches, so that nobody waits for a lock."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Cooperative, RatClock
from db.registry_import import erased, standing
from db.registry_import.deciding import Circumstances, Decision, decide, subject, told
from db.registry_import.listing import Reading
from db.registry_import.registry import SHORTEST, Known, Registry, agrees
from db.registry_import.report import Absent, ImportReport, Pair
from db.registry_import.rows import Entry

BATCH = 300
DISSOLVED = "bubar"
MOVED = "moved"
"""Why two may be one: the same name in another district, and the older one is no longer in the list."""
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Plan:
    """What a reading would change. `digest` is of the file and of that: only what was shown is carried out."""

    reading: Reading
    digest: str
    report: ImportReport


@dataclass(slots=True)
class Tally:
    """A report in the making, and the digest of all that it tells of changes."""

    reading: Reading
    report: ImportReport
    added: list[Known] = field(default_factory=list)
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    @classmethod
    def of(cls, reading: Reading) -> "Tally":
        """The report that a reading begins with."""
        report = ImportReport(
            read=reading.read,
            skipped=reading.skipped,
            unknown_columns=list(reading.unknown_columns),
            missing_columns=list(reading.missing_columns),
            known_columns=list(reading.known_columns),
            problems=list(reading.problems),
        )
        tally = cls(reading, report)
        tally._note(reading.digest)
        return tally

    def take(self, decision: Decision, registry: Registry) -> None:
        """Count one decision and tell of it."""
        report, outcome = self.report, decision.outcome
        setattr(report, outcome, getattr(report, outcome) + 1)
        report.problems += [*decision.entry.problems, *decision.problems]
        changes, pairs = told(decision, registry)
        report.changes += changes
        report.pairs += pairs
        if outcome == "added" and decision.known is not None:
            report.new.append(subject(decision.known, registry, decision.entry))
            self.added.append(decision.known)
        entry = decision.entry
        facts = [(each.field, each.before, each.after) for each in changes]
        number = 0 if outcome == "added" or decision.known is None else decision.known.id
        if outcome != "unchanged":
            self._note(outcome, entry.sheet, entry.row, entry.name, entry.nik, number, facts)

    async def end(self, session: AsyncSession, registry: Registry) -> list[tuple[Known, Known]]:
        """All rows are told of: whom they don't name, who of these may have moved (new one, absent one), and what is to
        be mended in the order of the list."""
        gone = [each for each in registry.by_id.values() if _is_gone(each, registry.covered)]
        found = moved(self.added, gone)
        self.report.pairs += [Pair(subject(new, registry), subject(old, registry), MOVED) for new, old in found]
        self.report.absent = await absent(session, registry, gone)
        sheets = {
            sheet: place for place, sheet in enumerate(dict.fromkeys(each.sheet for each in self.report.problems))
        }
        self.report.problems.sort(key=lambda each: (sheets[each.sheet], each.row))
        return found

    def digest(self) -> str:
        """Of the file and of what changes."""
        return self._digest.hexdigest()

    def _note(self, *words: object) -> None:
        self._digest.update(json.dumps(words, default=str).encode())


async def plan(
    session: AsyncSession, reading: Reading, now: datetime, progress: Progress = lambda done, total: None
) -> Plan:
    """What the list would change; reads only. `now` carries the office's zone: its date decides what lies ahead."""
    registry = await Registry.load(session)
    around = await circumstances(session, reading, now)
    tally = Tally.of(reading)
    comes_again = any(entry.one_officer_each for entry in reading.entries)
    done = 0
    for batch in batches(reading.entries):
        for decision in await decide_batch(session, registry, batch, around):
            tally.take(decision, registry)
        done += len(batch)
        if not comes_again:
            forget_standings(registry)
        progress(done, len(reading.entries))
        await asyncio.sleep(0)  # where nothing was loaded, others have not had a turn
    await tally.end(session, registry)
    return Plan(reading, tally.digest(), tally.report)


def batches(entries: Sequence[Entry]) -> Iterable[Sequence[Entry]]:
    """The entries, a few hundred at a time."""
    return (entries[start : start + BATCH] for start in range(0, len(entries), BATCH))


async def circumstances(session: AsyncSession, reading: Reading, now: datetime) -> Circumstances:
    """What decisions depend on beside the entries and the registry."""
    rows = {(row.form, row.book_year): row for row in (await session.exec(select(RatClock))).all()}
    return Circumstances(now, rows, await erased.load(session), reading.as_of)


async def decide_batch(
    session: AsyncSession, registry: Registry, batch: Sequence[Entry], around: Circumstances
) -> list[Decision]:
    """Decide on a few hundred entries; what they touch is loaded first."""
    touched = {each.id: each for entry in batch for each in registry.find(entry) if each.standing is None}
    for number, found in (await standing.load(session, touched.keys())).items():
        touched[number].standing = found
        registry.loaded.append(touched[number])
    return [decide(registry, entry, around) for entry in batch]


def forget_standings(registry: Registry) -> None:
    """What was loaded or thought of is no longer needed: no cooperative of the list comes again."""
    for each in registry.loaded:
        each.standing = None
    registry.loaded.clear()


def moved(added: Sequence[Known], gone: Sequence[Known]) -> list[tuple[Known, Known]]:
    """New ones that are called just as one which the list no longer names elsewhere, where only one of each is."""
    news, olds = _by_name(added), _by_name(gone)
    both = [(news[name][0], olds[name][0]) for name in news if len(news[name]) == 1 == len(olds.get(name, ()))]
    return [(new, old) for new, old in both if new.district_id != old.district_id and agrees(new, old)]


def _by_name(some: Sequence[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for each in some:
        if len(each.match_name) >= SHORTEST:
            found.setdefault(each.match_name, []).append(each)
    return found


async def absent(session: AsyncSession, registry: Registry, gone: Sequence[Known]) -> list[Absent]:
    """These as a report names them, with when they were last in a list."""
    if not gone:
        return []
    listed = dict((await session.exec(select(Cooperative.id, Cooperative.listed_at))).all())
    return [Absent(subject(each, registry), listed.get(each.id)) for each in gone]


def _is_gone(known: Known, covered: set[int]) -> bool:
    """Whether the list covers its district and does not name it. Dissolved ones aren't missed."""
    return not known.row and known.district_id in covered and known.activity != DISSOLVED
