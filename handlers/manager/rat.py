"""Reporting the annual members' meeting (RAT): the questions, and filing the answers."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value, given
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking, asking_help
from bot.understanding.words import normalise
from db import audit, cooperatives, prompts
from db import rat as reports
from db.models import Cooperative, Ledger, RatReport
from handlers.forms import open_form, with_question
from handlers.ids import number
from handlers.manager import (
    identify,
    officers,
    papers,
    picking,
    rat_asked,
    rat_details,
    rat_figures,
    rat_replies,
    wanted,
)
from handlers.manager import rat_reading as reading
from handlers.manager.rat_checks import doubts
from handlers.manager.rat_receipt import GONE, receipt, successor, to_staff, told
from handlers.when import coming_day, within

REASONS = ("books", "schedule", "conflict", "handover", "idle", "howto", "members", "other")
"""`domain` 1.7: why cooperatives don't hold their meeting, in the order of the office's menu."""
MEETINGS = ("langsung", "kelompok", "tertulis", "daring", "hibrida")
MEETING = re.compile(
    r"\brat\b|\b(?:kami|hari ini|sudah|telah) rapat\b|\brapat (?:anggota|tahunan|kami)\b"
    r"|\brapat (?:sudah|telah) (?:selesai|terlaksana|dilaksanakan|diadakan)\b"
)
TELLING = frozenset({"held_on", "planned_on", "again_on", "attended", "members", "surplus"})
"""What words must tell of a meeting, besides whether there was one, to open the report by themselves."""
NEXT_YEAR_FROM = 10
"""From this month on the running book year is offered: its meeting may be planned."""


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Hari ini rapat pak, lg berlangsung": no certain wish, but a meeting of theirs with its day or figures."""
    text = turn.incoming.text
    if turn.staff is not None or MEETING.search(normalise(text)) is None:
        return None
    known = reading.sentence(turn, text)
    return await start(turn) if "held" in known and not known.keys().isdisjoint(TELLING) else None


async def told_beside(turn: Turn, wishes: Sequence[str]) -> Sequence[Say] | None:
    """ "Blm rat, ketua kami meninggal": a report, which notes the rest of it too."""
    known = reading.sentence(turn, turn.incoming.text) if "report_rat" in wishes and turn.staff is None else {}
    return await start(turn) if "held" in known and not known.keys().isdisjoint({*TELLING, "reason"}) else None


async def start(turn: Turn) -> Sequence[Say]:
    """Open the report, filled with what one sentence already said. Claimed officers may report too."""
    mine = await _mine(turn)
    if not mine and turn.staff is not None:
        return [Say("rat.for_managers")]
    if not mine and not (mine := list(await identify.recognise(turn))):
        wanted.keep_words(turn, turn.incoming.text)
        former = await cooperatives.of_person(turn.session, turn.person.id, statuses=("ended",))
        if left := [each.name for officer, each in former if officer.since is not None]:
            names: list[Json] = [*left]
            ways = (Choice("register.-.how=name"), Choice("menu.-.go=human"))
            return [Say("rat.left_office", {"cooperatives": names}, ways)]
        return [Say("rat.who_are_you"), await identify.ask_contact(turn)]
    wanted.take_words(turn)
    told, asked = asking.told_and_asked(asking_help.without(turn.incoming.text) or turn.incoming.text)
    known = dict(reading.sentence(turn, told)) if told else {}
    if "standing" in known:
        known.setdefault("book_year", Value(str(turn.today.year - 1)))
    known |= await _reminded(turn, known)
    if one := picking.meant(turn, mine):
        known["cooperative"] = Value(str(one.id), label=one.name)
    says = await open_form(turn, FORM, known)
    says = with_question(turn, asked, says) if asked and known.keys() & {"held", "held_on"} else says
    return picking.called(turn, one.name, says) if one is not None and len(mine) > 1 else says


async def _reminded(turn: Turn, known: Answers) -> dict[str, Value]:
    """What the reminder before their eyes leaves no doubt of: its book year, and that the day it asks for is to come.

    A meeting in that year itself is hardly the one it asks for.
    """
    choices, _ = await prompts.last_prompt(turn.session, turn.incoming.sender)
    name, subject, _ = (*choices[0].id.split(".", 2), "", "")[:3] if choices else ("", "", "")
    row = await turn.session.get(Ledger, key) if name == "season" and (key := number(subject)) else None
    if row is None or "book_year" in known:
        return {}
    year = row.purpose.rpartition(":")[2].partition(".")[0]
    if "held_on" in known and known["held_on"].value[:4] <= year:
        return {}
    found = {"book_year": Value(year)}
    if "held" not in known and any(each.id.endswith("act=date") for each in choices):
        with suppress(Invalid):
            found |= {"planned_on": reading.day_fixed(turn, turn.incoming.text), "held": Value("planned")}
    return found


