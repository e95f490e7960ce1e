"""Golden conversations: the real bot, the other end of the wire, and the rows that remain.

`make record` writes the bot's lines and the rows anew; read the diff as a manager would.
"""

import os
from pathlib import Path

import pytest

from tests.transcripts import script
from tests.transcripts.stage import Stage

FILES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_the_conversation_goes_as_recorded(path: Path, office_url: str, tmp_path: Path) -> None:
    steps = script.read(path)
    await Stage(office_url, tmp_path / "files").play(steps)
    if os.environ.get("SAPA_RECORD") and office_url.startswith("sqlite"):
        path.write_text(script.written(steps), encoding="utf-8")
    assert script.written(steps) == path.read_text(encoding="utf-8")
