"""The papers of a meeting: sent as photos or PDFs one after another, or said to lie in the office already."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Attachment, Choice, Json, Say
from bot.texts.wire import say_to_json
from bot.turn import Turn
from bot.understanding import papers as said
from db import attachments, audit, cooperatives, papers
from db import rat as reports
from db.models import Cooperative, RatPaper
from handlers.ids import number
from handlers.notify import hand_to_staff

MOST_BYTES = 20 << 20
"""What Telegram lets a bot fetch; the same for everybody."""
READABLE = ("application/pdf", "image/")
READABLE_NAMES = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp")
FILES = ("photo", "document")


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whose papers they are, and whether staff have confirmed the person who brings them as an officer."""

    cooperative: Cooperative
    book_year: int
    is_verified: bool

    @property
    def subject(self) -> str:
        """As buttons carry it."""
        return f"{self.cooperative.id}-{self.book_year}"


async def start(turn: Turn) -> Sequence[Say]:
    """BERKAS, or a sentence that says what lies in the office."""
    if turn.staff is not None:
        return [Say("rat.for_managers")]
    mine = await _meetings(turn)
    if not mine:
        return [Say("papers.report_first", {}, (Choice("menu.-.go=rat"),))]
    if len(mine) > 1:
        choices = tuple(Choice(f"papers.{each.subject}.do=send", each.cooperative.name) for each in mine)
        return [Say("papers.which_cooperative", {}, choices)]
    if kinds := said.said_to_be_in_the_office(turn.incoming.text):
        return await at_office(turn, mine[0], kinds)
    return [await _progress(turn, mine[0])]


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`papers.12-2026.do=send|office|later`, `papers.12-2026.office=minutes`, `papers.p7.kind=minutes`."""
    if question == "kind":
        return await _kind_told(turn, subject, value)
    meeting = next((each for each in await _meetings(turn) if each.subject == subject), None)
    if meeting is None:
        return [Say("router.old_button")]
    if question == "office":
        return await at_office(turn, meeting, papers.KINDS if value == "all" else (value,))
    if value == "office":
        missing = await _missing(turn, meeting)
        choices = [Choice(f"papers.{subject}.office={each}") for each in (*missing, *(["all"] if missing[1:] else []))]
        return [Say("papers.which_at_office", {}, tuple(choices))] if missing else [await _progress(turn, meeting)]
    return [Say("papers.later")] if value == "later" else [await _progress(turn, meeting)]


async def file(turn: Turn, prompt: Sequence[Choice], is_talking: bool) -> Sequence[Say] | None:
    """A photo or document from outside any question; None when it is none of ours.

    `prompt` are the buttons last shown; `is_talking`: a form or a talk with staff is open, and files belong there
    unless the caption or the last prompt says that it is one of the papers.
    """
    found, caption = turn.incoming.attachment, turn.incoming.text
    if found is None or found.kind not in FILES or turn.staff is not None:
        return None
    if said.is_identity(caption) or said.is_identity(found.filename):
        return [Say("papers.no_identity")]
    asked = prompt[0].id.split(".") if prompt and prompt[0].id.startswith("papers.") else []
    kinds = said.read_kinds(caption) or said.read_kinds(found.filename)
    if is_talking and not asked and not said.read_kinds(caption):
        return None
    mine = await _meetings(turn)
    if not mine:
        return [Say("papers.report_first", {}, (Choice("menu.-.go=rat"),))] if kinds else None
    meeting = next((each for each in mine if asked and each.subject == asked[1]), mine[0])
    if refusal := _unreadable(found):
        return [refusal]
    return await _received(turn, meeting, found, kinds)


def _unreadable(found: Attachment) -> Say | None:
    """Why a file can't be taken, before it is fetched."""
    if found.size > MOST_BYTES:
        return Say("papers.too_big", {"size": round(found.size / (1 << 20)), "most": MOST_BYTES >> 20})
    if found.kind == "photo" or found.mime.startswith(READABLE):
        return None
    return None if found.filename.casefold().endswith(READABLE_NAMES) else Say("papers.only_images")


async def _received(turn: Turn, meeting: Meeting, found: Attachment, kinds: Sequence[str]) -> Sequence[Say]:
    """One file, kept; where nobody said what it is, that is asked."""
    about, words = f"papers:{meeting.subject}", say_to_json(Say("papers.kept"))
    row = await attachments.note(
        turn.session,
        turn.person.id,
        turn.incoming.sender,
        found,
        say=words,
        recipients=(),
        subject=about,
        now=turn.now,
    )
    await papers.tidy(turn.session, meeting.cooperative.id, meeting.book_year)
    kept = [await _add(turn, meeting, kind, row.id) for kind in kinds or (papers.OTHER,)]
    await _tell_staff(turn, meeting)
    if kinds:
        return [await _progress(turn, meeting, got=kinds)]
    choices = tuple(Choice(f"papers.p{kept[0].id}.kind={each}") for each in (*papers.KINDS, papers.OTHER))
    return [Say("papers.which_kind", {"name": meeting.cooperative.name, "year": str(meeting.book_year)}, choices)]


