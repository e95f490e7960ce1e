"""A second reader: pywa must take the shelf's single, well-formed posts for what we take them for."""

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pywa import WhatsApp, handlers, types

from bot.channel import Event
from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_reading import Reader
from bot.messages import Incoming, Notice, Status

SHELF = Path(__file__).parents[1] / "payloads" / "whatsapp"
COMPARED = ("people", "texts", "choices", "files", "kinds", "no_input", "statuses", "identity", "templates")
NOT_HELD_AGAINST = {
    "smb_message_echoes": "pywa takes echoes for messages of its own; we keep them",
    "history": "pywa has no handler for it",
    "smb_app_state_sync": "pywa has no handler for it",
    "calls": "we don't take calls",
    "flows": "pywa has no handler for it",
    "errors": "there is no message in it",
    "messages": "there is no message in it",
    "message_template_components_update": "we keep the words as they came",
    "status": "a group's status, or one that nobody has heard of",
    "preference": "no word about marketing that either of us knows",
}
"""Kinds of notice about which the two have nothing in common to say."""
READER = Reader("whatsapp:106540352242922", "106540352242922", "102290129340398")
Common = dict[str, Any]


def cases() -> Iterator[Any]:
    """Every case about which pywa can be asked; a case says itself why it can't."""
    for name in COMPARED:
        for case in json.loads((SHELF / f"{name}.json").read_text(encoding="utf-8")):
            is_single = len(case["events"]) == 1 and "not for pywa" not in case
            if is_single and case["events"][0].get("kind") not in NOT_HELD_AGAINST:
                yield pytest.param(case, id=f"{name}: {case['case']}")


@pytest.fixture(scope="module")
def second() -> Callable[[Any], list[Any]]:
    """pywa, as its own webhook would be called: payload → updates that reached a handler."""
    seen: list[Any] = []

    def keep(_: WhatsApp, update: Any) -> None:
        seen.append(update)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pywa's, about its own server and unknown words
        client = WhatsApp(phone_id="106540352242922", token="x", validate_updates=False, skip_duplicate_updates=False)
        client.add_handlers(
            handlers.MessageHandler(keep),
            handlers.MessageStatusHandler(keep),
            handlers.CallbackButtonHandler(keep),
            handlers.CallbackSelectionHandler(keep),
            handlers.FlowCompletionHandler(keep),
            handlers.CallPermissionUpdateHandler(keep),
            handlers.EditedMessageHandler(keep),
            handlers.DeletedMessageHandler(keep),
            handlers.PhoneNumberChangeHandler(keep),
            handlers.IdentityChangeHandler(keep),
            handlers.UserMarketingPreferencesHandler(keep),
            handlers.TemplateStatusUpdateHandler(keep),
            handlers.TemplateCategoryUpdateHandler(keep),
            handlers.TemplateQualityUpdateHandler(keep),
        )

    def read(payload: Any) -> list[Any]:
        seen.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert client.webhook_update_handler(json.dumps(payload).encode()) == ("ok", 200)
        return list(seen)

    return read


@pytest.mark.parametrize("case", list(cases()))
def test_both_read_the_same(case: Common, second: Callable[[Any], list[Any]]) -> None:
    (event,) = READER.read(case["payload"])
    theirs = second(case["payload"])
    assert theirs, "pywa gave it to no handler: leave the case out with the reason, or mend it"
    assert len(theirs) == 1
    assert ours(event) == common(theirs[0], event)


def ours(event: Event) -> Common:
    """What we read, in the words that both readers have."""
    if isinstance(event, Status):
        return _our_status(event)
    if isinstance(event, Notice):
        data = {name: each for name, each in event.data.items() if name != "payload"}
        person = {"person": event.subject} if event.kind != "template" else {"name": event.subject}
        dropped = {"template": ("reason",), "marketing": ("alias",), "moved": ("before",)}.get(event.kind, ())
        return {**person, **{name: each for name, each in data.items() if name not in dropped}}
    found = {
        "id": event.id,
        "person": event.sender.user,
        "phone": event.phone,
        "name": event.name,
        "said": event.text or event.choice or "",
        "quoted": event.reply_to,
    }
    return {**found, **_our_parts(event)}


