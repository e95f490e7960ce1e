"""A template being sent: its variables checked and filled in."""

import re
from typing import Any

from bot.simulator.people import Json
from bot.simulator.whatsapp.contents import Draft, medium
from bot.simulator.whatsapp.fields import array, choice, optional, record, words
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.refusals import GraphError
from bot.simulator.whatsapp.template_rules import VARIABLE, variables
from bot.simulator.whatsapp.templates import Template, Templates

SENDABLE = ("APPROVED", "FLAGGED")
STOPPED = {"PAUSED": 132015, "DISABLED": 132016}
BODY_LIMIT = 1024
HEADER_LIMIT = 60
PAYLOAD_LIMIT = 256
UNCLEAN = re.compile(r"[\n\t]| {4}")


def template(body: Json, media: Media, templates: Templates) -> Draft:
    """The filled template. Raises GraphError."""
    part = record(body.get("template"), "template", "name language components")
    name = words(part, "name", "template", 512)
    language = record(part.get("language"), "template.language", "code policy")
    found = _approved(templates, name, words(language, "code", "template.language", 10))
    given = [_component(each) for each in array(part.get("components") or [], "template.components", 0, 12)]
    by_kind = {each["type"]: each.get("parameters") or [] for each in given if each["type"] != "button"}
    shown: Json = {"template": name}
    files = _header(found.part("HEADER"), by_kind.get("header", []), media, shown)
    said = _filled(found.part("BODY")["text"], by_kind.get("body", []), "body")
    if len(said) > BODY_LIMIT:
        raise GraphError(132005, f"the filled body has {len(said)} characters")
    if found.part("FOOTER"):
        shown["footer"] = found.part("FOOTER")["text"]
    buttons = _buttons(found.part("BUTTONS").get("buttons", []), [each for each in given if each["type"] == "button"])
    if buttons:
        shown["buttons"] = buttons
    return Draft({**files, "text": said, "wa": shown}, found.category.lower(), is_template=True)


def _approved(templates: Templates, name: str, language: str) -> Template:
    found = templates.find(name, language)
    if found is not None and found.status in STOPPED:
        raise GraphError(STOPPED[found.status], f"template {name} ({language}) is {found.status.lower()}")
    if found is None or found.status not in SENDABLE:
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    return found


def _component(value: Any) -> Json:
    part = record(value, "template.components[]", "type sub_type index parameters")
    kind = str(part.get("type", "")).lower()
    if kind not in ("header", "body", "button"):
        raise GraphError(132012, f"template.components[].type {kind!r} is unknown")
    array(part.get("parameters") or [], "template.components[].parameters", 0, 50)
    return {**part, "type": kind}


def _header(part: Json, parameters: list[Json], media: Media, shown: Json) -> Json:
    """Puts the header's words into `shown`; returns its file."""
    form = str(part.get("format", "")).lower()
    if form in ("", "text"):
        text = _filled(part.get("text", ""), parameters, "header")
        if len(text) > HEADER_LIMIT:
            raise GraphError(132005, f"the filled header has {len(text)} characters")
        if text:
            shown["header"] = text
        return {}
    if len(parameters) != 1:
        raise GraphError(132012, f"header must have one {form}")
    value = record(parameters[0], "header.parameters[]", f"type {form}")
    if value.get("type") != form:
        raise GraphError(132012, f"header must be a {form}")
    if form == "location":
        return {"location": record(value.get(form), "header.location", "latitude longitude name address")}
    return medium(form, record(value.get(form), f"header.{form}", "id link filename"), f"header.{form}", media)


def _filled(text: str, parameters: list[Any], where: str) -> str:
    wanted = variables(text)
    if len(parameters) != len(wanted):
        raise GraphError(132000, f"{where}: {len(parameters)} parameters given, {len(wanted)} expected")
    values: dict[str, str] = {}
    for name, each in zip(wanted, parameters, strict=True):
        value = record(each, f"{where}.parameters[]", "type text parameter_name")
        if value.get("type") != "text":
            raise GraphError(132012, f"{where}: parameters must be of type text")
        key = name if name.isdigit() else str(value.get("parameter_name", ""))
        values[key] = _clean(words(value, "text", f"{where}.parameters[]", 1 << 16), where)
    if set(values) != set(wanted):
        raise GraphError(132012, f"{where}: parameters must be named {', '.join(wanted)}")
    return VARIABLE.sub(lambda found: values[found[1]], text)


def _clean(text: str, where: str) -> str:
    if UNCLEAN.search(text):
        raise GraphError(132018, f"{where}: a parameter has a line break, a tab or four spaces in a row")
    return text


def _buttons(defined: list[Json], given: list[Json]) -> list[Json]:
    """The quick replies as they can be pressed; other buttons are only checked."""
    by_index = {str(each.get("index")): each for each in given}
    if by_index.keys() - {str(index) for index in range(len(defined))}:
        raise GraphError(132012, "a button has an index that the template does not have")
    shown = []
    for index, button in enumerate(defined):
        part = by_index.get(str(index), {})
        if part:
            choice({"sub_type": str(part.get("sub_type", "")).upper()}, "sub_type", "button", (button["type"],))
        parameters = part.get("parameters") or []
        if button["type"] == "QUICK_REPLY":
            payload = _payload(parameters[0]) if parameters else ""
            shown.append({"id": payload or button["text"], "title": button["text"]})
        elif len(parameters) != (1 if button["type"] == "COPY_CODE" or "{{" in button.get("url", "") else 0):
            raise GraphError(132000, f"button {index}: {len(parameters)} parameters given")
    return shown


def _payload(value: Any) -> str:
    part = record(value, "button.parameters[]", "type payload")
    choice(part, "type", "button.parameters[]", ("payload",))
    return optional(part, "payload", "button.parameters[]", PAYLOAD_LIMIT)
