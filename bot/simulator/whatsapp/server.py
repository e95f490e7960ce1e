"""The Cloud API as routes beside whatever else an application serves, and the webhook it feeds."""

import json
import secrets
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.simulator.bodies import parameters
from bot.simulator.parameters import Upload
from bot.simulator.refusals import Refused
from bot.simulator.replies import Reply
from bot.simulator.whatsapp.graph import Ask, GraphApi, refused
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.media import LARGEST, PATH
from bot.simulator.whatsapp.refusals import GraphError
from bot.simulator.whatsapp.webhooks import Webhooks
from bot.simulator.whatsapp.world import WhatsAppWorld

REQUEST_LIMIT = LARGEST + (1 << 20)
OBJECT = r"/{version:v\d+\.\d+}/{id}"


class WhatsAppServer:
    """A local Cloud API for one World. `retry_scale` shortens the pauses between tries of the webhook."""

    def __init__(self, world: WhatsAppWorld, *, limits: WhatsAppLimits | None = None, retry_scale: float = 1.0) -> None:
        self.world = world
        self.webhooks = Webhooks(world.feed, lambda: world.webhook, scale=retry_scale)
        self._api = GraphApi(world, limits if limits is not None else WhatsAppLimits(monotonic=world.monotonic))

    def add_routes(self, app: web.Application) -> None:
        """Serve here. The base URL for a client is the application's own with `/v26.0` behind it."""
        app.router.add_route("*", OBJECT, self._object)
        app.router.add_route("*", OBJECT + "/{edge}", self._object)
        app.router.add_get(PATH, self._download)
        app.on_cleanup.append(self._cleanup)

    async def subscribe(self, url: str) -> None:
        """Meta's handshake; the webhook is used from then on. Raises ValueError with what it answered."""
        challenge = str(secrets.randbelow(10**10))
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": self.world.verify}
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url!r} is no web address")
        try:
            status, answer = await self.webhooks.get(url, query)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise ValueError(f"the webhook does not answer: {type(error).__name__}") from error
        if status != 200 or answer != challenge:
            raise ValueError(f"the webhook answered {status}: {answer[:200]}")
        self.world.webhook = url

    async def stop(self) -> None:
        """Post no more."""
        await self.webhooks.stop()

    async def _cleanup(self, _: web.Application) -> None:
        await self.stop()

    async def _object(self, request: web.Request) -> web.Response:
        try:
            body, files = await _read(request)
        except GraphError as error:
            return _response(request, refused(error))
        ask = Ask(
            method=request.method,
            id=request.match_info["id"],
            edge=request.match_info.get("edge", ""),
            token=_token(request),
            query=request.query,
            body=body,
            files=files,
            origin=f"{request.scheme}://{request.host}",
            address=f"{request.scheme}://{request.host}{request.path}",
        )
        return _response(request, await self._api.answer(ask))

    async def _download(self, request: web.Request) -> web.Response:
        return _response(request, self._api.download(_token(request), request.query))


async def _read(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    """The JSON or form of a request and its files. Raises GraphError; a body that is too large is read to its end."""
    data = bytearray()
    size = 0
    async for chunk in request.content.iter_any():
        size += len(chunk)
        if size <= REQUEST_LIMIT:
            data += chunk
    if size > REQUEST_LIMIT:
        raise GraphError(131053, f"the request has {size} bytes")
    if not data:
        return None, {}
    if request.content_type == "application/json":
        try:
            return json.loads(bytes(data)), {}
        except (ValueError, RecursionError):
            raise GraphError(100, "the request is no JSON") from None
    try:
        return parameters(b"", bytes(data), request.headers.get("Content-Type", ""))
    except Refused as refusal:
        raise GraphError(100, refusal.description) from None


def _token(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def _response(request: web.Request, reply: Reply) -> web.Response:
    """An order to cut ends the connection; aiohttp still wants a response, which goes nowhere."""
    if not reply.is_cut:
        return web.Response(status=reply.status, body=reply.body, headers={"Content-Type": reply.mime})
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
