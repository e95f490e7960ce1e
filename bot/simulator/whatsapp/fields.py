"""Reading the parts of a request strictly: a wrong, missing or unknown field is refused by its path."""

from typing import Any

from bot.simulator.people import Json
from bot.simulator.whatsapp.refusals import GraphError, invalid, missing


def record(value: Any, path: str, keys: str) -> Json:
    """An object that has no other keys than these (separated by spaces)."""
    if value is None:
        raise missing(path)
    if not isinstance(value, dict):
        raise invalid(path, "must be an object")
    unknown = value.keys() - set(keys.split())
    if unknown:
        raise GraphError(100, f'Unexpected key "{min(unknown)}" on param "{path}"')
    return value


def array(value: Any, path: str, least: int, most: int) -> list[Any]:
    if value is None:
        raise missing(path)
    if not isinstance(value, list):
        raise invalid(path, "must be an array")
    if not least <= len(value) <= most:
        raise invalid(path, f"must have {least} to {most} elements, has {len(value)}")
    return value


def words(part: Json, name: str, path: str, limit: int) -> str:
    """A required string of 1 to `limit` characters."""
    value = part.get(name)
    if value is None or value == "":
        raise missing(f"{path}.{name}")
    if not isinstance(value, str) or not value.strip():
        raise invalid(f"{path}.{name}", "must be a string that is not blank")
    if len(value) > limit:
        raise invalid(f"{path}.{name}", f"must have at most {limit} characters, has {len(value)}")
    return value


def optional(part: Json, name: str, path: str, limit: int) -> str:
    """A string of up to `limit` characters; empty when missing."""
    return words(part, name, path, limit) if part.get(name) not in (None, "") else ""


def choice(part: Json, name: str, path: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words."""
    value = part.get(name)
    if value is None:
        raise missing(f"{path}.{name}")
    if value not in allowed:
        raise invalid(f"{path}.{name}", f"must be one of {', '.join(allowed)}")
    return str(value)


def degrees(part: Json, name: str, path: str, bound: float) -> float:
    value = part.get(name)
    if value is None:
        raise missing(f"{path}.{name}")
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = bound + 1
    if not -bound <= number <= bound:
        raise invalid(f"{path}.{name}", f"must be between -{bound:g} and {bound:g}")
    return number


def distinct(values: list[str], path: str) -> None:
    if len(set(values)) < len(values):
        raise invalid(path, "must not repeat")
