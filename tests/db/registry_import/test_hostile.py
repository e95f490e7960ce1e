"""Hostile and oversized files: each is answered in one sentence or read rightly, in little memory and time."""

import asyncio
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db import migrate
from db.registry_import import Unreadable, read
from db.session import Database
from tests.db.registry_import.shelf import cases, hostile
from tests.db.registry_import.shelf.cases import File

ROOT = Path(__file__).parents[3]
MEGABYTES, SECONDS = 300, 20
REFUSED = {
    "huge.csv": ("too_big",),
    "huge.xlsx": ("too_big",),
    "many_parts.xlsx": ("bomb",),
    "lying.xlsx": ("bomb", "damaged"),
    "nested.xlsx": ("bomb", "damaged"),
}
MAY_BE_REFUSED = {
    "entity.xlsx": ("damaged",),
    "laughs.xlsx": ("damaged", "bomb"),
    "widest.xlsx": ("too_big",),
    "blank_rows.xlsx": ("too_big", "bomb"),
    "separators.csv": ("too_big",),
    "corner.xlsx": ("too_big",),
    "endless.ods": ("too_big", "damaged"),
    "nul.csv": ("damaged",),
    "quotes.csv": ("damaged",),
}
ADDED = {"quotes.csv": 4}


DAMAGE = (b'"', b"\0", b";;;", b"\n", b"\r", b"\xff\xfe", b"PK\x03\x04", b"")
LISTS = [
    file for case in map(cases.load, cases.FILES) for file in case.file[:1] if file.format in ("xlsx", "csv", "ods")
]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(file=st.sampled_from(LISTS), places=st.lists(st.floats(0, 1), min_size=1, max_size=6), data=st.data())
def test_a_damaged_file_is_read_or_refused(file: File, places: list[float], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = file.write(Path(folder))
        content = path.read_bytes()
        for place in places:
            at = int(place * len(content))
            cut = data.draw(st.integers(0, 40))
            content = content[:at] + data.draw(st.sampled_from(DAMAGE) | st.binary(max_size=4)) + content[at + cut :]
        path.write_bytes(content)
        try:
            read(path, {}, date(2027, 3, 1))
        except Unreadable as refusal:
            assert "\n" not in str(refusal)


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_hurts_nobody(tmp_path: Path, name: str) -> None:
    found = import_alone(tmp_path, name)
    assert found["megabytes"] < MEGABYTES
    assert found["seconds"] < SECONDS
    assert "rahasia" not in repr(found)
    if "refused" in found:
        assert found["refused"] in REFUSED.get(name, MAY_BE_REFUSED.get(name, ()))
        assert "\n" not in found["sentence"] and name in found["sentence"]
        return
    assert name not in REFUSED
    held = {each["name"]: each for each in found["held"]}
    assert found["added"] >= ADDED.get(name, 2)
    assert held["KSU Maju"]["district"] == "Sail"


def import_alone(folder: Path, name: str) -> dict[str, Any]:
    """What a process of its own made of the file."""
    path, database = folder / name, folder / "sapa.db"
    hostile.FILES[name](path)
    asyncio.run(migrated(f"sqlite:///{database}"))
    command = [sys.executable, "-m", "tests.db.registry_import.shelf.measured", str(path), str(database)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def migrated(url: str) -> None:
    database = Database(url)
    await migrate.upgrade(database)
    await database.close()
