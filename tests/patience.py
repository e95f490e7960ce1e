"""How long a test waits for what must come.

A busy machine is slow and not wrong: only what never comes may fail a test, so all wait long and go on at once.
"""

PATIENCE = 30.0
"""Seconds."""
