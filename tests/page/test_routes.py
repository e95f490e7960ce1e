"""The page's HTTP side: what it serves, what it takes, whom it refuses."""

import io
import json
import re

import aiohttp
import pytest

from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import World

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_page_carries_its_first_state(
    simulator: Simulator, session: aiohttp.ClientSession, world: World, siti: Person
) -> None:
    world.type_text(siti.id, "</script><script>alert(1)</script>")
    async with session.get(simulator.url) as answer:
        text = await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    state = json.loads(re.search(r'id="state">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert [person["name"] for person in state["people"]] == [person.name for person in world.people.values()]
    assert [world.people[person].name for person in state["first"]] == [
        "Siti Rahmawati",
        "Budi Santoso",
        "Rina Kartika",
    ]
    assert state["chats"][0]["messages"][0]["text"] == "</script><script>alert(1)</script>"
    assert "08.30" in text
    assert "Ketik &lt;lapor rat&gt;." in text
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


@pytest.mark.parametrize("path", ["app.js", "phone.js", "page.css", "icon.svg"])
async def test_static_files(simulator: Simulator, session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(f"{simulator.url}/static/{path}") as answer:
        assert answer.status == 200


async def test_an_upload_becomes_a_message_and_can_be_opened(
    simulator: Simulator, session: aiohttp.ClientSession, world: World, siti: Person
) -> None:
    query = {"person": str(siti.id), "kind": "document", "filename": "berita acara.pdf", "caption": "Berkas"}
    headers = {"Content-Type": "application/pdf"}
    async with session.post(f"{simulator.url}/files", params=query, data=b"%PDF-1.7", headers=headers) as answer:
        assert answer.status == 200
    message = world.chat(siti.id)[0]
    assert (message["document"]["file_name"], message["caption"]) == ("berita acara.pdf", "Berkas")
    async with session.get(f"{simulator.url}/files/{message['document']['file_id']}") as answer:
        assert await answer.read() == b"%PDF-1.7"
        assert answer.headers["Content-Disposition"] == "attachment"


async def test_a_picture_is_shown_in_place_and_a_web_page_is_not(
    simulator: Simulator, session: aiohttp.ClientSession, world: World, siti: Person
) -> None:
    world.send_file(siti.id, "photo", b"\xff\xd8", mime="image/jpeg")
    world.send_file(siti.id, "document", b"<script>", filename="a.html", mime="text/html")
    photo, page = world.chat(siti.id)
    async with session.get(f"{simulator.url}/files/{photo['photo'][0]['file_id']}") as answer:
        assert answer.content_type == "image/jpeg"
    async with session.get(f"{simulator.url}/files/{page['document']['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "size", "status", "sentence"),
    [
        pytest.param({"kind": "photo"}, 20 * 2**20 + 1, 413, "terlalu besar", id="more than 20 MB"),
        pytest.param({"kind": "photo"}, 0, 400, "kosong", id="an empty file"),
        pytest.param({"kind": "virus"}, 1, 400, "tidak dapat dikirim", id="an unknown kind"),
        pytest.param({"kind": "photo", "person": "99"}, 1, 400, "tidak ada lagi", id="nobody's phone"),
        pytest.param({"kind": "photo", "person": "²"}, 1, 400, "tidak ada lagi", id="a person that is no number"),
    ],
)
async def test_refused_uploads(
    simulator: Simulator,
    session: aiohttp.ClientSession,
    world: World,
    siti: Person,
    query: dict[str, str],
    size: int,
    status: int,
    sentence: str,
) -> None:
    params = {"person": str(siti.id), **query}
    async with session.post(f"{simulator.url}/files", params=params, data=io.BytesIO(b"x" * size)) as answer:
        assert answer.status == status
        assert sentence in await answer.text()
    assert world.chat(siti.id) == []


async def test_a_missing_file_is_404(simulator: Simulator, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{simulator.url}/files/SIMnothing") as answer:
        assert answer.status == 404


async def test_another_sites_page_gets_nothing(simulator: Simulator, session: aiohttp.ClientSession) -> None:
    foreign = {"Origin": "https://example.org"}
    async with session.post(f"{simulator.url}/files", headers=foreign) as answer:
        assert answer.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await session.ws_connect(f"{simulator.url}/ws", headers=foreign)
