"""How far the districts are: meetings, papers and contacts, counted in cooperatives."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import contacts, invitations, rat_state
from db.contacts import Contact
from db.models import District
from db.rat_state import RatState

ALL_PAPERS = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """One district, or a sum. `on_target`, `late`, `planned` and `none` add up to `total`.

    Each of `numbered`, `linked`, `consented` and `reachable` counts cooperatives with at least one officer of whom it
    holds: a number on record or a chat, a chat, a consent and no BERHENTI, and all of it with a seat that is open.
    """

    district: str
    total: int = 0
    on_target: int = 0
    late: int = 0
    planned: int = 0
    none: int = 0
    papers: int = 0
    """Of those that held their meeting: all four papers are there."""
    numbered: int = 0
    linked: int = 0
    consented: int = 0
    reachable: int = 0
    invited: int = 0
    """Were given a letter of invitation."""

    @property
    def held(self) -> int:
        """Meetings held, on target or late."""
        return self.on_target + self.late


COUNTS = tuple(each.name for each in fields(Progress) if each.name != "district")


def book_year(today: date) -> int:
    """The book year whose meetings are being held: last year's."""
    return today.year - 1


async def of(
    session: AsyncSession, year: int, today: date, *, district_ids: Collection[int] | None = None
) -> list[Progress]:
    """Each district that has cooperatives, by name; those without a district under an empty name at the end."""
    places = {each.id: each.name for each in (await session.exec(select(District))).all()}
    states = await rat_state.states(session, year, today, district_ids=district_ids)
    known: dict[int, list[Contact]] = defaultdict(list)
    for each in await contacts.of_cooperatives(session, None if district_ids is None else _ids(states)):
        known[each.cooperative_id].append(each)
    invited = await invitations.handed(session)
    grouped: dict[str, list[Progress]] = defaultdict(list)
    for state in states:
        name = places.get(state.district_id or 0, "")
        grouped[name].append(
            _of_one(name, state, known[state.cooperative_id], is_invited=state.cooperative_id in invited)
        )
    return [total(grouped[name], name) for name in sorted(grouped, key=lambda each: (not each, each))]


def _ids(states: Iterable[RatState]) -> list[int]:
    return [each.cooperative_id for each in states]


def _of_one(district: str, state: RatState, known: Sequence[Contact], *, is_invited: bool) -> Progress:
    is_held, is_planned = state.outcome == "held", state.outcome in ("planned", "postponed")
    is_on_target = is_held and state.on_time is not False
    linked = [each for each in known if each.is_linked]
    return Progress(
        district,
        total=1,
        on_target=int(is_on_target),
        late=int(is_held and not is_on_target),
        planned=int(is_planned),
        none=int(not is_held and not is_planned),
        papers=int(is_held and state.papers == ALL_PAPERS),
        numbered=int(any(each.phone or each.is_linked for each in known)),
        linked=int(bool(linked)),
        consented=int(any(each.has_consented and each.reach != "opted_out" for each in linked)),
        reachable=int(any(each.reach == "reachable" for each in linked)),
        invited=int(is_invited),
    )


def total(rows: Iterable[Progress], district: str = "") -> Progress:
    """The sum of these rows."""
    listed = list(rows)
    return Progress(district, **{name: sum(getattr(each, name) for each in listed) for name in COUNTS})
