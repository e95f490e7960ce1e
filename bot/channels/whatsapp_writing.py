"""How an Outgoing looks on WhatsApp: reply buttons, a list, or numbered text, always in one bubble."""

from bot import texts
from bot.channel import WHATSAPP
from bot.messages import BOLD, Address, Choice, Filled, Json, Outgoing

CAPTION_LIMIT = 1024
ASTERISK = "∗"
"""For one out of somebody's words, which would make half a line bold."""
VALUE_LIMIT = 300
"""Characters of one variable of a template; the whole body holds 1,024."""


def recipient(to: Address) -> dict[str, Json]:
    """The field that names the person: a phone number, or the business-scoped id of one who has no number for us."""
    field = "to" if to.user.isdecimal() else "recipient"
    return {"messaging_product": "whatsapp", "recipient_type": "individual", field: to.user}


def body(message: Outgoing, media_id: str = "") -> dict[str, Json]:
    """The part of the request that is the message itself. `media_id`: where its document or image lies."""
    if message.template:
        return {"type": "template", "template": _template(message.template)}
    if message.asks_contact:
        words = _shortened(_numbered(message), WHATSAPP.text_with_buttons)
        return _interactive("request_contact_info", words, {"name": "request_contact_info"})
    if message.asks_location:
        words = _shortened(_numbered(message), WHATSAPP.text_with_buttons)
        return _interactive("location_request_message", words, {"name": "send_location"})
    if media_id and not (message.choices and _fits_buttons(message)):
        return _media(message, media_id)
    if not message.choices:
        return _text(_marked(message.text))
    if _fits_buttons(message):
        return _buttons(message, media_id)
    if len(message.choices) <= WHATSAPP.rows:
        return _list(message)
    return _text(_numbered(message))


def _text(words: str) -> dict[str, Json]:
    return {"type": "text", "text": {"body": _shortened(words, WHATSAPP.text), "preview_url": False}}


def _fits_buttons(message: Outgoing) -> bool:
    return (
        len(message.choices) <= WHATSAPP.buttons
        and all(len(each.label) <= WHATSAPP.button_label for each in message.choices)
        and len({each.label for each in message.choices}) == len(message.choices)
        and len(_marked(message.text)) <= WHATSAPP.text_with_buttons
    )


def _interactive(kind: str, words: str, action: Json, **more: Json) -> dict[str, Json]:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": words}, "action": action, **more}}


def _buttons(message: Outgoing, media_id: str) -> dict[str, Json]:
    replies = [{"type": "reply", "reply": {"id": each.id, "title": each.label}} for each in message.choices]
    kind = "image" if message.image else "document"
    header = {"header": {"type": kind, kind: _media(message, media_id)[kind]}} if media_id else {}
    for part in header.values():
        part[kind].pop("caption", None)
    return _interactive("button", _marked(message.text), {"buttons": replies}, **header)


def _list(message: Outgoing) -> dict[str, Json]:
    """One sheet of rows; a label that is cut stands in full below itself."""
    rows = [_row(each) for each in message.choices]
    action = {"button": texts.words("channel.choose", message.language), "sections": [{"rows": rows}]}
    return _interactive("list", _shortened(_marked(message.text), WHATSAPP.text), action)


def _row(choice: Choice) -> dict[str, Json]:
    row: dict[str, Json] = {"id": choice.id, "title": _cut(choice.label, WHATSAPP.row_label)}
    if row["title"] != choice.label:
        row["description"] = _cut(choice.label, WHATSAPP.row_note)
    return row


def _numbered(message: Outgoing) -> str:
    """Answers by number, ways out by word: what is left where there are no buttons."""
    answers = [each for each in message.choices if ".!" not in each.id]
    words = [f"*{_plain(each.label).strip('‹› ').upper()}*" for each in message.choices if ".!" in each.id]
    lines = [_marked(message.text)]
    if answers:
        lines += ["", *(f"*{number}.* {_marked(each.label)}" for number, each in enumerate(answers, 1))]
        lines += ["", texts.words("channel.by_number", message.language)]
    if words:
        lines += [texts.words("channel.by_word", message.language).format(words=" / ".join(words))]
    return "\n".join(lines)


def _media(message: Outgoing, media_id: str) -> dict[str, Json]:
    words = _shortened(_numbered(message) if message.choices else _marked(message.text), CAPTION_LIMIT)
    caption = {"caption": words} if words else {}
    if message.image:
        return {"type": "image", "image": {"id": media_id, **caption}}
    assert message.document is not None
    return {"type": "document", "document": {"id": media_id, **caption, "filename": message.document.filename}}


def _template(filled: Filled) -> Json:
    components: list[Json] = []
    if filled.values:
        values = [{"type": "text", "text": _value(each)} for each in filled.values]
        components.append({"type": "body", "parameters": values})
    for index, payload in enumerate(filled.buttons):
        press = {"type": "button", "sub_type": "quick_reply", "index": str(index)}
        components.append({**press, "parameters": [{"type": "payload", "payload": payload}]})
    return {"name": filled.name, "language": {"code": filled.language}, "components": components}


def _value(text: str) -> str:
    """Meta takes no line breaks, tabs or long gaps in a variable, and no empty one."""
    return _cut(" ".join(_plain(text).split()) or "–", VALUE_LIMIT)


def _marked(text: str) -> str:
    """Our bold marks as asterisks, in pairs on each line: WhatsApp's bold neither crosses lines nor touches blanks."""
    pieces = text.replace("*", ASTERISK).split(BOLD)
    return "".join(_bold(piece) if number % 2 else piece for number, piece in enumerate(pieces))


def _bold(stretch: str) -> str:
    lines = [(line, line.strip()) for line in stretch.split("\n")]
    return "\n".join(line.replace(core, f"*{core}*", 1) if core else line for line, core in lines)


def _plain(text: str) -> str:
    """Without any mark of ours."""
    return text.replace("*", ASTERISK).replace(BOLD, "")


def _shortened(marked: str, limit: int) -> str:
    """Cut, without half a pair of asterisks at the end."""
    cut = _cut(marked, limit)
    head, _, tail = cut.rpartition("*")
    return head + tail if cut.count("*") % 2 else cut


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def reads(message_id: str) -> dict[str, Json]:
    """Two blue ticks, and that we are writing."""
    product: dict[str, Json] = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
    return {**product, "typing_indicator": {"type": "text"}}
