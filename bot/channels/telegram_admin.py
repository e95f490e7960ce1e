"""What is set up at the Bot API once a start: commands, description, webhook. Done with python-telegram-bot."""

from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot.errors import Misconfigured, Unreachable

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


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
    request = HTTPXRequest(read_timeout=20)
    base = api.rstrip("/")
    try:
        async with Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request) as bot:
            await _profile(bot, commands, descriptions)
            if webhook:
                await bot.set_webhook(webhook, secret_token=secret, allowed_updates=ALLOWED)
            else:
                await bot.delete_webhook()
            return bot.username
    except InvalidToken:
        raise Misconfigured("SAPA_TELEGRAM_TOKEN was refused by Telegram; ask BotFather for a new one.") from None
    except (NetworkError, TelegramError) as error:
        raise Unreachable(f"Telegram can't be reached: {type(error).__name__}") from error


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
    base = api.rstrip("/")
    try:
        async with Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
            return bot.username
    except InvalidToken:
        raise Misconfigured("SAPA_TELEGRAM_TOKEN was refused by Telegram; ask BotFather for a new one.") from None
    except TelegramError as error:
        raise Unreachable(f"Telegram can't be reached: {type(error).__name__}") from error
