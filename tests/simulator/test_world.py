"""What people do on their phones, as updates and as news for the pages."""

from datetime import UTC, datetime

import pytest

from bot.simulator.world import World


def updates(world):
    return [pending.update for pending in world.updates.waiting()]


def test_people_keep_their_order_and_have_long_ids(world, budi, siti):
    assert list(world.people) == [budi.id, siti.id]
    assert budi.id > 2**32
    assert (siti.role, siti.username, siti.phone) == ("staff", "siti", f"+62811{siti.id % 10**7:07d}")
    with pytest.raises(ValueError, match="needs a name"):
        world.add_person("  ")


def test_a_start_link_carries_its_payload(world, siti):
    message = world.start(siti.id, "U-7_k")["message"]
    assert message["text"] == "/start U-7_k"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "id"


@pytest.mark.parametrize(
    ("text", "length"), [("/menu", 5), ("/menu@sapa_bot ya", 14), ("/", 0), ("/é", 0), ("halo /menu", 0), ("/a-b", 0)]
)
def test_commands_are_marked(world, budi, text, length):
    entities = world.type_text(budi.id, text)["message"].get("entities", [{"length": 0}])
    assert entities[0]["length"] == length


def test_nothing_can_be_said_with_no_words(world, budi):
    with pytest.raises(ValueError, match="empty"):
        world.type_text(budi.id, "  ")
    with pytest.raises(ValueError, match="no message 99"):
        world.type_text(budi.id, "a", reply_to=99)


@pytest.mark.parametrize(
    ("given", "number", "name", "owner"),
    [
        ({}, "6281234567890", "Budi", "budi"),
        ({"phone": "0899 1", "name": "Ibu Ani"}, "628991", "Ibu", None),
        ({"phone": "0899 1"}, "628991", "628991", None),
        ({"phone": "+62 811 0000002"}, "628110000002", "628110000002", "siti"),
    ],
    ids=["own", "somebody without an account", "nameless", "somebody with an account"],
)
def test_contacts(world, budi, siti, given, number, name, owner):
    contact = world.share_contact(budi.id, **given)["message"]["contact"]
    assert (contact["phone_number"], contact["first_name"]) == (number, name)
    assert contact.get("user_id") == {"budi": budi.id, "siti": siti.id, None: None}[owner]


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "audio", "sticker"])
def test_files(world, budi, kind):
    message = world.send_file(budi.id, kind, b"abc", filename="a.pdf", caption="Ini")["message"]
    shape = message[kind][0] if kind == "photo" else message[kind]
    assert message["caption"] == "Ini"
    assert world.file(shape["file_id"])[0] == b"abc"
    assert ("file_name" in shape) is (kind in ("document", "video", "audio"))


def test_an_edit_tells_the_bot_and_changes_the_phone(world, budi):
    typed = world.type_text(budi.id, "/satu")["message"]
    update = world.edit_text(budi.id, typed["message_id"], "dua")
    assert update["edited_message"]["text"] == world.chat(budi.id)[-1]["text"] == "dua"
    assert "entities" not in update["edited_message"]
    assert updates(world)[0]["message"]["text"] == "/satu"
    with pytest.raises(ValueError, match="is no text"):
        world.edit_text(budi.id, 99, "dua")


def test_blocking_is_told_once(world, budi, siti):
    for blocked in (True, True, False):
        world.block(budi.id, blocked)
    world.block(siti.id, True)
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates(world)]
    assert changes == ["kicked", "member"]


def test_whoever_writes_has_unblocked(world, budi):
    world.block(budi.id, True)
    world.send_location(budi.id, -6.2, 106.8)
    assert not budi.blocked
    assert [list(update)[1] for update in updates(world)] == ["my_chat_member", "my_chat_member", "message"]


def test_a_restarted_world_repeats_no_id():
    before, after = (World(now=lambda: datetime(2027, 1, 1, tzinfo=UTC), ids_from=second) for second in (50, 60))
    for world in (before, after):
        world.start(world.add_person("Budi").id)
    person = next(iter(before.people))
    assert before.updates.waiting()[0].id < after.updates.waiting()[0].id
    assert before.chat(person)[0]["message_id"] < after.chat(person)[0]["message_id"]


def test_a_chat_forgets_its_oldest_messages(ticker):
    world = World(now=lambda: datetime(2027, 1, 1, tzinfo=UTC), keep=3, monotonic=ticker)
    person = world.add_person("Budi")
    for number in range(5):
        world.type_text(person.id, str(number))
    assert [message["text"] for message in world.chat(person.id)] == ["2", "3", "4"]


async def test_pages_hear_everything_in_order(ask, world, budi):
    news = world.subscribe()
    world.type_text(budi.id, "halo")
    await ask("sendChatAction", chat_id=budi.id, action="typing")
    await ask("sendMessage", chat_id=budi.id, text="Nama?", reply_markup={"force_reply": True})
    await ask("deleteMessage", chat_id=budi.id, message_id=3)
    world.type_text(budi.id, "Budi")
    world.block(budi.id, True)
    world.unsubscribe(news)
    world.type_text(budi.id, "lagi")
    kinds = [news.get_nowait().kind for _ in range(news.qsize())]
    assert kinds == ["message", "typing", "message", "keyboard", "deleted", "message", "keyboard", "person"]


def test_a_page_that_sleeps_loses_the_oldest_news(world, budi, monkeypatch):
    monkeypatch.setattr("bot.simulator.world.CHANGES_KEPT", 2)
    news = world.subscribe()
    for word in ("satu", "dua", "tiga"):
        world.type_text(budi.id, word)
    assert [news.get_nowait().data["text"] for _ in range(2)] == ["dua", "tiga"]
