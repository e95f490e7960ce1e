"""A search as staff see it: what was tried, what came of it, and how it ends."""

from collections.abc import Sequence
from urllib.parse import quote

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import accounts, audit, cooperatives, traces
from db import trace_numbers as numbers
from db.exports.table import masked
from db.models import Cooperative, Trace, TraceStep
from db.trace_numbers import Number
from db.traces import Tried
from handlers.persons import named
from handlers.roles import phone_for

WHILE_OPEN = ("calls", "called", "lurah", "forward", "found", "lost", "close")
ONCE_LOST = ("found",)
OVER = {"found": "found", "close": "closed"}
MOST = 20
"""Lines of one screen; the spreadsheet has them all."""


async def show(turn: Turn, trace: Trace, cooperative: Cooperative) -> Sequence[Say]:
    """Everything that was tried, newest searches with their buttons."""
    tried = await traces.tried(turn.session, trace)
    lines: list[Json] = [await _line(turn, each) for each in tried[:MOST]]
    if (more := len(tried) - MOST) > 0:
        lines.append({"key": "trace.more", "params": {"count": more}})
    params: dict[str, Json] = {
        "name": cooperative.name,
        "since": trace.opened_at.isoformat(),
        "state": {"key": f"trace.is_{trace.state}"},
        "lines": lines or [{"key": "trace.nothing"}],
    }
    ways = WHILE_OPEN if trace.state == "open" else ONCE_LOST if trace.state == "lost" else ()
    choices = [Choice(f"trace.{trace.id}.do={each}") for each in ways]
    return [Say("trace.page", params, (*choices, Choice(f"coop.{cooperative.id}.see=1")))]


def number_line(known: Number) -> Json:
    """A number, masked, whose it is, and what it has shown."""
    positions: list[Json] = [named(each) for each in known.positions]
    params: dict[str, Json] = {
        "phone": masked(known.phone),
        "positions": positions or ["–"],
        "outcome": {"key": f"trace.number_{known.state}"},
    }
    return {"key": "trace.known_number", "params": params}


async def _line(turn: Turn, tried: Tried) -> Json:
    params: dict[str, Json] = {"outcome": {"key": f"trace.{tried.kind}_{tried.came}"}, "at": tried.at.isoformat()}
    if tried.words and tried.came == tried.outcome:
        params["hint"] = {"key": "trace.hint", "params": {"words": tried.words}}
    if tried.kind in ("number", "call"):
        params["target"] = masked(tried.target)
    if tried.kind in ("call", "lurah"):
        params["at"] = (tried.answered_at or tried.at).isoformat()
    elif tried.kind == "neighbour":
        near = await cooperatives.get(turn.session, int(tried.target))
        params["target"] = near.name if near else ""
    elif tried.kind == "visit":
        params["at"] = tried.target
    return {"key": f"trace.line_{tried.kind}", "params": params}


async def pressed(turn: Turn, trace: Trace, cooperative: Cooperative, value: str) -> Sequence[Say]:
    """A button of this search, by whoever may: `see`, `found`, `lost`; `lost-2` is sure, with two signs against it."""
    value, _, seen = value.partition("-")
    if value == "see":
        return await show(turn, trace, cooperative)
    allowed = WHILE_OPEN if trace.state == "open" else ONCE_LOST if trace.state == "lost" else ()
    if value not in allowed:
        return [Say("trace.over"), *await show(turn, trace, cooperative)]
    if value == "calls":
        return await _calls(turn, trace, cooperative)
    if value == "forward":
        return [await _to_forward(turn, cooperative)]
    if value == "lost":
        return await _lost(turn, trace, cooperative, seen)
    return await _end(turn, trace, cooperative, OVER.get(value, value))


async def _lost(turn: Turn, trace: Trace, cooperative: Cooperative, seen: str) -> Sequence[Say]:
    """Only with everything that speaks against it before one's eyes."""
    against = await traces.against(turn.session, trace)
    if seen == str(len(against)):
        return await _end(turn, trace, cooperative, "lost")
    lines: list[Json] = [await _line(turn, each) for each in against[:MOST]]
    signs: Json = {"key": "trace.against", "params": {"lines": lines}} if lines else {"key": "trace.against_nothing"}
    existence = await traces.lost_as(turn.session, trace)
    about: dict[str, Json] = {"name": cooperative.name, "existence": existence, "against": signs}
    sure = Choice(f"trace.{trace.id}.sure=lost-{len(against)}", texts.words("trace.sure=lost", turn.language))
    ask = Say("trace.ask_lost", about, (sure, Choice(f"trace.{trace.id}.do=see")))
    return [Say("trace.changed"), ask] if seen else [ask]


async def _end(turn: Turn, trace: Trace, cooperative: Cooperative, state: str) -> Sequence[Say]:
    before = cooperative.existence
    await traces.close(turn.session, trace, state, turn.member.id, turn.now)
    about = f"cooperative:{cooperative.id}"
    audit.note(turn.session, turn.actor, f"trace.{state}", about, turn.now, trace=trace.id, before=before)
    outcome: dict[str, Json] = {"name": cooperative.name, "existence": cooperative.existence}
    return [Say(f"trace.ended_{state}", outcome), *await show(turn, trace, cooperative)]


async def _calls(turn: Turn, trace: Trace, cooperative: Cooperative) -> Sequence[Say]:
    """The numbers to telephone, in full; who looked stands in the audit log."""
    known = [each for each in await numbers.of(turn.session, cooperative.id) if each.state != "resting"]
    audit.note(turn.session, turn.actor, "contact.shown", f"cooperative:{cooperative.id}", turn.now)
    called = {each.target: each.came for each in await traces.tried(turn.session, trace) if each.kind == "call"}
    lines: list[Json] = [
        {
            "key": "trace.call",
            "params": {
                "names": ", ".join(each.names),
                "phone": phone_for(turn, each.phone),
                "outcome": {
                    "key": f"trace.call_{came}" if (came := called.get(each.phone)) else f"trace.number_{each.state}"
                },
            },
        }
        for each in known
    ]
    choices = (*((Choice(f"trace.{trace.id}.do=called"),) if lines else ()), Choice(f"trace.{trace.id}.do=see"))
    params: dict[str, Json] = {"name": cooperative.name, "lines": lines or [{"key": "trace.no_numbers"}]}
    return [Say("trace.calls", params, choices)]


async def drop_number(turn: Turn, step: TraceStep, cooperative_id: int) -> bool:
    """A number that somebody else has now leaves the officer's row; False when it stood nowhere any more."""
    count = await traces.drop_number(turn.session, cooperative_id, step.target)
    about = f"cooperative:{cooperative_id}"
    audit.note(turn.session, turn.actor, "officer.number_dropped", about, turn.now, phone=masked(step.target))
    return count > 0


async def _to_forward(turn: Turn, cooperative: Cooperative) -> Say:
    """Words that staff forward or say, with the links that open our chats: nobody is written to by themselves."""
    ways: list[Json] = []
    for each in await accounts.opened(turn.session):
        opens = str(each.facts["opens"]).format(payload="poster", text=quote(texts.words("officers.first_word")))
        ways.append({"key": "link.way", "params": {"platform": capabilities_of(each.account).name, "url": opens}})
    about: dict[str, Json] = {"office": turn.office.name, "city": turn.office.city, "name": cooperative.name}
    return Say("trace.forward", {**about, "ways": ways}) if ways else Say("trace.no_way")
