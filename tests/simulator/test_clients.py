"""The same contract through two client libraries that know nothing of each other: aiogram and python-telegram-bot."""

import asyncio
import struct
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import Faults
from tests.patience import PATIENCE

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200) + b"\x08\x02\0\0\0"
BUTTONS = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}, {"text": "Salin", "copy_text": {"text": "1"}}]]}


class Aiogram:
    """One client with the names that both share here."""

    def __init__(self, simulator: Simulator) -> None:
        from aiogram import Bot, types
        from aiogram.client.session.aiohttp import AiohttpSession
        from aiogram.client.telegram import TelegramAPIServer

        server = TelegramAPIServer.from_base(simulator.url)
        self.bot: Any = Bot(simulator.world.token, session=AiohttpSession(api=server))
        self.types = types

    async def close(self) -> None:
        # The bot's own close sleeps a quarter of a second.
        await (await self.bot.session.create_session()).close()

    def markup(self, shape: dict) -> Any:
        return self.types.InlineKeyboardMarkup.model_validate(shape)

    def entity(self, **shape: Any) -> Any:
        return self.types.MessageEntity(**shape)

    def file(self, data: bytes, name: str) -> Any:
        return self.types.BufferedInputFile(data, name)

    async def download(self, file_id: str) -> bytes:
        return (await self.bot.download(file_id)).read()

    def error(self, code: int) -> type[Exception]:
        from aiogram import exceptions

        return {
            400: exceptions.TelegramBadRequest,
            401: exceptions.TelegramUnauthorizedError,
            403: exceptions.TelegramForbiddenError,
            409: exceptions.TelegramConflictError,
            413: exceptions.TelegramEntityTooLarge,
            429: exceptions.TelegramRetryAfter,
            500: exceptions.TelegramServerError,
        }[code]


