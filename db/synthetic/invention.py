"""Invented cooperatives with officers, visits and reports, drawn in one fixed order."""

import random
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.understanding.names import match_key
from db import districts, rat
from db.models import Cooperative, Officer, RatReport, Visit
from db.synthetic.cast import CAST, PHONE, Persona

FILE = Path(__file__).with_name("words.toml")
SIZE = 300
SHARED = 12
"""Bookkeepers who serve several cooperatives."""
ACTIVITIES = {"aktif": 56, "tidak aktif": 29, "dalam proses pembubaran": 5, "bubar": 2, "": 8}
HISTORIES = {"recent": 34, "overdue": 31, "never": 14, "unknown": 21}
OVERDUE_DAYS, RECENT_DAYS = (200, 900), (5, 170)


class Invention:
    """Draws everything in one fixed order, so that every demo has the same office."""

    def __init__(self, now: datetime, here: dict[str, int], checker: int) -> None:
        self._random = random.Random(20260902)
        self._words: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
        self._now, self._here, self._checker = now, here, checker
        self._today = now.date()
        self._phones = 1000
        self._taken: set[str] = {match_key(name) for name, *_ in CAST}
        self._histories = [history for *_, history, _ in CAST]
        self.cooperatives = [self._cooperative(name, place, village, "aktif") for name, place, village, *_ in CAST]
        places = [(district, village) for district, own in districts.villages().items() for village in own]
        for _ in range(SIZE - len(CAST)):
            district, village = self._random.choice(places)
            self._histories.append(self._drawn(HISTORIES))
            self.cooperatives.append(self._cooperative(self._name(), district, village, self._drawn(ACTIVITIES)))
        for cooperative, history in zip(self.cooperatives, self._histories, strict=True):
            cooperative.visit_history = history if history in ("never", "unknown") else "dated"

    def histories(self) -> Iterator[Officer | Visit | RatReport]:
        """Officers, visits and reports of the cooperatives, which have their ids by now."""
        shared = [(self._person(), self._phone()) for _ in range(SHARED)]
        for place, cooperative in enumerate(self.cooperatives):
            if place < len(CAST):
                yield from self._cast(cooperative, CAST[place][-1])
            else:
                yield from self._officers(cooperative, shared)
            yield from self._visits(cooperative, self._histories[place])
            if cooperative.activity == "aktif":
                yield from self._reports(cooperative)

    def _cooperative(self, name: str, district: str, village: str, activity: str) -> Cooperative:
        draw = self._random
        number = draw.randrange(100, 9999)
        year = draw.randrange(1996, 2025)
        group = next((each for each in self._words["groups"] if _is_made_by(name, each["name"])), {"kind": ""})
        return Cooperative(
            nik=f"1471{self._here[district]:02d}{draw.randrange(10**7):07d}" if draw.random() < 0.8 else None,
            legal_number=f"{number}/BH/IV.2/{year}" if year < 2019 else f"AHU-{number:07d}.AH.01.26.TAHUN {year}",
            name=name,
            match_name=match_key(name),
            form="primer" if draw.random() < 0.97 else "sekunder",
            kind=group["kind"],
            district_id=self._here[district],
            village=village,
            address=f"Jl. {draw.choice(self._words['streets'])} No. {draw.randrange(1, 180)}",
            activity=activity,
            updated_at=self._now,
        )

    def _name(self) -> str:
        while True:
            group = self._random.choices(self._words["groups"], [each["weight"] for each in self._words["groups"]])[0]
            words = f"{self._random.choice(self._words['first'])} {self._random.choice(self._words['second'])}"
            name = str(group["name"]).format(words)
            if match_key(name) not in self._taken:
                self._taken.add(match_key(name))
                return name

    def _cast(self, cooperative: Cooperative, roles: tuple[tuple[str, Persona | None], ...]) -> Iterator[Officer]:
        for position, persona in roles:
            name, phone = (persona.name, persona.phone) if persona else (self._person(), self._phone())
            yield Officer(cooperative_id=cooperative.id, name=name, position=position, phone=phone)

    def _officers(self, cooperative: Cooperative, shared: list[tuple[str, str]]) -> Iterator[Officer]:
        bookkeeper = self._random.choice(shared) if self._random.random() < 0.15 else None
        for position, has_phone in (("ketua", 0.82), ("sekretaris", 0.4), ("bendahara", 0.55)):
            if position == "bendahara" and bookkeeper:
                name, phone = bookkeeper
            else:
                name, phone = self._person(), self._phone() if self._random.random() < has_phone else ""
            yield Officer(cooperative_id=cooperative.id, name=name, position=position, phone=phone or None)

    def _visits(self, cooperative: Cooperative, history: str) -> Iterator[Visit]:
        if history not in ("recent", "overdue"):
            return
        last = self._today - timedelta(
            days=self._random.randint(*(RECENT_DAYS if history == "recent" else OVERDUE_DAYS))
        )
        days = [(last, "met")]
        if self._random.random() < 0.5:
            days.append((last - timedelta(days=self._random.randint(150, 500)), "met"))
        if history == "overdue" and self._random.random() < 0.2:
            days.append((self._today - timedelta(days=self._random.randint(3, 60)), "absent"))
        for day, result in sorted(days):
            yield Visit(
                cooperative_id=cooperative.id, visited_on=day, result=result, source="registry", recorded_at=self._now
            )

    def _reports(self, cooperative: Cooperative) -> Iterator[RatReport]:
        members = self._random.randrange(25, 400)
        latest = self._today.year - (1 if self._today.month > 6 else 2)
        for book_year in (latest - 1, latest):
            if self._random.random() > 0.38:
                continue
            held = date(book_year + 1, 1, 10) + timedelta(days=self._random.randrange(100))
            members += self._random.randrange(-5, 12)
            told = min(self._now, self._now - timedelta(days=(self._today - held).days - 5))
            yield RatReport(
                receipt=rat.receipt_number(cooperative.id, book_year, 1),
                cooperative_id=cooperative.id,
                book_year=book_year,
                held="yes",
                held_on=held,
                members=members,
                attended=int(members * self._random.uniform(0.4, 0.95)),
                status="verified",
                officer_verified=True,
                reported_at=told,
                checked_by=self._checker,
                checked_at=told,
            )

    def _drawn(self, weights: dict[str, int]) -> str:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _person(self) -> str:
        return f"{self._random.choice(self._words['given'])} {self._random.choice(self._words['family'])}"

    def _phone(self) -> str:
        self._phones += 1
        return PHONE.format(self._phones)


def _is_made_by(name: str, pattern: str) -> bool:
    """Whether a name is made by this pattern."""
    return name.startswith(pattern.removesuffix("{}"))
