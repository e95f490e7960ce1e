"""Runs `sapa run` again and again out of one process that has imported everything; lets it die at a chosen place.

One order a line on standard input: {"env": {…}, "log": path, "stage": name or "", "at": n, "only": parts or ""}.
Answers `began PID`, and when a child has ended `ended PID CODE` (-9: killed). The child is an ordinary `sapa run`;
where a stage is named, one function of the product is wrapped in it, so that its n-th pass sends SIGKILL to the
process itself.
"""

import contextlib
import gc
import itertools
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from typing import Any

import bot.app
import bot.channels.telegram_admin
import bot.channels.whatsapp_admin  # noqa: F401  all children have both
from bot import cli, inbox, sender
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.understanding import likely_intents
from db import migrate, outbox

WAIT_SECONDS = 0.03
ALIVE: set[int] = set()


def main() -> None:
    """Obey until standard input ends; then no child is left behind."""
    migrate.head()  # imported lazily, as is much else; here once for all
    likely_intents.prepare()
    gc.collect()
    gc.freeze()
    read = b""
    while True:
        if select.select([0], [], [], WAIT_SECONDS)[0]:
            more = os.read(0, 1 << 16)
            if not more:
                for pid in ALIVE:
                    os.kill(pid, signal.SIGKILL)
                return
            *orders, read = (read + more).split(b"\n")
            for order in orders:
                _begin(json.loads(order))
        _bury()


def _begin(order: dict[str, Any]) -> None:
    pid = os.fork()
    if pid == 0:
        _child(order)
    ALIVE.add(pid)
    print("began", pid, flush=True)


def _bury() -> None:
    """Tell of every child that has ended."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            ALIVE.discard(ended[0])
            print("ended", ended[0], os.waitstatus_to_exitcode(ended[1]), flush=True)


def _child(order: dict[str, Any]) -> None:
    """Never returns."""
    code = 1
    try:
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
            os.dup2(target, number)
        os.environ.update(order["env"])
        if order["stage"] in STAGES:
            STAGES[order["stage"]](_killer(order["at"]))
        sys.argv = ["sapa", "run", *(["--only", order["only"]] if order["only"] else [])]
        cli.main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def _killer(at: int) -> Callable[[], None]:
    """Kills this process when called for the `at`-th time."""
    calls = itertools.count(1)

    def pass_by() -> None:
        if next(calls) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_by


def _around(owner: Any, name: str, *, before: Any = None, after: Any = None) -> None:
    """Wrap an async function: `before(*arguments)` runs first, `after(*arguments)` when it has returned."""
    inner = getattr(owner, name)

    async def wrapped(*arguments: Any, **named: Any) -> Any:
        if before:
            before(*arguments, **named)
        result = await inner(*arguments, **named)
        if after:
            after(*arguments, **named)
        return result

    setattr(owner, name, wrapped)


def _before_inbound_commit(die: Callable[[], None]) -> None:
    """The deed is done and the reply written, in a transaction that is not committed."""
    _around(outbox, "enqueue", after=lambda *_, key, **__: die() if key.startswith("reply:") else None)


def _after_inbound_commit(die: Callable[[], None]) -> None:
    """Committed; the poll that brought the message is not confirmed, the post that did is not answered."""
    _around(inbox.Inbox, "_handle", after=lambda *_: die())


def _before_mark(die: Callable[[], None]) -> None:
    """Rows are leased, none of those about to start is marked."""
    _around(outbox, "mark_sending", before=lambda _, rows, __: die() if rows else None)


def _before_request(die: Callable[[], None]) -> None:
    """The mark is committed; the request has not been written."""
    for channel in (Telegram, WhatsApp):
        _around(channel, "send", before=lambda *_, **__: die())


def _before_settle(die: Callable[[], None]) -> None:
    """The platform's answer was read and is not yet in the database."""
    _around(sender, "attempt", after=lambda *_: die())


def _after_settle(die: Callable[[], None]) -> None:
    """A cycle that wrote outcomes has committed."""
    inner = sender.Sender._cycle

    async def wrapped(self: sender.Sender) -> None:
        settles = bool(self._done)
        await inner(self)
        if settles:
            die()

    sender.Sender._cycle = wrapped


STAGES = {
    "before inbound commit": _before_inbound_commit,
    "after inbound commit": _after_inbound_commit,
    "before mark": _before_mark,
    "before request": _before_request,
    "before settle": _before_settle,
    "after settle": _after_settle,
}

if __name__ == "__main__":
    main()
