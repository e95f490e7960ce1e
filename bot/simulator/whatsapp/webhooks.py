"""The webhook: each post sent until it is taken. Posts do not wait for each other, so their order is not guaranteed."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import aiohttp

from bot.simulator.whatsapp.feed import Feed, Post

SIGNATURE_HEADER = "X-Hub-Signature-256"
REQUEST_SECONDS = 20.0
LIFETIME = timedelta(days=7)
LONGEST_PAUSE = 3600.0
LAST_DOUBLING = 12


class Webhooks:
    """Posts what the feed has. `scale` shortens the pauses between tries, for tests."""

    def __init__(self, feed: Feed, url: Callable[[], str], *, scale: float = 1.0) -> None:
        self.last_error = ""
        self._feed = feed
        self._url = url
        self._scale = scale
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        feed.watcher = self._arrived

    async def get(self, url: str, query: dict[str, str]) -> tuple[int, str]:
        """Status and text of one GET. Raises OSError or aiohttp.ClientError."""
        async with self._open().get(url, params=query, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def stop(self) -> None:
        """Give up what is on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _arrived(self, post: Post) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(post))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, post: Post) -> None:
        if post.delay:
            await asyncio.sleep(post.delay)
        for other in post.after:
            await other.tried.wait()
        failures = 0
        while self._feed.now() - post.since < LIFETIME:
            is_taken = await self._post(post)
            if not failures:
                self._feed.tried(post)
            if is_taken:
                break
            failures += 1
            await asyncio.sleep(self._scale * pause(failures))
        self._feed.taken(post)

    async def _post(self, post: Post) -> bool:
        headers = {"Content-Type": "application/json", SIGNATURE_HEADER: post.signature}
        try:
            async with self._open().post(self._url(), data=post.body, headers=headers, allow_redirects=False) as answer:
                if 200 <= answer.status < 300:
                    return True
                self.last_error = f"{answer.status} {answer.reason}"
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            self.last_error = type(error).__name__
        return False

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return self._session


def pause(failures: int) -> float:
    """Seconds before the next try: at once, then 1, 2, 4 … up to an hour."""
    return 0.0 if failures == 1 else min(2.0 ** min(failures - 2, LAST_DOUBLING), LONGEST_PAUSE)
