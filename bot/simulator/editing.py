"""The methods that change what is already there: edits, deletions, answers to a button press."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.keyboards import Markup, markup_of
from bot.simulator.limits import Limits
from bot.simulator.parameters import Call, Params, flag, number, words
from bot.simulator.people import Json
from bot.simulator.refusals import bad_request
from bot.simulator.rich_text import text_of
from bot.simulator.sending import known_chat, pace, reachable
from bot.simulator.world import World

DELETABLE = timedelta(hours=48)
NOTICE_LIMIT = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Editing:
    """Edits keep a message's place; they count against the flood limits like sends."""

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits

    def methods(self) -> dict[str, Callable[[Call], Any]]:
        return {
            "editmessagetext": self.edit_text,
            "editmessagereplymarkup": self.edit_markup,
            "deletemessage": self.delete,
            "answercallbackquery": self.answer_query,
        }

    def edit_text(self, call: Call) -> Json:
        content = text_of(call.params)
        markup = markup_of(call.params)
        chat, message = self._editable(call.params)
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        return self._replace(chat, message, ("text", "entities"), content, markup)

    def edit_markup(self, call: Call) -> Json:
        markup = markup_of(call.params)
        chat, message = self._editable(call.params)
        return self._replace(chat, message, (), {}, markup)

    def delete(self, call: Call) -> bool:
        chat = known_chat(self._world, call.params)
        message = chat.messages.get(number(call.params, "message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        if self._world.seconds() - message["date"] > DELETABLE.total_seconds():
            raise bad_request("message can't be deleted")
        del chat.messages[message["message_id"]]
        self._world.announce("deleted", chat.id, {"message_id": message["message_id"]})
        return True

    def answer_query(self, call: Call) -> bool:
        query_id = words(call.params, "callback_query_id")
        text = words(call.params, "text")
        person_id = self._world.asker(query_id)
        if person_id is None:
            raise bad_request(TOO_OLD)
        if len(text) > NOTICE_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        shown = {"callback_query_id": query_id, "text": text, "show_alert": flag(call.params, "show_alert")}
        self._world.announce("answered", person_id, shown)
        return True

    def _editable(self, params: Params) -> tuple[Chat, Json]:
        """The chat and the bot's own message that is to change. Raises Refused."""
        chat = reachable(self._world, params)
        message = chat.messages.get(number(params, "message_id"))
        if message is None:
            raise bad_request("message to edit not found")
        if message["from"] is not self._world.bot or message["message_id"] in chat.sealed:
            raise bad_request("message can't be edited")
        return chat, message

    def _replace(self, chat: Chat, message: Json, names: tuple[str, ...], content: Json, markup: Markup) -> Json:
        fresh = {**content, **markup.shown()}
        names = (*names, "reply_markup")
        if all(message.get(name) == fresh.get(name) for name in names):
            raise bad_request(NOT_MODIFIED)
        pace(self._limits, chat)
        for name in names:
            message.pop(name, None)
        message |= {**fresh, "edit_date": self._world.seconds()}
        self._world.announce("edited", chat.id, message)
        return message
