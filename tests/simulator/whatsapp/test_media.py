"""Files up, down, and gone in time."""

import io
import struct

import aiohttp
import pytest

from bot.simulator.whatsapp.media import SIZES
from tests.simulator.whatsapp.hook import quiet

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200) + b"\x08\x02\0\0\0"


def form(data: bytes, mime: str, **fields: str) -> aiohttp.FormData:
    made = aiohttp.FormData()
    for name, value in {"messaging_product": "whatsapp", "type": mime, **fields}.items():
        made.add_field(name, value)
    made.add_field("file", io.BytesIO(data), filename="berkas", content_type=mime)
    return made


@pytest.fixture
def upload(ask, world):
    async def call(data: bytes, mime: str, **fields: str):
        return await ask("POST", f"{world.number_id}/media", data=form(data, mime, **fields))

    return call


async def test_up_and_down(upload, ask, session):
    _, made = await upload(PNG, "image/png")
    _, shape = await ask("GET", made["id"])
    assert (shape["mime_type"], shape["file_size"], shape["id"]) == ("image/png", len(PNG), made["id"])
    async with session.get(shape["url"]) as answer:
        assert (await answer.read(), answer.content_type) == (PNG, "image/png")
    async with aiohttp.ClientSession() as stranger, stranger.get(shape["url"]) as answer:
        assert answer.status == 401
    async with session.get(shape["url"] + "0") as answer:
        assert answer.status == 404


async def test_addresses_and_ids_die(ask, session, world, budi, hook, calendar):
    world.send_file(budi.id, "photo", PNG, mime="image/png")
    await quiet(world)
    (message,) = hook.messages()
    media_id = message["image"]["id"]
    _, shape = await ask("GET", media_id)
    calendar.move(minutes=5)
    async with session.get(shape["url"]) as answer:
        assert answer.status == 404
    calendar.move(days=6, hours=23)
    assert (await ask("GET", media_id))[0] == 200
    calendar.move(hours=1)
    status, answer = await ask("GET", media_id)
    assert (status, answer["error"]["code"], answer["error"]["error_subcode"]) == (400, 100, 33)


async def test_uploads_live_for_thirty_days(upload, send, budi, world, calendar):
    _, made = await upload(PNG, "image/png")
    calendar.move(days=29)
    world.type_text(budi.id, "Halo")
    assert "messages" in await send(budi, type="image", image={"id": made["id"], "caption": "Grafik"})
    calendar.move(days=1)
    world.type_text(budi.id, "Halo")
    assert (await send(budi, type="image", image={"id": made["id"]}))["code"] == 131009


async def test_deleting(upload, ask):
    _, made = await upload(PNG, "image/png")
    assert await ask("DELETE", made["id"]) == (200, {"success": True})
    assert (await ask("DELETE", made["id"]))[0] == 400


@pytest.mark.parametrize(
    ("data", "mime", "code"),
    [
        (b"GIF89a", "image/gif", 100),
        (b"", "image/png", 131053),
        (b"a" * (SIZES["image"] + 1), "image/jpeg", 131053),
        (b"a" * (SIZES["sticker"] + 1), "image/webp", 131053),
        (b"a" * (SIZES["audio"] + 1), "audio/ogg", 131053),
    ],
    ids=["a kind nobody shows", "nothing", "a large picture", "a large sticker", "a long recording"],
)
async def test_refused(upload, data, mime, code):
    status, answer = await upload(data, mime)
    assert (status, answer["error"]["code"]) == (400, code)


async def test_a_form_without_its_parts(upload, ask, world):
    assert (await upload(PNG, "image/png", messaging_product="telegram"))[0] == 400
    assert (await ask("POST", f"{world.number_id}/media", data={"messaging_product": "whatsapp"}))[0] == 400


async def test_media_of_another_kind(upload, send, budi):
    _, made = await upload(b"%PDF-1", "application/pdf")
    assert (await send(budi, type="image", image={"id": made["id"]}))["code"] == 131053
    assert "messages" in await send(budi, type="document", document={"id": made["id"], "filename": "a.pdf"})


async def test_a_picture_above_buttons(upload, send, budi, world):
    _, made = await upload(PNG, "image/png")
    body = {
        "type": "button",
        "header": {"type": "image", "image": {"id": made["id"]}},
        "body": {"text": "Sudah benar?"},
        "action": {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Benar"}}]},
    }
    assert "messages" in await send(budi, type="interactive", interactive=body)
    message = world.chat(budi.id)[-1]
    assert (message["photo"][0]["width"], message["wa"]["buttons"][0]["title"]) == (320, "Benar")
    assert world.file(message["photo"][0]["file_id"]) == (PNG, "image/png")
    with pytest.raises(KeyError):
        world.file("nothing")


async def test_what_people_send(world, budi, hook):
    for kind in ("photo", "document", "voice", "audio", "video", "sticker"):
        world.send_file(budi.id, kind, PNG, filename="a.pdf" if kind == "document" else "")
        await quiet(world)
    shapes = {(message["type"], message[message["type"]].get("voice")) for message in hook.messages()}
    assert shapes == {
        *(("image", None), ("document", None), ("audio", True), ("audio", False), ("video", None), ("sticker", None))
    }
    voice = next(message["audio"] for message in hook.messages() if message.get("audio", {}).get("voice"))
    assert voice["mime_type"] == "audio/ogg; codecs=opus"
