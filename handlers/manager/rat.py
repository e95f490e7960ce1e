"""Reporting the annual members' meeting (RAT)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value, given
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import answers as short
from bot.understanding import counts, rat
from db import audit, cooperatives, parameters
from db import rat as reports
from db.models import Cooperative, RatReport
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import identify
from handlers.notify import hand_to_staff
from handlers.when import coming_day, past_day

REASONS = ("books", "schedule", "conflict", "handover", "idle", "howto", "members", "other")
"""`domain` 1.7: why cooperatives don't hold their meeting, in the order of the office's menu."""
OLDEST_YEARS = 6
MOST_PEOPLE = 1_000_000


async def start(turn: Turn) -> Sequence[Say]:
    """Open the report, filled with what one sentence already said. Claimed officers may report too."""
    mine = await _mine(turn)
    if not mine and turn.staff is not None:
        return [Say("rat.for_managers")]
    if not mine and not (mine := list(await identify.recognise(turn))):
        turn.talk.pending = turn.incoming.text
        return [Say("rat.who_are_you"), identify.ask_contact(turn)]
    known = dict(_read(turn, turn.incoming.text)) if turn.incoming.text else {}
    if len(mine) == 1:
        known["cooperative"] = Value(str(mine[0].id), label=mine[0].name)
    return await open_form(turn, FORM, known)


async def _mine(turn: Turn) -> list[Cooperative]:
    rows = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    return list({each.id: each for _, each in rows}.values())


async def _cooperatives(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(str(each.id), each.name) for each in await _mine(turn)]


async def _years(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    last = turn.today.year - 1
    return [Choice(str(year), str(year)) for year in (last, last - 1)]


async def _held(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice("yes"), Choice("planned"), Choice("no")]


async def _reasons(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(each) for each in REASONS]


def _year(turn: Turn, text: str) -> Value:
    """A book year; one that isn't over can't have been accounted for."""
    read = rat.read_rat(f"tahun buku {text}", turn.today).get("book_year")
    year = read.value if read else int(text) if text.isdecimal() and len(text) == 4 else 0
    if not turn.today.year - OLDEST_YEARS <= year <= turn.today.year:
        raise Invalid("rat.year_please")
    if year == turn.today.year:
        raise Invalid("rat.year_not_over", year=str(year))
    return Value(str(year))


def _held_words(_turn: Turn, text: str) -> Value:
    """ "belum" is not "tidak": both are asked back before they count as a meeting that is not even planned."""
    match short.read_answer(text):
        case short.Answer.YES:
            return Value("yes")
        case short.Answer.TENTATIVE:
            return Value("planned", "doubtful")
        case short.Answer.NO | short.Answer.NOT_YET:
            return Value("no", "doubtful")
    raise Invalid("form.pick_one")


def _people(_turn: Turn, text: str) -> Value:
    read = counts.read_count(text)
    if read is None or not 0 <= read.value <= MOST_PEOPLE:
        raise Invalid("form.how_many")
    return Value(read.value, read.precision)


def _read(turn: Turn, text: str) -> Mapping[str, Value]:
    """Everything a whole sentence says about the meeting. A contradiction with the calendar is left to be asked."""
    found: dict[str, Value] = {}
    for name, read in rat.read_rat(text, turn.today).items():
        value: Json = read.value.isoformat() if isinstance(read.value, date) else read.value
        precision = read.precision if read.precision == "exact" else "doubtful"
        if name in ("held_on", "planned_on") and read.precision not in ("exact", "doubtful"):
            continue
        if name == "held_on" and read.value > turn.today:
            continue
        if name == "book_year":
            if read.value >= turn.today.year:
                continue
            value = str(value)
        found[name] = Value(value, precision)
    return found


async def _doubts(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Values that are odd are pointed at, never refused."""
    says: list[Say] = []
    members, attended = answers.get("members"), answers.get("attended")
    if members and attended and attended.value > members.value:
        says.append(Say("rat.more_than_members", {"members": members.value, "attended": attended.value}))
    held_on, year = answers.get("held_on"), int(answers["book_year"].value)
    if held_on and date.fromisoformat(held_on.value) <= date(year, 12, 31):
        says.append(Say("rat.before_year_end", {"day": held_on.value, "year": str(year)}))
    return says


