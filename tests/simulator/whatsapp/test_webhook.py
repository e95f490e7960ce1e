"""How news travels: signed, retried, repeated, late, shuffled and in batches."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.simulator.server import Simulator
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.statuses import Statuses
from bot.simulator.whatsapp.webhooks import pause
from bot.simulator.world import World
from tests.patience import PATIENCE
from tests.simulator.whatsapp.conftest import buttons, text
from tests.simulator.whatsapp.hook import Hook, quiet


async def test_a_message_as_it_travels(world, budi, hook):
    message = world.type_text(budi.id, "Terima kasih 🙏 1/2")
    await quiet(world)
    assert hook.is_signed()
    assert b"\\ud83d\\ude4f 1\\/2" in hook.bodies[0]
    assert hook.posts() == [
        {
            "object": "whatsapp_business_account",
            "entry": [
                {
                    "id": world.account_id,
                    "changes": [
                        {
                            "field": "messages",
                            "value": {
                                "messaging_product": "whatsapp",
                                "metadata": {"display_phone_number": "62761000000", "phone_number_id": world.number_id},
                                "contacts": [
                                    {"profile": {"name": budi.name}, "wa_id": budi.wa_id, "user_id": budi.user_id}
                                ],
                                "messages": [
                                    {
                                        "from": budi.wa_id,
                                        "from_user_id": budi.user_id,
                                        "id": message["wamid"],
                                        "timestamp": str(message["date"]),
                                        "type": "text",
                                        "text": {"body": "Terima kasih 🙏 1/2"},
                                    }
                                ],
                            },
                        }
                    ],
                }
            ],
        }
    ]


async def test_who_hides_the_number_has_a_username(world, siti, hook):
    world.type_text(siti.id, "Halo")
    await quiet(world)
    (value,) = hook.values()
    assert value["contacts"] == [{"profile": {"name": "Siti", "username": "siti"}, "user_id": siti.user_id}]
    assert "from" not in value["messages"][0]


async def test_until_it_is_taken(world, budi, hook):
    hook.answers = [500, 404, 302, 401]
    world.type_text(budi.id, "Halo")
    await quiet(world)
    assert len(hook.bodies) == 5
    assert len(set(hook.bodies)) == 1


async def test_for_seven_days(world, budi, hook, calendar):
    hook.answers = [500] * 1000
    world.type_text(budi.id, "Halo")
    while not hook.bodies:
        await asyncio.sleep(0.005)
    assert world.waiting() == 1
    calendar.move(days=7)
    await quiet(world)


def test_pauses_double():
    assert [pause(failures) for failures in (1, 2, 3, 4, 99)] == [0, 1, 2, 4, 3600]


async def test_nobody_is_told_without_a_webhook_or_subscription(world, budi, hook, ask):
    path = f"{world.account_id}/subscribed_apps"
    assert (await ask("GET", path))[1]["data"][0]["whatsapp_business_api_data"]["name"] == "Sapa"
    assert await ask("DELETE", path) == (200, {"success": True})
    assert (await ask("GET", path))[1] == {"data": []}
    world.type_text(budi.id, "Halo")
    assert world.waiting() == 0
    await ask("POST", path)
    world.type_text(budi.id, "Halo")
    assert world.waiting() == 1
    await quiet(world)


async def test_the_ladder_in_order(world, budi, hook, send):
    sent = await send(budi, **text("halo"), biz_opaque_callback_data="outbox-7")
    await quiet(world)
    world.read_chat(budi.id)
    world.read_chat(budi.id)
    await quiet(world)
    assert hook.ladder() == ["sent", "delivered", "read"]
    for status in hook.statuses():
        assert status["id"] == sent["messages"][0]["id"]
        assert status["biz_opaque_callback_data"] == "outbox-7"
        assert (status["recipient_id"], status["recipient_user_id"]) == (budi.wa_id, budi.user_id)
        assert status["pricing"] == {
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        }
    assert world.chat(budi.id)[-1]["wa"]["state"] == "read"


async def test_people_who_read_at_once_skip_delivered(world, budi, hook, send):
    world.statuses.reads = True
    await send(budi, **text("halo"))
    await quiet(world)
    assert hook.ladder() == ["sent", "read"]


async def test_shuffled(world, budi, hook, send):
    world.statuses = Statuses(mode="shuffled", reads=True, batch=2)
    for number in range(8):
        await send(budi, **text(f"halo {number}"))
        await quiet(world)
    assert {tuple(hook.ladder()[at : at + 2]) for at in range(0, 16, 2)} == {("sent", "read"), ("read", "sent")}


async def test_late(world, budi, hook, send):
    world.statuses = Statuses(mode="late", delay=0.1)
    await send(budi, **text("halo"))
    world.type_text(budi.id, "Halo")
    while not hook.bodies:
        await asyncio.sleep(0.005)
    assert hook.ladder() == []
    await quiet(world)
    assert hook.ladder() == ["sent", "delivered"]


async def test_held_released_and_forgotten(world, budi, hook, send):
    world.statuses.held = True
    await send(budi, **text("satu"))
    world.type_text(budi.id, "Halo")
    async with asyncio.timeout(PATIENCE):
        while len(hook.bodies) < 1:
            await asyncio.sleep(0.005)
    assert (hook.ladder(), world.waiting() > 0) == ([], True)
    world.statuses.release()
    await quiet(world)
    assert hook.ladder() == ["sent", "delivered"]
    world.statuses.held = True
    await send(budi, **text("dua"))
    world.statuses.forget()
    await quiet(world)
    assert hook.ladder() == ["sent", "delivered"]


async def test_repeats_are_the_same_bytes(world, budi, hook):
    world.statuses.repeat = 3
    world.type_text(budi.id, "Halo")
    await quiet(world)
    assert (len(hook.bodies), len(set(hook.bodies))) == (3, 1)


async def test_batches_fill_all_levels(world, budi, siti, hook, send):
    world.statuses.batch = 8
    world.type_text(budi.id, "satu")
    world.type_text(siti.id, "dua")
    await send(budi, **buttons("Ya"))
    world.type_text(budi.id, "tiga")
    world.templates.create(_template())
    world.templates.approve("salam", "id")
    world.type_text(siti.id, "empat")
    await quiet(world)
    (post,) = hook.posts()
    assert [len(entry["changes"]) for entry in post["entry"]] == [2, 3, 1]
    values = list(hook.values())
    assert [len(value.get("messages", value.get("statuses"))) for value in values] == [2, 1, 1, 1, 1]
    assert [contact["user_id"] for contact in values[0]["contacts"]] == [budi.user_id, siti.user_id]
    assert [entry.get("time") for entry in post["entry"]] == [None, world.seconds(), None]


def _template() -> dict:
    return {
        "name": "salam",
        "language": "id",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Selamat pagi."}],
    }


async def test_any_payload_with_any_signature(world, hook):
    world.raw_post({"object": "page"})
    world.raw_post({"object": "page"}, signature="sha256=00")
    await quiet(world)
    assert hook.posts() == [{"object": "page"}] * 2
    assert "sha256=00" in hook.signatures
    assert not hook.is_signed()


async def test_a_move_to_another_number(world, budi, siti, hook):
    world.change_number(budi.id, "+62 813 1111 2222")
    old = siti.user_id
    world.change_number(siti.id, "+62 813 3333 4444")
    await quiet(world)
    assert all("contacts" not in value for value in hook.values())
    moves = hook.messages()
    assert sorted(message["system"]["type"] for message in moves) == [
        "user_changed_number",
        "user_changed_user_id",
        "user_changed_user_id",
    ]
    hidden = next(message for message in moves if message["from_user_id"] == old)
    assert "from" not in hidden
    assert hidden["system"]["user_id"] == siti.user_id != old
    with pytest.raises(ValueError):
        world.change_number(budi.id, siti.phone)
    assert world.owner("6281234567890") is None


async def test_the_handshake(world):
    server, hook = WhatsAppServer(world), Hook()
    await hook.start()
    await server.subscribe(hook.url)
    assert world.webhook == hook.url
    hook.verify = "another"
    with pytest.raises(ValueError, match="403: Forbidden"):
        await server.subscribe(hook.url)
    await hook.stop()
    for url in (hook.url, "ftp://example.org", ""):
        with pytest.raises(ValueError):
            await server.subscribe(url)
    await server.stop()


async def test_routes_stand_beside_the_bot_api(world, budi):
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="page")

    simulator = Simulator(World(now=world.now))
    WhatsAppServer(world).add_routes(simulator.app)
    simulator.app.router.add_get("/", page)
    await simulator.start()
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer wa-token"}) as client:
        body = {"messaging_product": "whatsapp", "to": budi.wa_id, **text("halo")}
        url = f"{simulator.url}/v26.0/{world.number_id}/messages"
        async with client.post(url, json=body) as answer:
            assert answer.status == 200
        async with client.get(f"{simulator.url}/") as answer:
            assert await answer.text() == "page"
    await simulator.stop()
