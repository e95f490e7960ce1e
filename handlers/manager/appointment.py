"""A visit that was proposed or agreed on: another time for it, or none."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from bot import texts
from bot.errors import Invalid
from bot.forms import Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking, clauses, dates, numbers, times, visit_changes
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.intents import find_intent
from bot.understanding.visits import read_visit
from bot.understanding.words import normalise
from db import audit, cooperatives, talks, visits
from db import staff as staff_table
from db.models import RatReport, VisitPlan
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import lately, picking, propose, rat
from handlers.manager.rat_reading import asked_back
from handlers.when import coming_day, past_day

OF_VISITS = re.compile(r"\b(?:kunjung\w*|dikunjungi|didatangi|datang)\b")
HAS_DAY = {"planned": "planned_on", "postponed": "again_on"}
"""Reports of a meeting to come, and the question that asks for its day."""
TIMES = ("accept", "later", "refuse")
"""Answers beside another time for a visit."""
_SAYS_SO = re.compile(
    r"\b(?:(?:di)?(?:undur|geser|pindah|mundur|maju|tunda|ganti|ubah)(?:kan)?|jadi|jadinya|eh|saja|ralat)\b"
)
"""What makes a day or an hour another one than was told."""
_REST = re.compile(
    r"(?:(?:di)?(?:undur|geser|pindah|mundur|maju|tunda|ganti|ubah)(?:kan|nya)?|jadi|jadinya|menjadi|ke|di|tanggal|hari"
    r"|jam|pukul|rencana\w*|jadwal\w*|kunjungan\w*|waktu\w*|rat|rapat\w*|insya allah|saja|lagi|nanti|eh|ralat|maaf"
    r"|mohon|tolong|minta|kalau|bisa|boleh|kami|saya|iya|pak|bu|bapak|ibu|deh|dong|lah|ya|\W)*"
)
_STAYS = re.compile(r"^(?:tidak|jangan|tetap)\b|\btetap jadi\b")
_RAT = re.compile(r"\b(?:rat|rapat\w*)\b")
_OTHER_MATTER = re.compile(r"\b(?:rat|rapat anggota|laporan|lapor|berkas|undangan|pelatihan|hadir)\b")


async def moved(turn: Turn) -> Sequence[Say] | None:
    """ "Jadi senin depan saja", "jam 2 siang saja pak": the newest thing that has a day, or the visit for an hour."""
    text = turn.incoming.text
    if turn.staff is not None or turn.incoming.choice is not None:
        return None
    if await talks.open_forms(turn.session, turn.person.id):
        return None
    told, words = propose.sentence(turn, text), normalise(text)
    if not is_time_alone(turn, text):
        return await _excused(turn, told)
    told = told or _day_alone(turn, text)
    plan, report = await lately.visit(turn), await lately.report(turn)
    if report is not None and (report.held not in HAS_DAY or not _SAYS_SO.search(words)):
        report = report if turn.now - report.reported_at <= lately.JUST_NOW else None
    is_of_report = report is not None and (plan is None or report.reported_at > plan.created_at)
    if plan is not None and told and not _RAT.search(words) and ("clock" in told or not is_of_report):
        return await propose.another_time(turn, plan, told)
    return await _report_moved(turn, report) if report is not None else None


async def put_off(turn: Turn) -> Sequence[Say] | None:
    """ "Kunjungannya diundur seminggu": the visit that stands, on the day that is named, else asked for one."""
    words = _of_visit(turn)
    if not visit_changes.is_moved(words) or (plan := await lately.visit(turn)) is None:
        return None
    if weeks := visit_changes.weeks_later(words):
        then = plan.starts_at.astimezone(turn.zone) + timedelta(weeks=weeks)
        if then > turn.now:
            return await propose.changed_to(turn, plan, {"day": Value(f"{then:%Y-%m-%d}", "doubtful")})
    told = propose.sentence(turn, turn.incoming.text)
    return await propose.another_time(turn, plan, told) if told or visit_changes.is_put_off(words) else None


async def called_off(turn: Turn) -> Sequence[Say] | None:
    """ "Kunjungan tgl 18 itu batal ya pak": the visit that stands is asked about, or moved where they say to when."""
    words = _of_visit(turn)
    if not visit_changes.is_called_off(words) or (plan := await lately.visit(turn)) is None:
        return None
    return await _rather(turn, plan) or await ask(turn, plan)


async def _rather(turn: Turn, plan: VisitPlan) -> Sequence[Say] | None:
    """The other day that stands beside the words that call a visit off."""
    told = propose.sentence(turn, turn.incoming.text)
    is_other = "day" in told and not propose.is_then(turn, plan, told)
    return await propose.another_time(turn, plan, told) if is_other else None


def _of_visit(turn: Turn) -> str:
    """The normalised words of a manager that change a visit; else none."""
    words = normalise(turn.incoming.text) if turn.staff is None and turn.incoming.choice is None else ""
    return words if visit_changes.is_of_visit(words) else ""


async def which(turn: Turn, form: str) -> Sequence[Say] | None:
    """Whether the visit that stands is off, or the form for another one, whose cancel button is `form`."""
    if (plan := await lately.visit(turn)) is None:
        return None
    choices = (
        Choice(f"appointment.{plan.id}.then=drop", texts.words("appointment.that_visit", turn.language)),
        Choice(form, texts.words("appointment.this_form", turn.language)),
    )
    return [Say("appointment.which", await told_of(turn, plan), choices)]


def _day_alone(turn: Turn, text: str) -> dict[str, Value]:
    """The coming day that a text names and nothing else."""
    with suppress(Invalid):
        return {"day": coming_day(turn, text)}
    return {}


async def _excused(turn: Turn, told: Mapping[str, Value]) -> Sequence[Say] | None:
    """ "Maaf pak kamis ga bisa, jumat saja", said of the visit proposed just now."""
    text = turn.incoming.text
    if not told or is_other_matter(text):
        return None
    answer, done = read_visit(text, turn.today).get("answer"), await lately.deed(turn)
    if not isinstance(done, VisitPlan) or (answer is not None and answer.value not in TIMES):
        return None
    return await propose.another_time(turn, done, told)


async def _report_moved(turn: Turn, report: RatReport) -> Sequence[Say] | None:
    """The report opens again with its new day."""
    text, day = turn.incoming.text, dict[str, Value]()
    with suppress(Invalid):
        if report.held == "yes":
            day = {"held_on": asked_back(past_day(turn, text))}
        elif report.held in HAS_DAY:
            day = {HAS_DAY[report.held]: coming_day(turn, text)}
    if not day:
        return None
    known = await rat.answers_of(turn, report)
    return await open_form(turn, rat.FORM, known, changed=[day], report_id=report.id)


def is_other_matter(text: str) -> bool:
    """Whether words are about something else than a visit."""
    return _OTHER_MATTER.search(normalise(text)) is not None or find_intent(text) not in (None, "visit")


def is_time_alone(turn: Turn, text: str) -> bool:
    """Whether a day and an hour are all that a text says."""
    words = numbers.to_digits(normalise(text))
    read = (dates.read_date(text, turn.today, tense="future"), times.read_time(words))
    said = [each.words for each in read if each is not None and each.words]
    for each in said:
        words = words.replace(each, " ")
    return bool(said) and _REST.fullmatch(words) is not None


async def declined(turn: Turn) -> Sequence[Say] | None:
    """ "Kunjungannya ga usah pak", with no reminder before their eyes."""
    text = turn.incoming.text
    if turn.staff is not None or turn.incoming.choice is not None or not OF_VISITS.search(normalise(text)):
        return None
    answer = read_visit(text, turn.today).get("answer")
    if answer is None or answer.value != "refuse" or asking.is_asking(normalise(text)):
        return None
    if not await cooperatives.of_person(turn.session, turn.person.id):
        return None
    return await not_wanted(turn)


async def not_wanted(turn: Turn) -> Sequence[Say]:
    """No visit: one that was proposed is asked about, else nobody comes."""
    if (plan := await lately.visit(turn)) is not None:
        return await ask(turn, plan)
    return [Say("unvisited.not_now", {"office": turn.office.name}, (Choice("menu.-.go=visit"),))]


async def ask(turn: Turn, plan: VisitPlan) -> Sequence[Say]:
    """Whether it is to be called off, moved or left."""
    choices = tuple(Choice(f"appointment.{plan.id}.then={each}") for each in ("drop", "move", "stays"))
    return [Say("appointment.ask", await told_of(turn, plan), choices)]


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words: yes, no, or another time."""
    subject, text = choices[0].id.split(".", 2)[1], turn.incoming.text
    if (says := await put_off(turn) or await moved(turn)) is not None:
        return says
    words, plan = normalise(text), await _standing(turn, subject)
    is_off = visit_changes.is_called_off(words) and not clauses.is_question(words)
    if is_off and plan is not None and (says := await _rather(turn, plan)) is not None:
        return says
    if visit_changes.is_put_off(words):
        return await pressed(turn, subject, "then", "move")
    if is_off or picking.agrees(text):
        return await pressed(turn, subject, "then", "drop")
    is_no = read_answer(text, Asked.RIGHT) is Answer.NO or _STAYS.search(words)
    return await pressed(turn, subject, "then", "stays") if is_no else None


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """`appointment.<plan>.then=drop|move|stays`."""
    plan = await _standing(turn, subject)
    if plan is None:
        return [Say("router.old_button")]
    if value == "move":
        return await propose.another_time(turn, plan, {})
    about = await told_of(turn, plan)
    if value != "drop":
        return [Say("appointment.stays", about)]
    if await visits.withdraw(turn.session, plan.id, turn.now) is None:
        return [Say("router.old_button")]
    audit.note(turn.session, turn.actor, "visit.withdrawn", f"visit_plan:{plan.id}", turn.now)
    await tell_office(turn, plan, Say("staff.visit_dropped", {**about, "person": turn.person.name}))
    return [Say("appointment.dropped", about, (Choice("menu.-.go=visit_again"),))]


async def _standing(turn: Turn, subject: str) -> VisitPlan | None:
    """The visit of a button, as far as it is theirs and still to come."""
    plan = await turn.session.get(VisitPlan, key) if (key := number(subject)) else None
    stands = plan is not None and plan.person_id == turn.person.id and plan.state in ("proposed", "confirmed")
    return plan if stands else None


async def told_of(turn: Turn, plan: VisitPlan) -> dict[str, Json]:
    """A visit as text parameters."""
    cooperative = await cooperatives.get(turn.session, plan.cooperative_id)
    return {"name": cooperative.name if cooperative else "", "at": plan.starts_at.isoformat()}


async def tell_office(turn: Turn, plan: VisitPlan, say: Say) -> None:
    """Those responsible, and whoever agreed to come."""
    cooperative = await cooperatives.get(turn.session, plan.cooperative_id)
    members = await staff_table.responsible(turn.session, cooperative.district_id if cooperative else None)
    others = await propose.who_agreed(turn, plan, cooperative.district_id if cooperative else None)
    for person_id in (*(each.person_id for each in members), *others):
        if person_id is not None:
            await turn.tell(person_id, say)
