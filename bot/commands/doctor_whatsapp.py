"""The doctor at Meta: token, number, way in, quality, templates."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from bot.channels import whatsapp_admin
from bot.channels.whatsapp_graph import Graph
from bot.commands import doctor_templates, doctor_usage, meta
from bot.commands.findings import Finding, fine, look, out, wrong
from bot.errors import SendError
from bot.messages import Json
from bot.settings import Settings
from db.session import Database

PATH = "/whatsapp"
CONNECTED = "CONNECTED"
NUMBERS: Mapping[str, str] = {
    "PENDING": "finish its registration in WhatsApp Manager",
    "UNVERIFIED": "verify it in WhatsApp Manager",
    "DISCONNECTED": "register it again in WhatsApp Manager",
    "FLAGGED": "people block or report it; send less, and only what was asked for",
    "RESTRICTED": "Meta lets it write to nobody first for a while; wait, and send only what was asked for",
    "RATE_LIMITED": "wait a day; its limit is used up",
    "BANNED": "appeal in WhatsApp Manager, or use another number",
}
"""What to do about a number that is not connected, by the status Meta gives."""


async def findings(settings: Settings, database: Database | None, now: datetime) -> AsyncIterator[Finding]:
    """Everything about the number and its account; a part that Meta refuses does not hide the others."""
    if not settings.whatsapp_token:
        yield out("WhatsApp", "is not set up (SAPA_WHATSAPP_TOKEN).")
        return
    round_ = Round(settings)
    try:
        async for each in round_.walk():
            yield each
    finally:
        await round_.close()
    async for each in doctor_usage.findings(settings, database, now, round_.facts):
        yield each


class Round:
    """One look at Meta. `facts` are the number's, once they are known."""

    def __init__(self, settings: Settings) -> None:
        self.facts: Mapping[str, Json] = {}
        self._number_id, self._account_id = settings.whatsapp_number_id, settings.whatsapp_account_id
        self._desk = Graph(settings.whatsapp_api, settings.whatsapp_token)

    async def walk(self) -> AsyncIterator[Finding]:
        """Part by part, until Meta does not answer at all."""
        parts = (
            ("WhatsApp number", meta.NUMBER_SETTING, self._number),
            ("WhatsApp account", meta.ACCOUNT_SETTING, self._account),
            ("WhatsApp templates", meta.ACCOUNT_SETTING, self._templates),
        )
        for what, setting, part in parts:
            try:
                for each in await part():
                    yield each
            except SendError as error:
                yield wrong(what, meta.trouble(error, setting))
                if meta.code(error) != meta.UNKNOWN:
                    yield out("WhatsApp", "the rest needs an answer of Meta's.")
                    return

    async def close(self) -> None:
        """Give connections back."""
        await self._desk.close()

    async def _number(self) -> list[Finding]:
        self.facts = await whatsapp_admin.number_facts(self._desk, self._number_id)
        address = await whatsapp_admin.callback(self._desk, self._number_id)
        token = fine("WhatsApp token", "is accepted by Meta.")
        return [token, _status(self.facts), _quality(str(self.facts["quality"])), _way_in(address)]

    async def _account(self) -> list[Finding]:
        if apps := await whatsapp_admin.listeners(self._desk, self._account_id):
            return [fine("WhatsApp account", f"tells {', '.join(apps)} what people write.")]
        mend = "subscribe your app to it: Meta's app settings, WhatsApp, Configuration"
        return [wrong("WhatsApp account", f"no app is subscribed, so nothing that people write arrives; {mend}.")]

    async def _templates(self) -> list[Finding]:
        return doctor_templates.findings(await whatsapp_admin.templates(self._desk, self._account_id))


def _status(facts: Mapping[str, Json]) -> Finding:
    status, number = facts["status"], f"+{facts['number']} ({facts['name']})"
    if status == CONNECTED:
        return fine("WhatsApp number", f"{number} is connected.")
    mend = NUMBERS.get(str(status), "look at it in WhatsApp Manager")
    return wrong("WhatsApp number", f"{number} is {status or 'in no known state'}, not {CONNECTED}: {mend}.")


def _quality(rating: str) -> Finding:
    what = "WhatsApp quality"
    if rating == "RED":
        return wrong(what, "RED: people block or report what is sent; stop announcements and look at the templates.")
    if rating == "YELLOW":
        return look(what, "YELLOW: some people block or report what is sent; send less for a week.")
    return fine(what, f"{rating}." if rating == "GREEN" else "is not rated yet.")


def _way_in(address: str) -> Finding:
    what, mend = "WhatsApp way in", f"the callback URL in Meta's app settings must lead here and end in {PATH}"
    if not address:
        return look(what, f"Meta names no callback URL; if nothing arrives: {mend}.")
    parts = urlsplit(address)
    if not parts.path.rstrip("/").endswith(PATH):
        return wrong(what, f"Meta posts to {parts.hostname}, but not to {PATH} there; {mend}.")
    return fine(what, f"Meta posts to {parts.hostname}{PATH}.")
