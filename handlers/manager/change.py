"""UBAH outside a form: what can be changed, and how."""

from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value, fitted
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.posts import read_position
from bot.understanding.words import normalise
from db import audit, cooperatives
from db import rat as reports
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import identify, language, menu, rat
from handlers.notify import hand_to_staff
from handlers.persons import POSITIONS, named, positions

MOST_REPORTS = 5


async def show(turn: Turn) -> Sequence[Say]:
    """Only what this person has to change."""
    posts = await _posts(turn)
    if turn.staff is not None and not posts:
        return await language.choose(turn)
    wanted = {"report": bool(await _reports(turn)), "position": bool(posts), "number": True, "language": True}
    return [Say("change.which", {}, tuple(Choice(f"change.-.what={each}") for each, has in wanted.items() if has))]


async def over_again(turn: Turn) -> Sequence[Say]:
    """ "Ulang dari awal" while nothing is half filled: what was sent can still be changed, and anything begun."""
    further = show if turn.staff is None and await _reports(turn) else menu.show
    return [Say("router.nothing_open"), *await further(turn)]


async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
    """`change.-.what=report|position|number|language`."""
    match value:
        case "report":
            return await _again(turn)
        case "position" if posts := await _posts(turn):
            known = {"post": Value(posts[0].id, label=posts[0].label)} if len(posts) == 1 else {}
            return await open_form(turn, POSITION, known)
        case "number" if turn.identity.phone:
            return [Say("change.number", {"phone": turn.identity.phone})]
        case "number":
            return [Say("change.number_unknown"), await identify.ask_contact(turn)]
        case "language":
            return await language.choose(turn)
    return await show(turn)


async def newest_report(turn: Turn) -> int | None:
    """The report that this person sent last, as far as it still stands."""
    listed = await _reports(turn)
    return max((report for report, _, _ in listed), default=None)


async def _reports(turn: Turn) -> list[tuple[int, str, int]]:
    """What this person has reported and nothing newer replaces: id, cooperative and book year."""
    mine = {each.id: each for _, each in await _rows(turn)}
    found = await reports.of_person(turn.session, turn.person.id, 4 * MOST_REPORTS)
    newest = {(each.cooperative_id, each.book_year): each for each in reversed(found) if each.status != "superseded"}
    listed = [each for each in newest.values() if each.cooperative_id in mine][-MOST_REPORTS:]
    return [(each.id, mine[each.cooperative_id].name, each.book_year) for each in reversed(listed)]


async def _again(turn: Turn) -> Sequence[Say]:
    listed = await _reports(turn)
    if not listed:
        return [Say("change.no_report")]
    if len(listed) == 1:
        return await rat.again(turn, str(listed[0][0]), "do", "1")
    choices = [Choice(f"refile.{report}.do=1", f"{year}: {name}") for report, name, year in listed]
    return fitted(Say("change.which_report"), choices)


async def _rows(turn: Turn) -> list[cooperatives.Post]:
    return await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))


async def _posts(turn: Turn) -> list[Choice]:
    return [Choice(str(officer.id), cooperative.name) for officer, cooperative in await _rows(turn)]


async def _offered(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return await _posts(turn)


def _sentence(_turn: Turn, text: str) -> dict[str, Value]:
    """The position that a sentence names."""
    position = read_position(normalise(text))
    return {"position": Value(position)} if position in POSITIONS else {}


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """What a claim says is changed in the claim; a confirmed position changes when staff say so."""
    rows = {officer.id: (officer, cooperative) for officer, cooperative in await _rows(turn)}
    officer, cooperative = rows.get(number(str(answers["post"].value)) or 0, (None, None))
    if officer is None or cooperative is None:
        raise Invalid("form.stale")
    position = answers["position"].value
    about = {"name": cooperative.name, "person": turn.person.name, "position": named(position)}
    if officer.position == position:
        return [Say("change.same_position", about)]
    audit.note(turn.session, turn.actor, "officer.position", f"officer:{officer.id}", turn.now, position=position)
    if officer.status == "claimed":
        officer.position = position
        return [Say("change.position_changed", about)]
    data: dict[str, Json] = {"position": position, "before": officer.position, "officer_id": officer.id}
    key = f"officer_position:{officer.id}"
    await hand_to_staff(turn, "officer_position", key, cooperative, Say("staff.officer_position", about), data)
    return [Say("change.position_noted", about)]


POSITION: Form[Turn] = Form(
    "position",
    (Field("post", None, choices=_offered, by_name=True), Field("position", None, choices=positions)),
    _finish,
    read=_sentence,
)
