"""What a member of the office may do, said politely."""

from bot.errors import Invalid
from bot.messages import Say
from bot.turn import Turn
from db import staff as staff_table
from db.exports.table import masked


def refused(turn: Turn, deed: str) -> Say | None:
    """Why the member who speaks may not do this; None when they may."""
    if staff_table.may(turn.member, deed):
        return None
    return Say("staff.not_allowed", {"role": {"key": f"staff.role={turn.member.role}"}})


def must(turn: Turn, deed: str) -> None:
    """The same at the end of a form. Raises Invalid."""
    if refusal := refused(turn, deed):
        raise Invalid(refusal.key, **refusal.params)


def phone_for(turn: Turn, phone: str | None) -> str:
    """A number as the member who speaks may see it: in full where they act on tasks, else masked."""
    return (phone or "") if staff_table.may(turn.member, "tasks") else masked(phone)
