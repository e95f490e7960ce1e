"""What is stored of one person, for that person: nothing of anybody else's, whose numbers are masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import BOLD
from db.exports.table import masked
from db.models import (
    Announcement,
    Attachment,
    Attendance,
    Audit,
    Consent,
    Cooperative,
    DataRequest,
    District,
    Identity,
    Inbound,
    Officer,
    OpenForm,
    Outbox,
    Person,
    Question,
    QuestionLine,
    RatReport,
    Staff,
    StaffDistrict,
    Task,
    VisitPlan,
)
from db.privacy.consents import RENEWAL
from db.statements import table_of

ATTACHMENT, ATTENDANCE, AUDIT, CONSENT, COOPERATIVE = (
    table_of(each) for each in (Attachment, Attendance, Audit, Consent, Cooperative)
)
EVENT, FORM, IDENTITY, INBOUND, LINE, OFFICER = (
    table_of(each) for each in (Announcement, OpenForm, Identity, Inbound, QuestionLine, Officer)
)
OUTBOX, PLAN, QUESTION, REPORT, REQUEST, TASK = (
    table_of(each) for each in (Outbox, VisitPlan, Question, RatReport, DataRequest, Task)
)
YEAR = timedelta(days=365)
MOST = 500
"""Newest rows of one kind; a page says when there are more."""
NUMBER = re.compile(r"(?<![\w+])(?:\+?62|0)8\d(?:[ .-]?\d){6,11}(?!\d)")
Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Own:
    """Rows by kind, oldest first."""

    person: Person
    member: Staff | None
    """What they are in the office, if they are."""
    districts: Sequence[str]
    seats: Rows
    posts: Rows
    consents: Rows
    requests: Rows
    forms: Rows
    lines: Rows
    tasks: Rows
    """What waits or waited for staff because of them."""
    plans: Rows
    reports: Rows
    files: Rows
    answers: Rows
    deeds: Rows
    sent: Rows
    sent_count: int
    heard_count: int


async def collect(session: AsyncSession, person_id: int, now: datetime) -> Own:
    """Everything that is stored of a person."""
    person = await session.get_one(Person, person_id)
    seats = await _rows(session, select(IDENTITY).where(IDENTITY.c.person_id == person_id).order_by(IDENTITY.c.id))
    posts = select(OFFICER, COOPERATIVE.c.name.label("cooperative")).join(COOPERATIVE)
    talk = select(LINE).join(QUESTION).where(QUESTION.c.person_id == person_id).order_by(LINE.c.id)
    plans = select(PLAN, COOPERATIVE.c.name.label("cooperative")).join(COOPERATIVE)
    reports = select(REPORT, COOPERATIVE.c.name.label("cooperative")).join(COOPERATIVE)
    answers = select(ATTENDANCE, EVENT.c.title, COOPERATIVE.c.name.label("cooperative")).join(EVENT).join(COOPERATIVE)
    member, districts = await _member(session, person_id)
    me = [f"person:{person_id}", *([f"staff:{member.id}"] if member else [])]
    deeds = select(AUDIT).where(or_(AUDIT.c.actor.in_(me), AUDIT.c.subject.in_(me))).order_by(AUDIT.c.id)
    asked = select(REQUEST).where(REQUEST.c.person_id == person_id, REQUEST.c.kind != RENEWAL)
    files = select(ATTACHMENT).where(ATTACHMENT.c.person_id == person_id, ATTACHMENT.c.account != "press")
    theirs = or_(*[(OUTBOX.c.account == each.account) & (OUTBOX.c.user == each.user) for each in seats])
    sent = select(OUTBOX.c.account, OUTBOX.c.sent_at, OUTBOX.c.body).where(theirs, OUTBOX.c.state == "sent")
    heard = or_(*[(INBOUND.c.account == each.account) & (INBOUND.c.user == each.user) for each in seats])
    return Own(
        person=person,
        member=member,
        districts=districts,
        seats=seats,
        posts=await _rows(session, posts.where(OFFICER.c.person_id == person_id).order_by(OFFICER.c.id)),
        consents=await _rows(session, select(CONSENT).where(CONSENT.c.person_id == person_id).order_by(CONSENT.c.id)),
        requests=await _rows(session, asked.order_by(REQUEST.c.id)),
        forms=await _rows(session, select(FORM).where(FORM.c.person_id == person_id).order_by(FORM.c.id)),
        lines=await _newest(session, talk, LINE.c.id),
        tasks=await _newest(session, select(TASK).where(TASK.c.person_id == person_id), TASK.c.id),
        plans=await _rows(session, plans.where(PLAN.c.person_id == person_id).order_by(PLAN.c.id)),
        reports=await _rows(session, reports.where(REPORT.c.reported_by == person_id).order_by(REPORT.c.id)),
        files=await _newest(session, files, ATTACHMENT.c.id),
        answers=await _rows(session, answers.where(ATTENDANCE.c.person_id == person_id).order_by(ATTENDANCE.c.id)),
        deeds=await _newest(session, deeds, AUDIT.c.id),
        sent=await _newest(session, sent.where(OUTBOX.c.sent_at > now - YEAR), OUTBOX.c.id) if seats else [],
        sent_count=await _count(session, OUTBOX, theirs & (OUTBOX.c.state == "sent")) if seats else 0,
        heard_count=await _count(session, INBOUND, heard) if seats else 0,
    )


async def _member(session: AsyncSession, person_id: int) -> tuple[Staff | None, Sequence[str]]:
    """Their place in the office, and the districts they are responsible for; none means all."""
    member = (await session.exec(select_rows(Staff).where(Staff.person_id == person_id))).first()
    if member is None:
        return None, []
    names = select_rows(District.name).join(StaffDistrict).where(StaffDistrict.staff_id == member.id)
    return member, (await session.exec(names.order_by(col(District.name)))).all()


async def _rows(session: AsyncSession, query: Any) -> Rows:
    return (await session.execute(query)).all()


async def _newest(session: AsyncSession, query: Any, key: Any) -> Rows:
    return list(reversed(await _rows(session, query.order_by(None).order_by(key.desc()).limit(MOST))))


async def _count(session: AsyncSession, table: Any, condition: Any) -> int:
    return int((await session.execute(select(func.count()).select_from(table).where(condition))).scalar_one())


def harmless(text: str, own: Sequence[str]) -> str:
    """Words that were exchanged, with every number masked that is not the person's own."""
    mine = {re.sub(r"\D", "", each)[-9:] for each in own if each}

    def instead(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found.group())
        return found.group() if digits[-9:] in mine else masked("+62" + re.sub(r"^(?:62|0)", "", digits))

    return NUMBER.sub(instead, text.replace(BOLD, ""))
