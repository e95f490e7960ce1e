"""The page's line with WhatsApp behind it: people of both messengers, and deeds that only WhatsApp has."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.simulator.server import Simulator
from bot.simulator.whatsapp.world import WhatsAppPerson, WhatsAppWorld
from bot.simulator.world import World
from tests.patience import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="session")
Bot = Callable[..., Awaitable[Any]]
BUTTONS = {
    "type": "button",
    "body": {"text": "Apakah hadir?"},
    "action": {"buttons": [{"type": "reply", "reply": {"id": "hadir", "title": "Hadir"}}]},
}
TEMPLATE = {
    "name": "undangan",
    "language": "id",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Bapak/Ibu diundang."}],
}


class Line:
    """A page's end of the socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, state: dict[str, Any], person: int) -> None:
        self.socket = socket
        self.state = state
        self.person = person

    async def ask(self, kind: str, **fields: Any) -> None:
        await self.socket.send_json({"type": kind, "person": self.person, **fields})

    async def hear(self, kind: str) -> dict[str, Any]:
        while True:
            note: dict[str, Any] = await self.socket.receive_json(timeout=PATIENCE)
            if kind in (note["type"], note.get("kind")):
                return note


@pytest.fixture
def whatsapp(whatsapp_world: WhatsAppWorld) -> WhatsAppWorld:
    return whatsapp_world


@pytest_asyncio.fixture(loop_scope="session")
async def line(simulator: Simulator, session: aiohttp.ClientSession, yusuf: WhatsAppPerson) -> AsyncIterator[Line]:
    async with session.ws_connect(f"{simulator.url}/ws") as socket:
        state = await socket.receive_json(timeout=PATIENCE)
        yield Line(socket, state, yusuf.id)


async def test_both_messengers_stand_on_the_table(line: Line) -> None:
    people = {person["id"]: person for person in line.state["people"]}
    first = [(people[person]["name"], people[person]["channel"]) for person in line.state["first"]]
    assert first == [
        ("Siti Rahmawati", "telegram"),
        ("Yusuf Maulana", "whatsapp"),
        ("Rina Kartika", "telegram"),
        ("Bambang Irawan", "whatsapp"),
    ]
    assert (line.state["bots"], line.state["windows"]) == ({"telegram": "Sapa", "whatsapp": "Sapa"}, [])


