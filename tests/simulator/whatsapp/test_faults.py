"""Trouble on the wire, wrong tokens, and objects that are not there."""

import asyncio

import aiohttp
import pytest

from bot.simulator.whatsapp.world import Faults
from tests.simulator.whatsapp.conftest import text
from tests.simulator.whatsapp.hook import quiet


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [(Faults("throttle"), 400, 130429), (Faults("error"), 500, 131000), (Faults("revoked"), 401, 190)],
    ids=["throttle", "error", "revoked"],
)
async def test_refusals(send, world, budi, trouble, status, code):
    world.faults = trouble
    error = await send(budi, **text("halo"))
    assert (error["status"], error["code"]) == (status, code)
    assert len(world.chat(budi.id)) == 1


@pytest.mark.parametrize("mode", ["drop", "down", "hang"])
async def test_no_answer(send, world, budi, hook, mode):
    world.faults = Faults(mode, seconds=0.01)
    with pytest.raises(aiohttp.ClientError):
        await send(budi, **text("halo"), biz_opaque_callback_data="7")
    await quiet(world)
    is_shown = mode == "hang"
    assert (len(world.chat(budi.id)) == 2) is is_shown
    assert (hook.ladder() == ["sent", "delivered"]) is is_shown


async def test_garbage_and_slow(session, address, world, budi, send):
    world.faults = Faults("garbage", count=1)
    async with session.post(f"{address}/{world.number_id}/messages", json={}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert world.faults.mode == "none"
    world.faults = Faults("slow", seconds=0.05)
    before = asyncio.get_running_loop().time()
    assert "messages" in await send(budi, **text("halo"))
    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_only_sending_is_hit(ask, world, budi):
    world.faults = Faults("error", count=1)
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": world.chat(budi.id)[0]["wamid"]}
    assert (await ask("POST", f"{world.number_id}/messages", json=mark))[0] == 200
    assert (await ask("GET", world.number_id))[0] == 200
    assert world.faults.mode == "error"
    world.faults = Faults("revoked")
    assert (await ask("GET", world.number_id))[0] == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer other", "wa-token"])
async def test_a_token_is_needed(address, world, header):
    headers = {"Authorization": header} if header else {}
    async with aiohttp.ClientSession(headers=headers) as client, client.get(f"{address}/{world.number_id}") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (401, 190)


async def test_objects_that_are_not_there(ask, world):
    for method, path in (
        ("GET", "12345"),
        ("POST", f"{world.account_id}/messages"),
        ("PUT", f"{world.number_id}/messages"),
        ("GET", f"{world.number_id}/friends"),
    ):
        status, answer = await ask(method, path)
        assert (status, answer["error"]["code"], answer["error"]["error_subcode"]) == (400, 100, 33)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
async def test_bodies_that_are_nothing(ask, world, body):
    headers = {"Content-Type": "application/json"}
    status, answer = await ask("POST", f"{world.number_id}/messages", data=body, headers=headers)
    assert (status, answer["error"]["code"]) == (400, 100)


async def test_the_number_and_the_account(ask, world):
    world.quality, world.tier, world.number_status = "YELLOW", "TIER_2K", "FLAGGED"
    world.webhook = "https://sapa.example/whatsapp"
    fields = "quality_rating,status,throughput,whatsapp_business_manager_messaging_limit,webhook_configuration"
    _, number = await ask("GET", world.number_id, params={"fields": fields})
    assert number == {
        "id": world.number_id,
        "quality_rating": "YELLOW",
        "status": "FLAGGED",
        "throughput": {"level": "STANDARD"},
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
        "webhook_configuration": {"application": "https://sapa.example/whatsapp"},
    }
    _, account = await ask("GET", world.account_id, params={"fields": "name,account_review_status"})
    assert account == {"id": world.account_id, "name": "Sapa", "account_review_status": "APPROVED"}
    _, numbers = await ask("GET", f"{world.account_id}/phone_numbers")
    assert [each["id"] for each in numbers["data"]] == [world.number_id]
    assert (await ask("GET", world.number_id, params={"fields": "colour"}))[1]["error"]["code"] == 100
