"""One person's traces in every table that may hold any, beside those of somebody else."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import (
    Announcement,
    Attachment,
    Attendance,
    Audit,
    Consent,
    Cooperative,
    DataRequest,
    Identity,
    Import,
    Inbound,
    Ledger,
    Letter,
    LinkCode,
    Officer,
    OpenForm,
    Outbox,
    Person,
    Question,
    QuestionLine,
    RatPaper,
    RatReport,
    Staff,
    Talk,
    Task,
    Trace,
    TraceStep,
    Visit,
    VisitPlan,
)

NOW = datetime(2027, 3, 1, 3, tzinfo=UTC)
NAME, REGISTERED, PHONE = "Sri Wahyuni", "Hj. Sri Wahyuni, S.E.", "+6281234567890"
FORMER = "Yuyun Wahyuni"
CHAT, NUMBER, ALIAS = "5550001234", "6281234567890", "ID.9f3ab77c01"
TELEGRAM, WHATSAPP = "telegram:1", "whatsapp:1"
WAMID = "wamid.HBgNNjI4MTIzNDU2Nzg5MAA="
WORDS = "saya khawatir sekali dengan kas koperasi"
DIGITS = "81234567890"
NEEDLES = ("wahyuni", DIGITS, CHAT, ALIAS.casefold(), WAMID.casefold(), "khawatir", "5678-90", "buk sri", "yuyun")
"""What may be found nowhere afterwards."""
SRI, NUR, BUDI, MAJU, JAYA = 1, 2, 3, 1, 2


async def live(session: AsyncSession, folder: Path) -> None:
    """Everything that Sri has left here, and a little of Budi, who stays."""
    await _people(session)
    await _offices(session)
    await _talks(session)
    await _records(session)
    await _files(session, folder)


async def _add(session: AsyncSession, *rows: Any) -> None:
    """In this order, so that what refers comes after what it refers to."""
    for row in rows:
        session.add(row)
        await session.flush()


async def _people(session: AsyncSession) -> None:
    await _add(
        session,
        Person(id=SRI, name=NAME, preferred=WHATSAPP, created_at=NOW),
        Person(id=NUR, name="Nur Aini", created_at=NOW),
        Person(id=BUDI, name="Budi Santoso", created_at=NOW),
        Identity(person_id=SRI, account=TELEGRAM, user=CHAT, phone=PHONE, last_heard_at=NOW),
        Identity(person_id=SRI, account=WHATSAPP, user=NUMBER, alias=ALIAS, phone=PHONE, last_heard_at=NOW),
        Identity(person_id=NUR, account=TELEGRAM, user="5550009999", last_heard_at=NOW),
        Identity(person_id=BUDI, account=TELEGRAM, user="5550007777", phone="+6281111111111", last_heard_at=NOW),
        Staff(id=1, name="Nur Aini", role="admin", person_id=NUR, created_at=NOW),
        Consent(person_id=SRI, granted=True, text_version="1", account=WHATSAPP, seat="ab" * 32, at=NOW),
        LinkCode(digest="cd" * 32, person_id=SRI, expires_at=NOW),
        DataRequest(person_id=SRI, kind="erase", at=NOW, due_at=NOW + timedelta(days=3)),
    )


async def _offices(session: AsyncSession) -> None:
    shared: dict[str, Any] = {"updated_at": NOW}
    await _add(
        session,
        Cooperative(id=MAJU, name="KSU Maju", match_name="maju", **shared),
        Cooperative(id=JAYA, name="KSP Jaya", match_name="jaya", **shared),
        Officer(cooperative_id=MAJU, person_id=SRI, name=REGISTERED, position="ketua", phone=PHONE, status="verified"),
        Officer(cooperative_id=JAYA, name=NAME, position="bendahara", phone=PHONE),
        Officer(cooperative_id=JAYA, person_id=BUDI, name="Budi Santoso", position="ketua", status="verified"),
    )


async def _talks(session: AsyncSession) -> None:
    sent: dict[str, Any] = {"lane": 0, "state": "sent", "created_at": NOW, "sent_at": NOW}
    told = {"text": f"Pertanyaan dari {NAME}: {WORDS}", "choices": [["ask.1.do=answer", f"Jawab {NAME}"]]}
    await _add(
        session,
        Talk(person_id=SRI, pending=WORDS, unanswered=WORDS, beside=WORDS),
        OpenForm(person_id=SRI, form="rat", run="abcde", log=[["1", WORDS, {}]], opened_at=NOW, touched_at=NOW),
        OpenForm(
            person_id=NUR,
            form="answer",
            run="bcdef",
            context={"question_id": 1, "person": NAME},
            opened_at=NOW,
            touched_at=NOW,
        ),
        OpenForm(
            person_id=BUDI,
            form="successor",
            run="cdefg",
            log=[["1", f"{NAME} 0{DIGITS}", {}]],
            opened_at=NOW,
            touched_at=NOW,
        ),
        Question(id=1, person_id=SRI, staff_id=1, opened_at=NOW),
        QuestionLine(question_id=1, from_staff=False, text=WORDS, at=NOW),
        Question(id=2, person_id=BUDI, opened_at=NOW),
        QuestionLine(question_id=2, from_staff=False, text=f"Bendahara kami {NAME}, nomor 0{DIGITS}", at=NOW),
        QuestionLine(question_id=2, from_staff=True, text="Ibu Sri Rahayu dari KSP Jaya?", at=NOW),
        Inbound(account=WHATSAPP, external_id=WAMID, user=NUMBER, at=NOW),
        Inbound(
            account=TELEGRAM,
            external_id="77",
            user=CHAT,
            at=NOW,
            state="parked",
            payload={"message": {"text": WORDS, "from": {"first_name": NAME}}},
            trace="ValueError",
        ),
        Outbox(key=f"reply:{WHATSAPP}:{WAMID}:0", account=WHATSAPP, user=NUMBER, body={"text": WORDS}, **sent),
        Outbox(
            key=f"relay:{WHATSAPP}:{WAMID}:1",
            account=TELEGRAM,
            user="5550009999",
            body=told,
            **(sent | {"lane": 2, "subject": "question:1"}),
        ),
        Outbox(key="announcement:1:1:0", account=TELEGRAM, user=CHAT, body={"text": NAME}, **(sent | {"lane": 9})),
        Outbox(
            key="announcement:2:1:0",
            account=TELEGRAM,
            user=CHAT,
            body={"text": NAME},
            lane=9,
            state="queued",
            created_at=NOW,
        ),
        Outbox(key="reply:x:9:0", account=TELEGRAM, user="5550007777", body={"text": "Baik, Pak Budi."}, **sent),
        Ledger(
            purpose="announcement:1",
            cooperative_id=MAJU,
            lead_id=MAJU,
            person_id=SRI,
            state="reached",
            say={"params": {"name": NAME}},
            outbox_key="announcement:1:1:0",
            at=NOW,
        ),
        Ledger(
            purpose="announcement:2",
            cooperative_id=MAJU,
            lead_id=MAJU,
            person_id=SRI,
            state="queued",
            say={"params": {"name": NAME}},
            outbox_key="announcement:2:1:0",
            at=NOW,
        ),
    )


async def _records(session: AsyncSession) -> None:
    await _add(
        session,
        RatReport(
            id=1,
            receipt="RAT-2026-1",
            cooperative_id=MAJU,
            book_year=2026,
            held="yes",
            held_on=date(2027, 2, 14),
            members=120,
            reason=f"other: {WORDS}",
            place=f"rumah {NAME}",
            remark="Mohon Hj. Sri Wahyuni melengkapi.",
            words=WORDS,
            reported_by=SRI,
            officer_verified=True,
            account=WHATSAPP,
            reported_at=NOW,
        ),
        Task(key="rat:1", kind="rat", cooperative_id=MAJU, person_id=SRI, data={"report_id": 1}, created_at=NOW),
        Task(key=f"unlisted:1:{WAMID}", kind="unlisted", person_id=SRI, data={"wanted": WORDS}, created_at=NOW),
        Task(
            key="data_fix:9",
            kind="data_fix",
            person_id=SRI,
            state="done",
            data={"what": "name", "before": FORMER, "words": NAME},
            created_at=NOW,
        ),
        Task(
            key="visited:1:1",
            kind="visited",
            cooperative_id=MAJU,
            person_id=BUDI,
            data={"who": f"yang datang Ibu Wahyuni, dulu {FORMER}"},
            created_at=NOW,
        ),
        Task(
            key="officer_left:9",
            kind="officer_left",
            cooperative_id=JAYA,
            person_id=BUDI,
            data={"successor": f"Bu {NAME}", "phone": PHONE},
            created_at=NOW,
        ),
        Announcement(
            id=1,
            kind="session",
            title="Pelatihan",
            starts_at=NOW,
            place="Aula",
            send_from=NOW,
            created_by=1,
            created_at=NOW,
        ),
        Attendance(
            announcement_id=1,
            cooperative_id=MAJU,
            answer="yes",
            delegate=f"bu {NAME}",
            person_id=SRI,
            account=WHATSAPP,
            at=NOW,
        ),
        Visit(
            cooperative_id=MAJU,
            visited_on=date(2027, 1, 5),
            note=f"Buku kas rapi, kata {NAME}. Buk Sri hadir.",
            staff_id=1,
            recorded_at=NOW,
        ),
        VisitPlan(cooperative_id=MAJU, starts_at=NOW + timedelta(days=5), person_id=SRI, created_at=NOW),
        Letter(
            cooperative_id=MAJU,
            digest="ef" * 32,
            printed_at=NOW,
            expires_at=NOW,
            used_at=NOW,
            person_id=SRI,
        ),
        Trace(id=1, cooperative_id=JAYA, opened_at=NOW),
        TraceStep(trace_id=1, kind="number", target=PHONE, outcome="answered", words=WORDS, at=NOW),
        TraceStep(trace_id=1, kind="neighbour", target="1", person_id=SRI, words=f"tanya {NAME}", at=NOW),
        Audit(at=NOW, actor="staff:1", action="officer.registered", subject="officer:1", data={"phone": PHONE}),
        Audit(at=NOW, actor="person:1", action="person.renamed", subject="person:1", data={"before": NAME}),
    )


async def _files(session: AsyncSession, folder: Path) -> None:
    """A photo of a talk, a paper of the meeting, a file made for her, and bytes that Budi has sent as well."""
    folder.mkdir(exist_ok=True)
    seen = {"photo": "a1", "paper": "b2", "copy": "c3", "both": "d4", "fromstaff": "e5"}
    for name, digest in seen.items():
        (folder / digest).write_text(f"{name} of {NAME}" if name in ("photo", "copy") else name)
    common: dict[str, Any] = {"due_at": NOW, "at": NOW, "state": "stored"}
    hers = common | {"person_id": SRI, "account": WHATSAPP, "external_id": WAMID, "filename": f"{NAME}.jpg"}
    await _add(
        session,
        Attachment(id=1, kind="photo", digest="a1", subject="question:1", say={"x": NAME}, recipients=[NUR], **hers),
        Attachment(id=2, kind="document", digest="b2", say={"x": NAME}, **hers),
        Attachment(id=3, kind="copy", digest="c3", **(hers | {"account": "press", "external_id": "id:1"})),
        Attachment(id=4, kind="photo", digest="d4", **hers),
        Attachment(id=5, person_id=BUDI, account=TELEGRAM, external_id="f", kind="photo", digest="d4", **common),
        Attachment(
            id=6,
            person_id=NUR,
            account=TELEGRAM,
            external_id="g",
            kind="photo",
            digest="e5",
            **(common | {"subject": "question:1", "recipients": [SRI]}),
        ),
        RatPaper(
            cooperative_id=MAJU,
            book_year=2026,
            kind="minutes",
            state="sent",
            attachment_id=2,
            person_id=SRI,
            at=NOW,
        ),
        Import(filename="daftar.xlsx", attachment_id=None, staff_id=1, state="done", at=NOW),
    )
