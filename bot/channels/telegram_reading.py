"""What an update says happened."""

from datetime import UTC, datetime

from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User

from bot.channel import Event
from bot.messages import Address, Attachment, Contact, Incoming, Json, Location, Notice

FILES = ("document", "voice", "video", "audio", "video_note", "animation", "sticker")
SENT = ("text", "contact", "location", "photo", "venue", "dice", "poll", "story", "game", "unknown", *FILES)
"""Kinds that a person sends; anything else in a private chat is a service message nobody answers."""
LONG_AGO = datetime.fromtimestamp(0, UTC)
"""A press on a message that Telegram has forgotten carries no time."""


def read_update(account: str, payload: Json) -> list[Event]:
    """Events of one update. Groups, channels and kinds without a private sender are none of ours."""
    update = Update.model_validate(payload)
    key = str(update.update_id)
    if update.message and update.message.chat.type == "private":
        return _message(account, key, update.message)
    if update.edited_message and update.edited_message.chat.type == "private" and update.edited_message.from_user:
        return [_edited(account, key, update.edited_message)]
    if update.callback_query:
        return [_pressed(account, key, update.callback_query)]
    if update.my_chat_member and update.my_chat_member.chat.type == "private":
        return [_membership(account, update.my_chat_member)]
    return []


def _message(account: str, key: str, message: Message) -> list[Event]:
    sender = message.from_user
    if sender is None or sender.is_bot or _kind(message) not in SENT:
        return []
    known: dict[str, Json] = {
        "id": key,
        "sender": Address(account, str(message.chat.id)),
        "at": _aware(message.date),
        "text": message.text or message.caption or "",
        "reply_to": str(message.reply_to_message.message_id) if message.reply_to_message else None,
        "name": _name(sender, message.chat),
        "contact": _contact(message, sender),
        "attachment": _attachment(message),
    }
    if message.location:
        known["location"] = Location(message.location.latitude, message.location.longitude)
    said_something = any(known[part] for part in ("text", "contact", "attachment")) or message.location
    return [Incoming(**known, unknown="" if said_something else _kind(message))]


def _edited(account: str, key: str, message: Message) -> Incoming:
    assert message.from_user is not None
    at = datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else _aware(message.date)
    name = _name(message.from_user, message.chat)
    return Incoming(key, Address(account, str(message.chat.id)), at, name=name, unknown="edited")


def _pressed(account: str, key: str, query: CallbackQuery) -> Incoming:
    """A press carries no time of its own; the message's is the best there is."""
    at = _aware(query.message.date) if isinstance(query.message, Message) else LONG_AGO
    return Incoming(
        key,
        Address(account, str(query.from_user.id)),
        at,
        choice=query.data or "",
        reply_to=str(query.message.message_id) if query.message else None,
        name=query.from_user.full_name,
        callback=query.id,
    )


def _membership(account: str, change: ChatMemberUpdated) -> Notice:
    kind = "blocked" if change.new_chat_member.status == "kicked" else "unblocked"
    return Notice(account, kind, str(change.chat.id), {}, _aware(change.date))


def _contact(message: Message, sender: User) -> Contact | None:
    """Only a contact whose user id is the sender's is their own: anybody can forward any card."""
    if (card := message.contact) is None:
        return None
    name = " ".join(part for part in (card.first_name, card.last_name) if part)
    return Contact(card.phone_number, name, own=card.user_id == sender.id)


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Attachment(largest.file_id, "photo", "image/jpeg", size=largest.file_size or 0)
    for kind in FILES:
        if (file := getattr(message, kind)) is not None:
            mime, name = getattr(file, "mime_type", None), getattr(file, "file_name", None)
            return Attachment(file.file_id, kind, mime or "", name or "", file.file_size or 0)
    return None


def _kind(message: Message) -> str:
    kind = message.content_type
    return str(getattr(kind, "value", kind))


def _name(user: User, chat: Chat) -> str:
    return user.full_name or chat.full_name


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
