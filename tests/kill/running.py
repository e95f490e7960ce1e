"""Handles on running bots: a line to the launcher, and a plain `python -m bot run`."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[2]


class Life(Protocol):
    """One running bot."""

    async def ended(self) -> int:
        """The code with which it ended; -9 when it was killed."""
        ...

    def signal(self, number: int) -> None:
        """Send a signal to the process."""
        ...


class Launcher:
    """One process that starts bots."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._turn = asyncio.Lock()
        self._began: asyncio.Queue[int] = asyncio.Queue()
        self._ends: dict[int, asyncio.Future[int]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls) -> "Launcher":
        """A launcher that has imported everything."""
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.kill.launch"), cwd=ROOT, stdin=PIPE, stdout=PIPE
            )
        )

    async def begin(
        self, env: dict[str, str], log: Path, stage: str = "", at: int = 0, *, only: str = ""
    ) -> "Launched":
        """Start a bot that dies at a stage, or one that lives."""
        order = {"env": env, "log": str(log), "stage": stage, "at": at, "only": only}
        assert self._process.stdin is not None
        async with self._turn:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            pid = await self._began.get()
        return Launched(pid, self._ends[pid])

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            event, pid, *code = line.split()
            if event == b"began":
                self._ends[int(pid)] = asyncio.get_running_loop().create_future()
                self._began.put_nowait(int(pid))
            else:
                self._ends[int(pid)].set_result(int(code[0]))

    async def close(self) -> None:
        """End the launcher; its bots have ended before."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening


class Launched:
    """A bot that the launcher started."""

    def __init__(self, pid: int, end: "asyncio.Future[int]") -> None:
        self._pid, self._end = pid, end

    async def ended(self) -> int:
        return await asyncio.shield(self._end)

    def signal(self, number: int) -> None:
        if not self._end.done():
            os.kill(self._pid, number)


class Plain:
    """A bot started as an operator would."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, env: dict[str, str], log: Path) -> "Plain":
        with log.open("ab") as file:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=ROOT,
                env={**os.environ, **env},
                stdin=DEVNULL,
                stdout=file,
                stderr=file,
            )
        return cls(process)

    async def ended(self) -> int:
        return await self._process.wait()

    def signal(self, number: int) -> None:
        if self._process.returncode is None:
            self._process.send_signal(number)


async def put_down(life: Life) -> None:
    """End a bot whatever it is doing."""
    life.signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(30):
            await life.ended()
    except TimeoutError:
        life.signal(signal.SIGKILL)
        await life.ended()
