"""POST /{number_id}/messages: what is sent, reacted to, and marked as read."""

import re
from typing import Any

from bot.simulator.people import Json, digits
from bot.simulator.whatsapp import contents
from bot.simulator.whatsapp.contents import FILES, READERS, Draft
from bot.simulator.whatsapp.fields import choice, optional, record, words
from bot.simulator.whatsapp.interactive import interactive
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.posting import Posting, Recipient, closed
from bot.simulator.whatsapp.refusals import GraphError, invalid, missing
from bot.simulator.whatsapp.template_filling import template
from bot.simulator.whatsapp.world import WhatsAppWorld

OPAQUE_LIMIT = 512
KINDS = (*READERS, *FILES, "interactive", "template", "reaction")
HEAD = "messaging_product recipient_type to recipient type context biz_opaque_callback_data"
USER_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")
NUMBER = re.compile(r"[1-9][0-9]{6,14}")


class Messages:
    """The edge for one World."""

    def __init__(self, world: WhatsAppWorld, limits: WhatsAppLimits) -> None:
        self._world = world
        self._limits = limits
        self._posting = Posting(world)

    def post(self, body: Any) -> Json:
        """The answer. Raises GraphError."""
        if not isinstance(body, dict):
            raise GraphError(100, "the request must be a JSON object")
        if body.get("messaging_product") != "whatsapp":
            raise GraphError(100, "messaging_product must be whatsapp")
        return self._mark(body) if "status" in body else self._send(body)

    def _send(self, body: Json) -> Json:
        kind = str(body.get("type") or "text")
        if kind not in KINDS:
            raise GraphError(131051, f"messages of type {kind} are not supported")
        record(body, "message", f"{HEAD} {kind}")
        opaque = optional(body, "biz_opaque_callback_data", "message", OPAQUE_LIMIT)
        context = record(body.get("context") or {}, "context", "message_id")
        quoted = optional(context, "message_id", "context", contents.WAMID_LIMIT)
        to = self._recipient(body)
        if kind == "reaction":
            wamid = self._react(to, *contents.reaction(body), opaque)
        else:
            draft = self._draft(kind, body)
            self._allow(to, draft)
            wamid = self._posting.post(to, draft, opaque, quoted)
        if to.is_number and to.person is not None:
            self._world.contact_book.add(to.person.id)
        sent = {"id": wamid, "message_status": "accepted"}
        return {"messaging_product": "whatsapp", "contacts": [to.answer()], "messages": [sent]}

    def _draft(self, kind: str, body: Json) -> Draft:
        media = self._world.media
        if kind == "template":
            draft = template(body, media, self._world.templates)
            if draft.category == "authentication" and "recipient" in body:
                raise GraphError(131062, "an authentication template needs a phone number")
            return draft
        if kind == "interactive":
            return interactive(body, media)
        return contents.file(kind, body, media) if kind in FILES else READERS[kind](body, media)

    def _recipient(self, body: Json) -> Recipient:
        if (body.get("recipient_type") or "individual") != "individual":
            raise invalid("recipient_type", "must be individual")
        to, user_id = body.get("to"), body.get("recipient")
        if not to and not user_id:
            raise missing("to or recipient")
        if to and user_id:
            raise GraphError(100, "to and recipient exclude each other")
        if user_id:
            if not USER_ID.fullmatch(str(user_id)):
                raise invalid("recipient", "must be a business-scoped user id")
            return Recipient(self._world.owner(str(user_id)), str(user_id), str(user_id), False)
        number = re.sub(r"\D", "", str(to))
        if not NUMBER.fullmatch(number):
            raise invalid("to", "must be a phone number with its country code")
        if number == digits(self._world.display_number):
            raise GraphError(131021, "the recipient is the sending number itself")
        return Recipient(self._world.owner(number), str(to), number, True)

    def _allow(self, to: Recipient, draft: Draft) -> None:
        """Window, then limits. Raises GraphError."""
        person = to.person
        is_open = person is not None and self._world.window_open(person.id)
        if person is not None and not is_open and not draft.is_template and not self._world.late_window_errors:
            raise closed()
        self._limits.count(to.key, self._world.now(), is_first=not is_open, tier=self._world.tier)

    def _react(self, to: Recipient, wamid: str, emoji: str, opaque: str) -> str:
        """A reaction of the number to something in the chat."""
        self._allow(to, Draft({}))
        person = to.person
        message = None if person is None else self._world.chats[person.id].find(wamid)
        if person is None or message is None:
            raise invalid("reaction.message_id", "is no message of this chat")
        return self._posting.react(person, to, message, emoji, opaque)

    def _mark(self, body: Json) -> Json:
        """Two blue ticks on a message of a person and all before it; with `typing_indicator` the phone shows it."""
        record(body, "message", "messaging_product status message_id typing_indicator")
        choice(body, "status", "message", ("read",))
        wamid = words(body, "message_id", "message", contents.WAMID_LIMIT)
        chat = next((each for each in self._world.chats.values() if each.find(wamid)), None)
        message = chat.find(wamid) if chat else None
        if chat is None or message is None or message["from"]["is_bot"]:
            raise invalid("message_id", "is no message that was received")
        for each in chat.messages.values():
            shown = each.get("wa", {})
            if shown.get("ticks") == "delivered" and each["message_id"] <= message["message_id"]:
                shown["ticks"] = "read"
                self._world.announce("edited", chat.person.id, each)
        if body.get("typing_indicator") is not None:
            indicator = record(body["typing_indicator"], "typing_indicator", "type")
            choice(indicator, "type", "typing_indicator", ("text",))
            self._world.announce("typing", chat.person.id, {"action": "typing"})
        return {"success": True}
