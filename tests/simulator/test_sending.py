"""What the Bot API takes and refuses to send, with its exact words."""

from typing import Any

import pytest

TEXT = {"text": "halo"}

REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("no text", "sendMessage", {}, 400, "Bad Request: message text is empty"),
    ("only blanks", "sendMessage", {"text": " \n "}, 400, "Bad Request: message text is empty"),
    ("too long", "sendMessage", {"text": "x" * 4097}, 400, "Bad Request: message is too long"),
    ("no chat", "sendMessage", {"chat_id": "", **TEXT}, 400, "Bad Request: chat_id is empty"),
    ("stranger", "sendMessage", {"chat_id": 42, **TEXT}, 400, "Bad Request: chat not found"),
    ("channel name", "sendMessage", {"chat_id": "@kantor", **TEXT}, 400, "Bad Request: chat not found"),
    ("list as chat", "sendMessage", {"chat_id": [1], **TEXT}, 400, "Bad Request: chat not found"),
    ("half a surrogate", "sendMessage", {"text": "a\ud800"}, 400, "Bad Request: strings must be encoded in UTF-8"),
    ("markdown", "sendMessage", {**TEXT, "parse_mode": "MarkdownV2"}, 400, "Bad Request: unsupported parse_mode"),
    (
        "reply to nothing",
        "sendMessage",
        {**TEXT, "reply_parameters": {"message_id": 77}},
        400,
        "Bad Request: message to be replied not found",
    ),
    ("no latitude", "sendLocation", {"longitude": 1}, 400, "Bad Request: latitude is empty"),
    ("off the globe", "sendLocation", {"latitude": 91, "longitude": 1}, 400, "Bad Request: wrong latitude specified"),
    ("odd action", "sendChatAction", {"action": "dance"}, 400, "Bad Request: wrong parameter action in request"),
    ("no photo", "sendPhoto", {}, 400, "Bad Request: there is no photo in the request"),
    ("no document", "sendDocument", {}, 400, "Bad Request: there is no document in the request"),
    (
        "file by address",
        "sendDocument",
        {"document": "https://example.org/a.pdf"},
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    ),
    ("unknown method", "sendPigeon", {}, 404, "Not Found: method not found"),
]


@pytest.mark.parametrize(
    ("method", "params", "code", "description"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_refuses(ask, budi, method, params, code, description):
    envelope = await ask(method, {"chat_id": budi.id, **params})
    assert (envelope["error_code"], envelope["description"]) == (code, description)


async def test_a_message_appears_on_the_phone_in_bot_api_shape(ask, world, budi):
    sent = (await ask("sendMessage", chat_id=str(budi.id), text=" Selamat pagi \n"))["result"]
    assert sent == {
        "message_id": 2,
        "from": {"id": 1, "is_bot": True, "first_name": "Sapa", "username": "sapa_bot"},
        "chat": {
            "id": budi.id,
            "first_name": "Budi",
            "last_name": "Santoso",
            "username": "budi_santoso",
            "type": "private",
        },
        "date": 1803877200,
        "text": "Selamat pagi",
    }
    assert world.chat(budi.id)[-1] == sent


@pytest.mark.parametrize("length", [1, 4096])
async def test_takes_a_text_of(ask, budi, length):
    assert (await ask("sendMessage", chat_id=budi.id, text="😀" * length))["ok"]


async def test_blocked(ask, world, budi):
    world.block(budi.id, True)
    for method in ("sendMessage", "sendChatAction"):
        envelope = await ask(method, chat_id=budi.id, text="halo", action="typing")
        assert envelope["description"] == "Forbidden: bot was blocked by the user"
        assert envelope["error_code"] == 403
    world.start(budi.id)
    assert (await ask("sendMessage", chat_id=budi.id, text="halo"))["ok"]


async def test_never_started(ask, siti):
    envelope = await ask("sendMessage", chat_id=siti.id, text="halo")
    assert envelope["error_code"] == 403
    assert envelope["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert (await ask("getChat", chat_id=siti.id))["description"] == "Bad Request: chat not found"


async def test_a_reply_quotes_one_level(ask, world, budi):
    first = world.type_text(budi.id, "satu")["message"]
    world.type_text(budi.id, "dua", reply_to=first["message_id"])
    sent = (await ask("sendMessage", chat_id=budi.id, text="tiga", reply_parameters={"message_id": 3}))["result"]
    assert sent["reply_to_message"]["text"] == "dua"
    assert "reply_to_message" not in sent["reply_to_message"]


async def test_a_lost_quote_may_be_left_out(ask, budi):
    optional = {"message_id": 77, "allow_sending_without_reply": True}
    assert (
        "reply_to_message"
        not in (await ask("sendMessage", chat_id=budi.id, text="a", reply_parameters=optional))["result"]
    )


async def test_protected_content_says_so(ask, budi):
    assert (await ask("sendMessage", chat_id=budi.id, text="a", protect_content=True))["result"][
        "has_protected_content"
    ]


async def test_a_location(ask, budi):
    sent = await ask("sendLocation", chat_id=budi.id, latitude="-6.2", longitude=106.8)
    assert sent["result"]["location"] == {"latitude": -6.2, "longitude": 106.8}


async def test_ids_count_up_within_each_chat(ask, world, budi, siti):
    world.start(siti.id)
    for person in (budi, siti):
        sent = [(await ask("sendMessage", chat_id=person.id, text="a"))["result"]["message_id"] for _ in range(2)]
        assert sent == [2, 3]
