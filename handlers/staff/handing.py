"""Noting that letters were handed over: one tap each, or several numbers at once; a second tap takes it back."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.forms.asking import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, letters, tasks
from db import staff as staff_table
from db.letters import Waiting
from db.models import Cooperative, Letter
from handlers.forms import open_form
from handlers.ids import number
from handlers.roles import must, refused

DEED = "visits"
SHOWN, BUTTONS = 20, 7
"""Lines of a page, each with its number, and how many have a button too: a list has room for ten rows."""
MOST = 1_000_000
RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
WHOLE = re.compile(
    rf"(?:[a-z]+ ){{0,3}}{RANGE.pattern}(?:[\s,;.]+(?:dan |and )?{RANGE.pattern})*[\s,;.]*", re.IGNORECASE
)


async def start(turn: Turn, offset: int = 0) -> Sequence[Say]:
    """Letters that wait to be handed over in the member's districts, in the order of a round, a page at a time.

    Each under the number of its cooperative, which stands on the printed list too.
    """
    districts = await staff_table.scope(turn.session, turn.member)
    found = await letters.waiting(turn.session, turn.now, district_ids=districts or None)
    shown = found[offset : offset + SHOWN]
    if not shown:
        return await start(turn) if found else [Say("handed.none")]
    lines: list[Json] = [_line(each) for each in shown]
    about: dict[str, Json] = {
        "letters": {str(each.cooperative_id): each.letter_id for each in found},
        "names": [each.name for each in shown],
        "lines": lines,
        "lines_numbers": [each.cooperative_id for each in shown],
    }
    *before, last = await open_form(turn, FORM, count=len(found), **about)
    if (after := offset + len(shown)) < len(found):
        more = Choice(f"handed.0.more={after}", texts.words("control.more", turn.language))
        last = Say(last.key, last.params, (*last.choices, more))
    return [*before, last]


def _line(each: Waiting) -> Json:
    params: dict[str, Json] = {"name": each.name, "village": each.village or each.district}
    return {"key": "handed.row" if params["village"] else "register.cooperative", "params": params}


async def _choices(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    context = turn.form_context
    listed = list(zip(context["lines_numbers"], context["names"], strict=True))[:BUTTONS]
    return [Choice(str(context["letters"][str(each)]), short(f"{each}. {name}")) for each, name in listed]


def _numbers(turn: Turn, text: str) -> Value:
    """Which letters of the list, by number: `1 3 5-8`; of a range those that wait. Raises Invalid."""
    waiting: dict[int, int] = {int(each): letter for each, letter in turn.form_context["letters"].items()}
    picked: set[int] = set()
    for first, last in RANGE.findall(text) if WHOLE.fullmatch(text.strip()) else ():
        picked |= {each for each in waiting if int(first) <= each <= int(last)} if last else {int(first)}
    if unknown := sorted(picked - waiting.keys()):
        raise Invalid("handed.not_waiting", numbers=[str(each) for each in unknown])
    if not picked:
        raise Invalid("handed.which_numbers")
    return Value([waiting[each] for each in sorted(picked)])


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    must(turn, DEED)
    said = answers["which"].value
    return await note(turn, said if isinstance(said, list) else [int(said)])


async def note(turn: Turn, letter_ids: Sequence[int]) -> Sequence[Say]:
    """They were handed over; of a letter of which that was known already nothing changes."""
    mine = await _mine(turn, letter_ids)
    done = await letters.hand_over(turn.session, list(mine), turn.member.id, turn.now)
    for each in done:
        audit.note(turn.session, turn.actor, "letter.handed", f"letter:{each}", turn.now)
    if not done:
        return [Say("handed.known_already")]
    moment = int(turn.now.timestamp())
    choices = (Choice(f"handed.{moment}.do=undo"), Choice("handed.0.do=again"))
    return [Say("handed.noted", {"count": len(done), "names": [mine[each] for each in done]}, choices)]


async def _mine(turn: Turn, letter_ids: Sequence[int]) -> dict[int, str]:
    """Those of the member's districts, with the names of the cooperatives."""
    found = {}
    for each in letter_ids:
        letter = await turn.session.get(Letter, each)
        cooperative = await turn.session.get(Cooperative, letter.cooperative_id) if letter else None
        if cooperative and await tasks.may_see(turn.session, turn.member, cooperative.district_id):
            found[each] = cooperative.name
    return found


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`handed.0.more=20`, `handed.0.do=again`, `handed.<second>.do=undo`, and the lines of a list that is over."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if no := refused(turn, DEED):
        return [no]
    if question == "more":
        return await start(turn, min(number(value) or 0, MOST))
    if question == "do":
        return await (_undo(turn, number(subject) or 0) if value == "undo" else start(turn))
    letter = await turn.session.get(Letter, key) if (key := number(value)) else None
    if question != "which" or letter is None:
        return [Say("router.old_button")]
    return await (note if letter.handed_at is None else _take_back)(turn, [letter.id])


async def _undo(turn: Turn, second: int) -> Sequence[Say]:
    try:
        moment = datetime.fromtimestamp(second, UTC)
    except (ValueError, OverflowError, OSError):
        return [Say("router.old_button")]
    return await _take_back(turn, await letters.handed_at_once(turn.session, turn.member.id, moment))


async def _take_back(turn: Turn, letter_ids: Sequence[int]) -> Sequence[Say]:
    mine = await _mine(turn, letter_ids)
    done = await letters.take_back(turn.session, list(mine))
    for each in done:
        audit.note(turn.session, turn.actor, "letter.not_handed", f"letter:{each}", turn.now)
    if not done:
        return [Say("handed.nothing_to_undo")]
    names: list[Json] = [mine[each] for each in done]
    return [Say("handed.undone", {"count": len(done), "names": names}, (Choice("handed.0.do=again"),))]


async def of_cooperative(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    """On its page: its newest letter was handed over."""
    found = await letters.waiting(turn.session, turn.now, cooperative_id=cooperative.id)
    return await note(turn, [each.letter_id for each in found])


FORM: Form[Turn] = Form("handed", (Field("which", _numbers, choices=_choices),), _finish, direct=True)
