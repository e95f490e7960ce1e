"""How an Outgoing looks on Telegram."""

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)

from bot.messages import BOLD, Choice, Outgoing

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
SHORT = 14
"""Labels up to this many characters stand two in a row on a phone."""


def shortened(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text within Telegram's limit; our own texts fit, what people wrote may not."""
    if len(text.replace(BOLD, "")) <= limit:
        return text
    return text.replace(BOLD, "")[: limit - 1] + "…"


def entities(text: str) -> list[MessageEntity] | None:
    """Bold stretches between neutral marks; offsets count UTF-16 units."""
    found: list[MessageEntity] = []
    at = 0
    for number, piece in enumerate(text.split(BOLD)):
        length = len(piece.encode("utf-16-le")) // 2
        if number % 2 and length:
            found.append(MessageEntity(type="bold", offset=at, length=length))
        at += length
    return found or None


def markup(message: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Buttons under the message; a request for one's own number or place needs the keyboard below the chat."""
    if message.asks_contact or message.asks_location:
        asked = message.asks_contact or message.asks_location
        rows = [
            [
                KeyboardButton(
                    text=asked,
                    request_contact=bool(message.asks_contact) or None,
                    request_location=bool(message.asks_location) or None,
                )
            ]
        ]
        rows += [[KeyboardButton(text=choice.label)] for choice in message.choices]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    return edited_markup(message)


def edited_markup(message: Outgoing) -> InlineKeyboardMarkup | None:
    """Inline buttons: answers first, two in a row where they are short, and the ways out in the last row."""
    if not message.choices:
        return None
    answers = [choice for choice in message.choices if not _is_way_out(choice)]
    ways_out = [choice for choice in message.choices if _is_way_out(choice)]
    width = 2 if answers and all(len(choice.label) <= SHORT for choice in answers) else 1
    rows = [answers[start : start + width] for start in range(0, len(answers), width)]
    if ways_out:
        rows.append(ways_out)
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=c.label, callback_data=c.id) for c in row] for row in rows]
    )


def _is_way_out(choice: Choice) -> bool:
    return choice.id.endswith((".!back", ".!cancel", ".!skip"))
