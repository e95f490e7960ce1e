"""Answers to the reminders of the annual meeting: each button leads to the deed it names."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.errors import Invalid
from bot.forms import Value, ask, log_from_json
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking, asking_help
from bot.understanding.intents import find_intent
from bot.understanding.words import normalise, strip_politeness
from db import audit, cooperatives, ledger, talks, tasks
from db.models import Cooperative, Ledger
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import papers, rat
from handlers.manager import rat_reading as reading
from handlers.notify import tell_staff
from handlers.when import coming_day

PURPOSES = "rule:rat_"
SAYS = {"held", "planned_on"}
"""What words may say of the meeting and still answer the reminder."""
BEGINS: dict[str, dict[str, str]] = {
    "report": {"held": "yes"},
    "held": {"held": "yes"},
    "date": {"held": "planned"},
    "postponed": {"held": "postponed"},
    "obstacle": {"held": "no"},
    "inactive": {"held": "no", "reason": "idle", "standing": "inactive"},
}
"""What a button has already said of the report that it opens."""
SETTLED = re.compile(r"^(?:iya[ ,]+)?sudah (?:ada|ditetapkan|disepakati)\b[ ,]*")
"""Of the day that is to come, not of a meeting that was."""


NOT_YET = re.compile(r"(?:iya[ ,]+)?belum\b(?! (?:rat|rapat)\b)")
"""Said where a day is asked for: there is none, whatever it waits for."""


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """`season.<ledger id>.act=…`: see `scheduler.rules.ACTIONS`."""
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    if row is None or not row.purpose.startswith(PURPOSES):
        return [Say("router.old_button")]
    if value == "resume":
        return await _resume(turn)
    group = await _group(turn, row)
    if not group:
        return [Say("router.old_button")]
    if value == "help":
        return await _help(turn, row, group, _year(row))
    if value == "notyet":
        return [Say("season.not_yet", {}, tuple(Choice(f"season.{row.id}.act={each}") for each in ("date", "help")))]
    if value == "papers":
        return await papers.start(turn)
    return await _report(turn, row, group, {name: Value(said) for name, said in BEGINS.get(value, {}).items()})


def _year(row: Ledger) -> str:
    return row.purpose.rpartition(":")[2].partition(".")[0]


async def _report(turn: Turn, row: Ledger, group: Sequence[Cooperative], said: dict[str, Value]) -> Sequence[Say]:
    """The report of the year that the reminder is about, with what was said of it."""
    known = {**said, "book_year": Value(_year(row))}
    if len(group) == 1:
        known["cooperative"] = Value(str(group[0].id), label=group[0].name)
    return await open_form(turn, rat.FORM, known)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under the reminder: not yet, or the day that the meeting is planned for."""
    text, subject = turn.incoming.text, choices[0].id.split(".")[1]
    if rest := asking_help.without(text):
        return await _helped(turn, subject, choices, rest)
    said = reading.sentence(turn, text)
    if any(each.id.endswith("act=notyet") for each in choices) and _is_not_yet(turn, text, said):
        return await pressed(turn, subject, "act", "notyet")
    if find_intent(text) not in (None, "report_rat") or asking.is_asking(text) or not said.keys() <= SAYS:
        return None
    asked = reading.sentence(turn, SETTLED.sub("", normalise(text)), is_asked=True)
    if (day := said.get("planned_on") or asked.get("planned_on")) is not None:
        return await _planned(turn, subject, day)
    if said and said["held"].value == "no":
        return await pressed(turn, subject, "act", "notyet")
    return None


async def _helped(turn: Turn, subject: str, choices: Sequence[Choice], rest: str) -> Sequence[Say] | None:
    """ "Blm ada tanggal bu, pembukuan belum beres, bisa dibantu ga?": a reason is a report, help without it a task."""
    said = reading.sentence(turn, rest)
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    group = await _group(turn, row) if row is not None and row.purpose.startswith(PURPOSES) else []
    if row is None or not group or ("held" in said and said["held"].value != "no"):
        return None
    if "reason" in said:
        return [Say("rat.helps"), *await _report(turn, row, group, dict(said))]
    if "held" not in said and not _is_not_yet(turn, rest, said):
        return None
    value = "help" if any(each.id.endswith("act=help") for each in choices) else "obstacle"
    return await pressed(turn, subject, "act", value)


def _is_not_yet(turn: Turn, text: str, said: Mapping[str, Value]) -> bool:
    """ "Belum pak, kami nunggu audit dulu", "blm ada tgl": no day, no other wish, no question."""
    if find_intent(text) is not None or asking.is_asking(text) or not set(said) <= {"held", "reason", "reason_text"}:
        return False
    return NOT_YET.match(strip_politeness(text)) is not None and _day(turn, text) is None


def _day(turn: Turn, text: str) -> Value | None:
    with suppress(Invalid):
        return coming_day(turn, SETTLED.sub("", normalise(text)))
    return None


async def _planned(turn: Turn, subject: str, day: Value) -> Sequence[Say] | None:
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    group = await _group(turn, row) if row is not None and row.purpose.startswith(PURPOSES) else []
    return await _report(turn, row, group, {"held": Value("planned"), "planned_on": day}) if row and group else None


async def _group(turn: Turn, row: Ledger) -> list[Cooperative]:
    """The cooperatives that the reminder named, as far as the person still is their officer."""
    mine = {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    return [each for _, each in await ledger.group(turn.session, row.purpose, row.lead_id) if each.id in mine]


async def _resume(turn: Turn) -> Sequence[Say]:
    """The open question of the report that was left half filled."""
    for open_one in await talks.open_forms(turn.session, turn.person.id):
        if open_one.form == rat.FORM.name:
            turn.form_context = open_one.context
            return await ask(rat.FORM, turn, open_one.run, log_from_json(open_one.log))
    return [Say("season.finished")]


async def _help(turn: Turn, row: Ledger, group: Sequence[Cooperative], year: str) -> Sequence[Say]:
    """A task for each cooperative; staff hear of each once."""
    named: list[Json] = []
    for each in group:
        task = await tasks.open_task(
            turn.session,
            "rat_help",
            f"rat_help:{each.id}:{year}",
            now=turn.now,
            cooperative=each,
            person_id=turn.person.id,
            data={"year": year},
        )
        if task is None:
            continue
        named.append({"key": "register.cooperative", "params": {"name": each.name}})
        audit.note(turn.session, turn.actor, "rat.help", f"cooperative:{each.id}", turn.now, ledger=row.id)
        about: dict[str, Json] = {"name": each.name, "person": turn.person.name, "year": year}
        await tell_staff(turn, each.district_id, Say("staff.rat_help", about), task)
    if not named:
        return [Say("season.help_waits")]
    return [Say("season.help_noted", {"cooperatives": named, "year": year})]
