"""News of the business account: templates, quality, limits. What we know nothing about is kept under its own name."""

from datetime import datetime

from bot.channels.whatsapp_raw import LONG_AGO, part, word_or_none, words
from bot.messages import Json, Notice

TEMPLATE_FIELDS = {
    "message_template_status_update": ("status", "event"),
    "template_category_update": ("category", "new_category"),
    "message_template_quality_update": ("quality", "new_quality_score"),
}
"""Field of the webhook → which of the template's properties it changes, and where the new value stands."""
LIMIT_FIELDS = ("phone_number_quality_update", "business_capability_update")
LIMITS = ("current_limit", "max_daily_conversations_per_business", "max_daily_conversation_per_phone")
OURS = ("template", "limit", "moved", "marketing", "blocked", "unblocked", "unreadable", "errors")
"""Kinds of notice that mean something to us; a field of that name must not pass for one."""


def read(account: str, field: str, value: Json, mark: str, at: datetime | None) -> Notice:
    """One change that carries no message."""
    when = at or LONG_AGO
    what, where = TEMPLATE_FIELDS.get(field, ("", ""))
    name, new = word_or_none(value.get("message_template_name")), word_or_none(value.get(where)).upper()
    if what and name and new:
        language = word_or_none(value.get("message_template_language"))
        data = {"language": language, "what": what, "value": new, "reason": _reason(value), "payload": value}
        return Notice(account, "template", name, data, when, id=mark)
    if field in LIMIT_FIELDS:
        event = word_or_none(value.get("event")) or None
        return Notice(account, "limit", "", {"limit": _limit(value), "event": event, "payload": value}, when, id=mark)
    return Notice(account, f"field.{field}" if field in OURS else field, "", {"payload": value}, when, id=mark)


def _reason(value: Json) -> str:
    """Why a template was refused or stopped, in Meta's fullest word; NONE is no reason."""
    reason = words(value.get("reason"))
    told = (
        words(part(value, "rejection_info").get("reason"))
        or words(part(value, "other_info").get("description"))
        or words(part(value, "disable_info").get("reason"))
    )
    return told or ("" if reason.upper() == "NONE" else reason)


def _limit(value: Json) -> Json:
    """How many people may be written to first in a moving day, as a number or as the name of a tier."""
    for name in LIMITS:
        found = value.get(name)
        if found and isinstance(found, int | str) and not isinstance(found, bool):
            return found
    return None
