"""The phones in a browser: one page, the files in its chats and a WebSocket, all over a World."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import WSMsgType, web

from bot.simulator import wishes
from bot.simulator.desk import Desk, Refused
from bot.simulator.people import Change
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World

STATIC = Path(__file__).parent / "static"
SEAT = (
    '<article class="seat" aria-busy="true"><header class="seat-head"><h2>{}</h2></header>'
    '<div class="phone"></div></article>'
)
PRELOAD = '<link rel="modulepreload" href="/static/{}">'
UPLOAD_LIMIT = 20 * 1024 * 1024
FRAME_LIMIT = 256 * 1024
TICK_SECONDS = 1.0
KINDS = ("photo", "document", "voice", "video", "audio", "sticker")
SHOWN_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "video/mp4")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Json = dict[str, Any]


def add_routes(
    app: web.Application,
    world: World,
    *,
    whatsapp: WhatsAppWorld | None = None,
    move_clock: Callable[[datetime], None] | None = None,
    timezone: str = "Asia/Jakarta",
    hints: Sequence[str] = (),
) -> None:
    """Put the page, its files and its WebSocket under an application. Without `move_clock` time only passes.

    The phones of a `whatsapp` world stand beside those of the first.
    """
    page = Page(Desk(world, move_clock, ZoneInfo(timezone), whatsapp), tuple(hints))
    app.router.add_get("/", page.get_page)
    app.router.add_get("/ws", page.get_socket)
    app.router.add_get("/files/{file_id}", page.get_file)
    app.router.add_post("/files", page.post_file)
    app.router.add_static("/static/", STATIC)
    app.on_shutdown.append(page.close)


@dataclass(frozen=True, slots=True)
class Page:
    """The page's HTTP side: each open line is remembered, so that it can be closed."""

    desk: Desk
    hints: tuple[str, ...]
    sockets: set[web.WebSocketResponse] = field(default_factory=set)

    async def get_page(self, request: web.Request) -> web.Response:
        text = render(self.desk.state(), self.desk.now(), self.hints)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def get_file(self, request: web.Request) -> web.Response:
        """A file out of a chat. What a browser could run is only ever offered for download."""
        try:
            data, mime = self.desk.file(request.match_info["file_id"])
        except KeyError:
            raise web.HTTPNotFound(text="Berkas ini tidak ada lagi di simulator.") from None
        headers = {**HEADERS, "Content-Type": mime if mime in SHOWN_INLINE else "application/octet-stream"}
        if mime not in SHOWN_INLINE:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=data, headers=headers)

    async def post_file(self, request: web.Request) -> web.Response:
        """A file that a person sends: the body is the file, the query says who, what kind, its name and caption."""
        check_origin(request)
        ask = request.query
        kind, person = ask.get("kind", ""), int(ask["person"]) if ask.get("person", "").isdecimal() else 0
        try:
            world = self.desk.world_of(person)
        except Refused as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        if kind not in KINDS:
            raise web.HTTPBadRequest(text="Berkas ini tidak dapat dikirim. Mohon muat ulang halaman.")
        data = await body_of(request)
        filename, caption = ask.get("filename", "")[:255], ask.get("caption", "")[:1024]
        world.send_file(person, kind, data, filename=filename, mime=request.content_type, caption=caption)
        return web.json_response({"ok": True})

    async def get_socket(self, request: web.Request) -> web.WebSocketResponse:
        """The page's line: state at first, then changes and the clock; requests come the other way."""
        check_origin(request)
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=FRAME_LIMIT)
        await socket.prepare(request)
        worlds = self.desk.worlds().values()
        changes = [world.subscribe() for world in worlds]
        self.sockets.add(socket)
        feed = asyncio.create_task(self.feed(socket, changes))
        try:
            async for frame in socket:
                answer = wishes.answer(self.desk, frame.data if frame.type is WSMsgType.TEXT else "")
                if answer:
                    await socket.send_json(answer)
        except ConnectionError:
            pass
        finally:
            feed.cancel()
            await asyncio.gather(feed, return_exceptions=True)
            for world, queue in zip(worlds, changes, strict=True):
                world.unsubscribe(queue)
            self.sockets.discard(socket)
        return socket

    async def feed(self, socket: web.WebSocketResponse, changes: Sequence[asyncio.Queue[Change]]) -> None:
        """Tell one page what happens in each world, and every second what time it is."""
        try:
            await socket.send_json(self.desk.state())
            async with asyncio.TaskGroup() as group:
                for queue in changes:
                    group.create_task(self.tell(socket, queue))
                group.create_task(self.tick(socket))
        except* ConnectionError:
            pass

    async def tell(self, socket: web.WebSocketResponse, changes: asyncio.Queue[Change]) -> None:
        while True:
            await socket.send_json(self.desk.news(await changes.get()))

    async def tick(self, socket: web.WebSocketResponse) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            await socket.send_json(self.desk.tick())

    async def close(self, app: web.Application) -> None:
        """End every line when the server goes, so that nothing waits for a browser."""
        for socket in tuple(self.sockets):
            await socket.close()


def render(state: Json, now: datetime, hints: Sequence[str]) -> str:
    """The page with its first state in it; the modules draw the phones from that state."""
    names = {person["id"]: person["name"] for person in state["people"]}
    return Template((STATIC / "page.html").read_text("utf-8")).substitute(
        modules="\n".join(PRELOAD.format(path.name) for path in sorted(STATIC.glob("*.js"))),
        state=json.dumps(state).replace("<", "\\u003c"),
        time=f"{now:%H.%M}",
        date=f"{now:%d/%m/%Y}",
        zone=escape(now.tzname() or ""),
        hints="".join(f"<li>{escape(hint)}</li>" for hint in hints),
        hints_hidden="" if hints else " hidden",
        phones="".join(SEAT.format(escape(names[person_id])) for person_id in state["first"]),
    )


def check_origin(request: web.Request) -> None:
    """Refuse other sites' pages: a browser would let them speak to a server on this machine."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="Halaman lain tidak dapat memakai simulator ini.")


async def body_of(request: web.Request) -> bytes:
    """The body, up to the largest file that is taken."""
    data = bytearray()
    async for piece in request.content.iter_chunked(1 << 16):
        data += piece
        if len(data) > UPLOAD_LIMIT:
            raise web.HTTPRequestEntityTooLarge(
                UPLOAD_LIMIT, len(data), text="Berkas terlalu besar. Ukuran paling besar 20 MB."
            )
    if not data:
        raise web.HTTPBadRequest(text="Berkas ini kosong.")
    return bytes(data)
