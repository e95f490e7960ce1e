"""`sapa run` without the platforms' limits, behind which nothing of our own could be seen."""

import sys

import bot.app
from benchmarks import durable
from bot import cli
from bot.channel import Channel
from bot.settings import Settings


def telegram(settings: Settings) -> Channel | None:
    """In place of the paced one; imported only where it is used, like that."""
    return durable.telegram(settings.telegram_token, settings.telegram_api) if settings.telegram_token else None


def whatsapp(settings: Settings) -> Channel | None:
    """In place of the paced one."""
    wanted = (settings.whatsapp_token, settings.whatsapp_number_id, settings.whatsapp_account_id, settings.whatsapp_api)
    return durable.whatsapp(*wanted) if settings.whatsapp_token else None


if __name__ == "__main__":
    bot.app._telegram, bot.app._whatsapp = telegram, whatsapp  # type: ignore[assignment]
    sys.argv[0] = "sapa"
    cli.main()
