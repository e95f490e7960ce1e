"""Whom a failure to protect data concerns: everybody whose data lay here at that time, and how each can be told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports.table import Table, Value, table
from db.models import Cooperative, District, Identity, Officer, Person
from db.statements import table_of

COOPERATIVE, DISTRICT, IDENTITY, OFFICER, PERSON = (
    table_of(each) for each in (Cooperative, District, Identity, Officer, Person)
)
HEADERS = (
    *("cooperative_id", "nik", "name", "district", "address", "person_id", "person", "position", "phone", "seats"),
    *("no_chat", "way"),
)
NO_CHAT, WAY = HEADERS.index("no_chat"), HEADERS.index("way")
WAYS = ("chat", "phone", "letter", "public")
"""How somebody can be told, the surest first. The law wants it also of those who want no messages from us."""
REASONS = ("no_account", "blocked")
"""Why nobody can write to them."""

NAMED = (
    *(COOPERATIVE.c.id, COOPERATIVE.c.nik, COOPERATIVE.c.name, DISTRICT.c.name, COOPERATIVE.c.address),
    *(PERSON.c.id, PERSON.c.name, OFFICER.c.name, OFFICER.c.position, OFFICER.c.phone),
)


Seats = dict[int, list[tuple[str, bool]]]
"""By person: each seat, and whether a message arrives there."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who it is, and of how many cooperatives; a person with two positions stands in two rows."""

    rows: Sequence[Sequence[Value]]
    people: int
    cooperatives: int
    by_way: Mapping[str, int]
    """How many people are told in which way at best."""

    def table(self, zone: tzinfo, headings: Sequence[str], words: Callable[[str], str]) -> Table:
        """As a list to work through, under these headings; `words` says what a code means."""
        coded = {NO_CHAT, WAY}
        rows = ([words(str(each)) if at in coded else each for at, each in enumerate(row)] for row in self.rows)
        return table(headings, rows, zone)


async def find(
    session: AsyncSession, since: datetime, until: datetime, *, channel: str = "", district_id: int | None = None
) -> Concerned:
    """People known before `until` and not erased before `since`, and officers the registry names."""
    seats = await _seats(session, channel)
    here = (PERSON.c.created_at < until, or_(PERSON.c.erased_at.is_(None), PERSON.c.erased_at >= since))
    linked = select(*NAMED).select_from(PERSON).outerjoin(OFFICER, OFFICER.c.person_id == PERSON.c.id).where(*here)
    listed = select(*NAMED).select_from(OFFICER).outerjoin(PERSON, PERSON.c.id == OFFICER.c.person_id)
    rows: list[Sequence[Value]] = []
    for query in (linked, listed.where(OFFICER.c.person_id.is_(None))):
        placed = query.outerjoin(COOPERATIVE, COOPERATIVE.c.id == OFFICER.c.cooperative_id)
        placed = placed.outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
        if district_id is not None:
            placed = placed.where(COOPERATIVE.c.district_id == district_id)
        found = list(await session.execute(placed.order_by(COOPERATIVE.c.id, PERSON.c.id, OFFICER.c.id)))
        rows += _rows(found, seats, only_seated=bool(channel))
    best: dict[Value | tuple[Value, ...], str] = {}
    for row in rows:
        who, way = row[5] or (row[6], row[8]), str(row[WAY])
        best[who] = min(best.get(who, way), way, key=WAYS.index)
    return Concerned(rows, len(best), len({row[0] for row in rows if row[0]}), Counter(best.values()))


def _rows(found: Sequence[Sequence[Value]], seats: Seats, *, only_seated: bool) -> Iterator[Sequence[Value]]:
    for *cooperative, address, person_id, person, officer, position, phone in found:
        own = seats.get(int(str(person_id)), []) if person_id else []
        name, said = person or officer, ", ".join(each for each, _ in own)
        if (only_seated and not own) or not (name or phone or own):
            continue
        open_one = any(is_open for _, is_open in own)
        reason = "" if open_one else "blocked" if own else "no_account"
        way = "chat" if open_one else "phone" if phone else "letter" if address else "public"
        yield [*cooperative, address, person_id, name, position, phone, said, reason, way]


async def _seats(session: AsyncSession, channel: str) -> Seats:
    """The seats of everybody."""
    facts = (IDENTITY.c.person_id, IDENTITY.c.account, IDENTITY.c.user, IDENTITY.c.phone, IDENTITY.c.blocked_at)
    found: Seats = {}
    for person_id, account, user, phone, blocked_at in await session.execute(select(*facts).order_by(IDENTITY.c.id)):
        kind = account.partition(":")[0]
        if channel in ("", kind):
            found.setdefault(person_id, []).append((f"{kind} {phone or user}", blocked_at is None))
    return found
