"""What is set up at the Bot API once a start, and what an operator asks. Done with python-telegram-bot."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.errors import Misconfigured, Unreachable

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
READ_SECONDS = 20


@asynccontextmanager
async def _bot(token: str, api: str) -> AsyncIterator[Bot]:
    """The bot, known to exist. Raises Misconfigured for a token that Telegram refuses and Unreachable."""
    request, base = HTTPXRequest(read_timeout=READ_SECONDS), api.rstrip("/")
    bot = Bot(token, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=request)
    try:
        async with bot:
            yield bot
    except InvalidToken:
        raise Misconfigured("SAPA_TELEGRAM_TOKEN was refused by Telegram; ask BotFather for a new one.") from None
    except TelegramError as error:
        raise Unreachable(f"Telegram can't be reached: {type(error).__name__}") from error


async def prepare(
    token: str,
    api: str,
    *,
    commands: Mapping[str, Sequence[tuple[str, str]]],
    descriptions: Mapping[str, str],
    webhook: str = "",
    secret: str = "",
) -> str:
    """Make the bot's profile and way of delivery what this program needs; returns its username.

    Commands and descriptions are by language; the first language is also the default. Raises Misconfigured for a token
    that Telegram refuses and Unreachable when Telegram can't be asked now.
    """
    async with _bot(token, api) as bot:
        await _profile(bot, commands, descriptions)
        if webhook:
            await bot.set_webhook(webhook, secret_token=secret, allowed_updates=ALLOWED)
        else:
            await bot.delete_webhook()
        return bot.username


async def _profile(
    bot: Bot, commands: Mapping[str, Sequence[tuple[str, str]]], descriptions: Mapping[str, str]
) -> None:
    """Change only what differs: these calls have limits of their own."""
    for number, (language, listed) in enumerate(commands.items()):
        wanted = tuple(BotCommand(name, description) for name, description in listed)
        for code in ("", language) if number == 0 else (language,):
            if await bot.get_my_commands(language_code=code or None) != wanted:
                await bot.set_my_commands(wanted, language_code=code or None)
    for number, (language, description) in enumerate(descriptions.items()):
        for code in ("", language) if number == 0 else (language,):
            if (await bot.get_my_description(language_code=code or None)).description != description:
                await bot.set_my_description(description, language_code=code or None)


async def username(token: str, api: str) -> str:
    """The bot's username. Raises Misconfigured or Unreachable."""
    async with _bot(token, api) as bot:
        return bot.username


@dataclass(frozen=True, slots=True)
class Standing:
    """A bot as Telegram describes it. `webhook` is empty for one that polls; commands and descriptions by language."""

    username: str
    webhook: str
    error: str
    error_at: datetime | None
    pending: int
    allowed: tuple[str, ...]
    commands: Mapping[str, Sequence[tuple[str, str]]]
    descriptions: Mapping[str, str]

    @property
    def unheard(self) -> list[str]:
        """Kinds of update that we live on and Telegram was told not to deliver; none named means the usual ones."""
        return [kind for kind in ALLOWED if self.allowed and kind not in self.allowed]


async def look(token: str, api: str, languages: Sequence[str]) -> Standing:
    """What Telegram has of the bot; language "" is what people without one of ours see. Changes nothing.

    Raises Misconfigured for a token that Telegram refuses and Unreachable when Telegram can't be asked now.
    """
    commands: dict[str, Sequence[tuple[str, str]]] = {}
    descriptions: dict[str, str] = {}
    async with _bot(token, api) as bot:
        hook = await bot.get_webhook_info()
        for code in languages:
            known = await bot.get_my_commands(language_code=code or None)
            commands[code] = [(each.command, each.description) for each in known]
            descriptions[code] = (await bot.get_my_description(language_code=code or None)).description
        return Standing(
            bot.username,
            hook.url,
            hook.last_error_message or "",
            hook.last_error_date,
            hook.pending_update_count,
            tuple(hook.allowed_updates or ()),
            commands,
            descriptions,
        )
