"""RIWAYAT: what somebody has reported, in every version, and the receipt of each as a PDF to pass on."""

from collections.abc import Sequence

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import attachments, cooperatives, papers
from db import rat as reports
from db.models import Cooperative, RatReport
from handlers.ids import number

SHOWN = 8
PDF = "application/pdf"


async def show(turn: Turn) -> Sequence[Say]:
    """The newest reports of the person, those that still stand with a button for their receipt."""
    mine = await reports.of_person(turn.session, turn.person.id, SHOWN)
    if not mine:
        return [Say("rat.for_managers") if turn.staff else Say("history.none", {}, (Choice("menu.-.go=rat"),))]
    lines: list[Json] = []
    choices: list[Choice] = []
    for report in mine:
        cooperative = await cooperatives.get(turn.session, report.cooperative_id)
        lines.append(await _line(turn, report, cooperative))
        if report.status != "superseded":
            choices.append(Choice(f"history.{report.id}.do=pdf", report.receipt))
    return [Say("history.list" if choices else "history.list_replaced", {"reports": lines}, tuple(choices))]


async def _line(turn: Turn, report: RatReport, cooperative: Cooperative | None) -> Json:
    day = report.held_on or report.planned_on
    params: dict[str, Json] = {
        "name": cooperative.name if cooperative else "",
        "year": str(report.book_year),
        "receipt": report.receipt,
        "outcome": {"key": f"rat.held={report.held}"},
        "day": day.isoformat() if day else None,
        "state": {"key": f"history.state_{report.status if report.officer_verified else 'held_back'}"},
    }
    if report.status == "superseded":
        params["state"] = {"key": "history.state_superseded"}
    if report.held != "yes" or report.status == "superseded":
        return {"key": "history.line_dated" if day else "history.line", "params": params}
    states = await papers.states(
        turn.session,
        report.cooperative_id,
        report.book_year,
        of_person=None if report.officer_verified else turn.person.id,
    )
    params["papers"] = sum(state in papers.COMPLETE for state in states.values())
    return {"key": "history.line_held", "params": params}


async def pressed(turn: Turn, subject: str, _question: str, _value: str) -> Sequence[Say]:
    """`history.7.do=pdf`: the receipt is made and follows by itself."""
    report = await turn.session.get(RatReport, key) if (key := number(subject)) else None
    if report is None or report.reported_by != turn.person.id:
        return [Say("router.old_button")]
    say = Say("history.receipt", {"receipt": report.receipt})
    name = f"{report.receipt}.pdf"
    await attachments.order(
        turn.session, turn.person, "rat_receipt", str(report.id), filename=name, mime=PDF, say=say, now=turn.now
    )
    return [Say("history.coming")]
