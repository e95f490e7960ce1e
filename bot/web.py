"""Webhooks (the secret first), /health and /metrics."""

import hashlib
import hmac
import json
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.channel import Channel
from bot.inbox import DatabaseUnavailable, Inbox
from bot.messages import Json
from bot.receiving import receive

BODY_LIMIT = 4 << 20
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Hook:
    """A channel that is called. `secret` proves who calls; `verify` is asked back when the hook is set up."""

    channel: Channel
    secret: str
    verify: str = ""


def build(
    inbox: Inbox,
    *,
    telegram: Hook | None,
    whatsapp: Hook | None,
    health: Callable[[], Awaitable[Mapping[str, Json]]],
    metrics: Callable[[], str],
) -> web.Application:
    """The HTTP side of `sapa run`. `health` returns a mapping with `ok`."""
    app = web.Application(client_max_size=BODY_LIMIT)
    refused: Counter[str] = Counter(telegram=0, whatsapp=0)

    async def show_health(_request: web.Request) -> web.Response:
        found = await health()
        return web.json_response(found, status=200 if found["ok"] else 503)

    async def show_metrics(_request: web.Request) -> web.Response:
        lines = [f'sapa_webhook_refused_total{{channel="{name}"}} {count}\n' for name, count in refused.items()]
        return web.Response(text=metrics() + "".join(lines), content_type="text/plain")

    _add_telegram(app, inbox, telegram, refused)
    _add_whatsapp(app, inbox, whatsapp, refused)
    app.router.add_get("/health", show_health)
    app.router.add_get("/metrics", show_metrics)
    return app


def _add_telegram(app: web.Application, inbox: Inbox, hook: Hook | None, refused: Counter[str]) -> None:
    async def taken(request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if hook is None or not hook.secret or not _is(given, hook.secret):
            refused["telegram"] += 1
            return web.Response(status=401)
        try:
            payload = json.loads(await request.read())
            key = str(payload["update_id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            log.warning("webhook_not_json")
            return web.Response()  # asking Telegram to send it again would only block that chat
        return await _received(inbox, hook.channel, payload, key)

    app.router.add_post("/telegram", taken)


def _add_whatsapp(app: web.Application, inbox: Inbox, hook: Hook | None, refused: Counter[str]) -> None:
    async def verified(request: web.Request) -> web.Response:
        """Meta's handshake: whoever knows the word gets the challenge back."""
        asked = request.query
        given = asked.get("hub.verify_token", "")
        if hook is None or asked.get("hub.mode") != "subscribe" or not _is(given, hook.verify):
            refused["whatsapp"] += 1
            return web.Response(status=403)
        return web.Response(text=asked.get("hub.challenge", ""))

    async def taken(request: web.Request) -> web.Response:
        body = await request.read()
        given = request.headers.get("X-Hub-Signature-256", "")
        if hook is None or not _is(given, signature(hook.secret, body)):
            refused["whatsapp"] += 1
            return web.Response(status=403 if given else 401)
        key = hashlib.sha256(body).hexdigest()[:32]
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError):
            log.warning("webhook_not_json")
            return await _parked(inbox, hook.channel, body, key)
        return await _received(inbox, hook.channel, payload, key)

    app.router.add_get("/whatsapp", verified)
    app.router.add_post("/whatsapp", taken)


def signature(secret: str, body: bytes) -> str:
    """What Meta puts into X-Hub-Signature-256: over the raw bytes, before anybody reads them."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _is(given: str, expected: str) -> bool:
    """Whether it is the secret, in constant time. What came may hold bytes that are no text."""
    return hmac.compare_digest(given.encode("utf-8", "backslashreplace"), expected.encode())


async def _received(inbox: Inbox, channel: Channel, payload: Json, key: str) -> web.Response:
    try:
        await receive(inbox, channel, payload, key=key)
    except DatabaseUnavailable:
        return web.Response(status=503, headers={"Retry-After": "5"})
    return web.Response()


async def _parked(inbox: Inbox, channel: Channel, body: bytes, key: str) -> web.Response:
    """Signed, so it is kept; unreadable, so asking for it again would bring the same."""
    try:
        await inbox.park_raw(channel.account, key, {"raw": body.decode("utf-8", "replace")}, traceback.format_exc())
    except DatabaseUnavailable:
        return web.Response(status=503, headers={"Retry-After": "5"})
    return web.Response()
