"""A report as staff read it."""

from bot.messages import Json
from db.models import RatReport
from handlers.manager import rat_lines
from handlers.manager.rat_receipt import GONE, reason_of


def facts(report: RatReport) -> Json:
    """Everything that a report says, as a nested Say."""
    kind, _, words = report.reason.partition(": ")
    label: Json = {"key": f"rat.reason={kind}"} if kind else ""
    if kind in GONE:
        return {"key": "task.report_gone", "params": {"state": label, "words": words}}
    days = {
        name: getattr(report, name).isoformat() if getattr(report, name) else None for name in ("held_on", "planned_on")
    }
    counts = {"members": report.members, "attended": report.attended}
    params = {**counts, **days, "reason": words or label, "details": rat_lines.details(report)}
    return {"key": f"task.report_{report.held}", "params": params}


def advice(report: RatReport) -> Json:
    """What helps against the reason that a report gives, for whoever takes the task."""
    reason = reason_of(report)
    return {"key": f"task.advice_{reason}"} if reason and reason not in GONE else None