async def _add(turn: Turn, meeting: Meeting, kind: str, attachment_id: int | None) -> RatPaper:
    cooperative_id, year, person_id = meeting.cooperative.id, meeting.book_year, turn.person.id
    paper = await papers.add(
        turn.session, cooperative_id, year, kind, person_id=person_id, attachment_id=attachment_id, now=turn.now
    )
    audit.note(turn.session, turn.actor, f"papers.{paper.state}", f"papers:{meeting.subject}", turn.now, paper=kind)
    return paper


async def _kind_told(turn: Turn, subject: str, kind: str) -> Sequence[Say]:
    """What a file is, told by its button."""
    paper = await turn.session.get(RatPaper, key) if (key := number(subject.removeprefix("p"))) else None
    is_kind = kind in (*papers.KINDS, papers.OTHER)
    if paper is None or paper.person_id != turn.person.id or paper.state != "sent" or not is_kind:
        return [Say("router.old_button")]
    paper.kind = kind
    subject = f"{paper.cooperative_id}-{paper.book_year}"
    meeting = next((each for each in await _meetings(turn) if each.subject == subject), None)
    if meeting is None:
        return [Say("router.old_button")]
    await papers.tidy(turn.session, paper.cooperative_id, paper.book_year)
    return [await _progress(turn, meeting, got=(kind,))]


async def at_office(turn: Turn, meeting: Meeting, kinds: Sequence[str]) -> Sequence[Say]:
    """Said to have been handed in: staff look."""
    missing = await _missing(turn, meeting)
    for kind in missing:
        if kind in kinds:
            await _add(turn, meeting, kind, None)
    await _tell_staff(turn, meeting)
    return [await _progress(turn, meeting, at_office=[kind for kind in missing if kind in kinds])]


async def noted_from(turn: Turn, cooperative: Cooperative, book_year: int, words: str, *, is_verified: bool) -> None:
    """What somebody said of papers while they reported the meeting."""
    if kinds := said.said_to_be_in_the_office(words):
        await at_office(turn, Meeting(cooperative, book_year, is_verified), kinds)


async def _tell_staff(turn: Turn, meeting: Meeting) -> None:
    about = {"name": meeting.cooperative.name, "person": turn.person.name, "year": str(meeting.book_year)}
    data: dict[str, Json] = {"book_year": meeting.book_year}
    say = Say("staff.papers", about)
    await hand_to_staff(turn, "papers", f"papers:{meeting.subject}", meeting.cooperative, say, data)


async def _meetings(turn: Turn) -> list[Meeting]:
    """The meetings whose papers this person may bring."""
    rows = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    mine = {cooperative.id: cooperative for _, cooperative in rows}
    verified = {cooperative.id for officer, cooperative in rows if officer.status == "verified"}
    found = await reports.meetings(turn.session, verified, turn.person.id)
    return [
        Meeting(mine[each.cooperative_id], each.book_year, each.cooperative_id in verified)
        for each in found
        if each.cooperative_id in mine
    ]


async def _states(turn: Turn, meeting: Meeting) -> dict[str, str]:
    whose = None if meeting.is_verified else turn.person.id
    return await papers.states(turn.session, meeting.cooperative.id, meeting.book_year, of_person=whose)


async def _missing(turn: Turn, meeting: Meeting) -> list[str]:
    states = await _states(turn, meeting)
    return [kind for kind in papers.KINDS if states.get(kind, "") not in papers.COMPLETE]


async def _progress(turn: Turn, meeting: Meeting, *, got: Sequence[str] = (), at_office: Sequence[str] = ()) -> Say:
    """How far they are, with what is missing and the ways to go on."""
    states = await _states(turn, meeting)
    lines: list[Json] = [line(kind, states.get(kind, "missing")) for kind in papers.KINDS]
    count = sum(states.get(kind, "") in papers.COMPLETE for kind in papers.KINDS)
    params = {
        "name": meeting.cooperative.name,
        "year": str(meeting.book_year),
        "count": count,
        "papers": lines,
        "kinds": [{"key": f"papers.kind={each}"} for each in got or at_office],
    }
    key, whole = ("papers.progress", "papers.progress_all")
    if got:
        key, whole = ("papers.got", "papers.got_all")
    elif at_office:
        key, whole = ("papers.noted", "papers.noted_all")
    if count == len(papers.KINDS):
        return Say(whole, params, (Choice("menu.-.go=menu"),))
    ways = ("office", "later")
    return Say(key, params, tuple(Choice(f"papers.{meeting.subject}.do={each}") for each in ways))


def line(kind: str, state: str) -> Json:
    """One of the four and how it stands, as a nested Say."""
    return {"key": f"papers.line_{state}", "params": {"kind": {"key": f"papers.kind={kind}"}}}
