"""The simulator as a process: `python -m benchmarks.server CHATS` prints its URL and serves until its input ends."""

import asyncio
import gc
import sys

from bot.clock import Clock
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import World

TOKEN = "1:simulator"


async def serve(chats: int) -> None:
    """Serve `chats` people whose chats are open."""
    world = World(now=Clock().now, token=TOKEN, keep=4)
    for number in range(chats):
        world.open_chat(world.add_person(f"Orang {number}").id)
    simulator = Simulator(world, limits=Limits(enabled=False))
    await simulator.start()
    gc.collect()
    gc.freeze()
    print(simulator.url, flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
