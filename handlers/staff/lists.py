"""A list of cooperatives sent in chat: taken in, its unknown columns told, applied or thrown away."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Attachment, Choice, Say
from bot.texts.wire import say_to_json
from bot.turn import Turn
from db import attachments, audit, imports, talks
from db import staff as staff_table
from db.models import Import
from handlers.abilities import Received
from handlers.ids import number
from handlers.manager.papers import MOST_BYTES
from handlers.staff import columns

SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv")
SHEET_KINDS = ("spreadsheet", "ms-excel", "text/csv", "comma-separated", "tab-separated")
ASKED = ("impor", "import")
"""First words of a caption that say what a file is for."""
FILES = ("photo", "document")
TAKES_FILES = "answer"
"""The form in which staff send files to people."""


def first(otherwise: Received) -> Received:
    """Lists are taken here, any other file where it belongs."""

    async def received(turn: Turn, prompt: Sequence[Choice], is_talking: bool) -> Sequence[Say] | None:
        if turn.staff is None:
            return await otherwise(turn, prompt, is_talking)
        return await file(turn)

    return received


async def file(turn: Turn) -> Sequence[Say] | None:
    """A file from a member of the office; None for one that answers something."""
    found = turn.incoming.attachment
    if found is None or found.kind not in FILES:
        return None
    is_asked = turn.incoming.text.casefold().startswith(ASKED)
    if not is_asked and await _answers(turn):
        return None
    if not staff_table.sees_all(turn.member):
        return [Say("lists.not_allowed")] if is_asked or _is_sheet(found) else None
    if not _is_sheet(found):
        return [Say("lists.no_list")]
    if found.size > MOST_BYTES:
        return [Say("lists.too_big")]
    return await _take(turn, found)


async def _answers(turn: Turn) -> bool:
    """Whether a file belongs to what staff are writing to somebody."""
    if turn.incoming.reply_to:
        return True
    forms = await talks.open_forms(turn.session, turn.person.id)
    return bool(forms) and forms[0].form == TAKES_FILES


def _is_sheet(found: Attachment) -> bool:
    return found.kind == "document" and (
        found.filename.casefold().endswith(SHEETS) or any(each in found.mime for each in SHEET_KINDS)
    )


async def _take(turn: Turn, found: Attachment) -> Sequence[Say]:
    kept = await attachments.note(
        turn.session,
        turn.person.id,
        turn.incoming.sender,
        found,
        say=say_to_json(Say("papers.kept")),
        recipients=(),
        subject=attachments.LIST,
        now=turn.now,
    )
    name = found.filename or texts.words("lists.unnamed", turn.language)
    row = await imports.begin(turn.session, name, kept.id, turn.member.id, turn.now)
    audit.note(turn.session, turn.actor, "import.received", imports.subject(row.id), turn.now)
    return [Say("lists.received", {"filename": name})]


async def explain(turn: Turn) -> Sequence[Say]:
    """/impor: how a list comes in."""
    return [Say("lists.how" if staff_table.sees_all(turn.member) else "lists.not_allowed")]


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`lists.<id>-<plan>.do=apply`, and `lists.<id>-<plan>-<column>.…` as `columns` says.

    The plan's mark binds every button to the check under which it stood.
    """
    list_id, _, part = subject.partition("-")
    row = await imports.locked(turn.session, key) if (key := number(list_id)) else None
    if turn.staff is None or row is None:
        return [Say("router.old_button")]
    if not staff_table.sees_all(turn.member):
        return [Say("lists.not_allowed")]
    if value == "cancel" and question == "do":
        return _cancel(turn, row)
    if row.state != "checked":
        return [Say(f"lists.is_{row.state}", {"filename": row.filename})]
    mark, _, column = part.partition("-")
    if mark != imports.mark(row):
        return [Say("lists.older_check")]
    if question == "do":
        return await (_apply(turn, row) if value == "apply" else columns.show(turn, row, 0))
    return await columns.pressed(turn, row, column, question, value)


async def _apply(turn: Turn, row: Import) -> Sequence[Say]:
    """Exactly what the check has shown is carried out, when it is its turn."""
    row.state = "confirmed"
    audit.note(turn.session, turn.actor, "import.confirmed", imports.subject(row.id), turn.now, plan=row.plan)
    waits = await imports.is_another_waiting(turn.session, row.id)
    return [Say("lists.queued" if waits else "lists.begun", {"filename": row.filename})]


def _cancel(turn: Turn, row: Import) -> Sequence[Say]:
    """Thrown away, as long as nothing is written."""
    about = {"filename": row.filename}
    if row.state in imports.ENDED or row.counts.get("begun"):
        return [Say(f"lists.is_{row.state}", about)]
    row.state, row.done_at = "cancelled", turn.now
    audit.note(turn.session, turn.actor, "import.cancelled", imports.subject(row.id), turn.now)
    return [Say("lists.cancelled", about)]
