"""People, their chats, and what a page hears of them."""

import pytest

from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.simulator.whatsapp.conftest import text
from tests.simulator.whatsapp.hook import quiet


def test_people(world):
    person = world.add_person("  Rahmat ", phone="0811 222 333", note="KSU Tunas Bertuah")
    assert (person.id, person.name, person.wa_id, person.channel) == (
        8_100_000_001,
        "Rahmat",
        "62811222333",
        "whatsapp",
    )
    assert person.user_id.startswith("ID.")
    assert person.user_id[3:].isdecimal()
    assert world.add_person("Dewi").phone == "+628130000002"
    for name, phone in ((" ", ""), ("Lain", "+62811222333"), ("Lain", "-")):
        with pytest.raises(ValueError):
            world.add_person(name, phone=phone)


def test_the_same_number_is_the_same_user_in_every_world(calendar):
    made = [WhatsAppWorld(now=calendar).add_person("Budi", phone="0812") for _ in range(2)]
    assert made[0].user_id == made[1].user_id


def test_ids_do_not_come_again_in_another_world(calendar):
    wamids = set()
    for second in range(3):
        world = WhatsAppWorld(now=calendar, ids_from=second)
        budi = world.add_person("Budi", phone="0812")
        wamids |= {world.type_text(budi.id, "halo")["wamid"] for _ in range(10)}
    assert len(wamids) == 30


def test_typing_and_quoting(world, budi):
    first = world.chat(budi.id)[0]
    message = world.type_text(budi.id, " sudah ", reply_to=first["message_id"])
    assert (message["text"], message["reply_to_message"]["text"]) == ("sudah", "Halo")
    assert message["wa"] == {"ticks": "delivered"}
    for text_, reply_to in ((" ", None), ("a", 99)):
        with pytest.raises(ValueError):
            world.type_text(budi.id, text_, reply_to=reply_to)


def test_a_link_prefills_the_text(world, budi):
    assert world.start(budi.id)["text"] == "Halo"
    assert world.start(budi.id, "MULAI k3f")["text"] == "MULAI k3f"


async def test_mending_deleting_and_reacting(world, budi, hook, send):
    first = world.chat(budi.id)[0]
    await send(budi, **text("Selamat pagi"))
    said = world.chat(budi.id)[-1]
    world.edit_text(budi.id, first["message_id"], "Halo Sapa")
    assert first["text"] == "Halo Sapa"
    for person_id, message_id in ((budi.id, said["message_id"]), (budi.id, 99)):
        with pytest.raises(ValueError):
            world.edit_text(person_id, message_id, "a")
        with pytest.raises(ValueError):
            world.revoke(person_id, message_id)
    world.react(budi.id, said["message_id"], "👍")
    assert said["reaction"] == "👍"
    world.react(budi.id, said["message_id"], "")
    assert "reaction" not in said
    world.revoke(budi.id, first["message_id"])
    assert (first.get("text"), first["wa"]) == (None, {"revoked": True})
    with pytest.raises(ValueError):
        world.edit_text(budi.id, first["message_id"], "a")
    await quiet(world)
    assert sorted(message["type"] for message in hook.messages()) == ["edit", "reaction", "reaction", "revoke"]


def test_only_what_is_said_opens_the_window(world, siti):
    assert not world.window_open(siti.id)
    world.send_location(siti.id, 0.5, 101.4)
    assert world.window_open(siti.id)
    world.open_chat(siti.id)
    world.react(siti.id, world.chat(siti.id)[0]["message_id"], "👍")
    assert not world.window_open(siti.id)


def test_whoever_writes_has_unblocked(world, budi):
    world.block(budi.id, True)
    world.type_text(budi.id, "halo")
    assert not budi.blocked


async def test_a_page_hears_of_everything(world, budi, send):
    queue = world.subscribe()
    world.block(budi.id, True)
    world.type_text(budi.id, "halo")
    await send(budi, **text("Selamat pagi"))
    world.read_chat(budi.id)
    kinds = [queue.get_nowait().kind for _ in range(queue.qsize())]
    assert kinds == ["person", "person", "message", "message", "edited"]
    world.unsubscribe(queue)
    world.unsubscribe(queue)
    world.type_text(budi.id, "halo")
    assert queue.empty()
    assert world.reply_keyboard(budi.id) is None


def test_a_chat_keeps_its_last_messages(calendar):
    world = WhatsAppWorld(now=calendar, keep=3, ids_from=7)
    budi = world.add_person("Budi")
    for number in range(5):
        world.type_text(budi.id, str(number))
    assert [(each["message_id"], each["text"]) for each in world.chat(budi.id)] == [(10, "2"), (11, "3"), (12, "4")]
