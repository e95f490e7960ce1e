"""Edits, deletions and answers to a press."""

import pytest

YES = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def sent(ask, budi):
    """Names a message of the bot with a button."""
    message = (await ask("sendMessage", chat_id=budi.id, text="Sudah?", reply_markup=YES))["result"]
    return {"chat_id": budi.id, "message_id": message["message_id"]}


async def test_an_edit_replaces_words_and_buttons_in_place(ask, world, budi, sent):
    edited = (await ask("editMessageText", sent, text="Terima kasih"))["result"]
    assert edited == world.chat(budi.id)[-1]
    assert edited["text"] == "Terima kasih"
    assert edited["edit_date"] == edited["date"]
    assert "reply_markup" not in edited


async def test_buttons_alone_can_be_edited(ask, sent):
    assert "reply_markup" not in (await ask("editMessageReplyMarkup", sent))["result"]
    assert (await ask("editMessageReplyMarkup", sent))["description"] == NOT_MODIFIED
    assert (await ask("editMessageReplyMarkup", sent, reply_markup=YES))["result"]["reply_markup"] == YES


async def test_the_same_again_is_refused(ask, sent):
    again = await ask("editMessageText", sent, text="Sudah?", reply_markup=YES)
    assert (again["error_code"], again["description"]) == (400, NOT_MODIFIED)


async def test_what_cannot_be_edited(ask, world, budi, sent):
    typed = world.type_text(budi.id, "halo")["message"]["message_id"]
    keyboard = await ask("sendMessage", chat_id=budi.id, text="a", reply_markup={"keyboard": [["b"]]})
    for message_id, why in (
        (99, "message to edit not found"),
        ("x", "message to edit not found"),
        (typed, "message can't be edited"),
        (keyboard["result"]["message_id"], "message can't be edited"),
    ):
        envelope = await ask("editMessageText", sent, message_id=message_id, text="baru")
        assert envelope["description"] == f"Bad Request: {why}"
    place = await ask("sendLocation", chat_id=budi.id, latitude=1, longitude=1)
    no_text = await ask("editMessageText", sent, message_id=place["result"]["message_id"], text="baru")
    assert no_text["description"] == "Bad Request: there is no text in the message to edit"


async def test_edits_of_a_blocked_chat_are_refused(ask, world, budi, sent):
    world.block(budi.id, True)
    assert (await ask("editMessageText", sent, text="a"))["description"] == "Forbidden: bot was blocked by the user"


async def test_a_message_is_deleted_once(ask, world, budi, sent):
    assert (await ask("deleteMessage", sent))["result"] is True
    assert len(world.chat(budi.id)) == 1
    assert (await ask("deleteMessage", sent))["description"] == "Bad Request: message to delete not found"


async def test_after_two_days_a_message_stays(ask, world, sent):
    world.now = lambda now=world.now: now().replace(day=4)
    assert (await ask("deleteMessage", sent))["description"] == "Bad Request: message can't be deleted"


async def test_a_press_is_answered_on_the_phone(ask, world, budi, sent):
    news = world.subscribe()
    query = world.press(budi.id, sent["message_id"], "ya")
    update = (await ask("getUpdates"))["result"][0]["callback_query"]
    assert (update["id"], update["data"], update["from"]["id"]) == (query, "ya", budi.id)
    assert update["message"]["reply_markup"] == YES
    assert (await ask("answerCallbackQuery", callback_query_id=query, text="Siap", show_alert=True))["result"] is True
    change = news.get_nowait()
    assert (change.kind, change.person_id) == ("answered", budi.id)
    assert change.data == {"callback_query_id": query, "text": "Siap", "show_alert": True}


async def test_a_press_may_be_answered_for_150_seconds(ask, world, ticker, budi, sent):
    query = world.press(budi.id, sent["message_id"], "ya")
    ticker.seconds += 149
    assert (await ask("answerCallbackQuery", callback_query_id=query))["ok"]
    ticker.seconds += 1
    late = await ask("answerCallbackQuery", callback_query_id=query)
    assert (late["error_code"], late["description"]) == (400, TOO_OLD)
    assert (await ask("answerCallbackQuery", callback_query_id="7"))["description"] == TOO_OLD


async def test_a_notice_has_200_characters(ask, world, budi, sent):
    query = world.press(budi.id, sent["message_id"], "ya")
    assert (await ask("answerCallbackQuery", callback_query_id=query, text="x" * 200))["ok"]
    long = await ask("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"


def test_only_buttons_that_are_there_can_be_pressed(world, budi):
    for message_id in (1, 99):
        with pytest.raises(ValueError, match="has no button"):
            world.press(budi.id, message_id, "ya")
