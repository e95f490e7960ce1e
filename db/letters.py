"""Letters of invitation: codes that are printed, handed over, and used once."""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import product
from typing import Final, Literal

from sqlalchemy import func, insert, select, update
from sqlmodel import col
from sqlmodel import select as rows_of
from sqlmodel.ext.asyncio.session import AsyncSession

from db.joining import DIGITS, LETTERS
from db.models import Cooperative, District, Letter, Officer
from db.statements import table_of

COOPERATIVE, DISTRICT, LETTER, OFFICER = (table_of(each) for each in (Cooperative, District, Letter, Officer))
CODE_LENGTH, GROUP = 10, 4
ALIKE = ("0OQD", "1ILJ7T", "2Z", "5S", "6G", "8B", "UV")
"""Signs that are taken for one another on paper; the zero, the one, I, L and O stand in no code."""
MOST_STRANGE = 3
"""Signs of no code beyond which nobody guesses what was meant."""
STRETCH = 1000
"""Of a message, what is looked through for a code."""
_TEN = re.compile(rf"(?<![A-Z0-9])(?=((?:[A-Z0-9][\s.-]*){{{CODE_LENGTH - 1}}}[A-Z0-9])(?![A-Z0-9]))")
_MIXED = re.compile(r"(?=.*[A-Z]).*\d")
_GROUPED = re.compile(r"[A-Z]{4}[\s.-]+[A-Z]{4}[\s.-]+[A-Z]{2}")
"""Letters and digits, or without a digit only in the groups of the letter: words are no codes."""
DISSOLVED = "bubar"
State = Literal["open", "used", "expired"]
Wanted = Literal["unprinted", "unlinked", "all"]
WANTED: Final[tuple[Wanted, ...]] = ("unprinted", "unlinked", "all")
"""Whom a letter is printed for: those without a chat or a letter that still works, those without a chat, everybody."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is being printed. Whoever knows the code links the cooperative: it stands on paper only."""

    cooperative_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that was printed and not handed over, as far as anybody noted."""

    letter_id: int
    cooperative_id: int
    name: str
    village: str
    district: str


def draw(cooperative_ids: Iterable[int]) -> list[Draft]:
    """A new code for each. Nothing is kept before `keep`."""
    return [Draft(each, _code()) for each in cooperative_ids]


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH - 1)) + secrets.choice(DIGITS)


async def keep(
    session: AsyncSession, drafts: Sequence[Draft], *, staff_id: int | None, now: datetime, expires_at: datetime
) -> None:
    """The letters are on paper: from now on their codes link. Older unused ones stay valid until they expire."""
    made = {"printed_at": now, "printed_by": staff_id, "expires_at": expires_at}
    rows = [{"cooperative_id": each.cooperative_id, "digest": digest(each.code), **made} for each in drafts]
    if rows:
        await session.execute(insert(LETTER), rows)


def expiry(now: datetime, days: int, zone: tzinfo) -> datetime:
    """When a letter that is printed now ends to work: with the last of its days, as it says."""
    last = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def last_day(expires_at: datetime, zone: tzinfo) -> date:
    """The day that a letter names."""
    return (expires_at - timedelta(seconds=1)).astimezone(zone).date()


def digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    return hashlib.sha256(signs(code).encode()).hexdigest()


def signs(typed: str) -> str:
    """The signs of what was typed, without what stands between them."""
    return "".join(each for each in typed.upper() if each.isalnum())


def grouped(code: str) -> str:
    """A code as one reads it aloud: in groups of four."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def readings(typed: str) -> set[str]:
    """Codes that may have been meant: as typed, or with one sign taken for another that looks like it.

    Signs that stand in no code were certainly something else, so each of those is read anew.
    """
    said = signs(typed)
    strange = [place for place, sign in enumerate(said) if sign not in LETTERS]
    if len(said) != CODE_LENGTH or len(strange) > MOST_STRANGE:
        return set()
    if strange:
        options = [_like(sign) if place in strange else sign for place, sign in enumerate(said)]
        found = {"".join(each) for each in product(*options)}
    else:
        changed = {f"{said[:at]}{sign}{said[at + 1 :]}" for at in range(CODE_LENGTH) for sign in _like(said[at])}
        found = {said, *changed}
    return {each for each in found if each[-1] in DIGITS}


def _like(sign: str) -> str:
    """Signs of codes that this one may be taken for."""
    return "".join(each for group in ALIKE if sign in group for each in group if each != sign and each in LETTERS)


async def written_in(session: AsyncSession, text: str) -> Letter | None:
    """The letter whose code stands somewhere in these words, with at most a slip of the eye; None unless it is one."""
    found = [each for each in _TEN.findall(text[:STRETCH].upper()) if _MIXED.match(each) or _GROUPED.fullmatch(each)]
    meant = {digest(code) for each in found for code in readings(each)}
    if not meant:
        return None
    rows = (await session.exec(rows_of(Letter).where(col(Letter.digest).in_(meant)).limit(2))).all()
    return rows[0] if len(rows) == 1 else None


async def find(session: AsyncSession, key: str) -> Letter | None:
    """The letter whose code has this digest."""
    return (await session.exec(rows_of(Letter).where(Letter.digest == key))).first()


