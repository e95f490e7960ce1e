"""Environment → one frozen Settings. Half a configuration is refused in one plain sentence."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.clock import Clock
from bot.errors import Misconfigured

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WHATSAPP_WHERE = {
    "token": "the permanent access token of a system user, from Meta's business settings",
    "number_id": "the phone number's id (not the number itself), from the app's WhatsApp page",
    "account_id": "the id of the WhatsApp business account, from the same page",
    "secret": "the app secret, from the app's basic settings",
    "verify": "a word of your own choice that you also type where Meta asks for the verify token",
}
"""What WhatsApp needs, and where it is found."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who speaks."""

    name: str
    city: str
    address: str
    phone: str
    timezone: str


class Settings(BaseSettings):
    """Every variable the program reads; `docs/operations.md` explains each."""

    model_config = SettingsConfigDict(env_prefix="SAPA_", frozen=True, extra="ignore")

    database_url: str = "sqlite:///sapa.db"
    files: Path = Path("sapa-files")
    telegram_token: str = ""
    telegram_api: str = "https://api.telegram.org"
    telegram_webhook: str = ""
    telegram_secret: str = ""
    whatsapp_token: str = ""
    whatsapp_number_id: str = ""
    whatsapp_account_id: str = ""
    whatsapp_api: str = "https://graph.facebook.com/v26.0"
    whatsapp_secret: str = ""
    whatsapp_verify: str = ""
    whatsapp_rate: int = Field(default=80, ge=1, le=1000)
    http: str = "127.0.0.1:8080"
    sends_in_flight: int = Field(default=8, ge=1, le=500)
    office_name: str = "Dinas Koperasi dan UKM"
    office_city: str = "Kota Pekanbaru"
    office_address: str = ""
    office_phone: str = ""
    office_timezone: str = "Asia/Jakarta"
    clock: str = ""

    @property
    def office(self) -> Office:
        """The office's identity."""
        return Office(self.office_name, self.office_city, self.office_address, self.office_phone, self.office_timezone)

    @property
    def http_address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, _, port = self.http.rpartition(":")
        return host, int(port)

    def check(self) -> None:
        """Everything that can be known wrong before start. Raises Misconfigured."""
        if not re.fullmatch(r"[^:\s]+:\d{1,5}", self.http) or int(self.http.rpartition(":")[2]) > 65535:
            raise Misconfigured(f"SAPA_HTTP must be host:port such as 127.0.0.1:8080, not {self.http!r}.")
        try:
            ZoneInfo(self.office_timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Misconfigured(
                f"SAPA_OFFICE_TIMEZONE is no known zone: {self.office_timezone!r}; try Asia/Jakarta."
            ) from None
        if self.telegram_token and not TOKEN.fullmatch(self.telegram_token):
            raise Misconfigured(
                "SAPA_TELEGRAM_TOKEN doesn't look like a bot token (123456:ABC…); copy it from BotFather."
            )
        _check_url("SAPA_TELEGRAM_API", self.telegram_api)
        self._check_webhook()
        self._check_whatsapp()
        Clock.parse(self.clock)

    def _check_whatsapp(self) -> None:
        """All of it or nothing: half of WhatsApp would take messages that nobody can answer, or the other way."""
        _check_url("SAPA_WHATSAPP_API", self.whatsapp_api)
        given = {name: getattr(self, f"whatsapp_{name}") for name in WHATSAPP_WHERE}
        if not any(given.values()):
            return
        for name, value in given.items():
            if not value:
                raise Misconfigured(
                    f"SAPA_WHATSAPP_{name.upper()} is missing, while other WhatsApp settings are there: "
                    f"it is {WHATSAPP_WHERE[name]}."
                )
        for name in ("number_id", "account_id"):
            if not given[name].isdecimal():
                raise Misconfigured(f"SAPA_WHATSAPP_{name.upper()} must be digits only: {WHATSAPP_WHERE[name]}.")

    def _check_webhook(self) -> None:
        if self.telegram_secret and not SECRET.fullmatch(self.telegram_secret):
            raise Misconfigured("SAPA_TELEGRAM_SECRET may hold 1–256 letters, digits, _ and - only.")
        if not self.telegram_webhook:
            return
        _check_url("SAPA_TELEGRAM_WEBHOOK", self.telegram_webhook)
        if not urlsplit(self.telegram_webhook).path.endswith("/telegram"):
            raise Misconfigured("SAPA_TELEGRAM_WEBHOOK must be the full public URL and end in /telegram.")
        if not self.telegram_secret:
            raise Misconfigured(
                "SAPA_TELEGRAM_SECRET is missing: with SAPA_TELEGRAM_WEBHOOK set, anybody could post without it."
            )


def _check_url(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        usable = False
    if not usable:
        raise Misconfigured(f"{name} must be a URL that begins with http:// or https://, not {url!r}.")


def load() -> Settings:
    """The settings in the environment. Raises Misconfigured with one sentence naming the variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "SAPA_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Misconfigured(f"{name}: {first['msg'][0].lower()}{first['msg'][1:]} (got {first['input']!r}).") from None
    settings.check()
    return settings
