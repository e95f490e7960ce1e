"""The record of processing (UU 27/2022, article 31): what is kept where, why, for how long, and how it is erased."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from db.parameters import Parameters

PLACES = "places"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table, or one place beside the database. The words are those of `inventory.toml`."""

    name: str
    holds: str
    purpose: str
    erasure: str
    until: str
    basis: str = ""
    kept: str = ""
    personal: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@cache
def tables() -> Mapping[str, Holding]:
    """Every table by name."""
    return {name: _holding(name, row) for name, row in _written().items() if name != PLACES}


@cache
def places() -> Mapping[str, Holding]:
    """What lies beside the database."""
    return {name: _holding(name, row) for name, row in _written()[PLACES].items()}


def _written() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("inventory.toml").read_text(encoding="utf-8"))


def _holding(name: str, row: Mapping[str, Any]) -> Holding:
    known: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Holding(name=name, until=known.pop("while"), **known)


def periods(rules: Parameters) -> dict[str, int]:
    """Days of every period that the office may change."""
    return {each.name: getattr(rules, each.name) for each in fields(rules) if each.name.startswith("keep_")}


def as_markdown() -> str:
    """The record as tables: first what is personal, then what is not."""
    every = [*tables().values(), *places().values()]
    head = [
        "| where | what | purpose | basis | kept | when somebody has their data erased |",
        "|---|---|---|---|---|---|",
    ]
    rows = [_row(each) for each in every if each.holds]
    rest = ", ".join(f"`{each.name}`" for each in every if not each.holds)
    return "\n".join([*head, *rows, "", f"Nothing personal is kept in {rest}."]) + "\n"


def _row(each: Holding) -> str:
    kept = f"`{each.kept}` {each.until}" if each.kept else each.until
    return f"| `{each.name}` | {each.holds} | {each.purpose} | {each.basis} | {kept} | {each.erasure} |"
