"""The registry as the conversations see it: finding cooperatives, and whose officer a person is."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import case
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding import names
from db.models import Cooperative, District, FormerName, Officer

DISSOLVED = "bubar"
POSITIONS = ("ketua", "sekretaris", "bendahara")
FAR = 50.0
"""A name that scores less is another name."""
Post = tuple[Officer, Cooperative]


async def get(session: AsyncSession, cooperative_id: int) -> Cooperative | None:
    """The cooperative with this id."""
    return await session.get(Cooperative, cooperative_id)


async def compare_anew(session: AsyncSession) -> None:
    """Names are compared as this version compares them, also those that were stored by an older one."""
    rows = await session.exec(select(Cooperative.id, Cooperative.name, Cooperative.match_name))
    for number, name, known in rows.all():
        if (key := names.match_key(name)) != known:
            await session.exec(update(Cooperative).where(col(Cooperative.id) == number).values(match_name=key))


async def districts(session: AsyncSession) -> list[District]:
    """All districts by name."""
    return list((await session.exec(select(District).order_by(col(District.name)))).all())


async def in_scope(session: AsyncSession, district_id: int | None) -> list[int]:
    """Ids of the cooperatives of a district, or of all; dissolved ones are left out."""
    query = select(Cooperative.id).where(col(Cooperative.activity) != DISSOLVED).order_by(col(Cooperative.id))
    if district_id is not None:
        query = query.where(Cooperative.district_id == district_id)
    return list((await session.exec(query)).all())


async def search(
    session: AsyncSession, text: str, *, district_ids: Collection[int] | None = None, limit: int = 8
) -> list[tuple[Cooperative, float]]:
    """Cooperatives that a text may mean, best first, scored 0 to 100: the one with this NIK, else by name.

    The very name stands first. One that was called otherwise before is found by that name too. A district named beside
    the name tells namesakes apart. Whether the first one is meant says `is_meant`.
    """
    query = select(Cooperative.id, Cooperative.name, District.name).outerjoin(
        District, col(District.id) == col(Cooperative.district_id)
    )
    if district_ids is not None:
        query = query.where(col(Cooperative.district_id).in_(district_ids))
    digits = re.sub(r"[\s.-]", "", text)
    if digits.isdecimal() and (same := (await session.exec(query.where(Cooperative.nik == digits))).all()):
        ranked = [(same[0][0], 100.0)]
    else:
        rows = (await session.exec(query)).all()
        candidates, places = {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows if row[2]}
        found_now = names.find(text, candidates, places=places, limit=len(candidates))
        ranked = _once(found_now, await _by_former_name(session, text, candidates, limit))
        ranked.sort(key=_distance(text, candidates))
        ranked = [(number, score) for number, score in ranked if score >= FAR][:limit]
    found = await session.exec(select(Cooperative).where(col(Cooperative.id).in_([number for number, _ in ranked])))
    by_id = {each.id: each for each in found.all()}
    return [(by_id[number], score) for number, score in ranked]


async def called(session: AsyncSession, text: str, *, district_ids: Collection[int] | None = None) -> str | None:
    """The full name of a cooperative that has exactly this one, with its kind or without."""
    query = select(Cooperative.name).where(col(Cooperative.match_name) == names.match_key(text)).limit(1)
    if district_ids is not None:
        query = query.where(col(Cooperative.district_id).in_(district_ids))
    return (await session.exec(query.order_by(col(Cooperative.id)))).first() if text.strip() else None


def _distance(text: str, candidates: Mapping[int, str]) -> Callable[[tuple[int, float]], int]:
    """Puts the very name first, then it under another kind or none, then anything else."""
    wanted, key = " ".join(text.split()).casefold(), names.match_key(text)

    def distance(ranked: tuple[int, float]) -> int:
        name = candidates[ranked[0]]
        return 0 if name.casefold() == wanted else 1 if names.match_key(name) == key else 2

    return distance


async def _by_former_name(
    session: AsyncSession, text: str, candidates: Collection[int], limit: int
) -> list[tuple[int, float]]:
    rows = (await session.exec(select(FormerName.id, FormerName.cooperative_id, FormerName.name))).all()
    whose = {number: cooperative_id for number, cooperative_id, _ in rows if cooperative_id in candidates}
    found = names.rank(text, {number: name for number, _, name in rows if number in whose}, limit)
    return [(whose[number], score) for number, score in found]


def _once(*ranked: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Each by its better score, best first."""
    best: dict[int, float] = {}
    for number, score in (pair for each in ranked for pair in each):
        best[number] = max(score, best.get(number, 0.0))
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


async def former_names(session: AsyncSession, cooperative_ids: Collection[int]) -> dict[int, list[str]]:
    """How these were called before, the last name first."""
    query = select(FormerName).where(col(FormerName.cooperative_id).in_(cooperative_ids))
    found: dict[int, list[str]] = {}
    for each in (await session.exec(query.order_by(col(FormerName.until).desc(), col(FormerName.id)))).all():
        found.setdefault(each.cooperative_id, []).append(each.name)
    return found


def is_meant(found: Sequence[tuple[Cooperative, float]]) -> bool:
    """Whether the first of `search` is the one that was meant; else the person is asked."""
    return names.verdict([(each.id, score) for each, score in found]) == "one"


