"""Statuses of one message, as the `statuses` element of a webhook shows them."""

from bot.simulator.people import Json
from bot.simulator.whatsapp.chats import Sent
from bot.simulator.whatsapp.refusals import failure


def report(sent: Sent, state: str, at: int) -> Json:
    """sent, delivered or read, with the price."""
    return {**_head(sent, state, at), "pricing": sent.pricing}


def failed(sent: Sent, at: int, code: int, details: str) -> Json:
    """Accepted, and then not delivered."""
    return {**_head(sent, "failed", at), "errors": [failure(code, details)]}


def _head(sent: Sent, state: str, at: int) -> Json:
    opaque = {"biz_opaque_callback_data": sent.opaque} if sent.opaque else {}
    return {"id": sent.wamid, "status": state, "timestamp": str(at), **sent.recipient, **opaque}
