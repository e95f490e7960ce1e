"""What may be sent, to whom, and what the phone then shows."""

import pytest

from tests.simulator.whatsapp.conftest import buttons, text
from tests.simulator.whatsapp.hook import quiet

LONG_ROW = {"id": "x", "title": "b" * 25}


def rows(*some: dict, **section: str) -> dict:
    return {**section, "rows": list(some)}


def sheet(*sections: dict, button: str = "Pilih", body: str = "Tahun?") -> dict:
    action = {"button": button, "sections": list(sections)}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": body}, "action": action}}


def interactive(**more: object) -> dict:
    plain = buttons("Ya")["interactive"]
    return {"type": "interactive", "interactive": {**plain, **more}}


async def test_the_answer_names_input_and_recipient(send, budi, world):
    sent = await send({"to": "+62 812-3456-7890"}, **text("halo"))
    assert sent["contacts"] == [{"input": "+62 812-3456-7890", "wa_id": "6281234567890"}]
    assert sent["messages"][0]["message_status"] == "accepted"
    by_id = await send({"recipient": budi.user_id}, **text("halo"))
    assert by_id["contacts"] == [{"input": budi.user_id, "user_id": budi.user_id}]
    wamids = {message["wamid"] for message in world.chat(budi.id)}
    assert {sent["messages"][0]["id"], by_id["messages"][0]["id"]} < wamids
    assert len(wamids) == 3


REFUSED = [
    ("no recipient", {"to": ""}, text("a"), 131008),
    ("two recipients", {"to": "6281234567890", "recipient": "ID.1"}, text("a"), 100),
    ("a word for a number", {"to": "budi"}, text("a"), 131009),
    ("a user id without country", {"recipient": "123"}, text("a"), 131009),
    ("a group", {"to": "1", "recipient_type": "group"}, text("a"), 131009),
    ("the number itself", {"to": "62761000000"}, text("a"), 131021),
    ("an unknown kind", None, {"type": "poll"}, 131051),
    ("another product", None, {**text("a"), "messaging_product": "telegram"}, 100),
    ("a field of nobody's", None, {**text("a"), "colour": "red"}, 100),
    ("no text at all", None, {"type": "text"}, 131008),
    ("an empty text", None, text(""), 131008),
    ("a blank text", None, text(" \n"), 131009),
    ("a text too long", None, text("a" * 4097), 131009),
    ("a text that is a number", None, {"type": "text", "text": {"body": 7}}, 131009),
    ("a tracker too long", None, {**text("a"), "biz_opaque_callback_data": "b" * 513}, 131009),
    ("four buttons", None, buttons("A", "B", "C", "D"), 131009),
    ("no button", None, buttons(), 131009),
    ("a long button", None, buttons("a" * 21), 131009),
    ("two equal buttons", None, buttons("Ya", "Ya"), 131009),
    ("a body too long", None, interactive(body={"text": "a" * 1025}), 131009),
    ("no body", None, interactive(body=None), 131008),
    ("a long header", None, interactive(header={"type": "text", "text": "a" * 61}), 131009),
    ("a long footer", None, interactive(footer={"text": "a" * 61}), 131009),
    ("a header without its file", None, interactive(header={"type": "image", "image": {"id": "9"}}), 131009),
    ("buttons in a list", None, interactive(type="list"), 100),
    ("an unknown interactive", None, interactive(type="carousel"), 131009),
    ("a list without rows", None, sheet({"rows": []}), 131009),
    ("eleven rows", None, sheet(*(rows({"id": str(n), "title": "a"}, title=f"s{n}") for n in range(11))), 131009),
    ("a long row", None, sheet(rows(LONG_ROW)), 131009),
    ("a long row id", None, sheet(rows({"id": "x" * 201, "title": "a"})), 131009),
    ("a long description", None, sheet(rows({"id": "x", "title": "a", "description": "b" * 73})), 131009),
    ("two equal row ids", None, sheet(rows({"id": "x", "title": "a"}, {"id": "x", "title": "b"})), 131009),
    ("two sections, one title", None, sheet(rows({"id": "x", "title": "a"}), rows({"id": "y", "title": "b"})), 131008),
    ("a long button of a list", None, sheet(rows({"id": "x", "title": "a"}), button="a" * 21), 131009),
    ("a list's body too long", None, sheet(rows({"id": "x", "title": "a"}), body="a" * 4097), 131009),
    ("a place beyond the poles", None, {"type": "location", "location": {"latitude": 91, "longitude": 0}}, 131009),
    ("a contact without a name", None, {"type": "contacts", "contacts": [{"name": {}}]}, 131008),
    ("media that are nowhere", None, {"type": "image", "image": {"id": "1"}}, 131009),
    ("media by address", None, {"type": "image", "image": {"link": "https://example.org/a.png"}}, 131053),
    ("a reaction to nothing", None, {"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": "👍"}}, 131009),
]