async def test_the_page_itself_carries_both(simulator: Simulator, session: aiohttp.ClientSession) -> None:
    async with session.get(simulator.url) as answer:
        text = await answer.text()
    state = json.loads(re.search(r'id="state">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    assert len(state["people"]) == 7
    assert state["templates"] == []


async def test_words_open_the_window(line: Line, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson) -> None:
    await line.ask("text", text="Selamat pagi")
    assert (await line.hear("message"))["about"]["last"]["text"] == "Selamat pagi"
    assert (await line.hear("tick"))["windows"] == [yusuf.id]
    assert whatsapp_world.window_open(yusuf.id)


async def test_a_link_types_its_words(line: Line) -> None:
    await line.ask("start", payload="MULAI " + "k" * 80)
    assert (await line.hear("message"))["data"]["text"] == "MULAI " + "k" * 80
    await line.ask("start")
    assert (await line.hear("message"))["data"]["text"] == "Halo"


async def test_a_button_is_pressed(line: Line, send: Bot, yusuf: WhatsAppPerson) -> None:
    await line.ask("text", text="Halo")
    await line.hear("message")
    await send(yusuf, "interactive", BUTTONS)
    message = (await line.hear("message"))["data"]
    await line.ask("press", message=message["message_id"], data="hadir")
    assert (await line.hear("message"))["data"]["text"] == "Hadir"
    await line.ask("press", message=message["message_id"], data="lain")
    assert "tidak dapat" in (await line.hear("error"))["text"]


async def test_looking_reads(line: Line, send: Bot, yusuf: WhatsAppPerson) -> None:
    await line.ask("text", text="Halo")
    await send(yusuf, "text", {"body": "Selamat pagi"})
    await line.ask("seen")
    assert (await line.hear("edited"))["data"]["wa"]["state"] == "read"


async def test_reaction_edit_and_revocation(line: Line, whatsapp_world: WhatsAppWorld) -> None:
    await line.ask("text", text="satu")
    message = (await line.hear("message"))["data"]["message_id"]
    await line.ask("react", message=message, emoji="👍")
    assert (await line.hear("edited"))["data"]["reaction"] == "👍"
    await line.ask("react", message=message, emoji="")
    assert "reaction" not in (await line.hear("edited"))["data"]
    await line.ask("edit", message=message, text="dua")
    assert (await line.hear("edited"))["data"]["text"] == "dua"
    await line.ask("revoke", message=message)
    await line.hear("edited")
    assert "text" not in whatsapp_world.chat(line.person)[0]


async def test_a_number_changes_unless_it_is_taken(
    line: Line, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson
) -> None:
    before = yusuf.user_id
    await line.ask("number", phone="+62 812 0000 1111")
    assert (await line.hear("person"))["about"]["phone"] == "+62 812 0000 1111"
    assert yusuf.user_id != before
    await line.ask("number", phone=next(reversed(whatsapp_world.people.values())).phone)
    assert "sudah dipakai" in (await line.hear("error"))["text"]


async def test_marketing_is_stopped_and_wanted_again(line: Line, whatsapp_world: WhatsAppWorld) -> None:
    for stopped in (True, False):
        await line.ask("marketing", stopped=stopped)
        assert (await line.hear("person"))["about"]["marketing_stopped"] is stopped
        assert (line.person in whatsapp_world.stopped_marketing) is stopped


async def test_a_new_person_may_hide_the_number(line: Line, whatsapp_world: WhatsAppWorld) -> None:
    await line.ask("person", name="Hasan", channel="whatsapp", hides_number=True)
    about = (await line.hear("added"))["about"]
    assert (about["channel"], about["hides_number"]) == ("whatsapp", True)
    assert about["id"] in whatsapp_world.people


@pytest.mark.parametrize(
    ("channel", "telegram", "whatsapp_mode"),
    [("telegram", "down", "none"), ("whatsapp", "none", "down"), ("both", "down", "down")],
)
async def test_trouble_meets_the_chosen_messenger(
    line: Line, world: World, whatsapp_world: WhatsAppWorld, channel: str, telegram: str, whatsapp_mode: str
) -> None:
    await line.ask("faults", channel=channel, mode="down", seconds=1)
    await line.hear("tick")
    assert (world.faults.mode, whatsapp_world.faults.mode) == (telegram, whatsapp_mode)


async def test_templates_are_reviewed(line: Line, whatsapp_world: WhatsAppWorld) -> None:
    whatsapp_world.templates.create(TEMPLATE)
    for verdict, status in (("approve", "APPROVED"), ("pause", "PAUSED"), ("reject", "REJECTED")):
        await line.ask("template", name="undangan", language="id", verdict=verdict)
        while (note := await line.hear("tick"))["templates"][0]["status"] != status:
            pass
        assert note["templates"][0]["text"] == "Bapak/Ibu diundang."
    await line.ask("template", name="undangan", language="id", verdict="burn")
    assert "tidak dikenali" in (await line.hear("error"))["text"]
    await line.ask("template", name="lain", language="id", verdict="approve")
    assert "tidak dapat" in (await line.hear("error"))["text"]


async def test_a_file_of_a_whatsapp_chat(
    simulator: Simulator, session: aiohttp.ClientSession, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson
) -> None:
    query = {"person": str(yusuf.id), "kind": "document", "filename": "berita acara.pdf"}
    headers = {"Content-Type": "application/pdf"}
    async with session.post(f"{simulator.url}/files", params=query, data=b"%PDF-1.7", headers=headers) as answer:
        assert answer.status == 200
    document = whatsapp_world.chat(yusuf.id)[0]["document"]
    async with session.get(f"{simulator.url}/files/{document['file_id']}") as answer:
        assert await answer.read() == b"%PDF-1.7"


async def test_news_of_both_messengers_comes_over_one_line(
    line: Line, world: World, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson
) -> None:
    siti = next(iter(world.people))
    world.type_text(siti, "dari Telegram")
    whatsapp_world.type_text(yusuf.id, "dari WhatsApp")
    heard = {(await line.hear("message"))["data"]["text"] for _ in range(2)}
    assert heard == {"dari Telegram", "dari WhatsApp"}
