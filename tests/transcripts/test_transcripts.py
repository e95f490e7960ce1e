"""Golden conversations: the real bot, the other end of the wire, and the rows that remain.

Every script is played on Telegram and on WhatsApp; `whatsapp_only` and `both` show what only WhatsApp has, alone or
beside Telegram. `make record` writes the bot's lines and the rows anew; read the diff as a manager would.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.transcripts import script
from tests.transcripts.script import Step
from tests.transcripts.stage import Stage

HERE = Path(__file__).parent
FILES, ALONE, BOTH = (sorted(each.glob("*.txt")) for each in (HERE, HERE / "whatsapp_only", HERE / "both"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_the_conversation_goes_as_recorded(path: Path, office_url: str, tmp_path: Path) -> None:
    steps = script.read(path)
    await Stage(office_url, tmp_path / "files", ["Telegram"]).play(steps)
    compare(steps, path, office_url)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_it_goes_on_whatsapp_too(path: Path, whatsapp_url: str, tmp_path: Path) -> None:
    steps = script.read(path)
    await Stage(whatsapp_url, tmp_path / "files", ["WhatsApp"], is_replay=True).play(steps)
    compare(steps, HERE / "whatsapp" / path.name, whatsapp_url)


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
async def test_what_only_whatsapp_has(path: Path, whatsapp_url: str, tmp_path: Path) -> None:
    steps = script.read(path)
    await Stage(whatsapp_url, tmp_path / "files", ["WhatsApp"]).play(steps)
    compare(steps, path, whatsapp_url)


@pytest.mark.parametrize("path", BOTH, ids=lambda path: path.stem)
async def test_one_person_on_both(path: Path, whatsapp_url: str, tmp_path: Path) -> None:
    steps = script.read(path)
    await Stage(whatsapp_url, tmp_path / "files", ["Telegram", "WhatsApp"]).play(steps)
    compare(steps, path, whatsapp_url)


def compare(steps: Sequence[Step], path: Path, office_url: str) -> None:
    """The transcript is the recorded one; recording writes it first."""
    if os.environ.get("SAPA_RECORD") and office_url.startswith("sqlite"):
        path.write_text(script.written(steps), encoding="utf-8")
    assert script.written(steps) == path.read_text(encoding="utf-8")
