"""From where an export looks at the office, and how it asks."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import select


@dataclass(frozen=True, slots=True)
class Asked:
    """The office's day and moment, the days after which a visit is overdue, and the zone that times are shown in.

    `quarter` is for exports that look back at one; empty for the last that is over. `reveals`: whoever asks may have
    phone numbers in full.
    """

    today: date
    now: datetime
    days: int
    zone: tzinfo
    quarter: str = ""
    reveals: bool = False


def columns(*wanted: Any) -> Any:
    """A SELECT whose rows are tuples, however many columns there are."""
    return select(*wanted)
