"""Processes beside this one: the simulator, contestants, a running bot; and what the kernel knows of them."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
READY_SECONDS = 60


@contextmanager
def simulator(platform: str, chats: int, silent: int = 0) -> Iterator[str]:
    """A platform without limits in a process of its own, with open chats; yields its URL."""
    command = [sys.executable, "-m", "benchmarks.server", platform, str(chats), str(silent)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def contest(module: str, **asked: Any) -> dict[str, float]:
    """Run one contestant in a fresh process; what it measured."""
    command = [sys.executable, "-m", module, json.dumps(asked)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


class Running:
    """A server, ready to take messages. Raises SystemExit with its log when it doesn't start."""

    def __init__(self, env: dict[str, str], log: Path, *command: str) -> None:
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env={**os.environ, **env}, stdout=file, stderr=file
            )
        self.pid = self._process.pid
        end = time.monotonic() + READY_SECONDS
        while not _is_healthy(env["SAPA_HTTP"]):
            if self._process.poll() is not None or time.monotonic() > end:
                self._process.kill()
                raise SystemExit(f"the bot does not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.1)

    def end(self) -> None:
        """Let it end as an operator would."""
        self._process.terminate()
        self._process.wait()


def _is_healthy(address: str) -> bool:
    """Whether the bot there says that it is well."""
    try:
        with urllib.request.urlopen(f"http://{address}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def cpu_seconds(pid: int) -> float:
    """CPU time that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def waiting_seconds(pid: int) -> float:
    """Time for which threads of a process were ready and had to wait for a core."""
    stats = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(int(words[1]) for words in stats) / 1e9


def memory(pid: int) -> dict[str, float]:
    """Resident memory now and at its peak, in MB."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {name: int(lines[field].split()[0]) / 1024 for name, field in (("now", "VmRSS"), ("peak", "VmHWM"))}
