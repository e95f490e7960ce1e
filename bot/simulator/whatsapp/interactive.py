"""Reply buttons, lists, and requests for a place or a number."""

from typing import Any

from bot.simulator.people import Json
from bot.simulator.whatsapp.contents import Draft, medium
from bot.simulator.whatsapp.fields import array, choice, distinct, optional, record, words
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.refusals import invalid, missing

BODY_LIMIT = 1024
LIST_BODY_LIMIT = 4096
EDGE_LIMIT = 60
MOST_BUTTONS = 3
BUTTON_LIMIT = 20
BUTTON_ID_LIMIT = 256
MOST_ROWS = 10
ROW_LIMIT = 24
ROW_ID_LIMIT = 200
DESCRIPTION_LIMIT = 72
REQUESTS = {
    "location_request_message": ("send_location", "location"),
    "request_contact_info": ("request_contact_info", "contact"),
}


def interactive(body: Json, media: Media) -> Draft:
    """One bubble with something to press."""
    part = record(body.get("interactive"), "interactive", "type header body footer action")
    kind = choice(part, "type", "interactive", ("button", "list", *REQUESTS))
    limit = LIST_BODY_LIMIT if kind == "list" else BODY_LIMIT
    said = words(record(part.get("body"), "interactive.body", "text"), "text", "interactive.body", limit)
    action = part.get("action")
    if kind in REQUESTS:
        wanted, request = REQUESTS[kind]
        choice(record(action, "interactive.action", "name"), "name", "interactive.action", (wanted,))
        if part.keys() & {"header", "footer"}:
            raise invalid("interactive", f"of type {kind} has neither header nor footer")
        return Draft({"text": said, "wa": {"request": request}})
    edges, files = _edges(part, kind, media)
    pressable = {"buttons": _buttons(action)} if kind == "button" else {"list": _list(action)}
    return Draft({**files, "text": said, "wa": {**edges, **pressable}})


def _edges(part: Json, kind: str, media: Media) -> tuple[Json, Json]:
    """Header and footer in words, and the header's file."""
    edges: Json = {}
    files: Json = {}
    if part.get("footer") is not None:
        footer = record(part["footer"], "interactive.footer", "text")
        edges["footer"] = words(footer, "text", "interactive.footer", EDGE_LIMIT)
    if part.get("header") is not None:
        header = record(part["header"], "interactive.header", "type text image video document")
        allowed = ("text",) if kind == "list" else ("text", "image", "video", "document")
        form = choice(header, "type", "interactive.header", allowed)
        if form == "text":
            edges["header"] = words(header, "text", "interactive.header", EDGE_LIMIT)
        else:
            path = f"interactive.header.{form}"
            files = medium(form, record(header.get(form), path, "id link filename"), path, media)
    return edges, files


def _buttons(action: Any) -> list[Json]:
    path = "interactive.action.buttons"
    shown = []
    for each in array(record(action, "interactive.action", "buttons").get("buttons"), path, 1, MOST_BUTTONS):
        choice(record(each, f"{path}[]", "type reply"), "type", f"{path}[]", ("reply",))
        reply = record(each.get("reply"), f"{path}[].reply", "id title")
        shown.append(
            {
                "id": words(reply, "id", f"{path}[].reply", BUTTON_ID_LIMIT),
                "title": words(reply, "title", f"{path}[].reply", BUTTON_LIMIT),
            }
        )
    distinct([each["id"] for each in shown], f"{path}[].reply.id")
    distinct([each["title"] for each in shown], f"{path}[].reply.title")
    return shown


def _list(action: Any) -> Json:
    action = record(action, "interactive.action", "button sections")
    path = "interactive.action.sections"
    sections = [_section(each, path) for each in array(action.get("sections"), path, 1, MOST_ROWS)]
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > MOST_ROWS:
        raise invalid(path, f"must have at most {MOST_ROWS} rows in all, has {len(rows)}")
    if len(sections) > 1 and not all(section.get("title") for section in sections):
        raise missing(f"{path}[].title")
    distinct([row["id"] for row in rows], f"{path}[].rows[].id")
    return {"button": words(action, "button", "interactive.action", BUTTON_LIMIT), "sections": sections}


def _section(value: Any, path: str) -> Json:
    section = record(value, f"{path}[]", "title rows")
    title = optional(section, "title", f"{path}[]", ROW_LIMIT)
    rows = array(section.get("rows"), f"{path}[].rows", 1, MOST_ROWS)
    return {**({"title": title} if title else {}), "rows": [_row(each, f"{path}[].rows[]") for each in rows]}


def _row(value: Any, path: str) -> Json:
    row = record(value, path, "id title description")
    note = optional(row, "description", path, DESCRIPTION_LIMIT)
    shown = {"id": words(row, "id", path, ROW_ID_LIMIT), "title": words(row, "title", path, ROW_LIMIT)}
    return {**shown, **({"description": note} if note else {})}
