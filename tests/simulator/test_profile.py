"""The bot about itself: name, words, commands."""

import pytest

MENU = [{"command": "menu", "description": "Menu utama"}]
CHAT = {"type": "chat", "chat_id": 5}


async def test_commands_are_kept_per_scope_and_language(ask, world):
    await ask("setMyCommands", commands=MENU)
    assert world.commands == MENU
    await ask("setMyCommands", commands=[*MENU, {"command": "/tugas", "description": "x"}], scope=CHAT)
    assert world.commands == MENU
    assert [entry["command"] for entry in (await ask("getMyCommands", scope=CHAT))["result"]] == ["menu", "tugas"]
    assert (await ask("getMyCommands", language_code="en"))["result"] == []
    await ask("deleteMyCommands")
    assert (await ask("getMyCommands"))["result"] == world.commands == []


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"commands": [{"command": "Menu", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "menu", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "menu", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": MENU * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({}, "can't parse commands JSON object"),
        ({"commands": MENU, "scope": 5}, "can't parse BotCommandScope: Unsupported type specified"),
    ],
)
async def test_refuses(ask, params, why):
    assert (await ask("setMyCommands", params))["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("method", "name", "limit", "default"),
    [
        ("Description", "description", 512, ""),
        ("ShortDescription", "short_description", 120, ""),
        ("Name", "name", 64, "Sapa"),
    ],
)
async def test_words_fall_back_to_the_general_language(ask, method, name, limit, default):
    assert (await ask(f"getMy{method}"))["result"] == {name: default}
    assert (await ask(f"setMy{method}", {name: "x" * limit}))["ok"]
    assert (await ask(f"setMy{method}", {name: "Greets"}, language_code="en"))["ok"]
    assert (await ask(f"getMy{method}", language_code="id"))["result"] == {name: "x" * limit}
    assert (await ask(f"getMy{method}", language_code="en"))["result"] == {name: "Greets"}
    assert not (await ask(f"setMy{method}", {name: "x" * (limit + 1)}))["ok"]


async def test_itself(ask, world):
    assert (await ask("getMe"))["result"]["id"] == 1
    assert (await ask("logOut"))["result"] is (await ask("close"))["result"] is True
