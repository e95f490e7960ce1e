"""What stands at Meta about the number and its templates, asked once a start and by the operator's commands."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.whatsapp_graph import Graph
from bot.errors import Lapsed, Rejected, SendError
from bot.messages import Json

NUMBER_FIELDS = (
    "display_phone_number,verified_name,quality_rating,status,throughput,whatsapp_business_manager_messaging_limit"
)
TEMPLATE_FIELDS = "id,name,language,status,category,quality_score,rejected_reason,components"
MOST_PAGES = 100
SUBMIT_SECONDS = 30
EDITABLE = ("APPROVED", "REJECTED", "PAUSED")
"""States in which Meta takes an edit; an approved template keeps its category, and is edited at most once a day."""


async def number_facts(graph: Graph, number_id: str) -> dict[str, Json]:
    """The number, its quality and its limits. Raises SendError."""
    found = await graph.get(number_id, {"fields": NUMBER_FIELDS})
    return {
        "number": "".join(sign for sign in str(found.get("display_phone_number", "")) if sign.isdigit()),
        "name": str(found.get("verified_name", "")),
        "quality": str(found.get("quality_rating", "")),
        "status": str(found.get("status", "")),
        "limit": found.get("whatsapp_business_manager_messaging_limit"),
        "throughput": str((found.get("throughput") or {}).get("level", "")),
    }


async def templates(graph: Graph, account_id: str) -> list[Mapping[str, Any]]:
    """All templates of the business account, as Meta lists them. Raises SendError."""
    found: list[Mapping[str, Any]] = []
    after = ""
    for _ in range(MOST_PAGES):
        query = {"fields": TEMPLATE_FIELDS, "limit": "100", **({"after": after} if after else {})}
        page = await graph.get(f"{account_id}/message_templates", query)
        try:
            found += page["data"]
        except (TypeError, KeyError):
            raise SendError("unreadable answer") from None
        paging = page.get("paging") or {}
        after = str((paging.get("cursors") or {}).get("after") or "") if paging.get("next") else ""
        if not after:
            break
    return found


def template_facts(listed: Mapping[str, Any]) -> dict[str, str]:
    """What we keep of a listed template."""
    quality = listed.get("quality_score") or {}
    reason = str(listed.get("rejected_reason") or "")
    return {
        "status": str(listed.get("status", "")).upper(),
        "category": str(listed.get("category", "")).upper(),
        "quality": str(quality.get("score", "")) if isinstance(quality, dict) else "",
        "reason": "" if reason.upper() == "NONE" else reason,
    }


async def callback(graph: Graph, number_id: str) -> str:
    """The address that Meta posts the number's messages to; empty when it names none. Raises SendError."""
    found = await graph.get(number_id, {"fields": "webhook_configuration"})
    told = found.get("webhook_configuration") or {}
    # The nearest address wins: the number's own, the account's, then the app's.
    nearest = (told.get(each) for each in ("phone_number", "whatsapp_business_account", "application"))
    return next((str(each) for each in nearest if each), "")


async def listeners(graph: Graph, account_id: str) -> list[str]:
    """Names of the apps that hear of the business account. Raises SendError."""
    found = await graph.get(f"{account_id}/subscribed_apps")
    return [str(each["whatsapp_business_api_data"].get("name", "?")) for each in found["data"]]


def draft(
    name: str, language: str, category: str, body: str, *, examples: Sequence[str], labels: Sequence[str]
) -> Json:
    """A template as Meta takes it: a body with its examples, and a quick reply for each label."""
    example = {"example": {"body_text": [list(examples)]}} if examples else {}
    parts: list[Json] = [{"type": "BODY", "text": body, **example}]
    if labels:
        parts.append({"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": label} for label in labels]})
    return {"name": name, "language": language, "category": category, "components": parts}


def differences(wanted: Json, listed: Mapping[str, Any]) -> list[str]:
    """What of a draft stands otherwise at Meta: body, buttons, category, or parts that we have none of."""
    ours, theirs = (_parts(each) for each in (wanted, listed))
    found = [name.lower() for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
    return found + ([] if wanted["category"] == str(listed.get("category", "")).upper() else ["category"])


def _parts(template: Mapping[str, Any]) -> dict[str, Json]:
    """What people see, by component."""
    found: dict[str, Json] = {}
    for each in template.get("components") or ():
        kind = str(each.get("type", "")).upper()
        buttons = each.get("buttons") or ()
        seen = [(str(one.get("type", "")).upper(), str(one.get("text", "")).strip()) for one in buttons]
        found[kind] = seen if kind == "BUTTONS" else str(each.get("text", "")).strip()
    return found


async def create(graph: Graph, account_id: str, wanted: Json) -> str:
    """Hand in a new template; empty when it was taken, else Meta's reason. Raises SendError."""
    return await _submit(graph, f"{account_id}/message_templates", wanted)


async def edit(graph: Graph, template_id: str, wanted: Json, status: str) -> str:
    """Hand in new words for one that is there; empty when they were taken, else why not. Raises SendError."""
    fields = ("components",) if status == "APPROVED" else ("components", "category")
    return await _submit(graph, template_id, {name: wanted[name] for name in fields})


async def _submit(graph: Graph, path: str, body: Json) -> str:
    try:
        await graph.post(path, body, seconds=SUBMIT_SECONDS)
    except (Rejected, Lapsed) as error:
        told = " ".join(getattr(error, "__notes__", ())) or "no reason given"
        return f"{told} ({str(error).partition(':')[0]})"
    return ""
