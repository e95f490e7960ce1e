"""A platform as a process: `python -m benchmarks.server PLATFORM PEOPLE SILENT`.

Prints its URL and serves until its input ends.
"""

import asyncio
import gc
import sys

from benchmarks.towns import town
from bot.clock import Clock


async def serve(platform: str, people: int, silent: int) -> None:
    """Serve `people` with open chats, `silent` of whom have never written."""
    server = town(platform, people, Clock().now, silent=silent)
    await server.start()
    gc.collect()
    gc.freeze()
    print(server.api, flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
