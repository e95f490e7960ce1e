"""`sapa invite` as an operator types it: letters for whom was asked, the poster, and one sentence for what is wrong."""

import csv
import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_commands import CSV

pytestmark = pytest.mark.slow  # each row is a process of its own

CHATS = """INSERT INTO accounts (account, "offset", reason, facts) VALUES
('telegram:1', '', '', '{"opens": "https://t.me/sapa_bot?start={payload}"}')"""


@pytest.fixture
def folder(sapa, tmp_path: Path) -> Path:
    """An office with two cooperatives in two districts, whose bot has run once."""
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    sapa("migrate")
    sapa("import", "registry", f"{tmp_path}/list.csv")
    with sqlite3.connect(tmp_path / "sapa.db") as database:
        database.execute(CHATS)
    return tmp_path


def test_letters_are_printed_and_seen_in_the_export(sapa, folder: Path) -> None:
    done = sapa("invite", "--district", "Bina Widya", "--only-unlinked", "-o", f"{folder}/letters.pdf")
    assert done.returncode == 0, done.stderr
    assert "1 letters written" in done.stdout
    assert (folder / "letters.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "letters.pdf").stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(sapa("export", "invitations").stdout.splitlines()))
    assert [bool(row["printed_at"]) for row in rows] == [True, False]


def test_where_everybody_is_linked_nothing_is_printed(sapa, folder: Path) -> None:
    with sqlite3.connect(folder / "sapa.db") as database:
        database.execute("INSERT INTO people (id, name, language, created_at) VALUES (1, 'Siti', 'id', '2027-01-11')")
        database.execute(
            "INSERT INTO officers (cooperative_id, person_id, name, position, status)"
            " SELECT id, 1, 'Siti', 'ketua', 'verified' FROM cooperatives"
        )
    done = sapa("invite", "--only-unlinked", "-o", f"{folder}/x.pdf")
    assert done.returncode == 0 and "somebody is linked already of each cooperative (2)" in done.stdout
    assert not (folder / "x.pdf").exists()


def test_the_poster_keeps_no_code(sapa, folder: Path) -> None:
    done = sapa("invite", "--poster", "--paper", "a3", "-o", f"{folder}/poster.pdf")
    assert done.returncode == 0 and (folder / "poster.pdf").exists()
    with sqlite3.connect(folder / "sapa.db") as database:
        assert database.execute("SELECT count(*) FROM letters").fetchone() == (0,)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--district", "Atlantis"], "'Atlantis'"),
        (["--cooperative", "99"], "no such cooperative"),
        (["--poster", "--district", "Sail"], "--district"),
        (["--poster", "--paper", "b5"], "'b5'"),
    ],
    ids=["no district", "no cooperative", "a poster for a district", "no paper"],
)
def test_what_the_user_can_mend_is_one_sentence(sapa, folder: Path, arguments: list[str], says: str) -> None:
    done = sapa("invite", *arguments, "-o", f"{folder}/x.pdf")
    assert done.returncode == 1 and says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and not (folder / "x.pdf").exists()


def test_before_any_chat_can_be_opened(sapa, folder: Path) -> None:
    with sqlite3.connect(folder / "sapa.db") as database:
        database.execute("DELETE FROM accounts")
    for more in ([], ["--poster"]):
        done = sapa("invite", *more, "-o", f"{folder}/x.pdf")
        assert done.returncode == 1 and "sapa run" in done.stderr


def test_a_file_that_cannot_be_written_keeps_no_code(sapa, folder: Path) -> None:
    done = sapa("invite", "-o", f"{folder}/no/such/x.pdf")
    assert done.returncode == 1 and "can't be written" in done.stderr
    with sqlite3.connect(folder / "sapa.db") as database:
        assert database.execute("SELECT count(*) FROM letters").fetchone() == (0,)
