"""What is set up or asked at the platforms once a start. Trouble with one is waited out; the others go on."""

import structlog

from bot import texts
from bot.clock import Clock
from bot.settings import Settings
from db import accounts, templates
from db.session import Database
from handlers import ABILITIES

log = structlog.get_logger()


async def telegram(settings: Settings, database: Database, account: str, *, takes_posts: bool) -> None:
    """Commands, description and way of delivery at Telegram; the bot's name is kept for links.

    Raises Misconfigured for a token that Telegram refuses and Unreachable when Telegram can't be asked now.
    """
    from bot.channels import telegram_admin

    commands, descriptions = telegram_profile(settings)
    username = await telegram_admin.prepare(
        settings.telegram_token,
        settings.telegram_api,
        commands=commands,
        descriptions=descriptions,
        webhook=settings.telegram_webhook if takes_posts else "",
        secret=settings.telegram_secret,
    )
    async with database.transaction() as session:
        await accounts.learn(session, account, {"opens": f"https://t.me/{username}?start={{payload}}"})


def telegram_profile(settings: Settings) -> tuple[dict[str, list[tuple[str, str]]], dict[str, str]]:
    """Commands and description by language, the source first."""
    office = settings.office
    public = [name for name, command in ABILITIES.commands.items() if not command.staff]
    commands = {
        language: [(name, texts.words(f"command.{name}", language)) for name in public] for language in texts.LANGUAGES
    }
    descriptions = {
        language: texts.words("command.about", language).format(office=office.name, city=office.city)
        for language in texts.LANGUAGES
    }
    return commands, descriptions


async def whatsapp(settings: Settings, database: Database, clock: Clock, account: str) -> int:
    """The number's limits and the state of its templates are read and kept; how many templates. Raises SendError."""
    from bot.channels import whatsapp_admin
    from bot.channels.whatsapp_graph import Graph

    graph = Graph(settings.whatsapp_api, settings.whatsapp_token)
    try:
        facts = await whatsapp_admin.number_facts(graph, settings.whatsapp_number_id)
        listed = await whatsapp_admin.templates(graph, settings.whatsapp_account_id)
    finally:
        await graph.close()
    opens = f"https://wa.me/{facts['number']}?text={{text}}"
    async with database.transaction() as session:
        await accounts.learn(session, account, {**facts, "opens": opens})
        for each in listed:
            known = whatsapp_admin.template_facts(each)
            await templates.note(session, account, str(each["name"]), str(each["language"]), clock.now(), known)
    log.info("whatsapp_prepared", templates=len(listed), quality=facts["quality"])
    return len(listed)