async def by_phone(session: AsyncSession, e164: str) -> list[tuple[Officer, Cooperative]]:
    """Officers the office knows by this number, registered or already verified, with their cooperatives.

    A claimed row's phone is only somebody's word and does not count.
    """
    return await _officers(session, Officer.phone == e164, ("registered", "verified"))


async def of_person(
    session: AsyncSession, person_id: int, *, statuses: Sequence[str] = ("verified",)
) -> list[tuple[Officer, Cooperative]]:
    """A person's positions, by name of the cooperative."""
    return await _officers(session, Officer.person_id == person_id, statuses)


async def _officers(
    session: AsyncSession, condition: object, statuses: Sequence[str]
) -> list[tuple[Officer, Cooperative]]:
    rank = case(
        {name: place for place, name in enumerate(POSITIONS)}, value=col(Officer.position), else_=len(POSITIONS)
    )
    query = (
        select(Officer, Cooperative)
        .join(Cooperative, col(Cooperative.id) == col(Officer.cooperative_id))
        .where(condition, col(Officer.status).in_(statuses))  # type: ignore[arg-type]
        .order_by(col(Cooperative.name), col(Cooperative.id), rank, col(Officer.id))
    )
    return list((await session.exec(query)).all())


async def claim(
    session: AsyncSession, person_id: int, cooperative_id: int, *, name: str, position: str, phone: str | None
) -> Officer:
    """A person says that they are an officer; staff decide. Who already has a position there keeps that row."""
    if (held := await _held(session, person_id, cooperative_id)) is not None:
        return held
    officer = Officer(
        cooperative_id=cooperative_id, person_id=person_id, name=name, position=position, phone=phone, status="claimed"
    )
    session.add(officer)
    await session.flush()
    return officer


async def verify_by_phone(session: AsyncSession, person_id: int, e164: str, today: date) -> list[Cooperative]:
    """Bind the registry's officers with this proven number to the person: the cooperatives they are now verified for.

    Where the person already holds a row, that row takes over what the registry says and the registry's own row ends.
    Two officers of one cooperative who share the number: the person is the first of them, by position.
    """
    bound: dict[int, Cooperative] = {}
    for officer, cooperative in await _officers(session, Officer.phone == e164, ("registered",)):
        if cooperative.id in bound:
            continue
        held = await _held(session, person_id, cooperative.id)
        if held is None:
            officer.person_id, officer.status, officer.since = person_id, "verified", officer.since or today
        else:
            held.name, held.position, held.phone = officer.name or held.name, officer.position, e164
            held.status, held.since = "verified", held.since or today
            officer.status, officer.ended_on = "ended", today
        await session.flush()
        bound[cooperative.id] = cooperative
    return list(bound.values())


async def _held(session: AsyncSession, person_id: int, cooperative_id: int) -> Officer | None:
    query = select(Officer).where(
        Officer.person_id == person_id, Officer.cooperative_id == cooperative_id, Officer.status != "ended"
    )
    return (await session.exec(query)).first()


async def namesakes(session: AsyncSession, claimed: Officer) -> list[Officer]:
    """Confirmed officers of the same cooperative, other people, whose name may be the same as a claimant's."""
    rows = await _officers(session, Officer.cooperative_id == claimed.cooperative_id, ("verified",))
    others = [each for each, _ in rows if each.person_id is not None and each.person_id != claimed.person_id]
    return [each for each in others if names.may_be_same(each.name, claimed.name)]


async def renumber(session: AsyncSession, person_id: int, e164: str) -> None:
    """A person has another number now: their positions name it."""
    for officer, _ in await of_person(session, person_id):
        officer.phone = e164
    await session.flush()


async def register(
    session: AsyncSession, cooperative_id: int, *, name: str, position: str, phone: str | None, until: date | None
) -> Officer:
    """The office names an officer; whoever writes from that number is confirmed at once."""
    officer = Officer(cooperative_id=cooperative_id, name=name, position=position, phone=phone, term_until=until)
    session.add(officer)
    await session.flush()
    return officer


async def approve(session: AsyncSession, officer_id: int, today: date) -> Officer | None:
    """The claim is true; None when it no longer waits for an answer."""
    return await _decide(session, officer_id, "verified", today)


async def refuse(session: AsyncSession, officer_id: int, today: date) -> Officer | None:
    """The claim is not true; None when it no longer waits for an answer."""
    return await _decide(session, officer_id, "ended", today)


async def _decide(session: AsyncSession, officer_id: int, status: str, today: date) -> Officer | None:
    officer = await session.get(Officer, officer_id, with_for_update=True, populate_existing=True)
    if officer is None or officer.status != "claimed":
        return None
    officer.status = status
    if status == "verified":
        officer.since = officer.since or today
    else:
        officer.ended_on = today
    await session.flush()
    return officer


async def end_office(session: AsyncSession, officer_id: int, today: date) -> Officer | None:
    """Somebody is no longer an officer; None when that was known already."""
    officer = await session.get(Officer, officer_id)
    if officer is None or officer.status == "ended":
        return None
    officer.status, officer.ended_on = "ended", today
    await session.flush()
    return officer


async def officers(session: AsyncSession, cooperative_id: int) -> list[Officer]:
    """Whom the office knows as officers of a cooperative: registered or verified."""
    rows = await _officers(session, Officer.cooperative_id == cooperative_id, ("registered", "verified"))
    return [officer for officer, _ in rows]
