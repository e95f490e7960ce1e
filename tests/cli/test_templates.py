"""`sapa templates …` against a server that plays Meta's."""

from typing import Any

import pytest
import typer

from bot import texts
from bot.commands import templates
from bot.errors import Misconfigured, SapaError
from bot.texts.templates import written
from db import templates as table
from db.session import Database
from tests.cli.platforms import Platforms

COUNT = len(written()) * len(texts.LANGUAGES)
NEWS = ("news", "id")
ACCOUNT = "whatsapp:106540352242922"
FOREIGN = {
    "name": "hello_world",
    "language": "en_US",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Hello World"}],
}


async def push(*, dry_run: bool = False) -> int:
    """The exit code."""
    try:
        await templates.push(dry_run=dry_run)
    except typer.Exit as left:
        return left.exit_code
    return 0


async def kept(office: Platforms) -> dict[tuple[str, str], tuple[str, str]]:
    """Status and category by name and language, as the database has them."""
    database = Database(office.settings["database_url"])
    async with database.reading() as session:
        found = await table.everything(session, ACCOUNT)
    await database.close()
    return {(each.name, each.language): (each.status, each.category) for each in found}


def at_meta(office: Platforms, key: tuple[str, str] = NEWS) -> Any:
    found = office.whatsapp.templates.find(*key)
    assert found is not None
    return found


# Push.


