"""What the code says: every text key that it names, read from the source, and the families that it puts together."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bot import texts
from db import contacts, imports, merging, papers, rat_state, staff, trace_numbers, traces, twins, visits
from db.letters import WANTED
from db.models import Cooperative
from db.privacy import concerned
from db.registry_import import CODES, UNREADABLE, ImportReport
from db.registry_import.fields import YEARLY
from handlers import COMMANDS, FORMS, MENU, STAFF_MENU, persons, wishes
from handlers.manager import privacy_correct, rat, rat_figures, rat_receipt
from handlers.staff import (
    chart,
    download,
    letter_page,
    letters,
    members,
    page,
    progress,
    task_kinds,
    trace_page,
    trace_steps,
    visitlog,
)
from scheduler import rules
from scheduler.lists import FAULT

ROOT = Path(__file__).parents[2]
STEMS = {key.partition(".")[0] for key in texts.catalogue(texts.SOURCE)}
KEY = re.compile(r"[a-z]+\.[a-z_.=]+")
NOT_SAID = {"note", "_done", "reference", "ensure", "add_job", "info", "warning", "error", "exception"}
"""Calls whose words are not for a person: audit actions, column references, log events."""
TABLE_COLUMN = {"staff.id"}

PARTS_OF_DAY = ("pagi", "siang", "sore", "malam")
CONTROLS = (
    "back",
    "cancel",
    "skip",
    "send",
    "edit",
    "more",
    "previous",
    "yes",
    "no",
    "leave",
    "stay",
    "later",
    "unsettled",
    "resume",
    "restart",
    "instead",
    "send_bound",
)
OBSTACLES = ("no_contact", "no_consent", "opted_out", "restricted", "blocked")
DROPS = (
    *("undone", "stopped", "cancelled", "gone", "expired", "frequency_cap", "not_officer"),
    *("marketing_stopped", "held_back"),
)
STATES = ("approved", "sending", "sent", "undone", "stopped", "cancelled")
WORDS = (
    *("back", "cancel", "skip", "send", "edit", "restart", "menu", "human", "privacy", "stop", "resume", "report"),
    *("link", "staff_code", "letter_code", "papers", "history", "language"),
    *("my_data", "correct", "erase", "keep", "restrict"),
)

COMPUTED = {
    "announcement.{}": ("undone", "stopped"),
    "consent.{}": ("yes", "no", "other"),
    "event.{}": ("yes", "no", "tentative"),
    "neighbour.{}": ("known", "moved", "gone", "unknown"),
    "papers.{}": ("sent", "office"),
    "person.{}": ("marketing_stopped", "marketing_resumed"),
    "trace.{}": ("found", "lost", "closed"),
    "trace.number_{}": ("yes", "no", "stop"),
}
"""Deeds that the code puts together; those of staff and of tasks follow from what is said of them."""


def actions() -> list[str]:
    """Every action that the audit log may hold."""
    found = {family.format(each) for family, every in COMPUTED.items() for each in every}
    found |= {f"staff.{each}" for each in CHANGES}
    found |= {
        f"task.{key.removeprefix('task.ended.')}" for key in texts.catalogue(texts.SOURCE) if "task.ended." in key
    }
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] in ("bot", "handlers", "scheduler", "db"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.note":
                    found |= {each.value for each in node.args[2:3] if isinstance(each, ast.Constant)}
    return sorted(found)


CHANGES = ("suspended", "resumed", "ended", "recalled", "changed", "moved", "acting", "handed_over")
"""What becomes of a member of the office."""

FACTS = set(Cooperative.model_fields) - merging.APART
"""Facts of a cooperative that one may take over from another."""

CHOICES = {
    "appointment.then": ("drop", "move", "stays"),
    "announce.kind": ("session", "clinic"),
    "ask.do": ("answer", "close", "forward"),
    "cast.do": ("undo", "stop", "retry", "calls", "coming", "report"),
    **{f"{form}.position": persons.POSITIONS for form in ("claim", "board", "position", "letter")},
    **{f"{form}.position": persons.POSITIONS for form in ("claim", "board", "position")},
    "privacy.do": ("data", "correct", "restrict", "erase", "release", "keep", "stay"),
    "privacy.fix": privacy_correct.WAYS,
    "change.what": ("report", "position", "number", "language"),
    "consent.answer": ("yes", "no", "other"),
    "event.all": ("yes", "no", "each"),
    "event.answer": ("yes", "no", "tentative"),
    "history.do": ("pdf",),
    "coop.do": tuple(page.NEEDS),
    "coop.see": ("1",),
    "download.get": download.LISTS["admin"],
    "progress.do": ("chart", "file", *progress.VIEWS),
    "letter.officer": ("other",),
    "language.set": texts.LANGUAGES,
    "leave.pick": ("1",),
    "leave.sure": ("yes", "no"),
    "officers.about": ("1",),
    "officers.list": ("1",),
    "officers.me": ("yes", "no"),
    "officers.more": ("changed",),
    "officers.object": ("left", "unknown"),
    "officers.still": ("same", "changed"),
    "renumber.answer": ("yes", "no"),
    "handed.do": ("undo", "again"),
    "invite.do": letters.DOES,
    "invite.whom": WANTED,
    "invited.do": ("link",),
    "knock.read": ("1",),
    "link.join": ("yes", "no"),
    "lists.do": ("apply", "columns", "cancel"),
    "member.do": ("add", *members.DEEDS),
    "member.see": ("1",),
    "member.sure": members.HURTS,
    "menu.go": (*MENU, *STAFF_MENU),
    "papers.do": ("send", "office", "later"),
    "papers.kind": (*papers.KINDS, papers.OTHER),
    "papers.office": (*papers.KINDS, "all"),
    "question.kind": ("photo", "video", "audio", "voice", "document", "sticker", "animation", "video_note"),
    "rat.details": ("yes", "no"),
    "rat.finance": ("yes", "no"),
    "rat.held": ("yes", "planned", "postponed", "no"),
    "rat.meeting": rat.MEETINGS,
    "rat.new_officers": ("yes", "no"),
    "rat.reason": (*rat.REASONS, *rat_receipt.GONE),
    "rat.standing": ("running", *rat_receipt.GONE),
    "refile.do": ("1", "held", "plan"),
    "refusal.kind": papers.KINDS,
    "register.how": ("name",),
    "season.act": {action for actions in rules.ACTIONS.values() for action in actions},
    "staff.role": staff.ROLES,
    "offered.answer": ("yes", "other"),
    "task.do": {action for actions in task_kinds.ACTIONS.values() for action in actions},
    "task.open": ("1",),
    "neighbour.alive": rules.ASKED["neighbour.alive"][1],
    "neighbour.answer": rules.ASKED["neighbour.ask"][1],
    "neighbour.owner": ("yes", "no", "stop"),
    "trace.do": (*trace_page.WHILE_OPEN, "see"),
    "called.outcome": trace_steps.CALLED,
    "lurah.statement": trace_steps.STATED,
    "trace.sure": ("lost",),
    "twin.do": ("merge", "swap", "stop"),
    "unvisited.act": ("propose", "visited", "not_officer"),
    "visitlog.result": visitlog.RESULTS,
    "wish.is": tuple(wishes.INTENTS),
}
"""Questions whose labels we write, with every value."""

FAMILIES = {
    "announce.left_out.{}": OBSTACLES,
    "asked.deadline_{}": ("open", *filter(None, get_args(rat_state.Outcome))),
    "breach.cell_{}": (*concerned.WAYS, *concerned.REASONS),
    "cast.count_{}": ("reached", "maybe", "waiting", "parked", "unreached", "dropped"),
    "cast.state.{}": STATES,
    "cast.why.{}": (*OBSTACLES, *DROPS),
    "cell.{}": [key.partition(".")[2] for key in texts.catalogue(texts.SOURCE) if key.startswith("cell.")],
    "claim.{}": ("approved", "refused"),
    "coop.meeting_{}": ("held", "late", "planned", "postponed", "not_held", "not_due", "due", "overdue"),
    "coop.reach_{}": get_args(contacts.Reach),
    "coop.visit_{}": get_args(visits.VisitState),
    "command.{}": [name for name, command in COMMANDS.items() if not command.staff],
    "control.{}": CONTROLS,
    "deed.{}": actions(),
    "event.invite_{}": CHOICES["announce.kind"],
    "event.line_{}": ("open", "unanswered", "yes", "no", "tentative"),
    "event.noted_{}": ("yes", "no", "tentative"),
    "greeting.{}": PARTS_OF_DAY,
    "heading.{}": [key.partition(".")[2] for key in texts.catalogue(texts.SOURCE) if key.startswith("heading.")],
    "history.page_{}": ("name", "nik", "legal"),
    "history.state_{}": ("submitted", "verified", "returned", "disputed", "superseded", "held_back"),
    "lists.{}": YEARLY,
    "lists.is_{}": ("fetching", "confirmed", *imports.ENDED),
    "lists.why_{}": (*UNREADABLE, FAULT),
    "importreport.{}": (
        *(f"count_{name}" for name in ImportReport().counts()),
        *(
            "absent",
            "before",
            "changes",
            "column",
            "columns",
            "district",
            "fact",
            "figure",
            "found",
            "listed_at",
            "meaning",
        ),
        *("mend", "missing", "name", "new", "nik", "nothing", "other", "other_nik", "pairs", "problems", "after"),
        *("read_as", "row", "samples", "sheet", "summary", "unknown", "why"),
        *("ignored", "empty", "by_days", *YEARLY),
    ),
    "importreport.why_{}": ("name", "phone", "number", "moved"),
    "importreport.held_{}": ("yes", "no"),
    "member.{}": CHANGES,
    "member.ask_{}": members.HURTS,
    "member.state_{}": ("active", "unbound", "suspended"),
    "member.told_{}": CHANGES,
    "invite.cover_{}": letter_page.HEADS,
    "letter.{}": ("open", "used", "expired"),
    "notices.template_{}": ("status", "category", "quality", "status_why", "category_why", "quality_why"),
    "privacy.page_{}": ("opted_out", "restricted", "erase_after"),
    "privacy.page_post_{}": ("registered", "claimed", "verified", "ended"),
    "privacy.request_{}": ("access", "correct", "erase", "restrict", "release", "open", "done", "withdrawn"),
    "problems.{}": CODES,
    "progress.part_{}": chart.PARTS,
    "progress.step_{}": chart.STEPS,
    "papers.line_{}": ("missing", "sent", "office", "confirmed", "refused"),
    "question.line_{}": ("staff", "person"),
    "rat.help_{}": rat.REASONS,
    "rat.line.{}": ("ordinal", "place", "women", "new_officers", *rat_figures.ORDER),
    "rat.receipt_{}": ("planned", "postponed"),
    "staff.{}": (
        *("rat", "rat_dispute", "rat_obstacle", "rat_gone", "rat_unconfirmed", "claim", "number_change"),
        *("visited", "visited_undated"),
    ),
    "task.advice_{}": rat.REASONS,
    "task.detail.{}": task_kinds.ACTIONS,
    "task.kind.{}": task_kinds.ACTIONS,
    "task.number_{}": ("asked", "denied", "unreachable"),
    "task.report_{}": CHOICES["rat.held"],
    "timeline.paper_{}": ("sent", "office", "confirmed", "refused"),
    "timeline.kind_{}": ("minutes", "attendance", "accountability", "ods", "other"),
    "timeline.report_{}": ("yes", "planned", "postponed", "no"),
    "timeline.trace_{}": ("open", "found", "lost", "closed"),
    "timeline.status_{}": ("submitted", "verified", "returned", "disputed", "superseded"),
    "neighbour.noted_{}": ("here", "moved", "gone"),
    "trace.ended_{}": ("found", "lost", "closed"),
    "trace.is_{}": ("open", "found", "lost", "closed"),
    "trace.line_{}": get_args(traces.Kind),
    "trace.neighbour_{}": ("waiting", "asked", "held", *rules.ASKED["neighbour.ask"][1]),
    "trace.letter_{}": ("printed", "handed", "used"),
    "trace.visit_{}": (*traces.TOLD_BY_VISIT, traces.MET),
    "trace.call_{}": trace_steps.CALLED,
    "trace.lurah_{}": trace_steps.STATED,
    "called.noted_{}": trace_steps.CALLED,
    "lurah.noted_{}": trace_steps.STATED,
    "trace.plan_{}": ("off", "unapproved", "written"),
    "trace.number_{}": (
        *get_args(trace_numbers.State),
        *("by_phone", "waiting", "sent", "delivered", "failed", "held", "answered_yes", "answered_no", "answered_stop"),
    ),
    "twin.field_{}": (*FACTS, "nik"),
    "twin.keep_{}": ("nik", "linked", "older", "chosen"),
    "twin.reports_{}": ("newest", "officer"),
    "twin.moved_{}": merging.COUNTED,
    "twin.why_{}": twins.WHY,
    "visitlog.{}": ("today", "yesterday"),
}
"""Keys that the code puts together from a part in braces, with every value of it."""

NO_KEYS = {"event.{}", "task.{}", "task.ended.{}"}
"""Look like families: names of audit entries, and the outcomes that `outcomes_of_tasks` reads."""


def _sources() -> Iterator[ast.Module]:
    for room in ("bot", "handlers", "scheduler", "db"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if not {"simulator", "migrations"} & set(path.parts):
                yield ast.parse(path.read_text(encoding="utf-8"))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _strings() -> Iterator[ast.Constant | ast.JoinedStr]:
    """Every string that may be said; those inside other strings or given to a call in NOT_SAID are left out."""
    for tree in _sources():
        skipped: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in NOT_SAID:
                skipped |= {id(each) for each in ast.walk(node)}
            if isinstance(node, ast.JoinedStr):
                skipped |= {id(each) for each in ast.walk(node) if each is not node}
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skipped:
                yield node


def keys_in_code() -> set[str]:
    """Keys that stand in the source as they are."""
    said = {node.value for node in _strings() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {each for each in said if KEY.fullmatch(each) and each.split(".")[0] in STEMS} - TABLE_COLUMN


def families_in_code() -> set[str]:
    """f-strings that look like keys: `cast.why.{}`."""
    found = set()
    for node in _strings():
        if isinstance(node, ast.JoinedStr):
            shape = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if re.fullmatch(r"[a-z]+\.[a-z_.]*\{\}", shape) and shape.split(".")[0] in STEMS:
                found.add(shape)
    return found


def outcomes_of_tasks() -> set[str]:
    """The last word of every `_done(turn, task, "claim.gone")`, as `task.ended.claim.gone`."""
    done: set[str] = set()
    for tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in ("_done", "_ask_another_time"):
                last = node.args[-1]
                done |= {str(last.value)} if isinstance(last, ast.Constant) else {"claim.approved", "claim.refused"}
    return {f"task.ended.{each}" for each in done}


def keys_of_forms() -> set[str]:
    """What every form needs: a name, a prompt, a line and a short name for each field, a summary.

    What a form may have beside them, where it is written: own words for cancelling and for a question without choices.
    """
    found: set[str] = set()
    may = {f"{form.name}.cancelled" for form in FORMS.values()}
    may |= {f"{form.name}.{field.name}_none" for form in FORMS.values() for field in form.fields}
    for form in FORMS.values():
        found |= {f"{form.name}.form_name", f"{form.name}.summary"}
        for field in form.fields:
            found |= {f"{form.name}.{part}{field.name}" for part in ("", "line.", "name.")}
    return found | {key for key in may if texts.has(key)}


NAMED = {
    "notices.status": ("APPROVED", "REJECTED", "PAUSED", "DISABLED", "PENDING"),
    "notices.category": ("UTILITY", "MARKETING"),
    "notices.quality": ("GREEN", "YELLOW", "RED"),
}
"""Words of Meta's that have ours; any other is shown as it is."""


def keys() -> set[str]:
    """Every key that can be asked for."""
    return {
        *(f"{question}={value}" for question, values in NAMED.items() for value in values),
        *keys_in_code(),
        *outcomes_of_tasks(),
        *keys_of_forms(),
        *(shape.format(value) for shape, values in FAMILIES.items() for value in values),
        *(f"{question}={value}" for question, values in CHOICES.items() for value in values),
        *(f"alias.{word}" for word in WORDS),
    }
