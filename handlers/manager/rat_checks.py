"""What is odd about a report: pointed at when the summary is shown, never refused. Whether a quorum is met is not ours.

Thresholds: `domain` 1.6.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.forms import Answers
from bot.messages import Json, Say
from bot.turn import Turn
from db import clocks, cooperatives
from db import rat as reports
from db.models import Cooperative

CAPITAL_OFF = 0.1
"""Share of the assets by which own and outside capital may miss them."""
MEMBERS_JUMP = 0.5
"""Share by which the membership may change in a year."""
LATE_MONTHS = 18
HALF = 0.5


async def doubts(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Everything that deserves a second look, and what the report replaces."""
    said = {name: answer.value for name, answer in answers.items()}
    cooperative = await cooperatives.get(turn.session, int(said["cooperative"]))
    if cooperative is None:
        return []
    says = list(_odd(said, cooperative, turn.today)) if said["held"] == "yes" else []
    if said["held"] == "yes":
        says += await _against_last_year(turn, said, cooperative)
    if says:
        says.append(Say("rat.if_so"))
    before = await reports.own(turn.session, cooperative.id, int(said["book_year"]), turn.person.id)
    if before is not None:
        says.append(Say("rat.replaces", {"receipt": before.receipt}))
    return says


def _odd(said: dict[str, Json], cooperative: Cooperative, today: date) -> Iterator[Say]:
    members, attended = said.get("members"), said.get("attended")
    by_delegates = said.get("meeting") == "kelompok"
    if members and attended and attended > members and not by_delegates:
        yield Say("rat.more_than_members", {"members": members, "attended": attended})
    elif members and attended and attended < HALF * members and not by_delegates:
        yield Say("rat.under_half", {"share": round(100 * attended / members)})
    yield from _odd_sexes(said)
    yield from _odd_day(said, cooperative, today)
    yield from _odd_figures(said)


def _odd_sexes(said: dict[str, Json]) -> Iterator[Say]:
    members, women, men = said.get("members"), said.get("women"), said.get("men")
    if members is None or women is None:
        return
    if men is not None and men + women != members:
        yield Say("rat.sexes_off", {"men": men, "women": women, "sum": men + women, "members": members})
    elif women > members:
        yield Say("rat.more_women", {"women": women, "members": members})


def _odd_day(said: dict[str, Json], cooperative: Cooperative, today: date) -> Iterator[Say]:
    held_on, year = date.fromisoformat(said["held_on"]), said["book_year"]
    ended = clocks.year_end(cooperative.book_year_end, int(year))
    if ended >= today:
        yield Say("rat.year_not_over", {"year": year, "day": ended.isoformat()})
    elif held_on <= ended:
        yield Say("rat.before_year_end", {"day": held_on.isoformat(), "year": year})
    elif (held_on.year - ended.year) * 12 + held_on.month - ended.month > LATE_MONTHS:
        yield Say("rat.long_after", {"day": held_on.isoformat(), "year": year})


def _odd_figures(said: dict[str, Json]) -> Iterator[Say]:
    assets, own, outside = (said.get(name) for name in ("assets", "own_capital", "outside_capital"))
    if assets and own is not None and outside is not None and abs(assets - own - outside) > CAPITAL_OFF * assets:
        yield Say("rat.capital_off", {"assets": assets, "sum": own + outside})
    income, expenses, surplus = (said.get(name) for name in ("income", "expenses", "surplus"))
    if income is not None and expenses is not None and surplus is not None and income - expenses != surplus:
        yield Say("rat.surplus_off", {"surplus": surplus, "difference": income - expenses})


async def _against_last_year(turn: Turn, said: dict[str, Json], cooperative: Cooperative) -> list[Say]:
    """Only for officers whom the office knows: figures of the cooperative are shown to nobody else."""
    mine = {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    members = said.get("members")
    if cooperative.id not in mine or not members:
        return []
    before = await reports.current(turn.session, cooperative.id, int(said["book_year"]) - 1)
    if before is None or not before.members or abs(members - before.members) <= MEMBERS_JUMP * before.members:
        return []
    return [Say("rat.members_jump", {"before": before.members, "members": members, "year": str(before.book_year)})]
