"""The doctor on templates: each of ours in each language, as Meta lists it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.whatsapp_admin import differences, template_facts
from bot.commands.findings import Finding, State, fine, look, wrong
from bot.commands.template_plan import Key, by_key, drafts, title, titles

WHAT = "WhatsApp templates"
APPROVED = "APPROVED"
WAITING = ("PENDING", "IN_APPEAL")
STATES: Mapping[str, str] = {
    "PAUSED": "is paused because people block or report it; Meta lets it go on after some hours, better words help",
    "DISABLED": "is disabled for good; write it anew under another name",
}
"""What a status means; what is not here is named as Meta names it."""


def findings(listed: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """A line for what is right, one for what is missing or waits, and one for each that has trouble of its own."""
    ours, theirs = drafts(), by_key(listed)
    groups: dict[tuple[State, str], list[Key]] = defaultdict(list)
    single: list[Finding] = []
    for key, wanted in ours.items():
        if key not in theirs:
            groups["wrong", "missing at Meta; run `sapa templates push`"].append(key)
            continue
        facts, differ = template_facts(theirs[key]), differences(wanted, theirs[key])
        if facts["status"] in WAITING:
            groups["look", f"{facts['status']}: Meta has not decided yet"].append(key)
        elif facts["status"] == APPROVED:
            single += _approved(key, facts, wanted["category"])
        else:
            single.append(wrong(WHAT, f"{title(key)} {_stopped(facts)}."))
        if set(differ) - {"category"}:
            groups["look", "other words at Meta than here; run `sapa templates push`"].append(key)
    usable = sum(key in theirs and template_facts(theirs[key])["status"] == APPROVED for key in ours)
    grouped = [Finding(state, WHAT, f"{about}: {titles(keys)}.") for (state, about), keys in groups.items()]
    told = f"{usable} of {len(ours)} are approved."
    return [*([fine(WHAT, told)] if usable else []), *grouped, *single]


def _approved(key: Key, facts: Mapping[str, str], wanted: str) -> list[Finding]:
    found: list[Finding] = []
    if facts["category"] != wanted:
        costs = f"is {facts['category']} at Meta, not {wanted}: it costs more, and people may have opted out of it"
        found.append(wrong(WHAT, f"{title(key)} {costs}; ask for a review in WhatsApp Manager, or reword it."))
    if facts["quality"] in ("YELLOW", "RED"):
        found.append(look(WHAT, f"{title(key)} has quality {facts['quality']}: people don't like it."))
    return found


def _stopped(facts: Mapping[str, str]) -> str:
    if facts["status"] == "REJECTED":
        why = facts["reason"] or "no reason given"
        return f"was rejected ({why}); reword it, then `sapa templates push`"
    return STATES.get(facts["status"], f"is {facts['status']} at Meta; look at it in WhatsApp Manager")
