"""The methods that put something into a chat."""

from collections.abc import Callable
from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.files import Stored, content_of, picture_size
from bot.simulator.keyboards import markup_of
from bot.simulator.limits import Limits
from bot.simulator.parameters import Call, Params, coordinate, flag, reply_target, words
from bot.simulator.people import Json
from bot.simulator.refusals import Refused, bad_request, forbidden, too_many
from bot.simulator.rich_text import caption_of, text_of
from bot.simulator.world import World

FILE_LIMIT = 50 << 20
PHOTO_LIMIT = 10 << 20
ACTIONS = frozenset(
    (
        *("typing", "choose_sticker", "find_location", "upload_photo", "upload_document"),
        *("record_video", "upload_video", "record_voice", "upload_voice", "record_video_note", "upload_video_note"),
    )
)


class Sending:
    """sendMessage and its sisters."""

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits

    def methods(self) -> dict[str, Callable[[Call], Any]]:
        return {
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "sendlocation": self.send_location,
            "sendchataction": self.send_chat_action,
        }

    def send_message(self, call: Call) -> Json:
        params = call.params
        content = text_of(params)
        return self._post(params, content)

    def send_photo(self, call: Call) -> Json:
        content = caption_of(call.params)
        stored = self._file(call, "photo")
        if len(stored.data) > PHOTO_LIMIT:
            raise bad_request(f'file "{stored.filename}" of size {len(stored.data)} bytes is too big for a photo')
        if picture_size(stored.data) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return self._post(call.params, {**content_of("photo", stored), **content})

    def send_document(self, call: Call) -> Json:
        content = caption_of(call.params)
        return self._post(call.params, {**content_of("document", self._file(call, "document")), **content})

    def send_location(self, call: Call) -> Json:
        latitude, longitude = coordinate(call.params, "latitude", 90), coordinate(call.params, "longitude", 180)
        return self._post(call.params, {"location": {"latitude": latitude, "longitude": longitude}})

    def send_chat_action(self, call: Call) -> bool:
        action = words(call.params, "action").lower()
        if action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        chat = reachable(self._world, call.params)
        self._world.announce("typing", chat.id, {"action": action})
        return True

    def _post(self, params: Params, content: Json) -> Json:
        markup = markup_of(params)
        chat = reachable(self._world, params)
        content = {**_quoted(chat, params), **content, **markup.shown()}
        if "protect_content" in params and flag(params, "protect_content"):
            content["has_protected_content"] = True
        pace(self._limits, chat)
        return self._world.post(chat, content, keyboard=markup.keyboard, clears=markup.clears)

    def _file(self, call: Call, kind: str) -> Stored:
        """The uploaded or already known file of a request."""
        given = words(call.params, kind)
        upload = call.files.get(given.removeprefix("attach://") if given else kind)
        if upload is not None:
            if not upload.data:
                raise bad_request("file must be non-empty")
            if len(upload.data) > FILE_LIMIT:
                raise Refused(413, "Request Entity Too Large")
            return self._world.files.add(kind, upload.data, filename=upload.filename, mime=upload.mime)
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        stored = self._world.files.get(given)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored


def known_chat(world: World, params: Params) -> Chat:
    """The chat a request names. Raises Refused."""
    given = params.get("chat_id")
    if given is None or given == "":
        raise bad_request("chat_id is empty")
    try:
        return world.chats[int(given)]
    except (KeyError, ValueError, TypeError, OverflowError):
        raise bad_request("chat not found") from None


def reachable(world: World, params: Params) -> Chat:
    """The chat a request names, if the bot may write there. Raises Refused."""
    chat = known_chat(world, params)
    if not chat.is_started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.person.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def pace(limits: Limits, chat: Chat) -> None:
    """Count one request against the flood limits. Raises Refused."""
    seconds = limits.wait(chat.id)
    if seconds:
        raise too_many(seconds)


def _quoted(chat: Chat, params: Params) -> Json:
    if "reply_parameters" not in params and "reply_to_message_id" not in params:
        return {}
    message_id, is_optional = reply_target(params)
    if not message_id:
        return {}
    try:
        return chat.quoted(message_id)
    except ValueError:
        if is_optional:
            return {}
        raise bad_request("message to be replied not found") from None
