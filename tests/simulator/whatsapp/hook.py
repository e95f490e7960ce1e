"""The business's end of the webhook: keeps what comes, checks signatures, and answers as told."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

from aiohttp import web

from tests.patience import PATIENCE

SECRET = b"wa-secret"
Json = dict[str, Any]


class Hook:
    """A listening webhook. `answers` are given first, one a post; then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.verify = "wa-verify"
        self.answers: list[int] = []
        self.bodies: list[bytes] = []
        self.signatures: list[str] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/hook", self._handshake)
        app.router.add_post("/hook", self._post)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/hook"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def posts(self) -> list[Json]:
        return [json.loads(body) for body in self.bodies]

    def values(self, field: str = "messages") -> Iterator[Json]:
        for post in self.posts():
            for entry in post["entry"]:
                yield from (change["value"] for change in entry["changes"] if change["field"] == field)

    def messages(self) -> list[Json]:
        return [message for value in self.values() for message in value.get("messages", ())]

    def statuses(self) -> list[Json]:
        return [status for value in self.values() for status in value.get("statuses", ())]

    def ladder(self) -> list[str]:
        """The states that came, in order."""
        return [status["status"] for status in self.statuses()]

    async def _handshake(self, request: web.Request) -> web.Response:
        if request.query["hub.verify_token"] != self.verify:
            return web.Response(status=403, text="Forbidden")
        return web.Response(text=request.query["hub.challenge"])

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.bodies.append(body)
        self.signatures.append(request.headers["X-Hub-Signature-256"])
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def is_signed(self) -> bool:
        """Whether every post carries the right signature."""
        return all(
            signature == f"sha256={hmac.new(SECRET, body, hashlib.sha256).hexdigest()}"
            for body, signature in zip(self.bodies, self.signatures, strict=True)
        )


async def quiet(world: Any) -> None:
    """Until everything that was told has been taken."""
    async with asyncio.timeout(PATIENCE):
        while world.waiting():
            await asyncio.sleep(0.005)