def state(letter: Letter, now: datetime) -> State:
    """Whether its code still links."""
    if letter.used_at is not None:
        return "used"
    return "expired" if letter.expires_at <= now else "open"


async def use(session: AsyncSession, letter_id: int, person_id: int, now: datetime) -> bool:
    """Use the code up; False when somebody else was faster or it has expired. Of two at once one wins."""
    free = (LETTER.c.id == letter_id, LETTER.c.used_at.is_(None), LETTER.c.expires_at > now)
    done = await session.execute(update(LETTER).where(*free).values(used_at=now, person_id=person_id))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def hand_over(session: AsyncSession, letter_ids: Collection[int], staff_id: int, now: datetime) -> list[int]:
    """Note that letters were handed over; ids of those of which nobody had noted it yet."""
    free = (LETTER.c.id.in_(letter_ids), LETTER.c.handed_at.is_(None))
    done = update(LETTER).where(*free).values(handed_at=now, handed_by=staff_id).returning(LETTER.c.id)
    return sorted((await session.execute(done)).scalars())


async def take_back(session: AsyncSession, letter_ids: Collection[int]) -> list[int]:
    """They were not handed over after all; a used one was. Ids of those that changed."""
    free = (LETTER.c.id.in_(letter_ids), LETTER.c.handed_at.is_not(None), LETTER.c.used_at.is_(None))
    done = update(LETTER).where(*free).values(handed_at=None, handed_by=None).returning(LETTER.c.id)
    return sorted((await session.execute(done)).scalars())


async def handed_at_once(session: AsyncSession, staff_id: int, moment: datetime) -> list[int]:
    """Letters of which a member noted the hand-over within this second."""
    since = moment.replace(microsecond=0)
    noted = (LETTER.c.handed_at >= since, LETTER.c.handed_at < since + timedelta(seconds=1))
    return list((await session.execute(select(LETTER.c.id).where(LETTER.c.handed_by == staff_id, *noted))).scalars())


async def waiting(
    session: AsyncSession,
    now: datetime,
    *,
    district_ids: Collection[int] | None = None,
    cooperative_id: int | None = None,
) -> list[Waiting]:
    """The newest letter of each cooperative, where it still works and was not handed over; in the order of a round."""
    newest = select(func.max(LETTER.c.id)).group_by(LETTER.c.cooperative_id)
    query = (
        select(LETTER.c.id, COOPERATIVE.c.id, COOPERATIVE.c.name, COOPERATIVE.c.village, DISTRICT.c.name)
        .join(COOPERATIVE, COOPERATIVE.c.id == LETTER.c.cooperative_id)
        .outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
        .where(LETTER.c.id.in_(newest), LETTER.c.used_at.is_(None), LETTER.c.handed_at.is_(None))
        .where(LETTER.c.expires_at > now)
        .order_by(DISTRICT.c.name, COOPERATIVE.c.village, COOPERATIVE.c.name, COOPERATIVE.c.id)
    )
    if district_ids is not None:
        query = query.where(COOPERATIVE.c.district_id.in_(district_ids))
    if cooperative_id is not None:
        query = query.where(COOPERATIVE.c.id == cooperative_id)
    return [
        Waiting(number, cooperative, name, village, district or "")
        for number, cooperative, name, village, district in await session.execute(query)
    ]


async def addressees(
    session: AsyncSession,
    wanted: Wanted,
    now: datetime,
    *,
    district_ids: Collection[int] | None = None,
    cooperative_ids: Collection[int] | None = None,
) -> list[int]:
    """Cooperatives that get a letter, in the order in which an officer carries them; dissolved ones get none."""
    query = (
        select(COOPERATIVE.c.id)
        .outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
        .where(COOPERATIVE.c.activity != DISSOLVED)
        .order_by(DISTRICT.c.name.is_(None), DISTRICT.c.name, COOPERATIVE.c.village, COOPERATIVE.c.name)
        .order_by(COOPERATIVE.c.id)
    )
    if wanted != "all":
        linked = (OFFICER.c.person_id.is_not(None), OFFICER.c.status == "verified")
        query = query.where(COOPERATIVE.c.id.not_in(select(OFFICER.c.cooperative_id).where(*linked)))
    if wanted == "unprinted":
        works = (LETTER.c.used_at.is_(None), LETTER.c.expires_at > now)
        query = query.where(COOPERATIVE.c.id.not_in(select(LETTER.c.cooperative_id).where(*works)))
    if district_ids is not None:
        query = query.where(COOPERATIVE.c.district_id.in_(district_ids))
    if cooperative_ids is not None:
        query = query.where(COOPERATIVE.c.id.in_(cooperative_ids))
    return list((await session.execute(query)).scalars())


async def nameable(session: AsyncSession, cooperative_id: int) -> list[Officer]:
    """Officers of a cooperative whom the registry names and nobody has turned out to be yet."""
    query = rows_of(Officer).where(
        Officer.cooperative_id == cooperative_id, Officer.status == "registered", col(Officer.name) != ""
    )
    return list((await session.exec(query.order_by(col(Officer.id)))).all())
