"""`python -m benchmarks`: every contestant in a process of its own, in alternating rounds; medians and ratios."""

import argparse
import contextlib
import os
import platform
import socket
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import databases, processes
from benchmarks.sends import WARM_UP

POSTGRES = os.environ.get("SAPA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
PARTS = ("sends", "turns", "storm", "memory", "lists")
PLATFORMS = ("telegram", "whatsapp")
PEERS = {"telegram": "aiogram", "whatsapp": "pywa"}
WIDTHS = {"telegram": (8, 32, 100), "whatsapp": (8, 32)}
BEST = 50
"""Workers of the peer when it is at its best."""
BOT = ["-m", "bot", "run"]
UNPACED = ["-m", "benchmarks.unpaced", "run"]
HOLLOW = "a server that does nothing"
RATE = 80
"""Messages a second that WhatsApp takes from a number, answers included."""
Figures = dict[str, float]
Run = Callable[[str], Figures]


def main() -> None:
    """Measure what was asked for and print it."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    ask.add_argument("--messages", type=int, default=2000, help="messages a round in the sending contest")
    ask.add_argument("--rounds", type=int, default=3, help="rounds; figures are medians")
    ask.add_argument("--people", type=int, default=50, help="people who answer once a second")
    ask.add_argument("--seconds", type=int, default=20, help="how long they answer")
    ask.add_argument("--rate", type=int, default=RATE, help="messages a second that leave in the storm")
    ask.add_argument("--rows", type=int, default=10_000, help="cooperatives of the list that is imported")
    ask.add_argument("--on", choices=PLATFORMS, action="append", help="leave out the other platform")
    ask.add_argument("--only", choices=PARTS, action="append", help="leave out the rest")
    asked = ask.parse_args()
    trouble = databases.trouble(POSTGRES)
    kinds = ("sqlite",) if trouble else ("sqlite", "postgresql")
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, ", end="")
    print(f"load before the start {os.getloadavg()[0]:.1f}")
    if trouble:
        print(f"PostgreSQL is left out: {trouble}")
    only, on = asked.only or PARTS, asked.on or PLATFORMS
    for each in on:
        if "sends" in only:
            sends(each, kinds, asked.messages, asked.rounds)
        if "turns" in only:
            turns(each, kinds, asked.people, asked.seconds, asked.rounds)
        if "memory" in only:
            memory(each, asked.people, asked.seconds)
    if "storm" in only and "whatsapp" in on:
        storm(kinds, asked.people, asked.seconds, asked.rounds, asked.rate)
    if "lists" in only:
        lists(kinds, asked.rows, asked.rounds)


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who sends, beside which peer. `silent`: to people who have never written."""

    name: str
    run: Run
    width: int = BEST
    silent: bool = False


def sends(on: str, kinds: Sequence[str], count: int, rounds: int) -> None:
    """Messages a second out of a full outbox, beside clients that remember nothing."""
    chats = count + WARM_UP
    contestants = _contestants(on, kinds, count, chats)
    figures: dict[str, list[Figures]] = {each.name: [] for each in contestants}
    for _ in range(rounds):
        for silent in (False, True):
            with processes.simulator(on, chats, chats if silent else 0) as api:
                for each in contestants:
                    if each.silent == silent:
                        figures[each.name].append(each.run(api))
                        print(f"  {each.name}: {figures[each.name][-1]['rate']:.0f}/s", file=sys.stderr, flush=True)
    peer = PEERS[on]
    print(f"\nDurable sends on {on}: {count} messages, {rounds} rounds{'':8}per s   CPU ms   CPU beside      of its")
    print(f"{'':57}/message   {peer} at that width   spread")
    for each in contestants:
        rates = [found["rate"] for found in figures[each.name]]
        rate, cpu = statistics.median(rates), statistics.median(found["cpu"] for found in figures[each.name])
        by_cpu = statistics.median(found["cpu"] for found in figures[f"{peer}, {each.width} workers"]) / cpu
        spread = (max(rates) - min(rates)) / rate
        print(f"  {each.name:46}{rate:>7.0f}{cpu:>10.3f}{by_cpu:>10.2f} ×{spread:>19.0%}")
    print("The spread of a contestant's own rounds is the noise of this machine.")


def _contestants(on: str, kinds: Sequence[str], count: int, chats: int) -> list[Contestant]:
    base = {"platform": on, "count": count, "chats": chats}
    found = [
        Contestant(f"{PEERS[on]}, {width} workers", _peer(PEERS[on], width, base), width)
        for width in (BEST, *WIDTHS[on])
    ]
    found.append(Contestant(f"bare aiohttp, {BEST} workers", _peer(f"aiohttp {on}", BEST, base)))
    if on == "whatsapp":
        name = f"bare aiohttp, {BEST} workers, templates"
        found.append(Contestant(name, _peer("aiohttp whatsapp template", BEST, base), silent=True))
    for kind in kinds:
        found += [
            Contestant(f"sapa, {kind}, {width} in flight", _durable(kind, width, base, guarded=False), width)
            for width in WIDTHS[on]
        ]
        for width in (8, 32) if on == "whatsapp" else (8,):
            fewer = {**base, "count": count // 4}
            name = f"sapa, {kind}, {width}, guarded" + (" and as template" if on == "whatsapp" else "")
            found.append(Contestant(name, _durable(kind, width, fewer, guarded=True), width, silent=on == "whatsapp"))
    return found


def _peer(who: str, width: int, base: dict[str, object]) -> Run:
    return lambda api: processes.contest("benchmarks.sends", who=who, api=api, width=width, **base)


def _durable(kind: str, width: int, base: dict[str, object], *, guarded: bool) -> Run:
    def run(api: str) -> Figures:
        with databases.empty(kind, POSTGRES) as url:
            asked = {"who": "sapa", "width": width, "guarded": guarded, **base}
            return processes.contest("benchmarks.sends", api=api, url=url, **asked)

    return run


def turns(on: str, kinds: Sequence[str], people: int, seconds: int, rounds: int) -> None:
    """A form answered through the webhook, ticks off; beside a web server that does nothing."""
    figures: dict[str, list[Figures]] = {kind: [] for kind in (HOLLOW, *kinds)}
    for _ in range(rounds):
        for kind, found in figures.items():
            command = ["-m", "benchmarks.hollow"] if kind == HOLLOW else [*UNPACED, "--only", "web,sender"]
            found.append(_turns(on, kind, people, seconds, command))
    print(f"\nDurable turns on {on}: {people} people answer once a second, {rounds} rounds of {seconds} s")
    print(f"{'':30}POST→200 ms            POST→reply on the phone   CPU ms   waited for")
    print(f"{'':30} p50    p95    p99      p50    p95    p99         /message   a core ms   replied  p99 of rounds")
    for kind, found in figures.items():
        mid = _median(found)
        post, reply = (_latencies(mid, name) for name in ("post", "reply"))
        rounds_of = " ".join(f"{each['post99']:.0f}" for each in found)
        print(
            f"  {kind:26}{post}   {reply}{mid['cpu']:>13.2f}{mid['waited']:>12.2f}{mid['replied']:>10.0%}   {rounds_of}"
        )


def storm(kinds: Sequence[str], people: int, seconds: int, rounds: int, rate: int) -> None:
    """People answer while an announcement fills the number's pace, and every status of all of it comes back."""
    runs = {kind: [BOT] for kind in kinds}
    figures: dict[str, list[Figures]] = {kind: [] for kind in runs}
    for _ in range(rounds):
        for kind, found in figures.items():
            found.append(_turns("whatsapp", kind, 2 * people, seconds, BOT, every=2.0, rate=rate))
    print(
        f"\nThe storm: {people} messages a second in, {rate} out (answers included), all their statuses; the whole bot"
    )
    print(
        f"{'':14}messages: POST→200 ms    statuses: POST→200 ms   POST→reply ms         in     out   statuses   cores"
    )
    columns = "   p50    p95    p99   "
    print(f"{'':13}{columns}  {columns} {columns}   /s      /s         /s    used   p95 of rounds")
    for kind, found in figures.items():
        mid = _median(found)
        parts = "   ".join(_latencies(mid, name) for name in ("post", "status", "reply"))
        rates = f"{mid['posts']:>7.0f}{mid['sends']:>8.0f}{mid['statuses']:>11.0f}{mid['busy']:>8.2f}"
        rounds_of = " ".join(f"{each['post95']:.0f}/{each['status95']:.0f}" for each in found)
        print(f"  {kind:11}{parts}{rates}   {rounds_of}")


def memory(on: str, people: int, seconds: int) -> None:
    """Peak resident memory of a whole `sapa run` under that load."""
    peak = _turns(on, "sqlite", people, seconds, UNPACED)["peak"]
    print(f"\nPeak memory of `sapa run` on {on} after {people * seconds} messages: {peak:.0f} MB")


def lists(kinds: Sequence[str], rows: int, rounds: int) -> None:
    """A list of the office's read, planned and written into an empty registry; the invention of it is left out."""
    print(f"\nA list of {rows} cooperatives, {rounds} rounds{'':11}read s   plan s  write s   all s   CPU s   peak MB")
    for kind in kinds:
        found = []
        for _ in range(rounds):
            with databases.empty(kind, POSTGRES) as url:
                found.append(processes.contest("benchmarks.lists", url=url, rows=rows))
        mid = _median(found)
        whole = mid["read"] + mid["plan"] + mid["write"]
        print(
            f"  {kind:44}{mid['read']:>7.1f}{mid['plan']:>9.1f}{mid['write']:>9.1f}{whole:>8.1f}{mid['cpu']:>8.1f}"
            f"{mid['peak']:>10.0f}"
        )


def _turns(
    on: str, kind: str, people: int, seconds: int, command: list[str], *, every: float = 1.0, rate: int = 0
) -> Figures:
    with contextlib.ExitStack() as stack:
        url = "" if kind == HOLLOW else stack.enter_context(databases.empty(kind, POSTGRES))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        asked = {"url": url, "persons": people, "seconds": seconds, "command": command, "folder": folder, "port": port}
        return processes.contest("benchmarks.turns", platform=on, every=every, rate=rate, **asked)


def _median(found: Sequence[Figures]) -> Figures:
    return {name: statistics.median(each[name] for each in found) for name in found[0]}


def _latencies(mid: Figures, name: str) -> str:
    return "".join(f"{mid[f'{name}{part}']:>7.1f}" for part in (50, 95, 99))


if __name__ == "__main__":
    main()
