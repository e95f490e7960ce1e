"""/undangan: letters of invitation are printed, their hand-over is noted, and how far they got."""

from collections.abc import Sequence

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import attachments, audit, cooperatives, invitations, letters
from db import staff as staff_table
from db.invitations import STEPS, Funnel, Invitation
from db.letters import WANTED, Wanted
from handlers.forms import open_form
from handlers.roles import must, refused
from handlers.staff import download, handing
from handlers.staff.ways import ways

DEED = "visits"
ALL = "0"
DOES = ("print", "handed", "poster", "file")
PDF = "application/pdf"
LIST = "invitations"


async def show(turn: Turn) -> Sequence[Say]:
    """Printed, handed over, linked, consented: in all, by district, and by who handed over."""
    districts = await staff_table.scope(turn.session, turn.member)
    rows = await invitations.of(turn.session, districts or None)
    whole = _counts(invitations.funnel(rows))
    says = [Say("invite.progress", {"today": turn.today.isoformat(), "total": len(rows), **whole})]
    if ended := invitations.expired(rows, turn.now):
        says.append(Say("invite.expired", {"count": ended}))
    if printed := [each for each in rows if each.printed_at is not None]:
        says.append(Say("invite.by_district", {"rows": _lines(invitations.by(printed, _district))}))
    if given := [each for each in printed if each.handed_at is not None]:
        by_officer = invitations.by(given, lambda each: each.handed_by)
        says.append(Say("invite.by_officer", {"rows": _lines(by_officer, "invite.by_nobody")}))
    return [*says[:-1], _with_buttons(turn, says[-1])]


def _district(row: Invitation) -> str:
    return f"{row.district} ({', '.join(row.officers)})" if row.officers else row.district


def _with_buttons(turn: Turn, say: Say) -> Say:
    may_print, may_take = staff_table.may(turn.member, DEED), LIST in download.may_take(turn.member)
    allowed = [each for each in DOES if (may_take if each == "file" else may_print)]
    return Say(say.key, say.params, tuple(Choice(f"invite.-.do={each}") for each in allowed))


def _lines(groups: Sequence[tuple[str, Funnel]], unknown: str = "progress.nowhere") -> list[Json]:
    return [
        {"key": "invite.row", "params": {"who": name or {"key": unknown}, **_counts(found)}} for name, found in groups
    ]


def _counts(found: Funnel) -> dict[str, Json]:
    return {name: getattr(found, name) for name in STEPS}


async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
    """`invite.-.do=print|handed|poster|file`."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if value == "file":
        return await download.order(turn, LIST)
    if no := refused(turn, DEED):
        return [no]
    if value == "handed":
        return await handing.start(turn)
    if not await ways(turn.session):
        return [Say("invite.no_way")]
    return await (_poster(turn) if value == "poster" else _print(turn))


async def _poster(turn: Turn) -> Sequence[Say]:
    name = texts.words("invite.poster_file", turn.language)
    await _order(turn, "poster", "a4", f"{name}.pdf", Say("invite.poster_here"))
    return [Say("invite.poster_ordered")]


async def _print(turn: Turn) -> Sequence[Say]:
    """Who answers for one district need not say which."""
    own = await staff_table.scope(turn.session, turn.member)
    known = {}
    if len(own) == 1:
        name = next((each.name for each in await cooperatives.districts(turn.session) if each.id == own[0]), "")
        known = {"district": Value(str(own[0]), label=name)}
    return await open_form(turn, FORM, known)


async def _districts(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    own = await staff_table.scope(turn.session, turn.member)
    listed = [each for each in await cooperatives.districts(turn.session) if not own or each.id in own]
    every = Choice(ALL, texts.words("invite.everywhere", turn.language))
    return [every, *(Choice(str(each.id), each.name) for each in listed)]


async def _whom(turn: Turn, answers: Answers) -> Sequence[Choice]:
    """Only choices that print something."""
    return [Choice(each) for each in WANTED if await _count(turn, answers, each)]


async def _count(turn: Turn, answers: Answers, whom: Wanted) -> int:
    own, place = await staff_table.scope(turn.session, turn.member), answers["district"].value
    places = own if place == ALL else [int(place)]
    return len(await letters.addressees(turn.session, whom, turn.now, district_ids=places or None))


async def _preview(turn: Turn, answers: Answers) -> Sequence[Say]:
    """How much paper it will be."""
    return [Say("invite.how_many", {"count": await _count(turn, answers, answers["whom"].value)})]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The letters are made after this turn and follow by themselves."""
    must(turn, DEED)
    place, whom = answers["district"].value, answers["whom"].value
    if not (count := await _count(turn, answers, whom)):
        raise Invalid("invite.nobody")
    name = texts.words("invite.letters_file", turn.language)
    subject = f"{place}:{whom}:{turn.member.id}"
    say = Say("invite.letters_here", {"count": count, "today": turn.today.isoformat()})
    await _order(turn, "letters", subject, f"{name}-{turn.today.isoformat()}.pdf", say)
    audit.note(turn.session, turn.actor, "letter.ordered", f"district:{place}", turn.now, whom=whom, count=count)
    return [Say("invite.letters_ordered", {"count": count})]


async def _order(turn: Turn, kind: str, subject: str, filename: str, say: Say) -> None:
    await attachments.order(
        turn.session, turn.person, kind, subject, filename=filename, mime=PDF, say=say, now=turn.now
    )


FORM: Form[Turn] = Form(
    "invite",
    (Field("district", None, choices=_districts), Field("whom", None, choices=_whom)),
    _finish,
    preview=_preview,
)
