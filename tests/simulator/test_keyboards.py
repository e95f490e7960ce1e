"""Reply markup: what is taken, what is refused, and what lies under the text field afterwards."""

import json

import pytest


def button(text="Ya", **more):
    return {"text": text, "callback_data": "a", **more}


def inline(*rows):
    return {"inline_keyboard": list(rows)}


REFUSED = [
    ("65 bytes of data", inline([button(callback_data="é" * 32 + "x")]), "BUTTON_DATA_INVALID"),
    ("data is a number", inline([button(callback_data=5)]), "BUTTON_DATA_INVALID"),
    ("nine in a row", inline([button()] * 9), "reply markup is too long"),
    ("101 buttons", inline(*[[button()]] * 101), "reply markup is too long"),
    ("no label", inline([button("  ")]), "inline keyboard button text must be non-empty"),
    (
        "label missing",
        inline([{"callback_data": "a"}]),
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "label is a number",
        inline([button(5)]),
        'can\'t parse inline keyboard button: Field "text" must be of type String',
    ),
    (
        "no deed",
        inline([{"text": "Ya"}]),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    ("no rows", inline(button()), 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ("link nowhere", inline([{"text": "a", "url": "x"}]), "inline keyboard button URL 'x' is invalid: Wrong HTTP URL"),
    ("nothing to copy", inline([{"text": "a", "copy_text": {"text": ""}}]), "BUTTON_COPY_TEXT_INVALID"),
    ("no JSON", "{", "can't parse reply keyboard markup JSON object"),
    ("a list", [1], "object expected as reply markup"),
    ("key without label", {"keyboard": [[""]]}, "keyboard button text must be non-empty"),
    (
        "hint too long",
        {"force_reply": True, "input_field_placeholder": "x" * 65},
        "input field placeholder is too long",
    ),
]


@pytest.mark.parametrize(("markup", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
async def test_refuses(ask, world, budi, markup, why):
    envelope = await ask("sendMessage", chat_id=budi.id, text="Sudah RAT?", reply_markup=markup)
    assert envelope["description"] == f"Bad Request: {why}"
    assert len(world.chat(budi.id)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        inline([button(callback_data="x" * 64)]),
        inline(*[[button()] * 8] * 12),
        inline([{"text": "Peta", "url": "https://example.org"}], [{"text": "Salin", "copy_text": {"text": "123"}}]),
    ],
    ids=["64 bytes of data", "96 buttons", "links and copies"],
)
async def test_takes(ask, budi, markup):
    sent = await ask("sendMessage", chat_id=budi.id, text="a", reply_markup=json.dumps(markup))
    assert sent["result"]["reply_markup"] == markup


async def test_an_empty_inline_keyboard_is_none(ask, budi):
    assert (
        "reply_markup" not in (await ask("sendMessage", chat_id=budi.id, text="a", reply_markup=inline([])))["result"]
    )


async def test_a_reply_keyboard_lies_under_the_text_field_until_removed(ask, world, budi):
    keyboard = {"keyboard": [[{"text": "Bagikan nomor", "request_contact": True}], ["Batal"]]}
    sent = (await ask("sendMessage", chat_id=budi.id, text="Nomor?", reply_markup=keyboard))["result"]
    assert "reply_markup" not in sent
    shown = {"keyboard": [[{"text": "Bagikan nomor", "request_contact": True}], [{"text": "Batal"}]]}
    assert world.reply_keyboard(budi.id) == shown
    world.type_text(budi.id, "Batal")
    assert world.reply_keyboard(budi.id) == shown
    await ask("sendMessage", chat_id=budi.id, text="Baik", reply_markup={"remove_keyboard": True})
    assert world.reply_keyboard(budi.id) is None


async def test_a_one_time_keyboard_leaves_when_used(ask, world, budi):
    keyboard = {"keyboard": [["Ya"]], "one_time_keyboard": True}
    for answer, is_gone in (("mungkin", False), ("Ya", True)):
        await ask("sendMessage", chat_id=budi.id, text="Setuju?", reply_markup=keyboard)
        world.type_text(budi.id, answer)
        assert (world.reply_keyboard(budi.id) is None) is is_gone


async def test_a_forced_reply_leaves_with_any_answer(ask, world, budi):
    forced = {"force_reply": True, "input_field_placeholder": "Nama"}
    await ask("sendMessage", chat_id=budi.id, text="Siapa?", reply_markup=forced)
    assert world.reply_keyboard(budi.id) == forced
    world.share_contact(budi.id)
    assert world.reply_keyboard(budi.id) is None
