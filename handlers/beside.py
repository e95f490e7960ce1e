"""What is said in the middle of a form and is none of its answers: a question, a wish, the way to staff."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.forms import Form, ask, log_from_json
from bot.forms.form import position
from bot.messages import Choice, Incoming, Say
from bot.turn import Turn
from bot.understanding import asking, asking_help, rat_reasons, visit_changes
from bot.understanding.corrections import read_correction
from bot.understanding.intents import find_intent, read_intent
from bot.understanding.words import is_button, normalise
from db import prompts, questions, staff
from db.models import OpenForm
from handlers.abilities import Abilities, command_named
from handlers.forms import OFTEN, with_human, with_question

FIRST = ("consent", "leave")
"""Prompts of ours that are asked beside an open form, which waits until they are answered."""
COVERS, COVERED = "event", "season"
"""An invitation comes unasked, soon after a reminder that waits for an answer."""

OF_THE_OFFICE = "session_info"
THEIR_OWN = re.compile(r"\bundangan(?: (?:ke|untuk|buat|kepada|para))* (?:anggota|rapat|rat)\b")
"""Their own invitations, asked about beside a report, are no activity of the office."""
OPENS = re.compile(r"^\W*(?:eh|maaf|aduh|waduh)\b[ ,]*", re.IGNORECASE)
ENDS, FEW = ("thanks", "menu"), 6
"""What is no line of a talk with staff, and words up to which thanks are only that."""
FORWARD = "ask.-.do=forward"
STAYS = (".do=stay", ".sure=no")
"""Buttons that leave everything as it is, without saying so by the word."""


async def human_wanted(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """Who asks for staff gets them, unless any words answer the question, or these say something for the form."""
    if turn.incoming.choice is not None or turn.staff is not None or find_intent(turn.incoming.text) != "human":
        return None
    if _is_free(form, row) or (form.read is not None and form.read(turn, turn.incoming.text)):
        return None
    return await can.intents["human"](turn)


def _is_free(form: Form[Turn], row: OpenForm) -> bool:
    """Whether any words answer the open question."""
    at = position(form, log_from_json(row.log))
    return at.where == "question" and at.field is not None and at.field.is_free


async def invitation(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """An answer to an invitation, written in the middle of a report: noted, and the question comes again."""
    if turn.incoming.choice is not None or turn.staff is not None or form.name != can.turns["report_rat"]:
        return None
    says = await can.invited(turn)
    if not says:
        return None
    return [*(replace(each, choices=()) for each in says), *await ask(form, turn, row.run, log_from_json(row.log))]


async def called_off(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """ "Kunjungannya ga jadi", in the form for one: asked where they may mean another one, else the form's way out."""
    words = normalise(turn.incoming.text) if turn.staff is None and turn.incoming.choice is None else ""
    if form.name != can.turns["visit"] or not (visit_changes.is_of_visit(words) and visit_changes.is_called_off(words)):
        return None
    if form.read is not None and form.read(turn, turn.incoming.text):
        return None
    way_out = f"{row.form}.{row.run}.!cancel"
    if (says := await can.which_visit(turn, way_out)) is None:
        turn.incoming = replace(turn.incoming, choice=way_out)
    return says


def comes_back(turn: Turn, row: OpenForm) -> bool:
    """ "Batal" and "lanjutkan isian" belong to the form, also beside a talk with staff."""
    said = turn.incoming.text.strip().casefold()
    if said == texts.words("control.resume", turn.language).casefold():
        turn.incoming = replace(turn.incoming, choice=f"{row.form}.{row.run}.!resume")
        return True
    return texts.aliases(turn.language).get(said.rstrip(".!")) == "cancel"


def other_button(choices: Sequence[Choice], row: OpenForm, text: str) -> str | None:
    """The button below a question that isn't the form's own, typed: "Teruskan ke petugas"."""
    others = [each for each in choices if not each.id.startswith(f"{row.form}.{row.run}.")]
    return next((each.id for each in others if is_button(text, 0, each.label)), None)


def calls_off(turn: Turn) -> bool:
    """ "Batal", "ga jadi pak": the whole message, where no form is open."""
    meant = read_correction(OPENS.sub("", turn.incoming.text)) if turn.incoming.choice is None else None
    return meant is not None and meant.kind == "cancel" and not visit_changes.is_kept(normalise(turn.incoming.text))


async def is_called_off(turn: Turn) -> bool:
    """The same, unless it is a sentence in a talk with staff."""
    if not calls_off(turn):
        return False
    is_word = len(turn.incoming.text.split()) == 1
    return is_word or await questions.open_question(turn.session, turn.person.id) is None


async def way_out(turn: Turn) -> str | None:
    """The button below the prompt quoted or the last one that calls off what it is about: "Batal hapus"."""
    if not calls_off(turn):
        return None
    incoming = turn.incoming
    quoted = await prompts.quoted(turn.session, incoming.sender, incoming.reply_to) if incoming.reply_to else None
    shown, _ = quoted or await prompts.last_prompt(turn.session, incoming.sender)
    word = texts.words("control.cancel", turn.language).casefold()
    ways = [each for each in shown if ".!" not in each.id]
    named = [each for each in ways if word in texts.label(each, turn.language).casefold()]
    fitting = named or [each for each in ways if each.id.endswith(STAYS)]
    return fitting[0].id if fitting else None


