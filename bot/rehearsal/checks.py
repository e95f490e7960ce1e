"""What a season must have kept to, judged by what arrived and what people said, not by what the program meant to do."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.rehearsal.channel import Sent
from bot.rehearsal.habits import Answer
from db import cooperatives, office_hours, parameters, rat_state

HEADERS = ("district", "cooperatives", "on_target", "late", "planned", "not_held", "no_word", "papers_complete")
Row = tuple[str | int, ...]
SOON = timedelta(days=3)
"""A reminder sooner than this after a reason or a request for help is one too many."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that arrived, the cooperatives that it named, and the book year that it was about."""

    sent: Sent
    cooperative_ids: tuple[int, ...]
    book_year: int


async def hours(session: AsyncSession, deliveries: Iterable[Delivery], zone: ZoneInfo) -> list[str]:
    """Nobody was reminded outside the office's hours."""
    moments = Counter(each.sent.at for each in deliveries)
    return [
        f"{count} messages left on {at.astimezone(zone):%Y-%m-%d %H:%M}, outside the office's hours."
        for at, count in sorted(moments.items())
        if (await office_hours.load(session, at, zone)).next_open(at) != at
    ]


async def caps(session: AsyncSession, deliveries: Iterable[Delivery]) -> list[str]:
    """Nobody was written to more often than the office allows."""
    rules = await parameters.load(session)
    times: dict[str, list[Sent]] = defaultdict(list)
    for each in deliveries:
        times[each.sent.user].append(each.sent)
    found: list[str] = []
    for user, sent in sorted(times.items()):
        for days, most in ((7, rules.cap_week), (30, rules.cap_month)):
            for last, first in zip(sent[most:], sent, strict=False):
                if last.at - first.at < timedelta(days=days):
                    found.append(f"{user} got more than {most} messages in {days} days, at {last.at:%Y-%m-%d %H:%M}.")
    return found


def answered(deliveries: Iterable[Delivery], given: Iterable[Answer]) -> list[str]:
    """Nobody was reminded of what the cooperative had already said, nor after saying stop."""
    by_cooperative: dict[tuple[int, int], list[Answer]] = defaultdict(list)
    stopped: dict[str, Answer] = {}
    for word in given:
        by_cooperative[word.cooperative_id, word.book_year].append(word)
        if word.kind in ("stop", "block"):
            stopped.setdefault(word.user, word)
    found: list[str] = []
    for each in deliveries:
        sent = each.sent
        if sent.user in stopped and stopped[sent.user].at < sent.at:
            found.append(f"{sent.user} was written to after saying {stopped[sent.user].kind}, by {sent.rule}.")
        if not sent.rule.startswith("rat_"):
            continue
        for number in each.cooperative_ids:
            said = [answer for answer in by_cooperative[number, each.book_year] if answer.at < sent.at]
            if reason := _needless(sent, said):
                found.append(
                    f"cooperative {number} was reminded by {sent.rule} at {sent.at:%Y-%m-%d} although {reason}."
                )
    return found


def _needless(sent: Sent, said: Sequence[Answer]) -> str:
    """Why a reminder should not have gone, by what was said before; empty where it was right."""
    kinds = {each.kind for each in said}
    if sent.rule == "rat_papers":
        return "all papers were there" if "papers" in kinds else ""
    if "held" in kinds:
        return "the meeting was reported"
    words = [each for each in said if each.kind in ("plan", "reason", "help")]
    if not words:
        return ""
    last = words[-1]
    if last.kind == "plan" and sent.rule != "rat_soon" and last.until is not None and last.until >= sent.at.date():
        return f"a meeting was planned for {last.until}"
    if last.kind in ("reason", "help") and sent.rule != "rat_planned" and sent.at - last.at < SOON:
        return f"a word ({last.kind}) was given on {last.at:%Y-%m-%d}"
    return ""


def twice(deliveries: Iterable[Delivery]) -> list[str]:
    """Nobody got the same reminder twice about the same cooperative."""
    seen: Counter[tuple[str, str, int, int, str]] = Counter()
    for each in deliveries:
        day = each.sent.at.date().isoformat() if each.sent.rule in ("unvisited", "rat_planned", "rat_soon") else ""
        for number in each.cooperative_ids:
            seen[each.sent.user, each.sent.rule, number, each.book_year, day] += 1
    return [
        f"{key[0]} got {key[1]} about cooperative {key[2]} {count} times." for key, count in seen.items() if count > 1
    ]


async def table(session: AsyncSession, book_year: int, today: date) -> tuple[tuple[str, ...], list[Row]]:
    """How each district ended, with the total last."""
    names = {each.id: each.name for each in await cooperatives.districts(session)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in await rat_state.states(session, book_year, today):
        column = {"held": "on_target" if each.on_time else "late", "": "no_word", "postponed": "planned"}
        own = counts[names.get(each.district_id or 0, "")]
        own["cooperatives"] += 1
        own[column.get(each.outcome, each.outcome)] += 1
        own["papers_complete"] += each.papers == len(rat_state.NEEDED)
    rows: list[Row] = [(name, *(counts[name][column] for column in HEADERS[1:])) for name in sorted(counts)]
    total = sum(counts.values(), Counter[str]())
    return HEADERS, [*rows, ("total", *(total[column] for column in HEADERS[1:]))]


def adds_up(rows: Sequence[Row], given: Iterable[Answer], book_year: int) -> list[str]:
    """Each row's parts are its whole, the districts are the total, and the total is what people said."""
    found = [
        f"{row[0]}: {row[1]} cooperatives, but its parts are {_sum(row[2:7])}."
        for row in rows
        if row[1] != _sum(row[2:7])
    ]
    *parts, total = rows
    for place, header in enumerate(HEADERS[1:], 1):
        if _sum(row[place] for row in parts) != total[place]:
            found.append(
                f"{header}: the districts come to {_sum(row[place] for row in parts)}, the total says {total[place]}."
            )
    held = len({each.cooperative_id for each in given if each.kind == "held" and each.book_year == book_year})
    if held != _sum(total[2:4]):
        found.append(f"{held} cooperatives said that they had met, the table counts {_sum(total[2:4])}.")
    return found


def _sum(values: Iterable[str | int]) -> int:
    return sum(int(each) for each in values)


def digest(deliveries: Iterable[Delivery], rows: Sequence[Row]) -> str:
    """A fingerprint of everything that arrived and of how it ended."""
    lines = sorted(
        f"{each.sent.at.isoformat()} {each.sent.user} {each.sent.rule} {each.sent.text}" for each in deliveries
    )
    return hashlib.sha256("\n".join((*lines, *map(repr, rows))).encode()).hexdigest()[:16]
