"""setWebhook, deleteWebhook and getWebhookInfo. Any port will do, as with a local Bot API server."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.delivery import Delivery, Hook
from bot.simulator.limits import Limits
from bot.simulator.parameters import Call, flag, number, words
from bot.simulator.people import Json
from bot.simulator.polling import Polling, allow
from bot.simulator.refusals import bad_request, too_many
from bot.simulator.replies import Noted
from bot.simulator.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LENGTH = 256
CONNECTIONS = 40
MOST_CONNECTIONS = 100


class Hooks:
    """The bot's choice between webhook and polling."""

    def __init__(self, world: World, limits: Limits, delivery: Delivery, polling: Polling) -> None:
        self._world = world
        self._limits = limits
        self._delivery = delivery
        self._polling = polling
        self._set_at = -1.0

    def methods(self) -> dict[str, Callable[[Call], Any]]:
        return {"setwebhook": self.put, "deletewebhook": self.remove, "getwebhookinfo": self.look}

    def put(self, call: Call) -> Noted:
        url = words(call.params, "url")
        if not url:
            return self.remove(call)
        if self._limits.enabled and time.monotonic() < self._set_at + 1:
            raise too_many(1)
        hook = Hook(_checked(url), _secret(call), _connections(call))
        allow(self._world.updates, call.params)
        if flag(call.params, "drop_pending_updates"):
            self._world.updates.clear()
        self._set_at = time.monotonic()
        if hook == self._delivery.hook:
            return Noted(True, "Webhook is already set")
        self._polling.end("terminated by setWebhook request")
        self._delivery.open(hook)
        return Noted(True, "Webhook was set")

    def remove(self, call: Call) -> Noted:
        if flag(call.params, "drop_pending_updates"):
            self._world.updates.clear()
        was_set = self._delivery.hook is not None
        self._delivery.close()
        return Noted(True, "Webhook was deleted" if was_set else "Webhook is already deleted")

    def look(self, call: Call) -> Json:
        updates, hook = self._world.updates, self._delivery.hook
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.waiting())}
        if hook is not None:
            info |= {"url": hook.url, "max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
            if self._delivery.last_error:
                info |= {
                    "last_error_date": self._delivery.last_error_at,
                    "last_error_message": self._delivery.last_error,
                }
        return {**info, "allowed_updates": list(updates.allowed)} if updates.allowed else info


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise bad_request("invalid webhook URL specified")
    return url


def _secret(call: Call) -> str:
    secret = words(call.params, "secret_token")
    if len(secret) > SECRET_LENGTH:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _connections(call: Call) -> int:
    return min(max(number(call.params, "max_connections", CONNECTIONS), 1), MOST_CONNECTIONS)
