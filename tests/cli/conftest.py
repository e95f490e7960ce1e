"""The program in a process of its own."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.platforms import Platforms, migrated_file, playing

Sapa = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What a process sees: an empty database in this folder, and settings by their names without SAPA_."""
    found = {key: value for key, value in os.environ.items() if not key.startswith("SAPA_")}
    found |= {"SAPA_DATABASE_URL": f"sqlite:///{folder}/sapa.db", "SAPA_FILES": f"{folder}/files"}
    return found | {f"SAPA_{key.upper()}": value for key, value in settings.items()}


@pytest.fixture
def sapa(tmp_path: Path) -> Sapa:
    """Runs one command to its end."""

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=environment(tmp_path, **settings),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts one that runs until it is told to stop."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, **settings: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            env=environment(tmp_path, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at this version's schema, to be copied."""
    return migrated_file(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
async def office(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platforms]:
    """An office without templates, and the environment of a shell that may change it."""
    async with playing(tmp_path, migrated) as played:
        for name, value in played.environment().items():
            monkeypatch.setenv(name, value)
        yield played