def _facts(answers: Answers) -> reports.Facts:
    said = {name: answer.value for name, answer in answers.items()}
    reason = said.get("reason") or ""
    if reason == "other":
        reason = f"other: {said['reason_text']}"
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in ("held_on", "planned_on")}
    return reports.Facts(
        book_year=int(said["book_year"]),
        held=said["held"],
        members=said.get("members"),
        attended=said.get("attended"),
        reason=reason,
        **days,
    )


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """File the report; the person gets a receipt, staff a task."""
    mine = {str(each.id): each for each in await _mine(turn)}
    cooperative = mine.get(answers["cooperative"].value)
    if cooperative is None:
        raise Invalid("rat.no_longer_yours")
    verified = {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    report = await reports.file(
        turn.session,
        cooperative.id,
        _facts(answers),
        person_id=turn.person.id,
        officer_verified=cooperative.id in verified,
        account=turn.incoming.sender.account,
        words=str(turn.form_context.get("words", "")),
        now=turn.now,
    )
    audit.note(turn.session, turn.actor, "rat.filed", f"rat:{report.id}", turn.now, receipt=report.receipt)
    kind = "rat_dispute" if report.status == "disputed" else "rat_obstacle" if report.held == "no" else "rat"
    about = {"name": cooperative.name, "person": turn.person.name, "year": str(report.book_year)}
    note = kind if cooperative.id in verified else "rat_unconfirmed"
    say, data = Say(f"staff.{note}", about), {"report_id": report.id}
    await hand_to_staff(turn, kind, f"rat:{report.id}", cooperative, say, data, urgent=kind == "rat_dispute")
    key = "rat.disputed" if kind == "rat_dispute" else f"rat.receipt_{report.held}"
    says = [Say(key, {**about, "receipt": report.receipt, "papers": await _papers(turn, report)})]
    if cooperative.id not in verified:
        says.append(Say("rat.held_back"))
    return says


async def _papers(turn: Turn, report: RatReport) -> Json:
    """By when the papers are expected; a day that has passed is not held against anybody."""
    if report.held_on is None:
        return None
    rules = await parameters.load(turn.session)
    due = report.held_on + timedelta(days=rules.rat_report_days)
    return {"key": "rat.papers_by" if due >= turn.today else "rat.papers_soon", "params": {"due": due.isoformat()}}


async def again(turn: Turn, subject: str, _question: str, _value: str) -> Sequence[Say]:
    """A returned report, opened again with what it said."""
    report = await turn.session.get(RatReport, key) if (key := number(subject)) else None
    if report is None or report.cooperative_id not in {each.id for each in await _mine(turn)}:
        return [Say("router.old_button")]
    cooperative = await cooperatives.get(turn.session, report.cooperative_id)
    reason, _, words = report.reason.partition(": ")
    said: dict[str, Json] = {
        "book_year": str(report.book_year),
        "held": report.held,
        "held_on": report.held_on.isoformat() if report.held_on else None,
        "planned_on": report.planned_on.isoformat() if report.planned_on else None,
        "members": report.members,
        "attended": report.attended,
        "reason": reason,
        "reason_text": words,
    }
    known = {name: Value(value) for name, value in said.items() if value not in (None, "")}
    known["cooperative"] = Value(str(report.cooperative_id), label=cooperative.name if cooperative else "")
    return await open_form(turn, FORM, known, report_id=report.id)


FORM: Form[Turn] = Form(
    "rat",
    (
        Field("cooperative", choices=_cooperatives),
        Field("book_year", _year, choices=_years),
        Field("held", _held_words, choices=_held),
        Field("held_on", past_day, when=given(held="yes")),
        Field("planned_on", coming_day, when=given(held="planned")),
        Field("reason", None, choices=_reasons, when=given(held="no")),
        Field("reason_text", when=given(held="no", reason="other")),
        Field("members", _people, when=given(held="yes")),
        Field("attended", _people, when=given(held="yes")),
    ),
    _finish,
    read=_read,
    preview=_doubts,
)
