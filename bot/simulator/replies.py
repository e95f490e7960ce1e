"""Answers as they leave: the envelope, and the order to cut the line instead."""

import json
from dataclasses import dataclass
from typing import Any

from bot.simulator.refusals import Refused

JSON = "application/json"
_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(slots=True)
class Reply:
    """One HTTP answer. With `is_cut` nothing is written and the connection ends."""

    status: int
    body: bytes
    mime: str = JSON
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """A result that comes with a `description`."""

    result: Any
    description: str


def accepted(result: Any) -> Reply:
    if type(result) is Noted:
        return Reply(200, _encode({"ok": True, "result": result.result, "description": result.description}).encode())
    return Reply(200, b'{"ok":true,"result":' + _encode(result).encode() + b"}")


def refused(refusal: Refused) -> Reply:
    return Reply(refusal.code, _encode(refusal.envelope()).encode())


def cut() -> Reply:
    return Reply(0, b"", is_cut=True)
