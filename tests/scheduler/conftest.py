"""Databases for this room."""

from tests.machine.emptied import database_url, own_postgres

__all__ = ["database_url", "own_postgres"]
