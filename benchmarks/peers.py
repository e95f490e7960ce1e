"""Clients that remember nothing: aiogram and pywa as their documentation shows them, and the HTTP client alone."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp

from benchmarks.towns import BUTTONS, NUMBER_ID, TEXT, TOKEN, WA_TOKEN, address, announced
from bot.channels import whatsapp_writing as writing
from bot.messages import Choice, Filled, Outgoing
from bot.simulator.world import FIRST_PERSON_ID

Send = Callable[[int, int], Awaitable[None]]
"""Sends the `number`-th message to one of so many chats."""
Opened = Callable[[str], AbstractAsyncContextManager[Send]]


@asynccontextmanager
async def aiogram(api: str) -> AsyncIterator[Send]:
    """`Bot.send_message`."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    row = [InlineKeyboardButton(text=label, callback_data=data) for data, label in BUTTONS]
    markup = InlineKeyboardMarkup(inline_keyboard=[row])
    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api))) as bot:

        async def send(number: int, chats: int) -> None:
            text = TEXT.format(number=number)
            await bot.send_message(FIRST_PERSON_ID + number % chats, text, reply_markup=markup)

        yield send


@asynccontextmanager
async def bare_telegram(api: str) -> AsyncIterator[Send]:
    """The same requests by aiohttp: the ceiling."""
    markup = {"inline_keyboard": [[{"text": label, "callback_data": data} for data, label in BUTTONS]]}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(number: int, chats: int) -> None:
            body = {"chat_id": FIRST_PERSON_ID + number % chats, "text": TEXT.format(number=number)}
            async with session.post(f"{api}/bot{TOKEN}/sendMessage", json={**body, "reply_markup": markup}) as answer:
                assert (await answer.json())["ok"]

        yield send


@asynccontextmanager
async def pywa(api: str) -> AsyncIterator[Send]:
    """`WhatsApp.send_message` of pywa_async."""
    from pywa.types import Button
    from pywa_async import WhatsApp

    client = WhatsApp(phone_id=NUMBER_ID, token=WA_TOKEN)
    client.api._session.base_url = api  # it has no setting for that
    buttons = [Button(title=label, callback_data=data) for data, label in BUTTONS]

    async def send(number: int, chats: int) -> None:
        to = address("whatsapp", number % chats).user
        await client.send_message(to, TEXT.format(number=number), buttons=buttons, tracker=str(number))

    yield send
    await client.api._session.aclose()


def bare_whatsapp(*, as_template: bool) -> Opened:
    """The Graph requests that Sapa makes, by aiohttp: the ceiling."""

    @asynccontextmanager
    async def opened(api: str) -> AsyncIterator[Send]:
        headers = {"Authorization": f"Bearer {WA_TOKEN}"}
        choices = tuple(Choice(*each) for each in BUTTONS)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:

            async def send(number: int, chats: int) -> None:
                template = Filled(**announced(number)) if as_template else None
                message = Outgoing(TEXT.format(number=number), choices, template=template)
                body = {**writing.recipient(address("whatsapp", number % chats)), **writing.body(message)}
                body["biz_opaque_callback_data"] = str(number)
                async with session.post(f"{api}/{NUMBER_ID}/messages", json=body) as answer:
                    assert (await answer.json())["messages"]

            yield send

    return opened


PEERS: Mapping[str, Opened] = {
    "aiogram": aiogram,
    "aiohttp telegram": bare_telegram,
    "pywa": pywa,
    "aiohttp whatsapp": bare_whatsapp(as_template=False),
    "aiohttp whatsapp template": bare_whatsapp(as_template=True),
}
