"""What a webhook post says happened: every level is an array, and each item is read alone."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channel import Event
from bot.channels import whatsapp_notices as notices
from bot.channels.whatsapp_content import content
from bot.channels.whatsapp_errors import meaning
from bot.channels.whatsapp_raw import LONG_AGO, digits, moment, objects, part, shallow, word, word_or_none, words
from bot.errors import Rejected
from bot.messages import Address, Incoming, Json, Notice, State, Status

STATES: Mapping[str, State] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
    "failed": "failed",
}
NO_INPUT = {"reaction": "reaction", "edit": "edited", "revoke": "revoked"}
"""Kinds of message that are kept and that nobody expects an answer to."""
MOVES = ("user_changed_number", "customer_changed_number", "user_changed_user_id")
STOPPED = {"stop": True, "resume": False, "signup": False}
"""What a person told Meta about marketing → whether they want none."""
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads for one number of one business account."""

    account: str
    number_id: str
    account_id: str

    def read(self, payload: Json) -> list[Event]:
        """Events of one post. Raises ValueError for what is no post of Meta's at all."""
        if not isinstance(payload, dict) or not isinstance(payload.get("entry"), list):
            raise ValueError("no webhook of the Cloud API")
        return list(self._each(payload, "entry", self._entry))

    def _each(self, parent: Json, name: str, read: Callable[..., Iterator[Event]], *more: Any) -> Iterator[Event]:
        """The events of one array, if it is there."""
        items = parent.get(name)
        if items is not None and not isinstance(items, list):
            yield self._kept("unreadable", "", {name: items})
            return
        for item in items or ():
            yield from self._alone(item, read, *more)

    def _alone(self, item: Json, read: Callable[..., Iterator[Event]], *more: Any) -> Iterator[Event]:
        """The events of one item; one that can't be read is kept as it is and spoils nothing beside it."""
        try:
            yield from read(item, *more)
        except UNREADABLE:
            yield self._kept("unreadable", "", item)

    def _entry(self, entry: Json) -> Iterator[Event]:
        if "changes" not in entry:
            raise KeyError("changes")
        account_id = "" if entry.get("id") is None else word_or_none(entry["id"]) or "?"
        yield from self._each(entry, "changes", self._change, account_id, entry.get("time"))

    def _change(self, change: Json, account_id: str, time: Json) -> Iterator[Event]:
        field, value = word(change["field"]), change["value"]
        number = _number(value)
        if number and number != self.number_id:
            yield self._kept("other_number", number, change, time)
        elif not number and account_id not in ("", self.account_id):
            yield self._kept("other_account", account_id, change, time)
        elif field == "messages":
            yield from self._messages(value)
        elif field == "user_preferences":
            yield from self._each(value, "user_preferences", self._preference, objects(value.get("contacts")))
        else:
            yield notices.read(self.account, field, shallow(value), self._mark([time, shallow(change)]), _when(time))

    def _messages(self, value: Json) -> Iterator[Event]:
        if not {"messages", "statuses", "errors"} & value.keys():
            yield self._kept("messages", "", value)
        yield from self._each(value, "messages", self._message, objects(value.get("contacts")))
        yield from self._each(value, "statuses", self._status)
        if value.get("errors"):
            yield self._kept("errors", "", value["errors"])

    def _message(self, message: Json, contacts: list[Json]) -> Iterator[Event]:
        kind = word(message["type"])
        if kind == "system":
            yield self._system(message)
        elif message.get("group_id") or kind in NO_INPUT:
            yield self._kept("group" if message.get("group_id") else NO_INPUT[kind], _user(message), message)
        else:
            yield self._said(kind, message, _contact_of(message, contacts))

    def _said(self, kind: str, message: Json, known: Json) -> Incoming:
        user_id = word_or_none(message.get("from_user_id")) or word_or_none(known.get("user_id"))
        phone = digits(message.get("from")) or digits(known.get("wa_id"))
        profile = part(known, "profile")
        said = content(kind, message, phone)
        card = said.get("contact")
        if not phone and card is not None and card.own and card.phone.startswith("+"):
            phone = digits(card.phone[1:])  # who hides the number has just shown it
        return Incoming(
            word(message["id"]),
            Address(self.account, word(user_id or phone or message.get("from"))),
            moment(message["timestamp"]),
            reply_to=word_or_none(part(message, "context").get("id")) or None,
            name=words(profile.get("name")) or words(profile.get("username")),
            callback=word(message["id"]),
            alias=phone if user_id else "",
            phone=f"+{phone}" if phone else "",
            **said,
        )

    def _system(self, message: Json) -> Notice:
        """A number or an id has changed: the same person goes on under another one."""
        system = message["system"]
        kind = word(system["type"])
        if kind not in MOVES:
            return self._kept(f"system.{kind}", _user(message), message)
        user_id = word_or_none(system.get("user_id"))
        phone = digits(system.get("wa_id")) or digits(system.get("new_wa_id"))
        ids = [word_or_none(each) for each in (message.get("from_user_id"), system.get("previous_user_id"))]
        olds = [*(each for each in ids if each != user_id), digits(message.get("from")), digits(system.get("customer"))]
        before = [each for each in dict.fromkeys(olds) if each]
        if not before or not (user_id or phone):
            raise ValueError("nobody moved anywhere")
        data = {"before": before, "user_id": user_id, "phone": phone}
        return Notice(self.account, "moved", before[0], data, moment(message["timestamp"]), id=word(message["id"]))

    def _status(self, status: Json) -> Iterator[Event]:
        state = STATES.get(word(status["status"]))
        if state is None or status.get("recipient_type") == "group":
            yield self._kept("status", word_or_none(status.get("id")), status)
            return
        pricing = part(status, "pricing")
        yield Status(
            self.account,
            word(status["id"]),
            state,
            moment(status["timestamp"]),
            opaque=word_or_none(status.get("biz_opaque_callback_data")),
            failure=_failure(status) if state == "failed" else None,
            category=word_or_none(pricing.get("category")),
            billable=_is_billable(pricing),
        )

    def _preference(self, each: Json, contacts: list[Json]) -> Iterator[Event]:
        known = _contact_of({"from": each.get("wa_id"), "from_user_id": each.get("user_id")}, contacts)
        phone = digits(each.get("wa_id")) or digits(known.get("wa_id"))
        user = word(word_or_none(each.get("user_id")) or word_or_none(known.get("user_id")) or phone)
        stopped = STOPPED.get(word(each["value"]).lower())
        if each.get("category", "marketing_messages") != "marketing_messages" or stopped is None:
            yield self._kept("preference", user, each)
            return
        data = {"alias": phone, "stopped": stopped, "payload": shallow(each)}
        yield Notice(self.account, "marketing", user, data, moment(each["timestamp"]), id=self._mark(shallow(each)))

    def _kept(self, kind: str, subject: str, payload: Json, time: Json = None) -> Notice:
        payload = shallow(payload)
        own = payload.get("timestamp") if isinstance(payload, dict) else None
        at = _when(own) or _when(time) or LONG_AGO
        return Notice(self.account, kind, subject, {"payload": payload}, at, id=self._mark(payload))

    @staticmethod
    def _mark(payload: Json) -> str:
        """The same news once, however often it comes."""
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:32]


