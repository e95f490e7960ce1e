"""Webhooks (the secret first), /health and /metrics."""

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot.channel import Channel
from bot.inbox import DatabaseUnavailable, Inbox
from bot.messages import Json
from bot.receiving import receive

BODY_LIMIT = 4 << 20
log = structlog.get_logger()


def build(
    inbox: Inbox,
    telegram: Channel | None,
    secret: str,
    *,
    health: Callable[[], Awaitable[Mapping[str, Json]]],
    metrics: Callable[[], str],
) -> web.Application:
    """The HTTP side of `sapa run`. `health` returns a mapping with `ok`."""
    app = web.Application(client_max_size=BODY_LIMIT)
    refused = {"telegram": 0}

    async def from_telegram(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if telegram is None or not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            refused["telegram"] += 1
            return web.Response(status=401)
        try:
            payload = json.loads(await request.read())
            key = str(payload["update_id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            log.warning("webhook_not_json")
            return web.Response()  # asking Telegram to send it again would only block that chat
        try:
            await receive(inbox, telegram, payload, key=key)
        except DatabaseUnavailable:
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.Response()

    async def show_health(_request: web.Request) -> web.Response:
        found = await health()
        return web.json_response(found, status=200 if found["ok"] else 503)

    async def show_metrics(_request: web.Request) -> web.Response:
        lines = f'{metrics()}sapa_webhook_refused_total{{channel="telegram"}} {refused["telegram"]}\n'
        return web.Response(text=lines, content_type="text/plain")

    app.router.add_post("/telegram", from_telegram)
    app.router.add_get("/health", show_health)
    app.router.add_get("/metrics", show_metrics)
    return app
