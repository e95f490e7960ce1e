"""One contestant in sending: Sapa's outbox, bare aiogram or bare aiohttp. Prints seconds and CPU as JSON."""

import asyncio
import gc
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp

from benchmarks.server import TOKEN
from bot.simulator.world import FIRST_PERSON_ID

WARM_UP = 300
TEXT = "Yth. Bapak/Ibu pengurus {number},\n\nDinas mengundang koperasi Saudara ke klinik bisnis, Kamis pukul 09.00."
BUTTONS = (("event.1.answer=yes", "Hadir"), ("event.1.answer=no", "Tidak hadir"))
START = datetime.fromisoformat("2027-01-12T09:00+07:00")

Send = Callable[[int], Awaitable[None]]


async def pooled(send: Send, count: int, width: int) -> None:
    """Send by `width` workers."""
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(work() for _ in range(width)))


async def aiogram(api: str, count: int, width: int, chats: int) -> dict[str, float]:
    """`Bot.send_message` as its documentation shows it; nothing is remembered."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

    row = [InlineKeyboardButton(text=label, callback_data=data) for data, label in BUTTONS]
    markup = InlineKeyboardMarkup(inline_keyboard=[row])
    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api))) as bot:

        async def send(number: int) -> None:
            text = TEXT.format(number=number)
            await bot.send_message(FIRST_PERSON_ID + number % chats, text, reply_markup=markup)

        await pooled(send, WARM_UP, width)
        return await measured(lambda: pooled(send, count, width), count)


async def bare(api: str, count: int, width: int, chats: int) -> dict[str, float]:
    """The same requests by the HTTP client alone: the ceiling."""
    markup = {"inline_keyboard": [[{"text": label, "callback_data": data} for data, label in BUTTONS]]}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(number: int) -> None:
            body = {"chat_id": FIRST_PERSON_ID + number % chats, "text": TEXT.format(number=number)}
            async with session.post(f"{api}/bot{TOKEN}/sendMessage", json={**body, "reply_markup": markup}) as answer:
                assert (await answer.json())["ok"]

        await pooled(send, WARM_UP, width)
        return await measured(lambda: pooled(send, count, width), count)


async def measured(work: Callable[[], Awaitable[None]], count: int) -> dict[str, float]:
    """Messages a second, and CPU of this process a message in milliseconds."""
    gc.collect()
    gc.freeze()
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    await work()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"rate": count / seconds, "cpu": cpu / count * 1000}


async def main(who: str, api: str, count: int, width: int, chats: int, url: str, guarded: bool) -> None:
    """Run one contestant."""
    if who == "aiogram":
        found = await aiogram(api, count, width, chats)
    elif who == "aiohttp":
        found = await bare(api, count, width, chats)
    else:
        from benchmarks import durable

        found = await durable.sends(api, count, width, chats, url, guarded=guarded)
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(**json.loads(sys.argv[1])))