class TelegramBot:
    """The other client."""

    def __init__(self, simulator: Simulator) -> None:
        import telegram

        self.telegram = telegram
        base = simulator.url
        self.bot: Any = telegram.Bot(simulator.world.token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")

    async def close(self) -> None:
        for request in self.bot._request:
            await request.shutdown()

    def markup(self, shape: dict) -> Any:
        return self.telegram.InlineKeyboardMarkup.de_json(shape, self.bot)

    def entity(self, **shape: Any) -> Any:
        return self.telegram.MessageEntity(**shape)

    def file(self, data: bytes, name: str) -> Any:
        return self.telegram.InputFile(data, filename=name)

    async def download(self, file_id: str) -> bytes:
        return bytes(await (await self.bot.get_file(file_id)).download_as_bytearray())

    def error(self, code: int) -> type[Exception]:
        error = self.telegram.error
        return {
            400: error.BadRequest,
            401: error.InvalidToken,
            403: error.Forbidden,
            409: error.Conflict,
            413: error.NetworkError,
            429: error.RetryAfter,
            500: error.NetworkError,
        }[code]


@pytest.fixture(params=[Aiogram, TelegramBot])
async def client(request, simulator, monkeypatch) -> AsyncIterator[Any]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    made = request.param(simulator)
    yield made
    await made.close()


async def test_itself(client):
    me = await client.bot.get_me()
    assert (me.id, me.username, me.is_bot, me.can_join_groups) == (1, "sapa_bot", True, True)


async def test_a_message_with_entities_and_buttons(client, world, budi):
    sent = await client.bot.send_message(
        budi.id,
        "😀 Yth. Budi",
        entities=[client.entity(type="bold", offset=3, length=4)],
        reply_markup=client.markup(BUTTONS),
    )
    assert (sent.message_id, sent.chat.id, sent.text) == (2, budi.id, "😀 Yth. Budi")
    assert sent.reply_markup.inline_keyboard[0][1].copy_text.text == "1"
    assert (sent.entities[0].offset, sent.entities[0].length) == (3, 4)
    assert sent.date == world.now()


async def test_edit_delete_and_answer(client, world, budi):
    sent = await client.bot.send_message(budi.id, "Sudah?", reply_markup=client.markup(BUTTONS))
    query = world.press(budi.id, sent.message_id, "ya")
    assert await client.bot.answer_callback_query(query, text="Siap") is True
    edited = await client.bot.edit_message_text("Terima kasih", chat_id=budi.id, message_id=sent.message_id)
    assert (edited.text, edited.reply_markup) == ("Terima kasih", None)
    assert await client.bot.delete_message(budi.id, sent.message_id) is True


async def test_files_up_and_down(client, budi):
    sent = await client.bot.send_document(budi.id, client.file(b"%PDF-1", "surat.pdf"), caption="Surat")
    assert (sent.caption, sent.document.file_name, sent.document.file_size) == ("Surat", "surat.pdf", 6)
    assert await client.download(sent.document.file_id) == b"%PDF-1"
    photo = await client.bot.send_photo(budi.id, client.file(PNG, "grafik.png"))
    assert (photo.photo[-1].width, photo.photo[-1].height) == (320, 200)
    again = await client.bot.send_document(budi.id, sent.document.file_id)
    assert again.document.file_id == sent.document.file_id


async def test_every_kind_of_update_is_readable(client, world, budi):
    sent = await client.bot.send_message(budi.id, "Sudah?", reply_markup=client.markup(BUTTONS))
    world.start(budi.id, "undangan")
    world.share_contact(budi.id)
    world.send_location(budi.id, -6.2, 106.8)
    for kind in ("photo", "document", "voice", "video", "audio", "sticker"):
        world.send_file(budi.id, kind, PNG)
    world.press(budi.id, sent.message_id, "ya")
    typed = world.type_text(budi.id, "salah", reply_to=sent.message_id)["message"]
    world.edit_text(budi.id, typed["message_id"], "benar")
    world.block(budi.id, True)
    updates = await client.bot.get_updates()
    assert updates[0].message.text == "/start undangan"
    assert updates[1].message.contact.user_id == updates[1].message.from_user.id == budi.id
    assert [bool(update.message) for update in updates] == [True] * 9 + [False, True, False, False]
    assert updates[9].callback_query.message.message_id == sent.message_id
    assert updates[10].message.reply_to_message.text == "Sudah?"
    assert updates[11].edited_message.text == "benar"
    assert updates[12].my_chat_member.new_chat_member.status == "kicked"


async def test_commands_words_and_chat(client, budi):
    assert await client.bot.set_my_commands(
        [("menu", "Menu utama")]
        if isinstance(client, TelegramBot)
        else [client.types.BotCommand(command="menu", description="Menu utama")]
    )
    assert [command.command for command in await client.bot.get_my_commands()] == ["menu"]
    await client.bot.set_my_description("Menyapa koperasi")
    assert (await client.bot.get_my_description()).description == "Menyapa koperasi"
    assert (await client.bot.get_my_name()).name == "Sapa"
    chat = await client.bot.get_chat(budi.id)
    assert (chat.first_name, chat.type) == ("Budi", "private")


async def test_the_webhook_settings(client):
    assert await client.bot.set_webhook("http://127.0.0.1:9/telegram", secret_token="a", allowed_updates=["message"])
    info = await client.bot.get_webhook_info()
    assert (info.url, info.max_connections, list(info.allowed_updates)) == (
        "http://127.0.0.1:9/telegram",
        40,
        ["message"],
    )
    with pytest.raises(client.error(409)):
        await client.bot.get_updates()
    assert await client.bot.delete_webhook()


async def test_a_long_poll(client, world, budi):
    poll = asyncio.create_task(client.bot.get_updates(timeout=30))
    await asyncio.sleep(0.1)
    world.type_text(budi.id, "halo")
    async with asyncio.timeout(PATIENCE):
        assert (await poll)[0].message.text == "halo"


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Faults("throttle", retry_after=7), 429),
        (Faults("error"), 500),
        (Faults("revoked"), 401),
        (Faults("garbage"), None),
        (Faults("hang", seconds=0.01), None),
        (Faults("drop"), None),
    ],
)
async def test_trouble(client, world, budi, trouble, code):
    world.faults = trouble
    errors = client.error(code) if code else Exception
    with pytest.raises(errors) as raised:
        await client.bot.send_message(budi.id, "halo")
    if code == 429:
        assert raised.value.retry_after in (7, timedelta(seconds=7))
    assert (len(world.chat(budi.id)) == 2) is (trouble.mode == "hang")


async def test_people_who_cannot_be_reached(client, world, budi, siti):
    for person, words in ((siti, "can't initiate conversation"), (budi, "bot was blocked by the user")):
        world.block(budi.id, True)
        with pytest.raises(client.error(403), match=words):
            await client.bot.send_message(person.id, "halo")
    with pytest.raises(client.error(400), match=r"(?i)chat not found"):
        await client.bot.send_message(42, "halo")


async def test_what_python_telegram_bot_believes_about_floods():
    from telegram.constants import FloodLimit

    from bot.simulator import limits

    assert limits.ACCOUNT_RATE == FloodLimit.MESSAGES_PER_SECOND
    assert limits.CHAT_RATE == FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
    assert Limits().enabled
