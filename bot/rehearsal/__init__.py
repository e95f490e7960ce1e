"""Whole seasons, stepped through in minutes: the real scheduler, ledger and sender against people who don't exist."""

from bot.rehearsal.season import Outcome, play

__all__ = ["NAMES", "Outcome", "play"]

NAMES = ("rat-season",)
