"""`python -m benchmarks`: every contestant in a process of its own, in alternating rounds; medians and ratios."""

import argparse
import contextlib
import os
import platform
import socket
import statistics
import sys
import tempfile
from collections.abc import Callable

from benchmarks import databases, processes
from benchmarks.sends import WARM_UP

POSTGRES = os.environ.get("SAPA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
PEER = "bare aiogram, 50 workers"
Figures = dict[str, list[dict[str, float]]]


def main() -> None:
    """Measure what was asked for and print it."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    ask.add_argument("--messages", type=int, default=2000, help="messages a round in the sending contest")
    ask.add_argument("--rounds", type=int, default=3, help="rounds; figures are medians")
    ask.add_argument("--people", type=int, default=50, help="people who answer once a second")
    ask.add_argument("--seconds", type=int, default=20, help="how long they answer")
    ask.add_argument("--only", choices=("sends", "turns", "memory"), action="append", help="leave out the rest")
    asked = ask.parse_args()
    trouble = databases.trouble(POSTGRES)
    kinds = ("sqlite",) if trouble else ("sqlite", "postgresql")
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, ", end="")
    print(f"load before the start {os.getloadavg()[0]:.1f}")
    if trouble:
        print(f"PostgreSQL is left out: {trouble}")
    only = asked.only or ("sends", "turns", "memory")
    if "sends" in only:
        sends(kinds, asked.messages, asked.rounds)
    if "turns" in only:
        turns(kinds, asked.people, asked.seconds, asked.rounds)
    if "memory" in only:
        memory(asked.people, asked.seconds)


def sends(kinds: tuple[str, ...], count: int, rounds: int) -> None:
    """Messages a second out of a full outbox, beside clients that remember nothing."""
    chats = count + WARM_UP
    contestants: dict[str, Callable[[str], dict[str, float]]] = {}
    for width in (50, 8, 32, 100):
        contestants[f"bare aiogram, {width} workers"] = _peer("aiogram", width, count, chats)
    contestants["bare aiohttp, 50 workers"] = _peer("aiohttp", 50, count, chats)
    for kind in kinds:
        for width in (8, 32, 100):
            contestants[f"sapa, {kind}, {width} in flight"] = _durable(kind, width, count, chats, guarded=False)
        contestants[f"sapa, {kind}, 8, guarded"] = _durable(kind, 8, count // 4, chats, guarded=True)
    figures: Figures = {name: [] for name in contestants}
    for _ in range(rounds):
        with processes.simulator(chats) as api:
            for name, run in contestants.items():
                figures[name].append(run(api))
                print(f"  {name}: {figures[name][-1]['rate']:.0f}/s", file=sys.stderr, flush=True)
    best = statistics.median(each["rate"] for each in figures[PEER])
    print(f"\nDurable sends: {count} messages, {rounds} rounds{'':13}per s   CPU ms   of aiogram at  same by   of its")
    print(f"{'':52}/message   that width      CPU       best   spread")
    for name, found in figures.items():
        rates = [each["rate"] for each in found]
        rate, cpu = statistics.median(rates), statistics.median(each["cpu"] for each in found)
        peers = [peer for width in (8, 32, 100) if f" {width}" in name for peer in [f"bare aiogram, {width} workers"]]
        same = statistics.median(each["rate"] for each in figures[(peers or [PEER])[0]])
        by_cpu = statistics.median(each["cpu"] for each in figures[(peers or [PEER])[0]]) / cpu
        spread = (max(rates) - min(rates)) / rate
        print(
            f"  {name:40}{rate:>8.0f}{cpu:>11.3f}{rate / same:>12.2f}{by_cpu:>9.2f}{rate / best:>11.2f}{spread:>9.0%}"
        )
    print("The spread of a contestant's own rounds is the noise of this machine.")


def _peer(who: str, width: int, count: int, chats: int) -> Callable[[str], dict[str, float]]:
    asked = {"who": who, "width": width, "count": count, "chats": chats, "url": "", "guarded": False}
    return lambda api: processes.contest("benchmarks.sends", api=api, **asked)


def _durable(kind: str, width: int, count: int, chats: int, *, guarded: bool) -> Callable[[str], dict[str, float]]:
    def run(api: str) -> dict[str, float]:
        asked = {"who": "sapa", "width": width, "count": count, "chats": chats, "guarded": guarded}
        with databases.empty(kind, POSTGRES) as url:
            return processes.contest("benchmarks.sends", api=api, url=url, **asked)

    return run


BOT = ["-m", "benchmarks.unpaced", "run"]
HOLLOW = "a server that does nothing"


def turns(kinds: tuple[str, ...], people: int, seconds: int, rounds: int) -> None:
    """A form answered through the webhook, ticks off; beside a web server that does nothing."""
    figures: Figures = {kind: [] for kind in (HOLLOW, *kinds)}
    for _ in range(rounds):
        for kind, found in figures.items():
            command = ["-m", "benchmarks.hollow"] if kind == HOLLOW else [*BOT, "--only", "web,sender"]
            found.append(_turns(kind, people, seconds, command))
    print(f"\nDurable turns: {people} people answer once a second through the webhook, {rounds} rounds of {seconds} s")
    print(f"{'':30}POST→200 ms      POST→reply on the phone    CPU ms   waited for")
    print(f"{'':30} p50     p99          p50     p99          /message   a core ms   replied   p99 of the rounds")
    for kind, found in figures.items():
        mid = {name: statistics.median(each[name] for each in found) for name in found[0]}
        rounds_of = " ".join(f"{each['post99']:.0f}" for each in found)
        print(
            f"  {kind:26}{mid['post50']:>6.1f}{mid['post99']:>8.1f}{mid['reply50']:>13.1f}{mid['reply99']:>8.1f}"
            f"{mid['cpu']:>17.2f}{mid['waited']:>12.2f}{mid['replied']:>10.0%}   {rounds_of}"
        )


def memory(people: int, seconds: int) -> None:
    """Peak resident memory of a whole `sapa run` under that load."""
    peak = _turns("sqlite", people, seconds, BOT)["peak"]
    print(f"\nPeak memory of `sapa run` after {people * seconds} messages: {peak:.0f} MB")


def _turns(kind: str, people: int, seconds: int, command: list[str]) -> dict[str, float]:
    with contextlib.ExitStack() as stack:
        url = "" if kind == HOLLOW else stack.enter_context(databases.empty(kind, POSTGRES))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        asked = {"url": url, "persons": people, "seconds": seconds, "command": command, "folder": folder, "port": port}
        return processes.contest("benchmarks.turns", **asked)


if __name__ == "__main__":
    main()
