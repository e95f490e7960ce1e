"""DATA SAYA as words and as a file: what is stored of the person who asks."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Json, Say
from bot.settings import Office
from db.privacy import copy
from db.privacy.copy import Own
from handlers.manager.attend_reading import told_of
from handlers.persons import named
from handlers.words import in_words

PAGE = Path(__file__).with_name("privacy_copy.typ")
Words = Callable[..., str]
Row = tuple[str, str]


def in_short(own: Own) -> Say:
    """A few lines: who, where, since when, and how much of each kind."""
    seats: list[Json] = [
        {"key": "privacy.seat", "params": {"platform": platform(each.account), "phone": each.phone or each.user}}
        for each in own.seats
    ]
    posts: list[Json] = [
        {"key": "privacy.post", "params": {"name": each.cooperative, "position": named(each.position)}}
        for each in own.posts
        if each.status != "ended"
    ]
    counts = {"sent": own.sent_count, "heard": own.heard_count, "lines": len(own.lines), "files": len(own.files)}
    about = {"person": own.person.name, "since": own.person.created_at.isoformat(), "reports": len(own.reports)}
    consent = {"key": "privacy.consent_none"} if not own.consents else _consent(own.consents[-1])
    held: Json = {"key": "privacy.posts", "params": {"posts": posts}} if posts else {"key": "privacy.posts_none"}
    if own.member is not None:
        role: Json = {"key": f"staff.role={own.member.role}"}
        where: Json = ", ".join(own.districts) or {"key": "privacy.page_all_districts"}
        held = {"key": "privacy.posts_member", "params": {"role": role, "districts": where}}
    return Say("privacy.copy", {**about, **counts, "seats": seats, "posts": held, "consent": consent})


def platform(account: str) -> str:
    """The name of the app behind an account."""
    return capabilities_of(account).name


def _consent(row: Any) -> Json:
    key = "privacy.consent_yes" if row.granted else "privacy.consent_no"
    return {"key": key, "params": {"at": row.at.isoformat(), "version": row.text_version}}


async def make(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    """The PDF with everything that is stored of the person with this id."""
    own = await copy.collect(session, int(subject), now)
    return await asyncio.to_thread(printed, page(own, language, now, office), language)


def page(own: Own, language: str, now: datetime, office: Office) -> dict[str, Json]:
    """Its words: titled parts of rows, each of them whole."""
    zone = ZoneInfo(office.timezone)

    def say(key: str, **params: Json) -> str:
        return texts.plain(texts.fill(Say(key, params), language))

    return {
        "office": f"{office.name} {office.city}".strip(),
        "address": office.address,
        "title": say("privacy.page_title"),
        "lead": say("privacy.page_lead", office=office.name),
        "parts": [
            {"title": title, "rows": rows or [["–", ""]]}
            for title, rows in (*_who(own, say), *_said(own, say), *_done(own, say))
        ],
        "foot": say("privacy.page_foot", at=now.astimezone(zone).isoformat()),
    }


def printed(words: dict[str, Json], language: str) -> bytes:
    """The PDF of these words."""
    import typst

    made = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs={"data": json.dumps(words), "language": language})
    assert isinstance(made, bytes)
    return made


def _at(say: Words, moment: datetime | None) -> str:
    return say("privacy.page_at", at=moment.isoformat()) if moment else "–"


def _who(own: Own, say: Words) -> Iterable[tuple[str, list[Row]]]:
    person = own.person
    facts = [
        (say("privacy.page_name"), person.name or "–"),
        (say("privacy.page_language"), say(f"language.set={person.language}")),
        (say("privacy.page_since"), _at(say, person.created_at)),
        *((say(f"privacy.page_{name}"), _at(say, at)) for name, at in _states(own) if at),
    ]
    yield say("privacy.page_person"), facts
    if own.member is not None:
        yield say("privacy.page_office"), _office(own, say)
    yield say("privacy.page_seats"), [(_seat(each), _at(say, each.last_heard_at)) for each in own.seats]
    yield say("privacy.page_posts"), [(_post(say, each), say(f"privacy.page_post_{each.status}")) for each in own.posts]
    yield (
        say("privacy.page_consents"),
        [(_at(say, each.at), say(_consent(each)["key"], **_consent(each)["params"])) for each in own.consents],
    )
    yield (
        say("privacy.page_requests"),
        [
            (_at(say, each.at), f"{say(f'privacy.request_{each.kind}')}: {say(f'privacy.request_{each.state}')}")
            for each in own.requests
        ],
    )


def _office(own: Own, say: Words) -> list[Row]:
    """For a member of the office: their role, one they hold for somebody, and where."""
    assert own.member is not None
    rows = [(say("privacy.page_role"), say(f"staff.role={own.member.role}"))]
    if own.member.acting_role:
        rows.append((say("privacy.page_acting"), say(f"staff.role={own.member.acting_role}")))
    return [*rows, (say("privacy.page_districts"), ", ".join(own.districts) or say("privacy.page_all_districts"))]


def _states(own: Own) -> Sequence[tuple[str, datetime | None]]:
    person = own.person
    stopped = ("opted_out", person.opted_out_at)
    return stopped, ("restricted", person.restricted_at), ("erase_after", person.erase_after)


def _seat(row: Any) -> str:
    known = dict.fromkeys(each for each in (row.phone, row.user, row.alias) if each)
    return f"{platform(row.account)}: {', '.join(known)}"


def _post(say: Words, row: Any) -> str:
    position = say("privacy.post", name=row.cooperative, position=named(row.position))
    listed = ", ".join(each for each in (row.name, row.phone) if each)
    return f"{position} ({listed})" if listed else position


def _said(own: Own, say: Words) -> Iterable[tuple[str, list[Row]]]:
    mine = [each.phone or "" for each in (*own.seats, *own.posts)]
    talk = [(_at(say, each.at), f"{say(_side(each))}: {copy.harmless(each.text, mine)}") for each in own.lines]
    yield say("privacy.page_talk", count=len(own.lines)), talk
    sent = [(_at(say, each.sent_at), copy.harmless(each.body.get("text", ""), mine)) for each in own.sent]
    yield say("privacy.page_sent", count=own.sent_count), sent
    yield say("privacy.page_forms"), [(_at(say, each.touched_at), _form(say, each, mine)) for each in own.forms]
    language = own.person.language
    files = [
        (_at(say, each.at), f"{in_words('question.kind={}', each.kind, language)} {each.filename}".strip())
        for each in own.files
    ]
    yield say("privacy.page_files"), files


def _side(line: Any) -> str:
    return "privacy.page_staff" if line.from_staff else "privacy.page_you"


def _form(say: Words, row: Any, mine: Sequence[str]) -> str:
    words = " | ".join(said for _, said, _ in row.log if said)
    return f"{say(f'{row.form}.form_name')}: {copy.harmless(words, mine)}"


def _done(own: Own, say: Words) -> Iterable[tuple[str, list[Row]]]:
    language = own.person.language
    states = {each: say(f"privacy.request_{each}") for each in ("open", "done")}
    yield (
        say("privacy.page_tasks"),
        [
            (_at(say, each.created_at), f"{in_words('task.kind.{}', each.kind, language)}: {states[each.state]}")
            for each in own.tasks
        ],
    )
    yield (
        say("privacy.page_reports"),
        [
            (_at(say, each.reported_at), f"{each.receipt}, {each.cooperative}. {each.words}".strip())
            for each in own.reports
        ],
    )
    yield (
        say("privacy.page_answers"),
        [(_at(say, each.at), f"{each.title}, {each.cooperative}: {_answer(say, each)}") for each in own.answers],
    )
    yield say("privacy.page_plans"), [(_at(say, each.starts_at), each.cooperative) for each in own.plans]
    yield (
        say("privacy.page_deeds"),
        [(_at(say, each.at), in_words("deed.{}", each.action, language)) for each in own.deeds],
    )


def _answer(say: Words, row: Any) -> str:
    """An answer to an invitation, with how many come and who in their place."""
    told = [say(each["key"], **each.get("params", {})) for each in told_of(row.people, row.delegate)]
    return f"{row.title}, {row.cooperative}: {', '.join([say(f'event.answer={row.answer}'), *told])}"
