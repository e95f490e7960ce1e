"""One contestant in sending: Sapa's outbox, or a client that remembers nothing. Prints rate and CPU as JSON."""

import asyncio
import gc
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable

WARM_UP = 300


async def pooled(send: Callable[[int], Awaitable[None]], count: int, width: int) -> None:
    """Send by `width` workers."""
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(work() for _ in range(width)))


async def by_peer(who: str, api: str, count: int, width: int, chats: int) -> dict[str, float]:
    """So many messages by one of the clients."""
    from benchmarks.peers import PEERS

    async with PEERS[who](api) as send:
        await pooled(lambda number: send(number, chats), WARM_UP, width)
        return await measured(lambda: pooled(lambda number: send(number, chats), count, width), count)


async def measured(work: Callable[[], Awaitable[None]], count: int) -> dict[str, float]:
    """Messages a second, and CPU of this process a message in milliseconds."""
    gc.collect()
    gc.freeze()
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    await work()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"rate": count / seconds, "cpu": cpu / count * 1000}


async def main(
    who: str, platform: str, api: str, count: int, width: int, chats: int, url: str = "", guarded: bool = False
) -> None:
    """Run one contestant."""
    if who == "sapa":
        from benchmarks import durable

        found = await durable.sends(platform, api, count, width, chats, url, guarded=guarded)
    else:
        found = await by_peer(who, api, count, width, chats)
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(**json.loads(sys.argv[1])))