async def test_everything_missing_is_created_once(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    assert await push() == 0
    said = capsys.readouterr().out
    assert "news (id): created\n" in said
    assert f"{COUNT} templates: {COUNT} created, 0 edited, 0 unchanged, 0 not pushed.\n" in said
    assert "news (id): new, PENDING as UTILITY\n" in said
    news = at_meta(office)
    assert news.components == [
        {
            "type": "BODY",
            "text": written()["news"].body("id"),
            "example": {"body_text": [["Rahmat Darwis", "Dinas Koperasi dan UKM"]]},
        },
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Baca"}]},
    ]
    assert at_meta(office, ("news", "en")).part("BUTTONS")["buttons"][0]["text"] == "Read"
    assert set((await kept(office)).values()) == {("PENDING", "UTILITY")}

    before = [(each.id, each.components) for each in office.whatsapp.templates]
    assert await push() == 0
    said = capsys.readouterr().out
    assert said == (
        f"{COUNT} templates: 0 created, 0 edited, {COUNT} unchanged, 0 not pushed.\nNothing has changed at Meta.\n"
    )
    assert [(each.id, each.components) for each in office.whatsapp.templates] == before


async def test_a_dry_run_only_tells(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    assert await push(dry_run=True) == 0
    said = capsys.readouterr().out
    assert "news (id): would be created\n" in said
    assert "Dry run, nothing was changed: " in said
    assert list(office.whatsapp.templates) == []
    assert await kept(office) == {}


def reworded(template: Any) -> None:
    template.components[0]["text"] = "Yth. Bapak/Ibu {{1}}, silakan menghubungi {{2}} pada jam kerja."


def relabelled(template: Any) -> None:
    template.components[1]["buttons"] = [{"type": "QUICK_REPLY", "text": "Buka"}]


def unbuttoned(template: Any) -> None:
    del template.components[1]


def with_footer(template: Any) -> None:
    template.components.append({"type": "FOOTER", "text": "Dinas"})


def marketing(template: Any) -> None:
    template.category = "MARKETING"


EDITS = [
    ("other words", "APPROVED", [reworded], "edited, body differed"),
    ("another label", "APPROVED", [relabelled], "edited, buttons differed"),
    ("no button", "REJECTED", [unbuttoned], "edited, buttons differed"),
    ("a footer that we have not written", "PAUSED", [with_footer], "edited, footer differed"),
    ("another category of a rejected one", "REJECTED", [marketing], "edited, category differed"),
    ("words and category of a paused one", "PAUSED", [reworded, marketing], "edited, body and category differed"),
]


@pytest.mark.parametrize(("label", "status", "changes", "says"), EDITS, ids=[row[0] for row in EDITS])
async def test_what_differs_is_edited(
    office: Platforms, capsys: pytest.CaptureFixture[str], label: str, status: str, changes: list[Any], says: str
) -> None:
    await push()
    news = at_meta(office)
    for change in changes:
        change(news)
    news.status = status
    capsys.readouterr()
    assert await push(dry_run=True) == 0
    assert f"news (id): would be {says}\n" in capsys.readouterr().out
    assert await push() == 0
    assert f"news (id): {says}\n" in (said := capsys.readouterr().out)
    assert f"0 created, 1 edited, {COUNT - 1} unchanged" in said
    assert (news.part("BODY")["text"], news.category) == (written()["news"].body("id"), "UTILITY")
    assert [each["type"] for each in news.components] == ["BODY", "BUTTONS"]
    await push()
    assert f"0 edited, {COUNT} unchanged" in capsys.readouterr().out


KEPT = [
    ("one under review", "PENDING", [reworded], "body differed, and Meta takes no edit while it is PENDING"),
    ("a disabled one", "DISABLED", [reworded], "body differed, and Meta takes no edit while it is DISABLED"),
    ("the category of an approved one", "APPROVED", [marketing], "Meta counts it as MARKETING and keeps the category"),
]


@pytest.mark.parametrize(("label", "status", "changes", "says"), KEPT, ids=[row[0] for row in KEPT])
async def test_what_meta_takes_no_edit_of_is_named(
    office: Platforms, capsys: pytest.CaptureFixture[str], label: str, status: str, changes: list[Any], says: str
) -> None:
    await push()
    news = at_meta(office)
    for change in changes:
        change(news)
    news.status = status
    before = (news.part("BODY")["text"], news.category)
    assert await push() == 1
    assert f"news (id): not pushed, {says}" in capsys.readouterr().err
    assert (news.part("BODY")["text"], news.category) == before


async def test_words_of_an_approved_one_are_edited_without_its_category(office: Platforms) -> None:
    await push()
    news = at_meta(office)
    reworded(news)
    marketing(news)
    news.status = "APPROVED"
    assert await push() == 0
    assert (news.part("BODY")["text"], news.category) == (written()["news"].body("id"), "MARKETING")


async def test_what_meta_refuses_is_named_with_its_reason(
    office: Platforms, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(230):
        office.whatsapp.templates.create({**FOREIGN, "name": f"filler_{number}"})
    assert await push() == 1
    out, err = capsys.readouterr()
    refused = [line for line in err.splitlines() if "not pushed" in line]
    assert len(refused) == COUNT - 20
    assert refused[0].endswith("not pushed, Meta says: the account has 250 templates already (100)")
    assert f"20 created, 0 edited, 0 unchanged, {COUNT - 20} not pushed" in out
    assert len([key for key in await kept(office) if not key[0].startswith("filler")]) == 20


TROUBLE = [
    ("the token is refused", {"SAPA_WHATSAPP_TOKEN": "other"}, "SAPA_WHATSAPP_TOKEN was refused by Meta (190)"),
    ("no such account", {"SAPA_WHATSAPP_ACCOUNT_ID": "1"}, "nothing under SAPA_WHATSAPP_ACCOUNT_ID"),
    ("nobody there", {"SAPA_WHATSAPP_API": "http://127.0.0.1:9/v26.0"}, "Meta gives no answer"),
]


@pytest.mark.parametrize("deed", [templates.show, templates.sync, push], ids=["list", "sync", "push"])
@pytest.mark.parametrize(("label", "settings", "says"), TROUBLE, ids=[row[0] for row in TROUBLE])
async def test_trouble_with_meta_is_one_sentence(
    office: Platforms, monkeypatch: pytest.MonkeyPatch, label: str, settings: dict[str, str], says: str, deed: Any
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SapaError, match=r".*") as refused:
        await deed()
    assert says in str(refused.value)


async def test_without_whatsapp_there_is_nobody_to_ask(office: Platforms, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in office.environment() if "WHATSAPP" in each]:
        monkeypatch.delenv(name)
    with pytest.raises(Misconfigured, match="SAPA_WHATSAPP_TOKEN is missing"):
        await templates.show()


# Sync.
