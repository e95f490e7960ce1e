"""What the platform checks when a template is handed in."""

import re
from collections.abc import Mapping
from typing import Any

from bot.simulator.people import Json
from bot.simulator.whatsapp.fields import array, choice, record, words
from bot.simulator.whatsapp.refusals import GraphError, invalid

NAME = re.compile(r"[a-z0-9_]{1,512}")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
KEYS = "name language category components parameter_format message_send_ttl_seconds allow_category_change"
HEADER_FORMATS = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
MOST_BUTTONS = 10
BUTTONS: Mapping[str, int] = {"QUICK_REPLY": 10, "URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
"""How many of each kind."""

TOO_LONG = 2388040
HEADER_FORM = 2388047
FOOTER_FORM = 2388073
RATIO = 2388293
EDGES = 2388299


def checked(body: Any) -> Json:
    """The fields of a Template. Raises GraphError: to this part of the API everything is an invalid parameter."""
    try:
        return _template(body)
    except GraphError as error:
        raise GraphError(100, error.details, error.subcode) from None


def variables(text: str) -> list[str]:
    """The variables of a text, each once, in order."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def _template(body: Any) -> Json:
    body = record(body, "template", KEYS)
    name = words(body, "name", "template", 10_000)
    if not NAME.fullmatch(name):
        raise invalid("template.name", "must be 1 to 512 lower case letters, digits and underscores")
    language = words(body, "language", "template", 10)
    if not LANGUAGE.fullmatch(language):
        raise invalid("template.language", "must be a language code")
    form = str(body.get("parameter_format") or "POSITIONAL").upper()
    if form not in ("POSITIONAL", "NAMED"):
        raise invalid("template.parameter_format", "must be POSITIONAL or NAMED")
    return {
        "name": name,
        "language": language,
        "category": choice(body, "category", "template", CATEGORIES),
        "components": _components(body.get("components"), form == "NAMED"),
        "parameter_format": form,
        "ttl": body.get("message_send_ttl_seconds"),
    }


def _components(value: Any, is_named: bool) -> list[Json]:
    components = [dict(record(each, "components[]", "type format text example buttons")) for each in _listed(value)]
    for each in components:
        each["type"] = str(each.get("type", "")).upper()
    kinds = [each["type"] for each in components]
    if kinds.count("BODY") != 1 or len(set(kinds)) < len(kinds):
        raise invalid("components", "must have one BODY and nothing twice")
    checks = {"HEADER": _header, "BODY": _body, "FOOTER": _footer, "BUTTONS": _buttons}
    for each in components:
        if each["type"] not in checks:
            raise invalid("components[].type", f"must be one of {', '.join(checks)}")
        checks[each["type"]](each, is_named)
    return components


def _listed(value: Any) -> list[Any]:
    return array(value, "components", 1, 4)


def _header(part: Json, is_named: bool) -> None:
    part["format"] = str(part.get("format", "")).upper()
    example = part.get("example") or {}
    if choice(part, "format", "header", HEADER_FORMATS) != "TEXT":
        if part["format"] != "LOCATION" and not example.get("header_handle"):
            raise _wrong("header needs an example of its media", HEADER_FORM)
        return
    found = _names(_text(part, "header", 60), is_named)
    if len(found) > 1:
        raise _wrong("header has more than one variable", HEADER_FORM)
    if found and not (example.get("header_text") or example.get("header_text_named_params")):
        raise _wrong("header variable needs an example", HEADER_FORM)


def _body(part: Json, is_named: bool) -> None:
    text = _text(part, "body", 1024)
    found = _names(text, is_named)
    plain = text.strip()
    if found and (plain.startswith("{{") or plain.endswith("}}")):
        raise _wrong("body has a variable first or last", EDGES)
    if len(VARIABLE.sub(" ", text).split()) < 2 * len(found) + 1 and found:
        raise _wrong("body has too many variables for its length", RATIO)
    example = part.get("example") or {}
    if is_named:
        given = {each.get("param_name") for each in example.get("body_text_named_params", ())}
        is_complete = given >= set(found)
    else:
        rows = example.get("body_text") or [[]]
        is_complete = len(rows[0] if isinstance(rows[0], list) else rows) == len(found)
    if not is_complete:
        raise _wrong("each variable of the body needs an example", HEADER_FORM)


def _footer(part: Json, _: bool) -> None:
    if variables(_text(part, "footer", 60)):
        raise _wrong("footer takes no variables", FOOTER_FORM)


def _buttons(part: Json, _: bool) -> None:
    keys = "type text url phone_number example"
    buttons = [record(each, "buttons[]", keys) for each in array(part.get("buttons"), "buttons", 1, MOST_BUTTONS)]
    for each in buttons:
        each["type"] = str(each.get("type", "")).upper()
        kind = choice(each, "type", "buttons[]", tuple(BUTTONS))
        if kind != "COPY_CODE" and variables(_text(each, "buttons[]", 25)):
            raise _wrong("button labels take no variables", HEADER_FORM)
        if kind == "URL":
            _address(each)
        if kind == "PHONE_NUMBER":
            words(each, "phone_number", "buttons[]", 20)
        if kind == "COPY_CODE" and not 1 <= len(_example(each)) <= 15:
            raise _wrong("the code's example must have 1 to 15 characters", TOO_LONG)
    for kind, most in BUTTONS.items():
        if sum(each["type"] == kind for each in buttons) > most:
            raise invalid("buttons", f"must have at most {most} of {kind}")


def _address(button: Json) -> None:
    url = words(button, "url", "buttons[]", 2000)
    found = variables(url)
    if found and (found != ["1"] or not url.endswith("}}")):
        raise invalid("buttons[].url", "may have one variable, at its end")
    if found and not _example(button):
        raise _wrong("the variable of an address needs an example", HEADER_FORM)


def _example(button: Json) -> str:
    """Given as it is or as a list of one."""
    value = button.get("example") or ""
    return str(value[0]) if isinstance(value, list) else str(value)


def _text(part: Json, path: str, limit: int) -> str:
    text = words(part, "text", path, 1 << 20)
    if len(text) > limit:
        raise _wrong(f"{path} must have at most {limit} characters, has {len(text)}", TOO_LONG)
    return text


def _names(text: str, is_named: bool) -> list[str]:
    found = variables(text)
    is_right = (
        all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in found)
        if is_named
        else found == [str(number) for number in range(1, len(found) + 1)]
    )
    if not is_right:
        raise _wrong("variables must be {{1}}, {{2}} … in order, or lower case names", HEADER_FORM)
    return found


def _wrong(details: str, subcode: int) -> GraphError:
    return GraphError(100, details, subcode)
