"""The doctor at Telegram: token, way of delivery, what the bot's profile says."""

from collections.abc import AsyncIterator, Mapping, Sequence
from urllib.parse import urlsplit

from bot import texts
from bot.channels import telegram_admin
from bot.commands.findings import Finding, fine, look, out, wrong
from bot.errors import Unreachable
from bot.prepare import telegram_profile
from bot.settings import Settings

MANY_WAITING = 100
AGAIN = "`sapa run` sets it anew at every start"


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Everything about the bot. Raises Misconfigured for a refused token."""
    if not settings.telegram_token:
        yield out("Telegram", "is not set up (SAPA_TELEGRAM_TOKEN).")
        return
    try:
        stands = await telegram_admin.look(settings.telegram_token, settings.telegram_api, ["", *texts.LANGUAGES])
    except Unreachable as error:
        yield wrong("Telegram", f"{error}; look at the network and at SAPA_TELEGRAM_API.")
        return
    yield fine("Telegram bot", f"@{stands.username} answers.")
    yield _way_in(settings, stands)
    for each in _waiting(stands):
        yield each
    if stands.unheard:
        kinds = ", ".join(stands.unheard)
        yield wrong("Telegram updates", f"Telegram was told not to deliver {kinds}; {AGAIN}.")
    yield _profile(settings, stands)


def _way_in(settings: Settings, stands: telegram_admin.Standing) -> Finding:
    what, wanted = "Telegram way in", settings.telegram_webhook
    if stands.webhook == wanted:
        return fine(what, f"webhook at {_host(wanted)}." if wanted else "polling.")
    if not wanted:
        return wrong(
            what,
            f"a webhook at {_host(stands.webhook)} takes what people write, and the settings want polling; "
            "`sapa run` removes it, or set SAPA_TELEGRAM_WEBHOOK.",
        )
    if not stands.webhook:
        return wrong(what, f"no webhook is set, SAPA_TELEGRAM_WEBHOOK wants {_host(wanted)}; {AGAIN}.")
    return wrong(
        what,
        f"the webhook at {_host(stands.webhook)} is not the one of SAPA_TELEGRAM_WEBHOOK, {_host(wanted)}; {AGAIN}.",
    )


def _host(url: str) -> str:
    """Where a URL leads, without what only its owner should know."""
    parts = urlsplit(url)
    return f"{parts.hostname or '?'}{parts.path if parts.path == '/telegram' else ''}"


def _waiting(stands: telegram_admin.Standing) -> list[Finding]:
    """Trouble with deliveries; an old error stays on record at Telegram until the webhook is set anew."""
    what, count = "Telegram delivery", stands.pending
    if stands.error:
        at = f" at {stands.error_at:%Y-%m-%d %H:%M} UTC" if stands.error_at else ""
        told = f"Telegram says: {stands.error.rstrip('.')}{at}"
        if count:
            mend = "make SAPA_HTTP reachable under the webhook's address and see that `sapa run` is up"
            return [wrong(what, f"{told}, {count} updates wait; {mend}.")]
        return [look(what, f"{told}; everything has been taken since.")]
    if count >= MANY_WAITING:
        return [look(what, f"{count} updates wait; is `sapa run` up?")]
    return [fine(what, f"{count} updates wait.")]


def _profile(settings: Settings, stands: telegram_admin.Standing) -> Finding:
    commands, descriptions = _wanted(settings)
    differ = [
        f"{what} ({code or 'default'})"
        for what, ours, theirs in (
            ("commands", commands, stands.commands),
            ("description", descriptions, stands.descriptions),
        )
        for code in ours
        if ours[code] != theirs[code]
    ]
    if differ:
        return wrong("Telegram profile", f"not as this version has it: {', '.join(differ)}; {AGAIN}.")
    return fine("Telegram profile", f"commands and description in {', '.join(texts.LANGUAGES)}.")


def _wanted(settings: Settings) -> tuple[Mapping[str, Sequence[tuple[str, str]]], Mapping[str, str]]:
    """Commands and descriptions by language, as a start sets them; the source language is also the default."""
    commands, descriptions = telegram_profile(settings)
    return {"": commands[texts.SOURCE], **commands}, {"": descriptions[texts.SOURCE], **descriptions}
