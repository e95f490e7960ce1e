"""/unduh: the office's lists as spreadsheets, each role what it may see, field officers of their own districts."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Say
from bot.turn import Turn
from db import attachments, audit
from db.models import Staff
from db.staff import ANNOUNCERS, roles_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN = ("progress", "registry", "rat", "visits", "coverage", "deliveries", "invitations")
LISTS = {
    "consultant": ("registry",),
    "viewer": OPEN,
    "field_officer": (*OPEN, "people", "traces"),
    **dict.fromkeys(ANNOUNCERS, (*OPEN, "people", "upward", "escalation", "audit", "traces", "consents")),
}
"""What each role may take away; who acts for another may take theirs too."""
REVEALED = frozenset({*ANNOUNCERS, "field_officer"})
"""Roles that telephone: their lists have the numbers in full."""


def may_take(member: Staff) -> list[str]:
    """The lists of this member, in the order in which they are offered."""
    allowed = {name for role in roles_of(member) for name in LISTS.get(role, ())}
    return [name for name in LISTS["admin"] if name in allowed]


def reveals_to(member: Staff) -> bool:
    """Whether this member's lists have phone numbers in full; field officers get their own districts only."""
    return not REVEALED.isdisjoint(roles_of(member))


async def show(turn: Turn) -> Sequence[Say]:
    """Which list?"""
    key = "download.which_full" if reveals_to(turn.member) else "download.which"
    return [Say(key, {}, tuple(Choice(f"download.-.get={each}") for each in may_take(turn.member)))]


async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
    """A list was chosen."""
    return [Say("router.old_button")] if turn.staff is None else await order(turn, value)


async def order(turn: Turn, name: str) -> Sequence[Say]:
    """The list is made after this turn and follows by itself."""
    if name not in may_take(turn.member):
        return [Say("router.old_button")]
    title = {"key": f"download.get={name}"}
    words = texts.words(f"download.get={name}", turn.language).casefold().replace(" ", "-")
    await attachments.order(
        turn.session,
        turn.person,
        "export",
        f"{name}:{turn.member.id}",
        filename=f"{words}-{turn.today.isoformat()}.xlsx",
        mime=XLSX,
        say=Say("download.here", {"title": title, "today": turn.today.isoformat()}),
        now=turn.now,
    )
    audit.note(turn.session, turn.actor, "export.ordered", f"export:{name}", turn.now, full=reveals_to(turn.member))
    return [Say("download.ordered", {"title": title})]