async def typed(can: Abilities, turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under a prompt, read by each group of its buttons in turn."""
    for group in dict.fromkeys(each.id.partition(".")[0] for each in choices):
        if (read := can.typed.get(group)) is not None:
            says = await read(turn, [each for each in choices if each.id.partition(".")[0] == group])
            if says is not None:
                return says
    return await _typed_above(can, turn) if choices and choices[0].id.startswith(f"{COVERS}.") else None


async def _typed_above(can: Abilities, turn: Turn) -> Sequence[Say] | None:
    """Words that the last prompt doesn't read, and a reminder that it has pushed up does."""
    for above, _ in await prompts.recent(turn.session, turn.incoming.sender):
        if above[0].id.startswith(f"{COVERED}."):
            return await typed(can, turn, above)
    return None


def takes_way(turn: Turn, ways: Sequence[Choice]) -> bool:
    """ "Go on or start over?" answered in words or by number: it counts as pressed."""
    for number, choice in enumerate(ways, 1):
        if is_button(turn.incoming.text.strip(), number, choice.label):
            turn.incoming = replace(turn.incoming, choice=choice.id)
            return True
    return False


async def wish(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """What somebody asks instead of answering; None where the words are no wish, or the one that this form serves.

    A correction of the report that was sent a moment ago is such a wish.
    """
    wanted = _wanted(turn.incoming.text) if turn.incoming.choice is None and turn.staff is None else None
    if turn.staff is None and form.name in can.asked and (answered := await can.asked[form.name](turn)):
        return [*answered, *await ask(form, turn, row.run, log_from_json(row.log))]
    if wanted is None:
        is_report = form.name == can.turns["report_rat"]
        return None if is_report or turn.staff is not None or turn.incoming.choice else await can.correct[0](turn)
    if wanted in can.asides:
        return await _aside(can, turn, wanted, await ask(form, turn, row.run, log_from_json(row.log)))
    if wanted in can.turns and can.turns[wanted] != form.name:
        return await can.intents[wanted](turn)
    return None


def helped(can: Abilities, turn: Turn, form: Form[Turn]) -> list[Say]:
    """How to get help, where a reply in a report asks for it beside the reason that it tells."""
    if form.name != can.turns["report_rat"] or turn.incoming.choice is not None:
        return []
    rest = asking_help.without(turn.incoming.text)
    return [Say("rat.helps")] if rest and rat_reasons.told_in(rest) is not None else []


def is_at_home(turn: Turn) -> bool:
    """Whether somebody gets on in a form, and only asks something beside it."""
    return turn.talk.misunderstood < OFTEN


def told_and_asked(turn: Turn, form: Form[Turn], row: OpenForm) -> tuple[Incoming, str]:
    """What they tell the form, and the question that ends their message, unless any words are the answer."""
    incoming = turn.incoming
    if turn.staff is not None or incoming.choice is not None or _is_free(form, row):
        return incoming, ""
    told, asked = asking.told_and_asked(incoming.text)
    return (replace(incoming, text=told) if asked else incoming), asked


async def asked_too(can: Abilities, turn: Turn, form: Form[Turn], asked: str, says: Sequence[Say]) -> Sequence[Say]:
    """The reply to what was told, and the answer to what was asked with it; staff are offered where we have none."""
    whole, turn.incoming = turn.incoming, replace(turn.incoming, text=asked)
    wanted, own = _wanted(asked), await can.asked[form.name](turn) if form.name in can.asked else None
    if own:
        says = [*own, *says]
    elif wanted in can.asides:
        says = await _aside(can, turn, str(wanted), says)
    else:
        says = with_question(turn, asked, says)
    turn.incoming = whole
    return says


async def _aside(can: Abilities, turn: Turn, wanted: str, then: Sequence[Say]) -> Sequence[Say]:
    """An answer that leaves the form open; its question follows, and below that the way to staff that was offered."""
    answered = await can.intents[wanted](turn)
    is_offered = any(each.id == FORWARD for say in answered for each in say.choices)
    return [*(replace(each, choices=()) for each in answered), *(with_human(then) if is_offered else then)]


def _wanted(text: str) -> str | None:
    """The wish of a whole message in the middle of a form."""
    wanted = find_intent(text)
    return None if wanted == OF_THE_OFFICE and THEIR_OWN.search(normalise(text)) else wanted


async def consented(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say]:
    """ "Setuju" to the consent notice above, which the form could not use; then its question again. Else nothing."""
    says = await can.consent(turn) if turn.staff is None and turn.incoming.choice is None else None
    return [*says[:1], *await ask(form, turn, row.run, log_from_json(row.log))] if says else []


async def is_talking(turn: Turn, row: OpenForm) -> bool:
    """Whether the person has turned to staff since they last touched a form: their words are for staff then."""
    if turn.staff is not None:
        return False
    question = await questions.open_question(turn.session, turn.person.id)
    return question is not None and question.opened_at > row.touched_at


def is_small(text: str) -> bool:
    """Whether a message needs nobody's answer: thanks, also in few words of one's own, or the menu."""
    if find_intent(text) in ENDS:
        return True
    read = read_intent(text) if 0 < len(text.split()) <= FEW and "?" not in text else None
    return read is not None and read.precision == "exact" and read.value == "thanks"


async def suspended(can: Abilities, turn: Turn) -> Sequence[Say] | None:
    """A command of staff, from a member whose access rests."""
    command = command_named(can, turn.incoming.text.strip()) if turn.staff is None else None
    if command is None or not command.staff:
        return None
    return [Say("member.rests")] if await staff.is_suspended(turn.session, turn.person.id) else None
