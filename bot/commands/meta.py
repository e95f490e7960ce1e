"""Asking Meta on an operator's behalf, and saying in one sentence why that did not work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.whatsapp_graph import Graph
from bot.errors import Misconfigured, SapaError, SendError, Throttled
from bot.settings import Settings

REFUSED = ("0", "190")
FORBIDDEN = ("3", "10", "131005", *(str(code) for code in range(200, 300)))
UNKNOWN = "100"
NEEDED = "whatsapp_business_messaging and whatsapp_business_management"
NUMBER_SETTING, ACCOUNT_SETTING = "SAPA_WHATSAPP_NUMBER_ID", "SAPA_WHATSAPP_ACCOUNT_ID"


def account(settings: Settings) -> str:
    """The name of the WhatsApp account in the database."""
    return f"whatsapp:{settings.whatsapp_number_id}"


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Graph]:
    """The Graph API with the settings' token. Raises Misconfigured without one; what goes wrong is one sentence."""
    if not settings.whatsapp_token:
        raise Misconfigured("SAPA_WHATSAPP_TOKEN is missing: this command talks to Meta about your WhatsApp account.")
    desk = Graph(settings.whatsapp_api, settings.whatsapp_token)
    try:
        yield desk
    except SendError as error:
        raise SapaError(trouble(error, ACCOUNT_SETTING)) from None
    finally:
        await desk.close()


def code(error: SendError) -> str:
    """Meta's number for what went wrong; empty when it gave none."""
    number = str(error).partition(":")[0]
    return number if number.isdecimal() else ""


def trouble(error: SendError, asked_for: str) -> str:
    """What is wrong and how to mend it. `asked_for` is the setting that named what we asked about."""
    number = code(error)
    if number in REFUSED:
        return (
            f"SAPA_WHATSAPP_TOKEN was refused by Meta ({number}); make a new permanent token for a system user in "
            "Meta's business settings."
        )
    if number in FORBIDDEN:
        return f"SAPA_WHATSAPP_TOKEN may not do this ({number}); give its system user the permissions {NEEDED}."
    if number == UNKNOWN:
        return (
            f"Meta knows nothing under {asked_for} that this token may see; copy the id from the app's WhatsApp page "
            "and assign the account to the token's system user."
        )
    if isinstance(error, Throttled):
        return f"Meta asks to slow down ({error}); try again in an hour."
    if not number:
        return f"Meta gives no answer ({error}); look at the network and at SAPA_WHATSAPP_API."
    return f"Meta refused it ({error}); try again later, and look at the account in WhatsApp Manager if it stays so."
