"""Exports that add up: annual meetings by book year, deliveries by purpose; and the log of who did what."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports.asked import Asked, columns
from db.exports.cooperatives import WHO, WHO_COLUMNS, from_registry, who
from db.exports.numbers import NAME
from db.exports.table import Table, Value, table
from db.models import Attendance, Audit, Cooperative, Ledger, Outbox, Person, RatReport, Staff

CURRENT = ("submitted", "verified", "returned")
DISSOLVED = "bubar"
PURPOSE = "announcement:"


async def rat(session: AsyncSession, asked: Asked) -> Table:
    """One row per cooperative and book year: the report that counts, or `unreported` for the year now expected.

    `reporter_verified` is no for a report that figures leave out until staff have checked it; `disputed` says that
    another officer told it differently.
    """
    query = (
        columns(RatReport, NAME, Staff.name)
        .outerjoin(Person, col(Person.id) == col(RatReport.reported_by))
        .outerjoin(Staff, col(Staff.id) == col(RatReport.checked_by))
        .where(col(RatReport.status) != "superseded")
        .order_by(col(RatReport.cooperative_id), col(RatReport.book_year), col(RatReport.version))
    )
    found: Any = (await session.exec(query)).all()
    years: dict[int, set[int]] = {}
    counts: dict[tuple[int, int], tuple[RatReport, str, str]] = {}
    disputed: set[tuple[int, int]] = set()
    for report, person, staff in found:
        subject = (report.cooperative_id, report.book_year)
        if report.status in CURRENT:
            counts[subject] = (report, person, staff)
            years.setdefault(report.cooperative_id, set()).add(report.book_year)
        else:
            disputed.add(subject)
    living = (await session.exec(from_registry(*WHO_COLUMNS, col(Cooperative.activity)))).all()
    expected = asked.today.year - 1

    def rows() -> Iterator[Sequence[Value]]:
        for *first, activity in living:
            told = years.get(first[0], set()) | (set() if activity == DISSOLVED else {expected})
            for year in sorted(told):
                yield [*first, *_meeting(year, counts.get((first[0], year)), (first[0], year) in disputed)]

    return table((*WHO, *RAT), rows(), asked.zone)


RAT = (
    *("book_year", "status", "held", "held_on", "planned_on", "members", "attended", "reason", "receipt", "version"),
    *("reported_by", "reporter_verified", "reported_at", "checked_by", "checked_at", "remark", "disputed"),
    *("ordinal", "meeting", "place", "members_women", "assets", "own_capital", "outside_capital", "turnover"),
    *("income", "expenses", "surplus", "new_officers"),
)
DETAILS = RAT[RAT.index("ordinal") :]


def _meeting(year: int, found: tuple[RatReport, str, str] | None, disputed: bool) -> list[Value]:
    if found is None:
        return [year, "unreported", *[""] * 14, disputed, *[""] * len(DETAILS)]
    report, person, staff = found
    facts = [getattr(report, name) for name in RAT[1:10]]
    return [
        *(year, *facts, person, report.officer_verified, report.reported_at),
        *(staff, report.checked_at, report.remark, disputed),
        *(getattr(report, name) for name in DETAILS),
    ]


DELIVERIES = (
    *("purpose", "state", "reason", "rung", "told_with", "channel", "template", "billable", "sent_at", "delivery"),
    *("answer", "people_coming", "delegate", "changed_at"),
)
"""`template` is empty for free words; `billable` is what the platform said, empty when it has not.

`delegate` is who comes in the manager's place, as they said it, or yes where they didn't say who.
"""


async def deliveries(session: AsyncSession, asked: Asked) -> Table:
    """One row per purpose and cooperative, so that the rows of a purpose add up to everybody it was meant for."""
    query = (
        from_registry(
            *WHO_COLUMNS,
            *(col(Ledger.purpose), col(Ledger.state), col(Ledger.reason), col(Ledger.rung), col(Ledger.lead_id)),
            *(col(Outbox.account), col(Outbox.template), col(Outbox.billable), col(Outbox.sent_at)),
            *(col(Outbox.delivery), col(Ledger.at)),
        )
        .join(Ledger, col(Ledger.cooperative_id) == col(Cooperative.id))
        .outerjoin(Outbox, col(Outbox.key) == col(Ledger.outbox_key))
        .order_by(None)
        .order_by(col(Ledger.purpose), col(Ledger.id))
    )
    found = (await session.exec(query)).all()
    answers: Any = (await session.exec(columns(Attendance))).scalars()
    given = {(f"{PURPOSE}{each.announcement_id}", each.cooperative_id): _answered(each) for each in answers}

    def rows() -> Iterator[Sequence[Value]]:
        for *first, purpose, state, reason, rung, lead_id, account, template, billable, sent_at, delivery, at in found:
            how = [template or "", "" if billable is None else billable]
            sent = [(account or "").partition(":")[0], *how, sent_at, delivery or ""]
            yield [
                *first,
                purpose,
                state,
                reason,
                rung,
                lead_id,
                *sent,
                *given.get((purpose, first[0]), UNANSWERED),
                at,
            ]

    return table((*WHO, *DELIVERIES), rows(), asked.zone)


UNANSWERED = ("", "", "")


def _answered(given: Attendance) -> tuple[Value, ...]:
    people = "" if given.people is None or given.answer == "no" else given.people
    return given.answer, people, "yes" if given.delegate == "" else given.delegate or ""


async def audit(session: AsyncSession, asked: Asked) -> Table:
    """One row per deed, oldest first; cooperatives where the deed was about one."""
    names = await who(session)
    found: Any = (await session.exec(columns(Audit).order_by(col(Audit.id)))).scalars().all()

    def rows() -> Iterator[Sequence[Value]]:
        for each in found:
            kind, _, number = each.subject.partition(":")
            about = int(number) if kind == "cooperative" and number.isdecimal() else 0
            data = json.dumps(each.data, ensure_ascii=False, sort_keys=True) if each.data else ""
            yield [*names.get(about, ("", "", "", "")), each.id, each.at, each.actor, each.action, each.subject, data]

    return table((*WHO, "audit_id", "at", "actor", "action", "subject", "data"), rows(), asked.zone)
