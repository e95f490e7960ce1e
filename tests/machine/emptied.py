"""A quicker empty PostgreSQL for rooms with many tests: tables are made once and emptied for each test."""

from pathlib import Path

import psycopg
import pytest

EMPTY = """
DO $$ BEGIN EXECUTE (
    SELECT coalesce('TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY CASCADE', 'SELECT 1')
    FROM pg_tables WHERE schemaname = 'public'
); END $$
"""


@pytest.fixture(scope="package")
def own_postgres(postgres_url: str) -> str:
    """The server's database without any table of other tests."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sapa.db"
    url: str = request.getfixturevalue("own_postgres")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(EMPTY)
    return url
