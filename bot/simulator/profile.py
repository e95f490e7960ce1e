"""The methods about the bot itself, its commands and words, about chats, and about files."""

import re
from collections.abc import Callable
from typing import Any

from bot.simulator.parameters import Call, Params, structure, words
from bot.simulator.people import Json
from bot.simulator.refusals import bad_request
from bot.simulator.sending import known_chat
from bot.simulator.world import World

DOWNLOAD_LIMIT = 20 << 20
COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
TEXTS = {"Description": ("description", 512), "ShortDescription": ("short_description", 120), "Name": ("name", 64)}
ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


class Profile:
    """What sapa doctor reads and writes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._commands: dict[tuple[str, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def methods(self) -> dict[str, Callable[[Call], Any]]:
        table: dict[str, Callable[[Call], Any]] = {
            "getme": lambda call: {**self._world.bot, **ABILITIES},
            "logout": lambda call: True,
            "close": lambda call: True,
            "getchat": self.get_chat,
            "getfile": self.get_file,
            "setmycommands": self.set_commands,
            "getmycommands": lambda call: self._commands.get(_scope(call.params), []),
            "deletemycommands": self.delete_commands,
        }
        for title, (name, limit) in TEXTS.items():
            table[f"setmy{title.lower()}"] = self._setter(name, limit)
            table[f"getmy{title.lower()}"] = self._getter(name)
        return table

    def get_chat(self, call: Call) -> Json:
        chat = known_chat(self._world, call.params)
        if not chat.is_started:
            raise bad_request("chat not found")
        gifts = dict.fromkeys(GIFTS, True)
        return {**chat.shape, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}

    def get_file(self, call: Call) -> Json:
        file_id = words(call.params, "file_id")
        if not file_id:
            raise bad_request("file_id not specified")
        stored = self._world.files.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(stored.data) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        size = len(stored.data)
        return {"file_id": file_id, "file_unique_id": stored.unique_id, "file_size": size, "file_path": stored.path}

    def set_commands(self, call: Call) -> bool:
        commands = structure(call.params, "commands", "commands")
        if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
            raise bad_request("can't parse commands JSON object")
        if len(commands) > COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._keep_commands(_scope(call.params), [_command(command) for command in commands])
        return True

    def delete_commands(self, call: Call) -> bool:
        self._keep_commands(_scope(call.params), [])
        return True

    def _keep_commands(self, scope: tuple[str, str], commands: list[Json]) -> None:
        self._commands[scope] = commands
        if scope == ("default", ""):
            self._world.commands = commands

    def _setter(self, name: str, limit: int) -> Callable[[Call], bool]:
        def put(call: Call) -> bool:
            text = words(call.params, name)
            if len(text) > limit:
                raise bad_request(f"bot {name.replace('_', ' ')} is too long")
            self._texts[name, words(call.params, "language_code")] = text
            return True

        return put

    def _getter(self, name: str) -> Callable[[Call], Json]:
        default = str(self._world.bot["first_name"]) if name == "name" else ""

        def look(call: Call) -> Json:
            text = self._texts.get((name, words(call.params, "language_code")))
            return {name: text or self._texts.get((name, "")) or default}

        return look


def _scope(params: Params) -> tuple[str, str]:
    """Commands are kept per scope and language."""
    scope = structure(params, "scope", "BotCommandScope")
    if scope is None:
        return "default", words(params, "language_code")
    if not isinstance(scope, dict) or not isinstance(scope.get("type"), str):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    kind = " ".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)
    return kind, words(params, "language_code")


def _command(given: Json) -> Json:
    command, description = str(given.get("command", "")).removeprefix("/"), str(given.get("description", ""))
    if not COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {**given, "command": command, "description": description}
