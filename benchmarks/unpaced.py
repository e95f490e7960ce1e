"""`sapa run` without Telegram's 30 messages a second, behind which nothing of our own could be seen."""

import sys

import bot.app
from benchmarks.durable import UNLIMITED
from bot import cli
from bot.channels.telegram import Telegram

if __name__ == "__main__":
    bot.app.Telegram = lambda token, api: Telegram(token, api, UNLIMITED)  # type: ignore[assignment, misc]
    sys.argv[0] = "sapa"
    cli.main()
