"""WhatsApp's webhook over real HTTP: who may post, what is kept, and what is never answered with a 5xx."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import ClientSession, web
from sqlalchemy import select

from bot.channel import WHATSAPP
from bot.channels.whatsapp_reading import Reader
from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Json, Outgoing
from bot.web import Hook, build, signature
from db import outbox, people
from db.models import Inbound, Outbox
from db.outbox import Result
from db.session import Database
from handlers.notices import noticed
from tests.machine.fake import NOW, OFFICE
from tests.machine.number import NUMBER, SITI, Line
from tests.machine.test_inbox import answers
from tests.machine.test_web import NOWHERE, VERIFY

SECRET = "app-s3cret"
NUMBER_ID, ACCOUNT_ID = NUMBER.partition(":")[2], "102290129340398"
SECONDS = int(NOW.timestamp())


class Meta(Line):
    """Reads as WhatsApp does; sends nowhere."""

    def parse(self, payload: Json) -> Any:
        return Reader(NUMBER, NUMBER_ID, ACCOUNT_ID).read(payload)


class Hooked:
    """The HTTP side with WhatsApp alone."""

    def __init__(self, database: Database, *, is_set_up: bool = True) -> None:
        self.inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, answers, noticed)
        hook = Hook(Meta(WHATSAPP), SECRET, VERIFY) if is_set_up else None
        app = build(self.inbox, telegram=None, whatsapp=hook, health=self.health, metrics=lambda: "")
        self.runner = web.AppRunner(app, access_log=None)
        self.address, self.port = "", 0

    async def health(self) -> Mapping[str, Json]:
        return {"ok": True}

    async def open(self) -> "Hooked":
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.port = self.runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{self.port}"
        return self

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, str]:
        async with ClientSession() as session, session.request(method, self.address + path, **more) as answer:
            return answer.status, await answer.text()

    async def post(self, body: bytes, signed: str | None = None) -> int:
        """The status of a post, signed as it must be unless told how."""
        given = signature(SECRET, body) if signed is None else signed
        headers = {"X-Hub-Signature-256": given} if given else {}
        return (await self.ask("POST", "/whatsapp", data=io.BytesIO(body), headers=headers))[0]

    async def refused(self) -> int:
        _, text = await self.ask("GET", "/metrics")
        return int(text.partition('refused_total{channel="whatsapp"} ')[2].splitlines()[0])


@pytest.fixture
async def hooked(database: Database) -> AsyncIterator[Hooked]:
    opened = await Hooked(database).open()
    yield opened
    await opened.runner.cleanup()


async def inbound(database: Database) -> list[Inbound]:
    async with database.reading() as session:
        return list((await session.execute(select(Inbound).order_by(Inbound.id))).scalars())  # type: ignore[arg-type]


def change(value: Json, field: str = "messages") -> Json:
    changes = [{"field": field, "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": changes}]}


def said(*texts: str, first: int = 0) -> Json:
    messages = [
        {"id": f"wamid.{number}", "from": SITI, "timestamp": str(SECONDS), "type": "text", "text": {"body": text}}
        for number, text in enumerate(texts, first)
    ]
    return change({"metadata": {"phone_number_id": NUMBER_ID}, "messages": messages})


def told(external_id: str, state: str, key: str = "") -> Json:
    status = {"id": external_id, "status": state, "timestamp": str(SECONDS), "biz_opaque_callback_data": key}
    return change({"metadata": {"phone_number_id": NUMBER_ID}, "statuses": [status]})


def raw(payload: Json) -> bytes:
    return json.dumps(payload).encode()


HELLO = raw(said("halo"))
ASKED = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY}
HANDSHAKES: dict[str, tuple[dict[str, str], int, str]] = {
    "as it must be": (ASKED, 200, "1158201444"),
    "another word": ({**ASKED, "hub.verify_token": "v3rif"}, 403, ""),
    "no word": ({"hub.mode": "subscribe", "hub.challenge": "1"}, 403, ""),
    "an empty word": ({**ASKED, "hub.verify_token": ""}, 403, ""),
    "a word that is no ASCII": ({**ASKED, "hub.verify_token": "v3rifý"}, 403, ""),
    "another mode": ({**ASKED, "hub.mode": "unsubscribe"}, 403, ""),
    "no mode": ({"hub.verify_token": VERIFY, "hub.challenge": "1"}, 403, ""),
    "nothing": ({}, 403, ""),
}


async def test_the_handshake(hooked: Hooked) -> None:
    for case, (asked, status, challenge) in HANDSHAKES.items():
        found, text = await hooked.ask("GET", "/whatsapp", params=asked)
        assert (found, text if found == 200 else "") == (status, challenge), case
    assert (await hooked.ask("GET", "/whatsapp?hub.mode=subscribe&hub.verify_token=%FF%FE"))[0] == 403
    assert await hooked.refused() == len(HANDSHAKES)


OTHERS = signature("another-secret", HELLO)
SIGNATURES: dict[str, tuple[str, int]] = {
    "none": ("", 401),
    "of another app": (OTHERS, 403),
    "of other bytes": (signature(SECRET, HELLO + b" "), 403),
    "an empty digest": ("sha256=", 403),
    "without its scheme": (signature(SECRET, HELLO).removeprefix("sha256="), 403),
    "another scheme": (signature(SECRET, HELLO).replace("sha256", "sha1"), 403),
    "in capitals": (signature(SECRET, HELLO).upper(), 403),
    "one sign short": (signature(SECRET, HELLO)[:-1], 403),
    "no ASCII": ("sha256=é", 403),
    "as if the secret were empty": (signature("", HELLO), 403),
}


async def test_who_does_not_sign_is_not_heard(hooked: Hooked, database: Database) -> None:
    for case, (signed, status) in SIGNATURES.items():
        assert await hooked.post(HELLO, signed) == status, case
    assert await hooked.refused() == len(SIGNATURES)
    assert (hooked.inbox.handled, hooked.inbox.parked) == (0, 0)
    assert await inbound(database) == []
    assert await hooked.post(HELLO) == 200
    assert hooked.inbox.handled == 1


async def test_bytes_in_a_header_that_are_no_text(hooked: Hooked) -> None:
    for line in (b"X-Hub-Signature-256: sha256=\xff\xfe", b"X-Hub-Signature-256: \xe9"):
        reader, writer = await asyncio.open_connection("127.0.0.1", hooked.port)
        length = f"Content-Length: {len(HELLO)}".encode()
        head = b"\r\n".join([b"POST /whatsapp HTTP/1.1", b"Host: x", b"Connection: close", length, line, b"", b""])
        writer.write(head + HELLO)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        assert answer.split(b" ")[1] in (b"400", b"403"), answer
    assert hooked.inbox.handled == 0


WRITTEN: dict[str, bytes] = {
    "plain": HELLO,
    "escaped, as Meta writes": json.dumps(said("Yth. Bapak – “selamat” ☕ 🙏")).encode(),
    "not escaped": json.dumps(said("Yth. Bapak – “selamat” ☕ 🙏"), ensure_ascii=False).encode(),
    "slashes escaped": json.dumps(said("https://sapa.test/a")).replace("/", "\\/").encode(),
    "with blanks and lines": json.dumps(said("halo"), indent=3).encode() + b"\n",
    "keys in another order": json.dumps(said("halo"), sort_keys=True).encode(),
    "capitals in escapes": json.dumps(said("ü")).replace("\\u00fc", "\\u00FC").encode(),
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
async def test_the_signature_is_of_the_bytes_as_they_came(hooked: Hooked, body: bytes) -> None:
    assert await hooked.post(body) == 200
    assert hooked.inbox.handled == 1
    same = json.dumps(json.loads(body), separators=(",", ":")).encode()
    assert await hooked.post(same, signature(SECRET, body)) == 403, "the same JSON in other bytes is not signed"


DEEP = b'{"entry":' * 3000 + b"1" + b"}" * 3000
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "truncated": HELLO[:-7],
    "cut in the middle of a sign": json.dumps(said("é"), ensure_ascii=False).encode().partition(b"\xa9")[0],
    "no JSON": b"hub.mode=subscribe",
    "zero bytes": b"\x00\x00{}",
    "no UTF-8": b'{"entry": "\xff\xfe"}',
    "two documents": HELLO + HELLO,
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "an object without entry": b"{}",
    "entry is no list": b'{"entry": {"changes": []}}',
    "entry is no number": b'{"entry": NaN}',
    "infinite": b'{"entry": 1e400, "other": -Infinity}',
    "half a pair of surrogates": b'{"entry": "\\ud800"}',
    "a zero byte in a text": b'{"entry": "a\\u0000b", "\\u0000": 1}',
    "nested beyond reason": b"[" * 100_000,
    "deeper than anybody reads": DEEP,
    "a number of five thousand digits": b'{"entry": ' + b"9" * 5000 + b"}",
    "a number of four thousand digits": b'{"entry": ' + b"9" * 4000 + b"}",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_and_signed_is_kept_and_taken(hooked: Hooked, database: Database, body: bytes) -> None:
    assert await hooked.post(body) == 200
    (kept,) = await inbound(database)
    assert (kept.state, kept.account, hooked.inbox.parked) == ("parked", NUMBER, 1)
    assert kept.trace and kept.payload is not None
    assert await hooked.post(body) == 200
    assert len(await inbound(database)) == 1, "the same bytes are kept once"
    assert await hooked.post(HELLO) == 200
    assert hooked.inbox.handled == 1, "nobody else waits"


async def test_hostile_and_unsigned_leaves_no_trace(hooked: Hooked, database: Database) -> None:
    for body in HOSTILE.values():
        assert await hooked.post(body, "") == 401
        assert await hooked.post(body, OTHERS) == 403
    assert await inbound(database) == []
    assert await hooked.refused() == 2 * len(HOSTILE)


BESIDE: dict[str, Json] = {
    "a message that is none": 7,
    "a message without id": {"from": SITI, "type": "text", "timestamp": "1"},
    "a time that no clock shows": {"id": "wamid.x", "from": SITI, "type": "text", "timestamp": "9" * 30},
    "not a number": {"id": "wamid.x", "from": SITI, "type": "text", "timestamp": float("nan")},
}


@pytest.mark.parametrize("item", BESIDE.values(), ids=BESIDE)
async def test_one_item_that_cannot_be_read_spoils_nothing_beside_it(
    hooked: Hooked, database: Database, item: Json
) -> None:
    payload = said("satu", "dua")
    payload["entry"][0]["changes"][0]["value"]["messages"].insert(1, item)
    assert await hooked.post(raw(payload)) == 200
    assert (hooked.inbox.handled, hooked.inbox.parked) == (2, 1)
    assert sorted(each.state for each in await inbound(database)) == ["handled", "handled", "parked"]


async def test_redelivery_changes_nothing(hooked: Hooked, database: Database) -> None:
    for body in (HELLO, HELLO, raw(said("halo", "kedua")), raw(said("ketiga", "kedua", first=0))):
        assert await hooked.post(body) == 200
    assert (hooked.inbox.handled, hooked.inbox.duplicates) == (2, 4)
    assert [each.external_id for each in await inbound(database)] == ["wamid.0", "wamid.1"]
    async with database.reading() as session:
        keys = (await session.execute(select(Outbox.key).order_by(Outbox.id))).scalars()  # type: ignore[call-overload]
        assert list(keys) == [f"reply:{NUMBER}:wamid.{number}:0" for number in (0, 1)]


async def test_the_same_post_many_times_at_once(hooked: Hooked, database: Database) -> None:
    assert await asyncio.gather(*(hooked.post(HELLO) for _ in range(8))) == [200] * 8
    assert (hooked.inbox.handled, hooked.inbox.duplicates) == (1, 7)
    assert len(await inbound(database)) == 1


async def test_a_status_is_taken_before_the_post_is_answered(hooked: Hooked, database: Database) -> None:
    async with database.transaction() as session:
        _, seat = await people.heard(session, Address(NUMBER, SITI), "Siti", NOW)
        await outbox.enqueue(session, people.address(seat), Outgoing("halo"), key="k", now=NOW)
        (row,) = await outbox.reserve(session, NUMBER, NOW, 1, "a")
        await outbox.settle(session, [Result(row, "sent", external_id="m1")], NOW)
    for state in ("read", "delivered"):
        assert await hooked.post(raw(told("m1", state, "k"))) == 200
        async with database.reading() as session:
            assert (await session.execute(select(Outbox.delivery))).scalar_one() == "read"  # type: ignore[call-overload]


async def test_without_a_database_meta_keeps_the_post() -> None:
    hooked = await Hooked(Database(NOWHERE)).open()
    for body in (HELLO, raw(told("m1", "read")), raw(change({"event": "x"}, "account_update")), b"{", b"[]"):
        assert await hooked.post(body) == 503
        assert await hooked.post(body, OTHERS) == 403, "who does not sign learns nothing of it"
    await hooked.runner.cleanup()


async def test_where_whatsapp_is_not_set_up_nothing_is_taken() -> None:
    hooked = await Hooked(Database(NOWHERE), is_set_up=False).open()
    assert [await hooked.post(HELLO), await hooked.post(HELLO, "")] == [403, 401]
    assert (await hooked.ask("GET", "/whatsapp", params=ASKED))[0] == 403
    await hooked.runner.cleanup()
