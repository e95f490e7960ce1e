"""Thresholds the office may change: defaults here, changes as rows of `parameters`."""

import re
from dataclasses import dataclass, fields
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Parameter

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
OPENING = re.compile(r"\b\d{1,2}[.:]\d{2}\b.*\b\d{1,2}[.:]\d{2}\b")
WINDOWS = re.compile(rf"^{CLOCK}-{CLOCK}( {CLOCK}-{CLOCK})*$")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days, counts and hours of the office's rules. Clock hours are `HH:MM` in the office's zone."""

    unvisited_days: int = 180
    """A cooperative not met for longer than this is due for a visit."""
    unvisited_repeat_days: int = 30
    """How long an unanswered visit reminder rests before the next one."""
    unvisited_daily: int = 3
    """Most cooperatives of one district reminded in a day: officers must be able to answer the proposals."""
    rat_report_days: int = 30
    """Days after the meeting within which its papers are expected (the office prints this itself)."""
    rung_hours: int = 48
    """Hours of silence after which another channel or officer of the cooperative is tried as well."""
    waiting_days: int = 14
    """Days for which a message waits until its reader writes and so lets it in, unless its use ends before."""
    silent_days: int = 180
    """Days without a word, although the office spoke first, after which a contact counts as dead."""
    cap_week: int = 2
    """Most messages the office starts with one person in 7 days."""
    cap_month: int = 6
    """Most messages the office starts with one person in 30 days."""
    send_windows: str = "08:30-11:00 13:30-15:30"
    friday_windows: str = "08:00-10:45 14:00-15:30"
    ramadan_windows: str = "09:00-11:30"
    letter_days: int = 90
    """How long the code of a printed letter of invitation links."""
    undo_seconds: int = 60
    """How long an approved announcement waits so that it can be undone."""
    trace_by_whatsapp: int = 0
    """1: a search asks numbers of the registry by WhatsApp too. Meta demands that they agree first."""
    trace_days: int = 14
    """After so many days a search without an outcome becomes a task."""
    twins_daily: int = 5
    """Most pairs that may be one cooperative asked about in a day and district."""
    keep_contacts_days: int = 180
    """Names, numbers and seats, after the last position has ended; the consent notice says so in months or days."""
    keep_talks_days: int = 365
    """What was written in chats, from either side."""
    keep_parked_days: int = 90
    """Messages that could not be handled, as they came."""
    keep_media_days: int = 90
    """Files that people sent, after they were looked at or the talk was closed."""
    keep_made_days: int = 30
    """Files that we made for somebody."""
    keep_lists_days: int = 90
    """Lists that staff sent to be read."""
    keep_codes_days: int = 30
    """One-time codes, after they expired."""
    keep_tasks_days: int = 365
    """Names, numbers and words in tasks, after they were done."""
    keep_audit_days: int = 1825
    keep_consents_days: int = 1825
    """Answers to the consent notice, and what was asked about one's data: the proof that the law wants."""
    opening: str = "Senin–Jumat pukul 08.00–16.00 WIB"
    """When staff answer, as said to people."""


BOUNDS: dict[str, tuple[int, int]] = {
    "unvisited_days": (30, 1095),
    "unvisited_repeat_days": (7, 365),
    "unvisited_daily": (1, 50),
    "rat_report_days": (1, 180),
    "rung_hours": (4, 336),
    "waiting_days": (1, 60),
    "silent_days": (30, 1095),
    "cap_week": (1, 7),
    "cap_month": (1, 30),
    "letter_days": (7, 365),
    "undo_seconds": (10, 3600),
    "trace_by_whatsapp": (0, 1),
    "trace_days": (1, 180),
    "twins_daily": (1, 50),
}
"""From and to of what neither silences the service nor floods people."""
KEPT = (1, 3650)
"""The same for every `keep_…`."""
EARLIEST, LATEST = "06:00", "20:00"
"""Between these a window may lie."""

IN_FORCE = select(Parameter.name, Parameter.value)


async def load(session: AsyncSession) -> Parameters:
    """The parameters in force. A row whose value can't be read as its kind is ignored in favour of the default."""
    rows = dict((await session.exec(IN_FORCE)).all())
    found: dict[str, int | str] = {}
    for each in fields(Parameters):
        if each.name in rows:
            value = rows[each.name]
            if each.type is int and value.isdecimal() and (int(value) or not each.name.startswith("keep_")):
                found[each.name] = int(value)
            elif each.type is str and (WINDOWS.match(value) or not each.name.endswith("_windows")):
                found[each.name] = value
    return Parameters(**found)  # type: ignore[arg-type]


def trouble(name: str, value: str) -> str | None:
    """Why this can't be the threshold's value, in one sentence; None when it can."""
    kinds = {each.name: each.type for each in fields(Parameters)}
    if name not in kinds:
        return f"there is no threshold {name!r}; choose of {', '.join(kinds)}."
    if kinds[name] is int:
        low, high = BOUNDS.get(name, KEPT)
        if not value.isdecimal() or not low <= int(value) <= high:
            return f"{name} is a whole number from {low} to {high}, not {value!r}."
    if name.endswith("_windows") and not (WINDOWS.match(value) and _is_forward(value)):
        return (
            f"{name} is like 08:30-11:00 13:30-15:30, one after the other between {EARLIEST} and {LATEST}, "
            f"not {value!r}."
        )
    if name == "opening" and not OPENING.search(value):
        return (
            f"{name} is a sentence's part such as {Parameters().opening!r}, with hours like 08.00–16.00, not {value!r}."
        )
    return None


def _is_forward(windows: str) -> bool:
    """Whether each window ends after it begins and before the next one, none of them at night."""
    marks = [EARLIEST, *windows.replace("-", " ").split(), LATEST]
    inner = marks[1:-1]
    return marks == sorted(marks) and all(begin < end for begin, end in zip(inner[::2], inner[1::2], strict=True))


async def change(session: AsyncSession, name: str, value: str, now: datetime) -> None:
    """Set one threshold. Raises KeyError for a name that doesn't exist."""
    if name not in {each.name for each in fields(Parameters)}:
        raise KeyError(name)
    await session.merge(Parameter(name=name, value=value, changed_at=now))