def _number(value: Json) -> str:
    """Which of our numbers a change is about; empty when it is about the whole business account."""
    metadata = value.get("metadata")
    if metadata is None or metadata.get("phone_number_id") is None:
        return ""
    return word(metadata["phone_number_id"])


def _when(value: Json) -> datetime | None:
    try:
        return moment(value)
    except ValueError:
        return None


def _user(message: Json) -> str:
    return word_or_none(message.get("from_user_id")) or word_or_none(message.get("from"))


def _contact_of(message: Json, contacts: list[Json]) -> Json:
    """Who in `contacts` has sent this; a batch may carry several people."""
    for each in contacts:
        if each.get("user_id") and each["user_id"] == message.get("from_user_id"):
            return each
        if each.get("wa_id") and each["wa_id"] == message.get("from"):
            return each
    is_alone = len(contacts) == 1 and not (message.get("from") or message.get("from_user_id"))
    return contacts[0] if is_alone else {}


def _failure(status: Json) -> Exception:
    for error in objects(status.get("errors")):
        if code := digits(error.get("code")):
            return meaning(int(code))
    return Rejected("failed without a reason")


def _is_billable(pricing: Json) -> bool | None:
    """Newer posts name the type of price alone; only the regular one costs money."""
    kind = word_or_none(pricing.get("type"))
    told = pricing.get("billable")
    return told if isinstance(told, bool) else kind == "regular" if kind else None
