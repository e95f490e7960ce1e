"""The Graph API as objects and edges: token, faults, envelope. Knows nothing of sockets."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.faults import Mode
from bot.simulator.parameters import Upload
from bot.simulator.people import Json
from bot.simulator.replies import Reply, cut
from bot.simulator.whatsapp.account import Accounts
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.messages import Messages
from bot.simulator.whatsapp.refusals import GraphError, no_object
from bot.simulator.whatsapp.template_api import TemplateApi
from bot.simulator.whatsapp.world import WhatsAppWorld

BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><center>proxy</center></body></html>"
SEND = "sendmessage"
OTHER = "other"
"""Names under which a fault claims what sends, and everything else."""

Edge = Callable[["Ask"], Json]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for an object, or an edge of it. `origin` is scheme and host, `address` the whole path."""

    method: str
    id: str
    edge: str
    token: str
    query: Mapping[str, str]
    body: Any = None
    files: Mapping[str, Upload] = field(default_factory=dict)
    origin: str = ""
    address: str = ""


class GraphApi:
    """Answers requests for one World."""

    def __init__(self, world: WhatsAppWorld, limits: WhatsAppLimits) -> None:
        self._world = world
        self._messages = Messages(world, limits)
        self._templates = TemplateApi(world.templates)
        accounts = Accounts(world)
        number, account = world.number_id, world.account_id
        self._edges: dict[tuple[str, str, str], Edge] = {
            ("POST", number, "messages"): lambda ask: self._messages.post(ask.body),
            ("POST", number, "media"): self._upload,
            ("GET", number, ""): lambda ask: accounts.number(ask.query),
            ("GET", account, ""): lambda ask: accounts.account(ask.query),
            ("GET", account, "phone_numbers"): lambda ask: accounts.numbers(ask.query, ask.address),
            ("GET", account, "subscribed_apps"): lambda ask: accounts.apps(),
            ("POST", account, "subscribed_apps"): lambda ask: accounts.subscribe(True),
            ("DELETE", account, "subscribed_apps"): lambda ask: accounts.subscribe(False),
            ("GET", account, "message_templates"): lambda ask: self._templates.list(ask.query, ask.address),
            ("POST", account, "message_templates"): lambda ask: self._templates.create(ask.body),
            ("DELETE", account, "message_templates"): lambda ask: self._templates.delete(ask.query),
        }

    async def answer(self, ask: Ask) -> Reply:
        if ask.token != self._world.token:
            return refused(GraphError(190, "the access token is missing or can't be parsed"))
        mode = self._world.faults.claim(SEND if _sends(ask) else OTHER)
        match mode:
            case "none":
                return self._run(ask)
            case "slow":
                await asyncio.sleep(self._world.faults.seconds)
                return self._run(ask)
            case "hang":
                self._run(ask)
                await asyncio.sleep(self._world.faults.seconds)
                return cut()
            case _:
                return _trouble(mode)

    def download(self, token: str, query: Mapping[str, str]) -> Reply:
        """The bytes behind an address of a medium; it needs the token too."""
        if self._world.faults.mode == "down":
            return cut()
        if token != self._world.token or self._world.faults.mode == "revoked":
            return refused(GraphError(190, "the access token is missing or can't be parsed"))
        stored = self._world.media.at(query)
        return Reply(404, b"", "text/plain") if stored is None else Reply(200, stored.data, stored.mime)

    def _run(self, ask: Ask) -> Reply:
        try:
            return Reply(200, json.dumps(self._edge(ask)(ask)).encode())
        except GraphError as error:
            return refused(error)

    def _edge(self, ask: Ask) -> Edge:
        """What answers; media and templates are objects too."""
        edge = self._edges.get((ask.method, ask.id, ask.edge))
        if edge is not None:
            return edge
        medium, template = self._world.media.get(ask.id), self._world.templates.by_id(ask.id)
        if medium is not None and not ask.edge and ask.method == "GET":
            return lambda ask: self._world.media.shape(medium, ask.origin)
        if medium is not None and not ask.edge and ask.method == "DELETE":
            return lambda ask: self._world.media.remove(ask.id)
        if template is not None and not ask.edge and ask.method == "GET":
            return lambda ask: self._templates.look(template, ask.query)
        if template is not None and not ask.edge and ask.method == "POST":
            return lambda ask: self._templates.edit(template, ask.body)
        raise no_object(ask.id)

    def _upload(self, ask: Ask) -> Json:
        form = ask.body if isinstance(ask.body, dict) else {}
        file = ask.files.get("file")
        if form.get("messaging_product") != "whatsapp":
            raise GraphError(100, "messaging_product must be whatsapp")
        if file is None:
            raise GraphError(100, "file is required")
        mime = str(form.get("type") or file.mime)
        return {"id": self._world.media.upload(file.data, filename=file.filename, mime=mime).id}


def _sends(ask: Ask) -> bool:
    is_mark = isinstance(ask.body, dict) and "status" in ask.body
    return ask.method == "POST" and ask.edge == "messages" and not is_mark


def _trouble(mode: Mode) -> Reply:
    match mode:
        case "throttle":
            return refused(GraphError(130429, "too many messages of this number"))
        case "error":
            return refused(GraphError(131000, "something went wrong"))
        case "garbage":
            return Reply(502, BAD_GATEWAY, "text/html")
        case "revoked":
            return refused(GraphError(190, "the access token has expired"))
        case _:
            return cut()


def refused(error: GraphError) -> Reply:
    return Reply(error.status, json.dumps(error.envelope()).encode())
