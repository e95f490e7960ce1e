"""Reading the parameters of a request. Forms carry strings, JSON carries values: both are understood."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.people import Json
from bot.simulator.refusals import bad_request

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    filename: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Call:
    """One request: the method in lower case, its parameters and its files."""

    method: str
    params: Params
    files: dict[str, Upload] = field(default_factory=dict)


def words(params: Params, name: str) -> str:
    """A string parameter; empty when missing. Raises Refused for what is no Unicode text."""
    value = params.get(name)
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return text


def number(params: Params, name: str, default: int = 0) -> int:
    """A whole number; the default for anything that is none, as the real server does."""
    value = params.get(name)
    try:
        return int(value) if isinstance(value, (str, int)) and len(str(value)) < 20 else default
    except ValueError:
        return default


def flag(params: Params, name: str) -> bool:
    return str(params.get(name, "")).lower() in ("true", "yes", "1")


def structure(params: Params, name: str, kind: str) -> Any:
    """A nested value, given as JSON text or as it is; None when missing. `kind` is its name in the refusal."""
    value = params.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {kind} JSON object") from None


def coordinate(params: Params, name: str, bound: float) -> float:
    """Degrees within ± bound."""
    value = params.get(name)
    if value is None or value == "":
        raise bad_request(f"{name} is empty")
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = bound + 1
    if not -bound <= degrees <= bound:
        raise bad_request(f"wrong {name} specified")
    return degrees


def reply_target(params: Params) -> tuple[int, bool]:
    """The message id to quote, 0 for none, and whether to send without it when it is gone."""
    reply = structure(params, "reply_parameters", "reply parameters")
    if reply is None:
        return number(params, "reply_to_message_id"), flag(params, "allow_sending_without_reply")
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    return number(reply, "message_id"), flag(reply, "allow_sending_without_reply")


def options(params: Params, names: tuple[str, ...]) -> Json:
    """The given parameters that are strings and not empty."""
    return {name: words(params, name) for name in names if params.get(name)}