async def _mine(turn: Turn) -> list[Cooperative]:
    rows = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    return list({each.id: each for _, each in rows}.values())


async def _cooperatives(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(str(each.id), each.name) for each in await _mine(turn)]


async def _years(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    last = turn.today.year if turn.today.month >= NEXT_YEAR_FROM else turn.today.year - 1
    return [Choice(str(year), str(year)) for year in (last, last - 1)]


def _offers(*values: str) -> Callable[[Turn, Answers], Awaitable[Sequence[Choice]]]:
    """A question with always the same answers."""

    async def offered(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
        return [Choice(each) for each in values]

    return offered


def _facts(answers: Answers) -> reports.Facts:
    said = {name: answer.value for name, answer in answers.items()}
    planned_on = said.get("planned_on") or said.get("again_on")
    new_officers = said.get("new_officers")
    return reports.Facts(
        book_year=int(said["book_year"]),
        held=said["held"],
        held_on=date.fromisoformat(said["held_on"]) if said.get("held_on") else None,
        planned_on=date.fromisoformat(planned_on) if planned_on else None,
        reason=_reason(said),
        meeting=said.get("meeting") or "",
        place=said.get("place") or "",
        members_women=said.get("women"),
        new_officers=None if new_officers is None else new_officers == "yes",
        is_full=said.get("details") == "yes",
        **{name: said.get(name) for name in ("members", "attended", "ordinal", *rat_figures.ORDER)},
    )


def _reason(said: Mapping[str, Json]) -> str:
    """As the office's list calls it, with the person's own words where they told more."""
    if said.get("standing") in GONE:
        words = said.get("happened")
        return f"{said['standing']}: {words}" if words else str(said["standing"])
    reason = said.get("reason") or ""
    return f"other: {said['reason_text']}" if reason == "other" else str(reason)


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """File the report; the person gets a receipt, staff a task."""
    mine = {str(each.id): each for each in await _mine(turn)}
    cooperative = mine.get(answers["cooperative"].value)
    if cooperative is None:
        raise Invalid("rat.no_longer_yours")
    is_verified = cooperative.id in {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    facts = _facts(answers)
    before = await reports.current(turn.session, cooperative.id, facts.book_year) if is_verified else None
    if before is not None and before.reported_by == turn.person.id and reports.says_the_same(before, facts):
        return [
            Say("rat.unchanged", {"name": cooperative.name, "year": str(facts.book_year), "receipt": before.receipt})
        ]
    report = await reports.file(
        turn.session,
        cooperative.id,
        facts,
        person_id=turn.person.id,
        officer_verified=is_verified,
        account=turn.incoming.sender.account,
        words=str(turn.form_context.get("words", "")),
        now=turn.now,
    )
    audit.note(turn.session, turn.actor, "rat.filed", f"rat:{report.id}", turn.now, receipt=report.receipt)
    await to_staff(turn, report, cooperative, is_verified=is_verified)
    wanted.take_words(turn)
    if before is not None and before.status == "superseded" and before.reported_by not in (None, turn.person.id):
        said = {"name": cooperative.name, "year": str(report.book_year), "receipt": report.receipt}
        await turn.tell(before.reported_by, Say("rat.replaced", {**said, "person": turn.person.name}))
    if report.held == "yes":
        await papers.noted_from(turn, cooperative, report.book_year, report.words, is_verified=is_verified)
    says = told(await receipt(turn, report, cooperative), is_verified=is_verified)
    says += successor(report)
    if report.held == "yes" and report.version == 1 and report.new_officers is not False:
        says += await officers.officers_still(turn, cooperative.id)
    return says


async def again(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """A report opened again with what it said; `held` and `plan` begin from what has changed since."""
    report = await turn.session.get(RatReport, key) if (key := number(subject)) else None
    if report is None or report.reported_by != turn.person.id:
        return [Say("router.old_button")]
    if report.cooperative_id not in {each.id for each in await _mine(turn)}:
        return [Say("router.old_button")]
    begins: Mapping[str, Mapping[str, Json]] = {"plan": {"held": "planned"}, "held": {"held": "yes"}}
    known = await answers_of(turn, report, begins.get(value))
    return await open_form(turn, FORM, known, report_id=report.id)


async def answers_of(turn: Turn, report: RatReport, instead: Mapping[str, Json] | None = None) -> dict[str, Value]:
    """A report as answers of the form; only whose and for which year, where it begins with something else."""
    said: dict[str, Json] = {"book_year": str(report.book_year), **(instead or _said_before(report))}
    known = {name: Value(answer) for name, answer in said.items() if answer not in (None, "")}
    cooperative = await cooperatives.get(turn.session, report.cooperative_id)
    known["cooperative"] = Value(str(report.cooperative_id), label=cooperative.name if cooperative else "")
    return known


def _said_before(report: RatReport) -> dict[str, Json]:
    """What a report said, as answers of the form."""
    reason, _, words = report.reason.partition(": ")
    is_gone, day = reason in GONE, report.planned_on.isoformat() if report.planned_on else None
    return {
        "held": report.held,
        "held_on": report.held_on.isoformat() if report.held_on else None,
        "planned_on" if report.held == "planned" else "again_on": day,
        "reason": "idle" if is_gone else reason,
        "reason_text": "" if is_gone else words,
        "standing": reason if is_gone else "running" if reason == "idle" else None,
        "happened": words if is_gone else "",
        "details": "no" if report.held == "yes" else None,
        "women": report.members_women,
        "new_officers": None if report.new_officers is None else "yes" if report.new_officers else "no",
        **{name: getattr(report, name) for name in ("members", "attended", "meeting", "ordinal", "place")},
        **{name: getattr(report, name) for name in rat_figures.ORDER},
    }


FORM: Form[Turn] = Form(
    "rat",
    (
        Field("cooperative", choices=_cooperatives, by_name=True),
        Field("book_year", reading.year, choices=_years),
        Field("held", reading.held, choices=_offers("yes", "planned", "postponed", "no")),
        Field("held_on", reading.held_on, when=given(held="yes"), within=within(reading.known_past_day)),
        Field(
            "planned_on",
            reading.planned_on,
            when=given(held="planned"),
            within=within(coming_day),
            unsettled={"held": Value("no", "doubtful"), "reason": Value("schedule")},
        ),
        Field(
            "reason",
            reading.reason,
            choices=_offers(*REASONS),
            when=lambda a: rat_asked.says(a, "held", "no", "postponed"),
        ),
        Field("reason_text", when=rat_asked.given_other),
        Field(
            "standing",
            None,
            choices=_offers("running", *GONE),
            when=lambda a: rat_asked.says(a, "held", "no") and rat_asked.says(a, "reason", "idle"),
        ),
        Field(
            "happened",
            when=lambda a: rat_asked.says(a, "held", "no") and rat_asked.says(a, "standing", *GONE),
            optional=True,
        ),
        Field("again_on", coming_day, when=given(held="postponed"), optional=True, within=within(coming_day)),
        Field("members", rat_details.members, when=given(held="yes")),
        Field("attended", rat_details.people, when=given(held="yes")),
        Field("meeting", rat_details.meeting, choices=_offers(*MEETINGS), when=given(held="yes")),
        Field(
            "details", rat_details.more, choices=_offers("yes", "no"), when=given(held="yes"), aside=True, again=True
        ),
        Field("ordinal", rat_details.ordinal, when=rat_asked.detail("ordinal"), optional=True),
        Field("place", rat_details.place, when=rat_asked.place_asked, optional=True),
        Field("women", rat_details.women, when=rat_asked.detail("women"), optional=True),
        Field("men", None, when=rat_asked.never, aside=True),
        Field(
            "new_officers",
            rat_details.yes_or_no,
            choices=_offers("yes", "no"),
            when=rat_asked.detail("new_officers"),
            optional=True,
        ),
        Field(
            "finance",
            rat_details.yes_or_no,
            choices=_offers("yes", "no"),
            when=given(held="yes", details="yes"),
            aside=True,
        ),
        *(rat_figures.field(name) for name in rat_figures.ORDER),
    ),
    _finish,
    read=rat_replies.reply,
    preview=doubts,
)
