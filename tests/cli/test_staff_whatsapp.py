"""`sapa staff add` where WhatsApp is a channel."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.commands import people
from bot.errors import SapaError
from bot.messages import Address
from bot.simulator.faults import Mode
from db import people as table
from db import staff
from db.session import Database
from tests.cli.platforms import Platforms

ACCOUNT = "whatsapp:106540352242922"


async def add(name: str = "Yandri", **more: str) -> None:
    await people.add(name, "field_officer", [], **more)


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "081234567890"])
async def test_a_number_is_bound_at_once(office: Platforms, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    await add(whatsapp=typed)
    said = capsys.readouterr().out
    assert said == "Yandri is bound to WhatsApp number +6281234567890; they must write to the office's number once.\n"
    database = Database(office.settings["database_url"])
    async with database.reading() as session:
        identity = await table.find_identity(session, Address(ACCOUNT, "6281234567890"))
        assert identity is not None
        member = await staff.of_person(session, identity.person_id)
    await database.close()
    assert member is not None
    assert (member.name, identity.phone, identity.wrote_at) == ("Yandri", "+6281234567890", None)


REFUSED: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    ("no number", {"whatsapp": "hello"}, {}, "--whatsapp takes a phone number"),
    ("both channels", {"whatsapp": "081234567890", "telegram": "5"}, {}, "don't go together"),
    ("no WhatsApp", {"whatsapp": "081234567890"}, {"whatsapp": ""}, "--whatsapp needs the SAPA_WHATSAPP_"),
    ("no Telegram", {"telegram": "5"}, {"telegram": ""}, "--telegram needs SAPA_TELEGRAM_TOKEN"),
]


def without(monkeypatch: pytest.MonkeyPatch, office: Platforms, platform: str) -> None:
    for name in office.environment():
        if name.startswith(f"SAPA_{platform.upper()}_"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(("label", "given", "missing", "says"), REFUSED, ids=[row[0] for row in REFUSED])
async def test_what_can_not_be_bound_is_one_sentence(
    office: Platforms,
    monkeypatch: pytest.MonkeyPatch,
    label: str,
    given: dict[str, str],
    missing: dict[str, str],
    says: str,
) -> None:
    for platform in missing:
        without(monkeypatch, office, platform)
    with pytest.raises(SapaError) as refused:
        await add(**given)
    assert says in str(refused.value)
    assert await members(office) == []


async def members(office: Platforms) -> list[str]:
    database = Database(office.settings["database_url"])
    async with database.reading() as session:
        found = [each.name for each, _ in await staff.everyone(session)]
    await database.close()
    return found


@pytest.mark.parametrize("given", [{"whatsapp": "081234567890"}, {"telegram": "55"}], ids=["whatsapp", "telegram"])
async def test_a_seat_belongs_to_one_member(office: Platforms, given: dict[str, str]) -> None:
    await add(**given)
    with pytest.raises(SapaError, match=r"belongs to Yandri already, number 1 of"):
        await add("Somebody else", **given)
    assert await members(office) == ["Yandri"]


async def test_an_invitation_names_every_channel(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    await add()
    head, telegram, whatsapp = capsys.readouterr().out.splitlines()
    assert head == "Yandri opens one of these once, within 7 days:"
    code = telegram.removeprefix("  Telegram: https://t.me/sapa_bot?start=staff_")
    assert whatsapp == f"  WhatsApp: https://wa.me/62761000000?text=STAF%20{code}"
    (line,) = parse_qs(urlsplit(whatsapp.split()[-1]).query)["text"]
    database = Database(office.settings["database_url"])
    async with database.transaction() as session:
        person, _ = await table.heard(session, Address(ACCOUNT, "62811"), "Yandri", datetime.now(UTC))
        assert await staff.redeem(session, line.removeprefix("STAF "), person.id, datetime.now(UTC)) is not None
    await database.close()


async def test_with_one_channel_there_is_one_link(
    office: Platforms, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without(monkeypatch, office, "telegram")
    await add()
    head, link = capsys.readouterr().out.splitlines()
    assert head == "Yandri opens this once, within 7 days:"
    assert link.startswith("  https://wa.me/62761000000?text=STAF%20")


@pytest.mark.parametrize(("mode", "says"), [("down", "Meta gives no answer"), ("revoked", "was refused by Meta")])
async def test_platforms_that_can_not_be_asked_leave_the_line_to_type(
    office: Platforms, capsys: pytest.CaptureFixture[str], mode: Mode, says: str
) -> None:
    office.telegram.faults.mode = office.whatsapp.faults.mode = mode
    await add()
    out, err = capsys.readouterr()
    _, telegram, whatsapp = out.splitlines()
    assert telegram.startswith("  Telegram: /start staff_")
    assert whatsapp.startswith("  WhatsApp: STAF ")
    assert len(err.splitlines()) == 2 and says in err
