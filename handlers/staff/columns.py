"""Columns of a list that nobody knows: one after the other, by buttons or in words; an answer holds for every list."""

from collections.abc import Sequence

from bot import texts
from bot.forms import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import intents
from db import audit, imports, meanings
from db import staff as staff_table
from db.models import Import
from handlers.ids import number

A_PAGE = 6
"""Meanings offered at once."""
LONGEST = 5
"""Words of what may have been meant as a column's title."""
ELSEWHERE = ("menu", "greeting", "thanks", "human", "language")
"""Wishes that no title sounds like."""


async def pressed(turn: Turn, row: Import, column: str, question: str, value: str) -> Sequence[Say]:
    """`page=2` shows more meanings, `next=1` leaves the column unread, `means=<field>` answers."""
    place = number(column)
    if place is None or place >= len(row.counts["columns"]):
        return [Say("router.old_button")]
    if question == "page":
        return await show(turn, row, place, number(value) or 0)
    if question == "next":
        return await show(turn, row, place + 1)
    return await _means(turn, row, place, value)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words: a meaning, "abaikan", "lewati"."""
    subject = choices[0].id.split(".", 2)[1]
    list_id, mark, column = (*subject.split("-"), "", "")[:3]
    row = await imports.locked(turn.session, key) if (key := number(list_id)) else None
    place = number(column)
    if row is None or place is None or row.state != "checked" or mark != imports.mark(row):
        return None
    if turn.staff is None or not staff_table.sees_all(turn.member) or place >= len(row.counts["columns"]):
        return None
    said = turn.incoming.text.casefold().strip(" .!?")
    if texts.aliases(turn.language).get(said) == "skip":
        return await show(turn, row, place + 1)
    is_ignored = said in texts.words("lists.ignore_words", turn.language).split(", ")
    field = meanings.IGNORED if is_ignored else meanings.meant(said, row.counts["columns"][place][0])
    if field is not None:
        return await _means(turn, row, place, field)
    if len(said.split()) > LONGEST or intents.find_intent(said) in ELSEWHERE:
        return None
    return [Say("lists.not_meant", {"said": short(turn.incoming.text)}), *await show(turn, row, place)]


async def show(turn: Turn, row: Import, place: int, page: int = 0) -> Sequence[Say]:
    """One column with some of its cells: what does it mean? The likely answers first, then page by page all others."""
    columns = row.counts["columns"]
    if place >= len(columns):
        row.state = "fetching"
        return [Say("lists.checking_again")]
    title, samples = columns[place]
    likely, others = meanings.offered(title, samples)
    pages = [likely, *(others[start : start + A_PAGE] for start in range(0, len(others), A_PAGE))]
    page = page if page < len(pages) else 0
    params: dict[str, Json] = {"title": title, "samples": list(map(short, samples))}
    params |= {"place": place + 1, "count": len(columns)}
    key = "lists.column_without_year" if meanings.lacks_year(title) else "lists.column"
    return [Say(key, params, (*_answers(turn, row, place, pages[page]), *_ways(turn, row, place, page, len(pages))))]


def _answers(turn: Turn, row: Import, place: int, shown: Sequence[str]) -> Sequence[Choice]:
    title = row.counts["columns"][place][0]
    about = _about(row, place)
    return [Choice(f"{about}.means={field}", short(_meaning("lists", field, title, turn))) for field in shown]


def _ways(turn: Turn, row: Import, place: int, page: int, pages: int) -> Sequence[Choice]:
    """More meanings, back to what was shown before, on without an answer, and never to be asked again."""
    ways: list[tuple[str, str]] = []
    about = _about(row, place)
    if page + 1 < pages:
        ways.append((f"{about}.page={page + 1}", "control.more"))
    if page:
        ways.append((f"{about}.page={page - 1}", "control.back"))
    elif place:
        ways.append((f"{_about(row, place - 1)}.page=0", "control.back"))
    ways += [(f"{about}.next=1", "control.skip"), (f"{about}.means={meanings.IGNORED}", "lists.ignore")]
    return [Choice(way, texts.words(key, turn.language)) for way, key in ways]


def _about(row: Import, place: int) -> str:
    return f"lists.{row.id}-{imports.mark(row)}-{place}"


def _meaning(topic: str, field: str, title: str, turn: Turn) -> str:
    """A field as people read it; of one year's meeting, with that year."""
    if field not in meanings.YEARLY:
        return meanings.FIELDS[field]
    year = meanings.year_of(title)
    say = Say(f"{topic}.{field}", {"year": str(year), "before": str(year - 1)})
    return texts.plain(texts.fill(say, turn.language))


async def _means(turn: Turn, row: Import, place: int, field: str) -> Sequence[Say]:
    """It is remembered for every list to come; after the last one this list is checked again."""
    title = row.counts["columns"][place][0]
    try:
        await meanings.learn(turn.session, title, field, staff_id=turn.member.id, now=turn.now)
    except KeyError:
        return [Say("router.old_button")]
    audit.note(turn.session, turn.actor, "import.column", imports.subject(row.id), turn.now, title=title, field=field)
    key = "lists.column_ignored" if field == meanings.IGNORED else "lists.column_noted"
    noted = Say(key, {"title": title, "meaning": _meaning("importreport", field, title, turn)})
    return [noted, *await show(turn, row, place + 1)]
