"""How the Graph API says no."""

import secrets
from collections.abc import Mapping

from bot.simulator.people import Json

TITLES: Mapping[int, tuple[int, str]] = {
    100: (400, "Invalid parameter"),
    190: (401, "Invalid OAuth access token"),
    130429: (400, "Rate limit hit"),
    131000: (500, "Something went wrong"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131050: (400, "User has stopped marketing messages"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "Pair rate limit hit"),
    131062: (400, "Recipient id not supported for this message"),
    132000: (400, "Template parameter count mismatch"),
    132001: (404, "Template does not exist"),
    132005: (400, "Template hydrated text too long"),
    132012: (400, "Template parameter format mismatch"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "Template parameters have an issue"),
}
"""Code → HTTP status and Meta's name for it."""


class GraphError(Exception):
    """An `error` envelope: code, what exactly is wrong, and Meta's subcode where it has one."""

    def __init__(self, code: int, details: str, subcode: int = 0) -> None:
        super().__init__(details)
        self.code = code
        self.details = details
        self.subcode = subcode
        self.status, self.title = TITLES[code]

    def envelope(self) -> Json:
        error: Json = {"message": f"(#{self.code}) {self.title}", "type": "OAuthException", "code": self.code}
        if self.subcode:
            error |= {"error_subcode": self.subcode, "error_user_title": self.title, "error_user_msg": self.details}
        data = {"messaging_product": "whatsapp", "details": self.details}
        return {"error": {**error, "error_data": data, "fbtrace_id": f"A{secrets.token_urlsafe(16)}"}}


def failure(code: int, details: str) -> Json:
    """The element of `errors` in a failed status."""
    title = TITLES[code][1]
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}}


def missing(path: str) -> GraphError:
    return GraphError(131008, f"{path} is required")


def invalid(path: str, why: str) -> GraphError:
    return GraphError(131009, f"{path} {why}")


def no_object(object_id: str) -> GraphError:
    return GraphError(100, f"Object with ID '{object_id}' does not exist or does not support this operation", 33)
