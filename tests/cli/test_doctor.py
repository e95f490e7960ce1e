"""`sapa doctor`: one thing wrong is one line, which says how to mend it."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.commands import doctor
from bot.commands.findings import Finding
from db import accounts, migrate
from db.session import Database
from tests.cli.breaking import (
    ACCOUNT,
    NEWS,
    Break,
    at_meta,
    at_telegram,
    down,
    other_words,
    pending,
    refuses_posts,
    sent,
    sql,
    template,
    trouble,
)
from tests.cli.platforms import APP_SECRET, TELEGRAM_TOKEN, WHATSAPP_TOKEN, Platforms, add_admin, playing


@pytest.fixture
async def office(tmp_path: Path, migrated: Path) -> AsyncIterator[Platforms]:
    """An office in which everything is right."""
    async with playing(tmp_path, migrated) as played:
        await played.begin()
        yield played


async def found(office: Platforms, **changed: str) -> list[Finding]:
    return [each async for each in doctor.findings(office.read(**changed))]


def lines(findings: list[Finding], *states: str) -> list[str]:
    return [f"{each.what}: {each.fact}" for each in findings if each.state in states]


WEBHOOK = {"telegram_webhook": "https://sapa.example/telegram", "telegram_secret": "hush-hush"}
NOTHING = at_meta()
WRONG: list[tuple[str, Break, dict[str, str], str]] = [
    ("no channel at all", NOTHING, {"telegram_token": "", "whatsapp_token": ""}, "Settings: no channel is set up"),
    ("the database has another schema", sql("UPDATE alembic_version SET version_num = '0001'"), {}, "`sapa migrate`"),
    ("a table is gone", sql("DROP TABLE accounts"), {}, "takes no writes"),
    ("the database is not there yet", NOTHING, {"database_url": "sqlite:////tmp/none.db"}, "no /tmp/none.db yet"),
    ("its folder is not there", NOTHING, {"database_url": "sqlite:////no/such/x.db"}, "there is no folder /no/such"),
    ("it is no database", NOTHING, {"database_url": f"sqlite:///{__file__}"}, "SAPA_DATABASE_URL can't be used: file"),
    ("its server is away", NOTHING, {"database_url": "postgresql://a:pw12345@127.0.0.1:1/x"}, "can't be opened: conn"),
    ("its address is none", NOTHING, {"database_url": "nonsense"}, "SAPA_DATABASE_URL"),
    ("Telegram refuses the token", NOTHING, {"telegram_token": "77:other-token"}, "SAPA_TELEGRAM_TOKEN was refused"),
    ("the token was revoked", trouble("telegram", "revoked"), {}, "ask BotFather for a new one"),
    ("Telegram hangs up", trouble("telegram", "down"), {}, "Telegram: Telegram can't be reached"),
    ("nobody is at the Bot API", NOTHING, {"telegram_api": "http://127.0.0.1:9"}, "Telegram can't be reached"),
    (
        "a webhook takes what the poller waits for",
        at_telegram(lambda bot: bot.set_webhook("https://other.example/hook-s3cr3t")),
        {},
        "a webhook at other.example takes what people write",
    ),
    (
        "the webhook is not set",
        NOTHING,
        WEBHOOK,
        "no webhook is set, SAPA_TELEGRAM_WEBHOOK wants sapa.example/telegram",
    ),
    (
        "the webhook leads elsewhere",
        at_telegram(lambda bot: bot.set_webhook("https://old.example/telegram")),
        WEBHOOK,
        "the webhook at old.example/telegram is not the one",
    ),
    (
        "a kind of update is not delivered",
        at_telegram(lambda bot: bot.get_updates(allowed_updates=["message", "edited_message", "my_chat_member"])),
        {},
        "told not to deliver callback_query",
    ),
    (
        "the commands are gone",
        at_telegram(lambda bot: bot.delete_my_commands(language_code="en")),
        {},
        "not as this version has it: commands (en)",
    ),
    (
        "the description is another office's",
        at_telegram(lambda bot: bot.set_my_description("Halo", language_code="id")),
        {},
        "description (id)",
    ),
    ("the office has moved", NOTHING, {"office_city": "Kota Dumai"}, "description (default), description (id), descr"),
    ("Meta refuses the token", NOTHING, {"whatsapp_token": "another-token"}, "SAPA_WHATSAPP_TOKEN was refused by Meta"),
    ("Meta's token has expired", trouble("whatsapp", "revoked"), {}, "make a new permanent token"),
    ("Meta hangs up", trouble("whatsapp", "down"), {}, "WhatsApp number: Meta gives no answer"),
    ("nobody is at the Graph API", NOTHING, {"whatsapp_api": "http://127.0.0.1:9/v26.0"}, "look at the network"),
    ("Meta's API is something else", at_meta(), {"whatsapp_api": "{telegram_api}/v26"}, "Meta gives no answer (unread"),
    ("there is no such number", NOTHING, {"whatsapp_number_id": "1"}, "nothing under SAPA_WHATSAPP_NUMBER_ID"),
    ("the number is banned", at_meta(number_status="BANNED"), {}, "BANNED, not CONNECTED: appeal"),
    ("the number is in an unheard-of state", at_meta(number_status="ASLEEP"), {}, "ASLEEP, not CONNECTED: look at it"),
    ("people complain", at_meta(quality="RED"), {}, "WhatsApp quality: RED"),
    ("no app listens", at_meta(subscribed=False), {}, "no app is subscribed"),
    ("Meta posts elsewhere", at_meta(webhook="https://sapa.example/hook"), {}, "sapa.example, but not to /whatsapp"),
    (
        "a template is missing",
        lambda o: o.whatsapp.templates.delete("news"),
        {},
        "missing at Meta; run `sapa templates ",
    ),
    ("a template was rejected", template("reject", "INVALID_FORMAT"), {}, "news (id) was rejected (INVALID_FORMAT)"),
    ("a template is paused", template("pause"), {}, "news (id) is paused"),
    ("a template is disabled", template("disable"), {}, "news (id) is disabled"),
    ("Meta finds it is marketing", template("recategorise", "MARKETING"), {}, "news (id) is MARKETING at Meta"),
    ("Telegram's sender is down", down("telegram:77", "Unauthorized"), {}, "Telegram sender: nothing has left since"),
    ("no admin is active", sql("UPDATE staff SET suspended_at = created_at"), {}, "Admins: none is active"),
    ("WhatsApp's sender is down", down(ACCOUNT, "131042: payment is not in order"), {}, "(131042: payment is not in"),
]
LOOK: list[tuple[str, Break, dict[str, str], str]] = [
    (
        "the clock is rehearsed",
        NOTHING,
        {"clock": "2027-03-01T08:30+07:00@{real}"},
        "Clock: is rehearsed, at 2027-03-01",
    ),
    ("the quality falls", at_meta(quality="YELLOW"), {}, "WhatsApp quality: YELLOW"),
    ("Meta names no address", at_meta(webhook=""), {}, "Meta names no callback URL"),
    ("templates wait", pending, {}, "PENDING: Meta has not decided yet: news (id, en)"),
    ("a template is not liked", template("rate", "RED"), {}, "news (id) has quality RED"),
    ("other words at Meta", other_words, {}, "other words at Meta than here; run `sapa templates push`: news (id)"),
    ("little reach is left", sent(230, template="news"), {}, "230 people were written to first in the last 24 hours"),
    ("no reach is left", sent(260, template="news"), {}, "0 left; the next ones wait"),
    ("few free answers are left", sent(950, category="service"), {}, "950 of 1000 free answers used"),
    ("answers cost", sent(1003, category="service", billable=True), {}, "billed: 1003 service; each further answer"),
]


def at_once(rows: list[tuple[str, Break, dict[str, str], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("label", "change", "settings", "says"), rows, ids=[row[0] for row in rows])


async def changed(office: Platforms, change: Break, settings: dict[str, str]) -> list[Finding]:
    if inspect.isawaitable(waiting := change(office)):
        await waiting
    real = datetime.now(UTC).isoformat()
    filled = {name: value.format(**office.settings, real=real) for name, value in settings.items()}
    return await found(office, **filled)


@pytest.mark.slow
@at_once(WRONG)
async def test_one_thing_wrong_is_one_line(
    office: Platforms, label: str, change: Break, settings: dict[str, str], says: str
) -> None:
    findings = await changed(office, change, settings)
    told = lines(findings, "wrong")
    assert len(told) == 1, told
    assert says in told[0]
    assert told[0].endswith(".") and "\n" not in told[0]


@pytest.mark.slow
@at_once(LOOK)
async def test_what_works_and_deserves_a_look_is_not_wrong(
    office: Platforms, label: str, change: Break, settings: dict[str, str], says: str
) -> None:
    findings = await changed(office, change, settings)
    assert lines(findings, "wrong") == []
    told = lines(findings, "look")
    assert (len(told), says in told[0]) == (1, True), told


async def test_an_office_in_order(office: Platforms) -> None:
    for each in (sent(12, template="news", category="utility", billable=True), sent(3, category="service")):
        await changed(office, each, {})
    findings = await found(office)
    assert {each.state for each in findings} == {"fine"}
    told = lines(findings, "fine")
    for says in (
        "Database: SQLite answers",
        "Telegram bot: @sapa_bot answers.",
        "Telegram way in: polling.",
        "WhatsApp number: +62761000000 (Sapa) is connected.",
        "Admins: 1 can act in the chat.",
        "WhatsApp way in: Meta posts to sapa.example/whatsapp.",
        "WhatsApp templates: 58 of 58 are approved.",
        "WhatsApp reach: 12 people were written to first in the last 24 hours, of 250 that Meta allows: 238 left.",
        f"WhatsApp month: 3 of 1000 free answers used in {datetime.now(UTC) + timedelta(hours=7):%Y-%m}, 997 left; "
        "billed: 12 utility.",
    ):
        assert any(each.startswith(says) for each in told), (says, told)


async def test_it_looks_into_either_kind_of_database(office: Platforms, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "sapa.db").unlink()
    (told,) = lines(await found(office, database_url=database_url), "wrong")
    assert told.startswith("Database: SAPA_DATABASE_URL: ") and "run `sapa migrate`" in told
    database = Database(database_url)
    await migrate.upgrade(database)
    await add_admin(database)
    await database.close()
    assert lines(await found(office, database_url=database_url), "wrong", "look", "out") == []


@pytest.mark.parametrize("answer", [[], {"ok": True, "result": []}, {"ok": True, "result": {"id": {}}}, "x", None])
async def test_answers_that_make_no_sense_are_a_line_each(office: Platforms, answer: object) -> None:
    async def say(_request: web.Request) -> web.Response:
        return web.json_response(answer)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", say)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there = "http://{}:{}".format(*runner.addresses[0][:2])
    told = lines(await found(office, telegram_api=there, whatsapp_api=there), "wrong")
    await runner.cleanup()
    assert {each.partition(":")[0].partition(" ")[0] for each in told} == {"Telegram", "WhatsApp"}, told


async def test_posts_that_nobody_takes_are_told_with_telegrams_words(office: Platforms) -> None:
    await refuses_posts(office)
    told = lines(await found(office, telegram_webhook="http://127.0.0.1:9/telegram", telegram_secret="s"), "wrong")
    assert any("Telegram says: Connection refused" in each and "1 updates wait" in each for each in told), told
    assert any("told not to deliver edited_message, callback_query, my_chat_member" in each for each in told)


async def test_an_unlimited_number_has_no_quota_to_watch(office: Platforms) -> None:
    office.whatsapp.tier = "TIER_UNLIMITED"
    assert any("Meta sets no limit" in each for each in lines(await found(office), "fine"))


async def test_one_wrong_id_does_not_hide_the_rest(office: Platforms) -> None:
    told = lines(await found(office, whatsapp_account_id="1", database_url="nonsense"), "wrong")
    assert [each.partition(":")[0] for each in told] == ["Database", "WhatsApp account", "WhatsApp templates"]
    assert any("250" not in each for each in told)


@pytest.mark.parametrize(
    ("missing", "leaves_out"),
    [("telegram_token", "Telegram: is not set up"), ("whatsapp_token", "WhatsApp: is not set up")],
)
async def test_a_platform_that_is_not_set_up_is_left_out(office: Platforms, missing: str, leaves_out: str) -> None:
    findings = await found(office, **{missing: ""})
    assert lines(findings, "wrong", "look") == []
    (line,) = lines(findings, "out")
    assert line.startswith(leaves_out)


async def test_another_account_that_was_down_long_ago_is_no_trouble_of_today(office: Platforms) -> None:
    await changed(office, down("telegram:1", "Unauthorized"), {})
    await changed(office, down("telegram:77", accounts.THROTTLED), {})
    assert lines(await found(office), "wrong") == []


async def test_nothing_is_changed_by_looking(office: Platforms, tmp_path: Path) -> None:
    await found(office, database_url=f"sqlite:///{tmp_path}/none.db")
    assert not (tmp_path / "none.db").exists()
    office.whatsapp.templates.delete("news")
    await found(office)
    assert office.whatsapp.templates.find(*NEWS) is None


SHELL: list[tuple[str, dict[str, str], int, str]] = [
    ("in order", {}, 0, "Nothing is wrong."),
    ("rehearsed", {"clock": "2027-03-01T08:30+07:00@2026-01-01T00:00Z"}, 0, "Nothing is wrong, 1 to look at."),
    ("one thing wrong", {"whatsapp_number_id": "1"}, 1, "✗ WhatsApp number     Meta knows nothing under"),
    ("half of WhatsApp", {"whatsapp_verify": ""}, 1, "✗ Settings            SAPA_WHATSAPP_VERIFY is missing"),
    ("no network", {"telegram_api": "http://127.0.0.1:9", "whatsapp_api": "http://127.0.0.1:9"}, 1, "Wrong: 2."),
    ("a password", {"database_url": "postgresql://u:pass-word@127.0.0.1:1/x"}, 1, "✗ Database"),
    ("a mistyped address", {"database_url": "postgres//u:pass-word@h/x"}, 1, "✗ Database"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("label", "settings", "code", "says"), SHELL, ids=[row[0] for row in SHELL])
async def test_in_a_shell(office: Platforms, sapa, label: str, settings: dict[str, str], code: int, says: str) -> None:
    done = await asyncio.to_thread(sapa, "doctor", **{**office.settings, **settings})
    assert (done.returncode, done.stderr) == (code, ""), done.stdout + done.stderr
    assert says in done.stdout
    hidden = (TELEGRAM_TOKEN, TELEGRAM_TOKEN[3:], WHATSAPP_TOKEN, APP_SECRET, "pass-word", "wa-verify")
    assert not [secret for secret in hidden if secret in done.stdout]
    assert all(line[0] in "✓!✗–" for line in done.stdout.splitlines()[:-1])
