"""The page's WebSocket: state first, then news; requests become deeds in the world, wrong ones a sentence."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import World
from tests.patience import PATIENCE

pytestmark = pytest.mark.asyncio(loop_scope="session")
Bot = Callable[..., Awaitable[Any]]


class Line:
    """A page's end of the socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, person: int) -> None:
        self.socket = socket
        self.person = person

    async def ask(self, kind: str, **fields: Any) -> None:
        await self.socket.send_json({"type": kind, "person": self.person, **fields})

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next note of a kind; for a change, `message` stands for its kind."""
        while True:
            note: dict[str, Any] = await self.socket.receive_json(timeout=PATIENCE)
            if kind in (note["type"], note.get("kind")):
                return note


@pytest_asyncio.fixture(loop_scope="session")
async def line(simulator: Simulator, session: aiohttp.ClientSession, siti: Person) -> AsyncIterator[Line]:
    async with session.ws_connect(f"{simulator.url}/ws") as socket:
        line = Line(socket, siti.id)
        await line.hear("state")
        yield line


async def test_words_become_a_message_and_an_update(line: Line, world: World) -> None:
    await line.ask("text", text=" Selamat pagi ")
    news = await line.hear("message")
    assert news["data"]["text"] == "Selamat pagi"
    assert news["about"]["last"]["text"] == "Selamat pagi"
    assert world.updates.waiting()[0].update["message"]["text"] == "Selamat pagi"


async def test_start_with_an_invitation(line: Line) -> None:
    await line.ask("start", payload="k3f")
    assert (await line.hear("message"))["data"]["text"] == "/start k3f"


async def test_a_button_gives_its_query_and_the_answer_names_it(line: Line, bot: Bot) -> None:
    await line.ask("start")
    await line.hear("message")
    keys = {"inline_keyboard": [[{"text": "Hadir", "callback_data": "hadir"}]]}
    sent = await bot("sendMessage", chat_id=line.person, text="Hadir?", reply_markup=keys)
    await line.ask("press", message=sent["message_id"], data="hadir")
    pressed = await line.hear("pressed")
    await bot("answerCallbackQuery", callback_query_id=pressed["query"], text="Terima kasih")
    answered = (await line.hear("answered"))["data"]
    assert answered == {"callback_query_id": pressed["query"], "text": "Terima kasih", "show_alert": False}


async def test_reply_edit_contact_location_block(line: Line, world: World) -> None:
    await line.ask("text", text="satu")
    first = (await line.hear("message"))["data"]["message_id"]
    await line.ask("text", text="dua", reply_to=first)
    await line.ask("edit", message=first, text="satu lagi")
    await line.ask("contact")
    await line.ask("contact", phone="+62 812 0000 1111", name="Pak Joko")
    await line.ask("location", latitude=0.5, longitude=101.4)
    await line.ask("block", blocked=True)
    while not (await line.hear("person"))["about"]["blocked"]:
        pass
    one, two, own, other, place = world.chat(line.person)
    assert (one["text"], two["reply_to_message"]["text"]) == ("satu lagi", "satu")
    assert own["contact"]["user_id"] == line.person
    assert (other["contact"]["first_name"], "user_id" in other["contact"]) == ("Pak", False)
    assert place["location"] == {"latitude": 0.5, "longitude": 101.4}


async def test_a_new_person_gets_a_phone(line: Line, world: World) -> None:
    await line.ask("person", name="Yusuf", role="staff", note="Penyuluh")
    added = (await line.hear("added"))["about"]
    assert (added["name"], added["role"], world.people[added["id"]].note) == ("Yusuf", "staff", "Penyuluh")
    await line.ask("open", person=added["id"])
    assert (await line.hear("chat"))["messages"] == []


async def test_faults_are_switched_and_heard(line: Line, world: World) -> None:
    await line.ask("faults", mode="throttle", seconds=7, count=3)
    note = await line.hear("tick")
    assert note["faults"] == {"telegram": {"mode": "throttle", "seconds": 7, "retry_after": 7, "count": 3}}
    await line.ask("faults", mode="none", seconds=7, count=3)
    await line.hear("tick")
    assert (world.faults.mode, world.faults.count) == ("none", None)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        pytest.param({"minutes": 10}, "2027-01-11T08:40", id="ten minutes on"),
        pytest.param({"workday": True}, "2027-01-12T08:30", id="the next workday"),
        pytest.param({"to": "2027-03-31T15:00"}, "2027-03-31T15:00", id="a picked moment is office time"),
    ],
)
async def test_the_clock_moves(line: Line, fields: dict[str, Any], moment: str) -> None:
    await line.ask("clock", **fields)
    assert (await line.hear("tick"))["now"] == f"{moment}:00+07:00"


async def test_the_workday_after_friday_is_monday(line: Line) -> None:
    await line.ask("clock", to="2027-01-15T16:00")
    await line.hear("tick")
    await line.ask("clock", workday=True)
    while (note := await line.hear("tick"))["now"] < "2027-01-16":
        pass
    assert note["now"] == "2027-01-18T08:30:00+07:00"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        pytest.param("nonsense", "tidak dikenali", id="no JSON"),
        pytest.param("[]", "tidak dikenali", id="a list"),
        pytest.param('{"type": []}', "tidak dikenali", id="a type that is no word"),
        pytest.param('{"type": "fly"}', "tidak dikenali", id="an unknown wish"),
        pytest.param('{"type": "text", "person": 1, "text": "a"}', "tidak ada lagi", id="a person who is not there"),
        pytest.param('{"type": "text", "person": "x", "text": "a"}', "angka", id="a person that is no number"),
        pytest.param('{"type": "text", "person": 1e999, "text": "a"}', "angka", id="an endless number"),
        pytest.param('{"type": "text", "person": ID, "text": "  "}', "belum lengkap", id="empty words"),
        pytest.param('{"type": "text", "person": ID, "text": 5}', "belum lengkap", id="words that are a number"),
        pytest.param('{"type": "text", "person": ID, "text": "LONG"}', "terlalu panjang", id="over 4096 letters"),
        pytest.param('{"type": "text", "person": ID, "text": "a", "reply_to": 9}', "tidak dapat", id="a lost quote"),
        pytest.param('{"type": "press", "person": ID, "message": 9, "data": "a"}', "tidak dapat", id="no such button"),
        pytest.param('{"type": "edit", "person": ID, "message": 9, "text": "a"}', "tidak dapat", id="no such message"),
        pytest.param('{"type": "contact", "person": ID, "phone": "abc"}', "telepon", id="a phone without digits"),
        pytest.param('{"type": "location", "person": ID, "latitude": 91, "longitude": 0}', "angka", id="off the earth"),
        pytest.param('{"type": "faults", "mode": "fire", "seconds": 1}', "tidak dikenali", id="an unknown fault"),
        pytest.param('{"type": "clock", "to": "kapan-kapan"}', "belum lengkap", id="no date"),
        pytest.param('{"type": "clock", "to": "2020-01-01T00:00"}', "dimajukan", id="back in time"),
        pytest.param('{"type": "clock", "minutes": -5}', "angka", id="minutes back"),
        pytest.param('{"type": "person", "name": ""}', "belum lengkap", id="a person without a name"),
        pytest.param('{"type": "person", "name": "A", "channel": "whatsapp"}', "tidak ada", id="no such messenger"),
        pytest.param('{"type": "revoke", "person": ID, "message": 1}', "hanya ada di WhatsApp", id="another's deed"),
    ],
)
async def test_anything_wrong_is_answered_with_a_sentence(line: Line, world: World, raw: str, sentence: str) -> None:
    await line.socket.send_str(raw.replace("ID", str(line.person)).replace("LONG", "a" * 4097))
    assert sentence in (await line.hear("error"))["text"]
    assert world.chat(line.person) == []
    await line.ask("text", text="masih hidup")
    assert (await line.hear("message"))["data"]["text"] == "masih hidup"


async def test_a_line_that_ends_leaves_nothing_behind(
    simulator: Simulator, session: aiohttp.ClientSession, world: World
) -> None:
    for _ in range(3):
        async with session.ws_connect(f"{simulator.url}/ws") as socket:
            await socket.receive_json()
            await socket.send_str("nonsense")
            await socket.receive_json()
            assert len(world._subscribers) == 1
