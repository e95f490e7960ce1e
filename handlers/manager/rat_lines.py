"""A report line by line, in the words of its own summary."""

from bot.messages import Json
from db.models import RatReport
from handlers.manager.rat_figures import ORDER
from handlers.manager.rat_receipt import GONE

TOLD = {
    "yes": ("held_on", "members", "attended"),
    "planned": ("planned_on", "place"),
    "postponed": ("reason", "reason_text", "again_on", "place"),
    "no": ("reason", "reason_text", "standing", "happened"),
}
"""What is asked of each outcome, before the details."""


def facts(report: RatReport) -> list[Json]:
    """Everything that a report says, from the outcome on."""
    reason, _, words = report.reason.partition(": ")
    day = report.planned_on.isoformat() if report.planned_on else None
    is_gone = reason in GONE
    said: dict[str, Json] = {
        "held_on": report.held_on.isoformat() if report.held_on else None,
        "members": report.members,
        "attended": report.attended,
        "planned_on": day,
        "place": report.place,
        "again_on": day,
        "reason": "" if is_gone else reason,
        "reason_text": "" if is_gone else words,
        "standing": reason if is_gone else "",
        "happened": words if is_gone else "",
    }
    lines: list[Json] = [{"key": "rat.line.held", "params": {"held": report.held}}]
    for name in TOLD[report.held]:
        if said[name] not in (None, ""):
            lines.append({"key": f"rat.line.{name}", "params": {name: said[name]}})
    return [*lines, *(details(report) if report.held == "yes" else [])]


def details(report: RatReport) -> list[Json]:
    """What was told beside the bare facts of a meeting; its form first, known or not."""
    told: dict[str, Json] = {
        "ordinal": report.ordinal,
        "place": report.place,
        "women": report.members_women,
        "new_officers": None if report.new_officers is None else "yes" if report.new_officers else "no",
        **{name: getattr(report, name) for name in ORDER},
    }
    lines: list[Json] = [{"key": "rat.line.meeting", "params": {"meeting": report.meeting}}]
    for name, value in told.items():
        if value not in (None, ""):
            lines.append({"key": f"rat.line.{name}", "params": {name: value}})
    return lines
