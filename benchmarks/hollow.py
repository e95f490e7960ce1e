"""A web server that answers 200 and does nothing: what the same posts cost on this machine at this moment."""

import os

from aiohttp import web


async def nothing(request: web.Request) -> web.Response:
    """Read the body, answer."""
    await request.read()
    return web.Response()


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/telegram", nothing)
    app.router.add_post("/whatsapp", nothing)
    app.router.add_get("/health", nothing)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["SAPA_HTTP"].rpartition(":")[2]), print=None)
