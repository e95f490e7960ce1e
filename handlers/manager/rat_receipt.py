"""What a person gets for a report, and what staff get to do."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import clocks, grades, papers, tasks
from db import rat as reports
from db.models import Cooperative, RatReport
from handlers.manager import mourning
from handlers.notify import hand_to_staff

GONE = ("inactive", "dissolved")
"""Reasons that say that the cooperative itself is no more."""
KKMP = "KKMP"
NONE_YET = "D"
"""The grade without a report for the last years: nobody is greeted with it below their first one."""
WITH_CLINIC = ("books", "howto")
WITH_DATE = ("schedule", "handover", "members")


async def receipt(turn: Turn, report: RatReport, cooperative: Cooperative) -> list[Say]:
    """The receipt with its number, what comes next, and the buttons for it."""
    about = {"name": cooperative.name, "year": str(report.book_year), "receipt": report.receipt}
    if report.status == "disputed":
        return [Say("rat.disputed", about, (_pdf(report),))]
    match report.held:
        case "yes":
            says = [await _held(turn, report, cooperative, about)]
        case "planned" | "postponed":
            choices = (Choice(f"refile.{report.id}.do=held"), _pdf(report))
            day = report.planned_on.isoformat() if report.planned_on else None
            says = [Say(f"rat.receipt_{report.held}", {**about, "day": day, "help": _help(report)}, choices)]
        case _:
            says = [_not_held(report, about)]
    if report.held == "yes" and report.officer_verified:
        says.append(await _grade(turn, cooperative))
    if cooperative.program == KKMP and reason_of(report) not in GONE:
        says.append(Say("rat.simkopdes"))
    return says


async def _held(turn: Turn, report: RatReport, cooperative: Cooperative, about: dict[str, Json]) -> Say:
    assert report.held_on is not None
    dates = await clocks.of(turn.session, cooperative, report.book_year)
    due = report.held_on + timedelta(days=dates.report_days)
    states = await papers.states(turn.session, cooperative.id, report.book_year, of_person=turn.person.id)
    missing = [kind for kind in papers.KINDS if states.get(kind, "") not in papers.COMPLETE]
    choices = (Choice(f"papers.{cooperative.id}-{report.book_year}.do=send"), _pdf(report))
    told = _wanted(missing, due, is_past=due < turn.today)
    return Say("rat.receipt_yes", {**about, "papers": told}, choices)


async def _grade(turn: Turn, cooperative: Cooperative) -> Say:
    """The grade of the NIK Koperasi that the reports let expect, and what would raise it; never told to a stranger."""
    years = await reports.years_held(turn.session, cooperative.id)
    grade = grades.expected(years, cooperative.founded_on, turn.today)
    if not grade.next_letter:
        return Say("rat.grade_top", {"letter": grade.letter})
    key = "rat.grade_first" if grade.letter == NONE_YET else "rat.grade"
    return Say(key, {"letter": grade.letter, "next": grade.next_letter, "more": grade.reports_needed})


def _wanted(missing: Sequence[str], due: date, *, is_past: bool) -> Json:
    """Which papers are expected and by when; a day that has passed is not held against anybody."""
    if not missing:
        return {"key": "rat.papers_noted"}
    names: list[Json] = [{"key": f"papers.kind={kind}"} for kind in missing]
    key = "rat.papers_soon" if is_past else "rat.papers_by"
    return {"key": key, "params": {"due": due.isoformat(), "missing": names}}


def _not_held(report: RatReport, about: dict[str, Json]) -> Say:
    reason = reason_of(report)
    if reason in GONE:
        return Say("rat.receipt_gone", about, (_human(),))
    choices = [Choice("menu.-.go=clinic")] if reason in WITH_CLINIC else []
    choices += [Choice(f"refile.{report.id}.do=plan")] if reason in WITH_DATE else []
    return Say("rat.receipt_no", {**about, "help": _help(report)}, (*choices, _human()))


def successor(report: RatReport) -> list[Say]:
    """Where an officer has died: who takes the place, once there is somebody."""
    if not mourning.is_told(report.reason) or not report.officer_verified:
        return []
    return [Say("rat.successor_later", {}, (Choice(f"officers.{report.cooperative_id}.still=changed"),))]


def _help(report: RatReport) -> Json:
    """What fits the reason, as a nested Say."""
    if mourning.is_told(report.reason):
        return {"key": "rat.help_bereaved"}
    return {"key": f"rat.help_{reason_of(report)}"} if report.reason else None


def _human() -> Choice:
    return Choice("menu.-.go=human")


def reason_of(report: RatReport) -> str:
    """Which reason of the office's list (`domain` 1.7) a report gives, without the words behind it."""
    return report.reason.partition(": ")[0]


def _pdf(report: RatReport) -> Choice:
    return Choice(f"history.{report.id}.do=pdf")


async def to_staff(turn: Turn, report: RatReport, cooperative: Cooperative, *, is_verified: bool) -> None:
    """The task that a report is for the office, in place of those that it has overtaken."""
    for number in await reports.replaced(turn.session, report):
        await tasks.close_key(turn.session, f"rat:{number}", turn.now)
    kind = task_kind(report)
    about = {"name": cooperative.name, "person": turn.person.name, "year": str(report.book_year)}
    say = Say(f"staff.{kind if is_verified else 'rat_unconfirmed'}", about)
    data: dict[str, Json] = {"report_id": report.id}
    await hand_to_staff(turn, kind, f"rat:{report.id}", cooperative, say, data, urgent=kind == "rat_dispute")


def task_kind(report: RatReport) -> str:
    """rat (to be checked), rat_dispute, rat_obstacle (to be helped), rat_gone (to be looked into)."""
    if report.status == "disputed":
        return "rat_dispute"
    if reason_of(report) in GONE:
        return "rat_gone"
    return "rat_obstacle" if report.held in ("no", "postponed") else "rat"


def told(says: Sequence[Say], *, is_verified: bool) -> list[Say]:
    """The receipt, with what is said to somebody whom staff have not yet confirmed."""
    return [*says] if is_verified else [*says, Say("rat.held_back")]
