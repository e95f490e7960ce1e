"""What a person wanted before we asked who they are: a letter of invitation that they opened, and words they wrote."""

import re
from dataclasses import replace

from bot.messages import Incoming
from bot.turn import Turn

LETTER = re.compile(r"letter:(?P<key>[0-9a-f]{64})\n")
"""A letter is remembered by the digest of its code, which nobody can make up; words follow it."""


def letter(turn: Turn) -> str:
    """The digest of the letter they opened; empty for none."""
    found = LETTER.match(turn.talk.pending)
    return found["key"] if found else ""


def words(turn: Turn) -> str:
    """What they wrote."""
    return LETTER.sub("", turn.talk.pending, count=1)


def keep_letter(turn: Turn, key: str) -> None:
    """They opened a letter; an earlier one is forgotten, what they wrote is not."""
    turn.talk.pending = _with(key, words(turn))


def keep_words(turn: Turn, said: str) -> None:
    """They wrote this; a letter is not forgotten over it."""
    turn.talk.pending = _with(letter(turn), said)


def take_letter(turn: Turn) -> str:
    """The letter, once."""
    key, turn.talk.pending = letter(turn), words(turn)
    return key


def take_words(turn: Turn) -> str:
    """The words, once; a letter stays."""
    said = words(turn)
    keep_words(turn, "")
    return said


def said(turn: Turn, text: str) -> Incoming:
    """The present message as if it said these words."""
    return replace(turn.incoming, text=text, choice=None, contact=None)


def _with(key: str, said: str) -> str:
    return f"letter:{key}\n{said}" if key else said