def _our_status(event: Status) -> Common:
    return {
        "id": event.external_id,
        "state": event.state,
        "opaque": event.opaque,
        "category": event.category,
        "billable": event.billable,
        "failure": repr(event.failure) if event.failure and "without a reason" not in str(event.failure) else "",
    }


def _our_parts(event: Incoming) -> Common:
    parts: Common = {}
    if (file := event.attachment) is not None:
        kind = {"photo": "image", "voice": "audio"}.get(file.kind, file.kind)
        parts["file"] = (kind, file.id, file.mime, file.filename)
    if event.location is not None:
        parts["place"] = (event.location.latitude, event.location.longitude)
    if event.contact is not None:
        parts["card"] = event.contact.name
        parts["number is of the card"] = True
    return parts


def common(update: Any, event: Event) -> Common:
    """What pywa read, in the words that both readers have."""
    if isinstance(update, types.MessageStatus):
        return _their_status(update)
    if isinstance(update, types.templates.BaseTemplateUpdate):
        return _their_template(update)
    if isinstance(update, types.PhoneNumberChange):
        moved = {"user_id": update.new_user_id or "", "phone": update.new_wa_id or ""}
        assert isinstance(event, Notice)
        assert update.old_wa_id in event.data["before"]
        return {"person": event.subject, **moved}
    person = update.from_user.bsuid or update.from_user.wa_id
    if isinstance(update, types.UserMarketingPreferences):
        return {"person": person, "stopped": not update}
    if isinstance(event, Notice):  # a reaction, an edit, a group's: both know who it was
        return {"person": person}
    found = {
        "id": update.id,
        "person": person,
        "phone": f"+{update.from_user.wa_id}" if update.from_user.wa_id else "",
        "name": update.from_user.name or update.from_user.username or "",
        "said": _their_words(update),
        "quoted": update.reply_to_message.id if getattr(update, "reply_to_message", None) else None,
    }
    return {**found, **(_their_parts(update, event) if isinstance(update, types.Message) else {})}


def _their_words(update: Any) -> str:
    if isinstance(update, types.CallbackButton | types.CallbackSelection):
        return str(update.data)
    return str(update.text or update.caption or "") if isinstance(update, types.Message) else ""


def _their_status(update: Any) -> Common:
    pricing = update.pricing
    return {
        "id": update.id,
        "state": "read" if update.status == "played" else str(update.status),
        "opaque": update.tracker or "",
        "category": str(pricing.category) if pricing else "",
        "billable": pricing.billable if pricing else None,
        "failure": repr(meaning(update.error.code)) if update.error else "",
    }


def _their_template(update: Any) -> Common:
    what = {"new_status": "status", "new_category": "category", "new_quality_score": "quality"}
    name = next(each for each in what if hasattr(update, each))
    return {
        "name": update.template_name,
        "language": str(update.template_language),
        "what": what[name],
        "value": str(getattr(update, name)),
    }


def _their_parts(update: types.Message, event: Event) -> Common:
    parts: Common = {}
    if (file := update.media) is not None:
        parts["file"] = (str(update.type), file.id, file.mime_type, getattr(file, "filename", None) or "")
        assert isinstance(event, Incoming)
        assert event.attachment is not None
        assert (event.attachment.kind == "voice") == (update.voice is not None)
    if update.location is not None:
        parts["place"] = (update.location.latitude, update.location.longitude)
    if update.contacts:
        card = update.contacts[0]
        assert isinstance(event, Incoming)
        assert event.contact is not None
        numbers = {f"+{each.wa_id}" for each in card.phones if each.wa_id} | {each.phone for each in card.phones} | {""}
        parts["card"] = card.name.formatted_name if card.name else ""
        parts["number is of the card"] = event.contact.phone in numbers
        is_answer = str(update.contacts.origin) == "contact_request"
        assert event.contact.own or not is_answer
    return parts
