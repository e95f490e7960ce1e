"""Reply markup: inline buttons, reply keyboards, force_reply and their removal, checked as strictly as by Telegram."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.parameters import Params, structure
from bot.simulator.people import Json
from bot.simulator.refusals import bad_request
from bot.simulator.rich_text import is_link

BUTTONS = 100
BUTTONS_IN_ROW = 8
DATA_BYTES = 64
COPY_TEXT = 256
PLACEHOLDER = 64
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)


@dataclass(frozen=True, slots=True)
class Markup:
    """Inline buttons stay on the message, a keyboard goes under the text field, `clears` puts that one away."""

    inline: Json | None = None
    keyboard: Json | None = None
    clears: bool = False

    def shown(self) -> Json:
        """The part of the message that everybody sees."""
        return {"reply_markup": self.inline} if self.inline else {}


NOTHING = Markup()


def markup_of(params: Params) -> Markup:
    """The `reply_markup` of a request. Raises Refused."""
    if not params.get("reply_markup"):
        return NOTHING
    given = structure(params, "reply_markup", "reply keyboard markup")
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if given.get("keyboard"):
        rows = _rows(given["keyboard"], 'field "keyboard" must be an Array of Arrays')
        buttons = [[_key(button) for button in row] for row in rows]
        _check_placeholder(given)
        return Markup(keyboard={**given, "keyboard": buttons})
    if given.get("inline_keyboard"):
        problem = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        inline = [[_button(button) for button in row] for row in _rows(given["inline_keyboard"], problem)]
        return Markup(inline={"inline_keyboard": inline}) if inline else NOTHING
    if given.get("remove_keyboard"):
        return Markup(clears=True)
    if given.get("force_reply"):
        _check_placeholder(given)
        return Markup(keyboard=given)
    return NOTHING


def _rows(rows: Any, problem: str) -> list[list[Any]]:
    """Rows that have buttons, within the limits."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(problem)
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _check_label(button, "inline keyboard button")
    if not any(button.get(action) is not None and button[action] != "" for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and (not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied is not None and not (isinstance(copied, dict) and 1 <= len(str(copied.get("text", ""))) <= COPY_TEXT):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return button


def _key(button: Any) -> Json:
    """A button of a reply keyboard; a bare string is one too."""
    key = {"text": button} if isinstance(button, str) else button
    if not isinstance(key, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _check_label(key, "keyboard button")
    return key


def _check_label(button: Json, kind: str) -> None:
    if "text" not in button:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{kind} text must be non-empty")


def _check_placeholder(given: Json) -> None:
    placeholder = given.get("input_field_placeholder", "")
    if not isinstance(placeholder, str) or len(placeholder) > PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