@pytest.mark.parametrize(("to", "body", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
async def test_refused(send, world, budi, to, body, code):
    error = await send(budi if to is None else to, **body)
    assert (error["code"], error["status"], error["type"]) == (code, 400, "OAuthException")
    assert error["message"].startswith(f"(#{code})")
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert len(world.chat(budi.id)) == 1


async def test_exactly_at_the_limits(send, world, budi):
    assert "messages" in await send(budi, **text("a" * 4096))
    full = sheet(rows(*({"id": str(n) * 200, "title": "a" * 24, "description": "b" * 72} for n in range(10))))
    assert "messages" in await send(budi, **full)
    assert "messages" in await send(budi, **buttons("a" * 20, "b" * 20, "c" * 20))
    assert len(world.chat(budi.id)) == 4


async def test_pressing_a_button_and_a_row(send, world, budi, hook):
    await send(budi, **buttons("Ya", "Belum"))
    asked = world.chat(budi.id)[-1]
    world.press(budi.id, asked["message_id"], "ya")
    await send(budi, **sheet(rows({"id": "y26", "title": "2026", "description": "tahun ini"})))
    world.press(budi.id, world.chat(budi.id)[-1]["message_id"], "y26")
    with pytest.raises(ValueError):
        world.press(budi.id, asked["message_id"], "tidak ada")
    await quiet(world)
    replies = {message["interactive"]["type"]: message for message in hook.messages()}
    assert replies["button_reply"]["interactive"]["button_reply"] == {"id": "ya", "title": "Ya"}
    assert replies["button_reply"]["context"] == {"from": "62761000000", "id": asked["wamid"]}
    row = {"id": "y26", "title": "2026", "description": "tahun ini"}
    assert replies["list_reply"]["interactive"]["list_reply"] == row
    assert [message["text"] for message in world.chat(budi.id)[-3::2]] == ["Ya", "2026"]


async def test_a_contact_request_is_answered_once(send, world, siti, hook):
    world.type_text(siti.id, "Halo")
    await quiet(world)
    action = {"name": "request_contact_info"}
    body = {"type": "request_contact_info", "body": {"text": "Nomor?"}, "action": action}
    await send({"recipient": siti.user_id}, type="interactive", interactive=body)
    for _ in range(2):
        world.share_contact(siti.id)
        await quiet(world)
    world.type_text(siti.id, "sudah")
    await quiet(world)
    messages = hook.messages()
    cards = [message["contacts"][0] for message in messages if message["type"] == "contacts"]
    assert [card["origin"] for card in cards] == ["contact_request", "other"]
    assert cards[0]["phones"][0]["wa_id"] == siti.wa_id
    assert [("from" in message) for message in messages] == [False, False, True, True]


async def test_somebody_elses_card(world, budi, siti, hook):
    world.share_contact(budi.id, phone="0812 9999 0000", name="Siti")
    world.share_contact(budi.id, phone="021 555")
    await quiet(world)
    phones = [message["contacts"][0]["phones"][0] for message in hook.messages()]
    assert sorted("wa_id" in phone for phone in phones) == [False, True]


async def test_reading_and_typing(ask, world, budi):
    later = world.type_text(budi.id, "Apa kabar")
    queue = world.subscribe()
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": later["wamid"]}
    mark = f"{world.number_id}/messages"
    assert await ask("POST", mark, json={**body, "typing_indicator": {"type": "text"}}) == (200, {"success": True})
    assert [message["wa"]["ticks"] for message in world.chat(budi.id)] == ["read", "read"]
    assert [queue.get_nowait().kind for _ in range(3)] == ["edited", "edited", "typing"]
    status, _ = await ask("POST", mark, json={**body, "message_id": "wamid.unknown"})
    assert status == 400


async def test_unknown_and_blocked_people_fail_later(send, world, budi, hook):
    unknown = await send({"to": "6289999999999"}, **text("halo"))
    world.block(budi.id, True)
    blocked = await send(budi, **text("halo"))
    await quiet(world)
    failed = {status["id"]: status for status in hook.statuses()}
    for sent in (unknown, blocked):
        status = failed[sent["messages"][0]["id"]]
        assert (status["status"], status["errors"][0]["code"]) == ("failed", 131026)
    assert world.chat(budi.id)[-1]["wa"]["state"] == "failed"


async def test_the_window(send, world, budi, hook, calendar):
    calendar.move(hours=23, minutes=59)
    assert "messages" in await send(budi, **text("halo"))
    calendar.move(minutes=1)
    assert not world.window_open(budi.id)
    assert (await send(budi, **text("halo")))["code"] == 131047
    world.late_window_errors = True
    sent = await send(budi, **text("halo"))
    await quiet(world)
    last = [status for status in hook.statuses() if status["id"] == sent["messages"][0]["id"]]
    assert [(each["status"], each["errors"][0]["code"]) for each in last] == [("failed", 131047)]
    world.type_text(budi.id, "Halo lagi")
    assert world.window_open(budi.id)
    world.open_chat(budi.id)
    assert not world.window_open(budi.id)


async def test_a_number_that_was_written_to_is_known(send, world, siti, hook):
    world.type_text(siti.id, "Halo")
    await quiet(world)
    await send(siti, **text("Selamat pagi"))
    world.type_text(siti.id, "Pagi")
    await quiet(world)
    first, second = hook.messages()
    assert "from" not in first
    assert (second["from"], second["from_user_id"]) == (siti.wa_id, siti.user_id)
