"""Files: up, down, by id again, and too large."""

import io
import struct

import aiohttp
import pytest

from bot.simulator import files
from bot.simulator.files import Files, picture_size

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200) + b"\x08\x02\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 200, 320) + b"\x03"


@pytest.fixture
def upload(simulator, session):
    async def call(method, person, kind, data, filename, **fields):
        form = aiohttp.FormData({"chat_id": str(person.id), **fields})
        form.add_field(kind, io.BytesIO(data), filename=filename)
        async with session.post(f"{simulator.url}/bot1:simulator/{method}", data=form) as answer:
            return await answer.json()

    return call


@pytest.fixture
def download(simulator, session):
    async def call(path):
        async with session.get(f"{simulator.url}/file/bot1:simulator/{path}") as answer:
            return answer.status, await answer.read()

    return call


async def test_a_document_goes_up_and_comes_down(ask, world, budi, upload, download):
    sent = (await upload("sendDocument", budi, "document", b"%PDF-1", "surat tugas.pdf", caption="Surat"))["result"]
    assert sent["caption"] == "Surat"
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "surat tugas.pdf",
        "application/pdf",
        6,
    )
    found = (await ask("getFile", file_id=document["file_id"]))["result"]
    assert await download(found["file_path"]) == (200, b"%PDF-1")
    assert world.file(document["file_id"]) == (b"%PDF-1", "application/pdf")
    again = (await ask("sendDocument", chat_id=budi.id, document=document["file_id"]))["result"]
    assert again["document"] == document


async def test_a_file_may_be_attached_under_another_name(simulator, session, budi):
    form = aiohttp.FormData({"chat_id": str(budi.id), "document": "attach://x7"})
    form.add_field("x7", b"abc", filename="é.txt")
    async with session.post(f"{simulator.url}/bot1:simulator/sendDocument", data=form) as answer:
        assert (await answer.json())["result"]["document"]["file_name"] == "é.txt"


@pytest.mark.parametrize("data", [PNG, JPEG], ids=["png", "jpeg"])
async def test_a_photo_has_its_size(budi, upload, data):
    sent = (await upload("sendPhoto", budi, "photo", data, "grafik.png"))["result"]
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(320, 200)]


@pytest.mark.parametrize(
    ("method", "start", "size", "code", "why"),
    [
        ("sendPhoto", b"no picture", 10, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendDocument", b"", 0, 400, "Bad Request: file must be non-empty"),
        (
            "sendPhoto",
            PNG,
            (10 << 20) + 1,
            400,
            'Bad Request: file "a.png" of size 10485761 bytes is too big for a photo',
        ),
        ("sendDocument", b"", (50 << 20) + 1, 413, "Request Entity Too Large"),
        ("sendDocument", b"", 52 << 20, 413, "Request Entity Too Large"),
    ],
    ids=["no picture", "empty", "photo over 10 MB", "document over 50 MB", "body far over 50 MB"],
)
async def test_refuses(budi, upload, method, start, size, code, why):
    envelope = await upload(method, budi, method[4:].lower(), start.ljust(size, b"\0"), "a.png")
    assert (envelope["error_code"], envelope["description"]) == (code, why)


async def test_a_bot_downloads_up_to_20_mb(ask, world, budi):
    for size, description in ((20 << 20, None), ((20 << 20) + 1, "Bad Request: file is too big")):
        sent = world.send_file(budi.id, "document", bytes(size), filename="besar.bin")
        envelope = await ask("getFile", file_id=sent["message"]["document"]["file_id"])
        assert envelope.get("description") == description


async def test_unknown_files(ask, world, download):
    wrong = await ask("getFile", file_id="zzz")
    assert wrong["description"] == "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert (await ask("getFile"))["description"] == "Bad Request: file_id not specified"
    assert (await download("documents/nothing.pdf"))[0] == 404
    with pytest.raises(KeyError):
        world.file("zzz")


def test_the_oldest_files_go_first(monkeypatch):
    monkeypatch.setattr(files, "KEPT_BYTES", 100)
    shelf = Files()
    first, *_, last = [shelf.add("document", bytes([number]) * 40) for number in range(4)]
    assert shelf.get(first.id) is None
    assert shelf.at(first.path) is None
    assert shelf.get(last.id) == last


def test_pictures_of_other_kinds():
    assert picture_size(b"GIF89a" + struct.pack("<HH", 3, 4)) == (3, 4)
    assert picture_size(b"RIFF\0\0\0\0WEBP") == (512, 512)
    assert picture_size(b"\xff\xd8\xff") == (640, 480)
    assert picture_size(b"%PDF") is None
