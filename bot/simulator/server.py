"""The simulator as one listening socket: the Bot API, its files, and whatever pages are added to `app`."""

import asyncio
from collections.abc import Callable
from typing import cast

from aiohttp import web

from bot.simulator.bodies import parameters
from bot.simulator.limits import Limits
from bot.simulator.parameters import Call
from bot.simulator.refusals import Refused
from bot.simulator.replies import Reply, refused
from bot.simulator.sending import FILE_LIMIT
from bot.simulator.telegram_api import TelegramApi
from bot.simulator.wire import Line
from bot.simulator.world import World

REQUEST_LIMIT = FILE_LIMIT + (1 << 20)
CLOSING_SECONDS = 1.0
TOO_LARGE = Refused(413, "Request Entity Too Large")
NOT_FOUND = Refused(404, "Not Found")


class Simulator:
    """A local Bot API server for one World. Add routes to `app` before `start`."""

    def __init__(
        self,
        world: World,
        *,
        limits: Limits | None = None,
        retry_scale: float = 1.0,
        app: web.Application | None = None,
    ) -> None:
        self.world = world
        self.url = ""
        self.app = app if app is not None else web.Application()
        self.app.router.add_route("*", "/bot{token}/{method}", self._bot)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._api = TelegramApi(world, limits if limits is not None else Limits(), retry_scale=retry_scale)
        self._lines: set[Line] = set()
        self._runner: web.AppRunner | None = None
        self._server: asyncio.Server | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; with port 0 on any free one. `url` then says where."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
        await self._runner.setup()
        other = cast(Callable[[], asyncio.Protocol], self._runner.server)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Line(self._api, self._lines, other), host, port, backlog=1024)
        self.url = f"http://{host}:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop listening and end every connection."""
        if self._server is not None:
            self._server.close()
        for line in list(self._lines):
            await line.stop()
        await self._api.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _bot(self, request: web.Request) -> web.Response:
        """The slow lane: uploads and whatever else needs a full HTTP parser."""
        body = await _body(request)
        if body is None:
            return _response(request, refused(TOO_LARGE))
        try:
            query, kind = request.rel_url.raw_query_string.encode(), request.headers.get("Content-Type", "")
            params, files = parameters(query, body, kind)
        except Refused as refusal:
            return _response(request, refused(refusal))
        call = Call(request.match_info["method"].lower(), params, files)
        reply = self._api.answer(request.match_info["token"], call)
        return _response(request, reply if isinstance(reply, Reply) else await reply)

    async def _file(self, request: web.Request) -> web.Response:
        stored = self.world.files.at(request.match_info["path"])
        if self.world.faults.mode == "down":
            return _cut(request)
        if request.match_info["token"] != self.world.token or stored is None:
            return _response(request, refused(NOT_FOUND))
        return web.Response(body=stored.data, content_type="application/octet-stream")


async def _body(request: web.Request) -> bytes | None:
    """The body, None when too large: it is read to its end all the same, or the client might miss the refusal."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.content.iter_any():
        size += len(chunk)
        if size <= REQUEST_LIMIT:
            chunks.append(chunk)
    return b"".join(chunks) if size <= REQUEST_LIMIT else None


def _response(request: web.Request, reply: Reply) -> web.Response:
    if reply.is_cut:
        return _cut(request)
    return web.Response(status=reply.status, body=reply.body, content_type=reply.mime)


def _cut(request: web.Request) -> web.Response:
    """End the connection; aiohttp still wants a response, which goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
