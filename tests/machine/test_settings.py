"""A configuration that can't work is refused in one sentence that names the variable."""

from collections.abc import Mapping

import pytest

from bot import settings
from bot.errors import Misconfigured

TOKEN = {"SAPA_TELEGRAM_TOKEN": "123456:ABC-def"}
HOOK = {"SAPA_TELEGRAM_WEBHOOK": "https://sapa.example.org/telegram", "SAPA_TELEGRAM_SECRET": "s3cret"}

REFUSED: Mapping[str, tuple[dict[str, str], str]] = {
    "no port": ({"SAPA_HTTP": "127.0.0.1"}, "SAPA_HTTP"),
    "a port that is none": ({"SAPA_HTTP": "127.0.0.1:http"}, "SAPA_HTTP"),
    "a port beyond the last": ({"SAPA_HTTP": "127.0.0.1:65536"}, "SAPA_HTTP"),
    "no host": ({"SAPA_HTTP": ":8080"}, "SAPA_HTTP"),
    "a zone nobody knows": ({"SAPA_OFFICE_TIMEZONE": "Asia/Pekanbaru"}, "SAPA_OFFICE_TIMEZONE"),
    "a zone that is a folder": ({"SAPA_OFFICE_TIMEZONE": "America"}, "SAPA_OFFICE_TIMEZONE"),
    "a zone that climbs out": ({"SAPA_OFFICE_TIMEZONE": "../etc/passwd"}, "SAPA_OFFICE_TIMEZONE"),
    "an empty zone": ({"SAPA_OFFICE_TIMEZONE": ""}, "SAPA_OFFICE_TIMEZONE"),
    "half a token": ({"SAPA_TELEGRAM_TOKEN": "ABC-def"}, "SAPA_TELEGRAM_TOKEN"),
    "a token with a blank": ({"SAPA_TELEGRAM_TOKEN": "123456:ABC def"}, "SAPA_TELEGRAM_TOKEN"),
    "a token with its line end": ({"SAPA_TELEGRAM_TOKEN": "123456:ABC-def\n"}, "SAPA_TELEGRAM_TOKEN"),
    "an API without http": ({"SAPA_TELEGRAM_API": "api.telegram.org"}, "SAPA_TELEGRAM_API"),
    "an API by another protocol": ({"SAPA_TELEGRAM_API": "ftp://api.telegram.org"}, "SAPA_TELEGRAM_API"),
    "an API without a host": ({"SAPA_TELEGRAM_API": "https://"}, "SAPA_TELEGRAM_API"),
    "an API that is no URL at all": ({"SAPA_TELEGRAM_API": "http://[::1"}, "SAPA_TELEGRAM_API"),
    "a webhook without a scheme": ({**HOOK, "SAPA_TELEGRAM_WEBHOOK": "x.org/telegram"}, "SAPA_TELEGRAM_WEBHOOK"),
    "a webhook elsewhere": ({**HOOK, "SAPA_TELEGRAM_WEBHOOK": "https://x.org/bot"}, "SAPA_TELEGRAM_WEBHOOK"),
    "a webhook without a secret": ({**HOOK, "SAPA_TELEGRAM_SECRET": ""}, "SAPA_TELEGRAM_SECRET"),
    "a secret with a blank": ({"SAPA_TELEGRAM_SECRET": "s3 cret"}, "SAPA_TELEGRAM_SECRET"),
    "a secret with its line end": ({"SAPA_TELEGRAM_SECRET": "s3cret\n"}, "SAPA_TELEGRAM_SECRET"),
    "a secret too long": ({"SAPA_TELEGRAM_SECRET": "x" * 257}, "SAPA_TELEGRAM_SECRET"),
    "a clock without its anchor": ({"SAPA_CLOCK": "2027-03-01T08:30+07:00"}, "SAPA_CLOCK"),
    "no request in flight": ({"SAPA_SENDS_IN_FLIGHT": "0"}, "SAPA_SENDS_IN_FLIGHT"),
    "too many in flight": ({"SAPA_SENDS_IN_FLIGHT": "501"}, "SAPA_SENDS_IN_FLIGHT"),
    "a number in words": ({"SAPA_SENDS_IN_FLIGHT": "delapan"}, "SAPA_SENDS_IN_FLIGHT"),
}

TAKEN = {
    "nothing at all": {},
    "polling": TOKEN,
    "a webhook": {**TOKEN, **HOOK},
    "every interface": {"SAPA_HTTP": "0.0.0.0:80"},
    "another zone": {"SAPA_OFFICE_TIMEZONE": "Asia/Jayapura"},
    "a rehearsal": {"SAPA_CLOCK": "2027-03-01T08:30+07:00@2026-11-24T09:00Z*60"},
    "a variable of a later version": {"SAPA_SOMETHING_ELSE": "1"},
}


def read(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> settings.Settings:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"SAPA_{name}".upper(), raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return settings.load()


@pytest.mark.parametrize(("variables", "named"), REFUSED.values(), ids=REFUSED)
def test_refused(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        read(monkeypatch, variables)
    sentence = str(refusal.value)
    assert sentence.startswith(named) and sentence.endswith(".")
    assert "\n" not in sentence and "s3cret" not in sentence and "ABC" not in sentence.replace("ABC…", "")


@pytest.mark.parametrize("variables", TAKEN.values(), ids=TAKEN)
def test_taken(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    found = read(monkeypatch, variables)
    assert found.http_address[1] in (8080, 80)
    assert found.office.city == "Kota Pekanbaru"
