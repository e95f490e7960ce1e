"""What the API has accepted: onto the phone, or into a failed status."""

from dataclasses import dataclass

from bot.simulator.people import Json
from bot.simulator.whatsapp.chats import Sent, quote
from bot.simulator.whatsapp.contents import Draft
from bot.simulator.whatsapp.people import WhatsAppPerson
from bot.simulator.whatsapp.pricing import Prices
from bot.simulator.whatsapp.refusals import GraphError
from bot.simulator.whatsapp.reports import failed, report
from bot.simulator.whatsapp.world import WhatsAppWorld


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a request names: somebody with WhatsApp, or nobody. `address` is a WhatsApp id or a user id."""

    person: WhatsAppPerson | None
    input: str
    address: str
    is_number: bool

    @property
    def key(self) -> str:
        """The same for one person under both addresses."""
        return self.person.user_id if self.person is not None else self.address

    def answer(self) -> Json:
        """The entry of `contacts` in the answer."""
        return {"input": self.input, ("wa_id" if self.is_number else "user_id"): self.address}


class Posting:
    """Delivers for one World."""

    def __init__(self, world: WhatsAppWorld) -> None:
        self._world = world
        self._prices = Prices()

    def post(self, to: Recipient, draft: Draft, opaque: str, quoted: str) -> str:
        """Deliver, or fail in a status. Returns the message's id."""
        sent, state = self._send(to, draft, opaque)
        if to.person is not None:
            self._show(to.person, draft, sent, state, quoted)
        return sent.wamid

    def react(self, person: WhatsAppPerson, to: Recipient, message: Json, emoji: str, opaque: str) -> str:
        """An emoji on a message of the chat; an empty one takes it away. Returns the reaction's id."""
        sent, state = self._send(to, Draft({}), opaque)
        if state != "failed":
            message["reaction"] = emoji
            if not emoji:
                del message["reaction"]
            self._world.announce("edited", person.id, message)
        return sent.wamid

    def _send(self, to: Recipient, draft: Draft, opaque: str) -> tuple[Sent, str]:
        """What became of it, as its statuses tell."""
        world, person = self._world, to.person
        obstacle = self._obstacle(person, draft)
        pricing = {} if obstacle else self._prices.of(draft.category, world.now())
        wamid = world.next_wamid(person.wa_id if person else to.address, is_bot=True)
        sent, at = Sent(wamid, self._recipient(to), opaque, pricing), world.seconds()
        state = "failed" if obstacle else "read" if world.statuses.reads else "delivered"
        if obstacle:
            statuses = [failed(sent, at, obstacle.code, obstacle.details)]
        else:
            statuses = [report(sent, each, at) for each in ("sent", state)]
        world.feed.ladder(statuses, None if person is None else world.contact(person))
        return sent, state

    def _show(self, person: WhatsAppPerson, draft: Draft, sent: Sent, state: str, quoted: str) -> None:
        chat = self._world.chats[person.id]
        marks = {**draft.shown.get("wa", {}), "state": state}
        shown = {**quote(chat.find(quoted)), **draft.shown, "wa": marks}
        message = chat.add(True, sent.wamid, self._world.seconds(), shown)
        if state == "delivered":
            chat.unread[message["message_id"]] = sent
        self._world.announce("message", person.id, message)

    def _obstacle(self, person: WhatsAppPerson | None, draft: Draft) -> GraphError | None:
        """Why an accepted message does not arrive."""
        if person is None or person.blocked:
            return GraphError(131026, "the message can't be delivered to this recipient")
        if draft.category == "marketing" and person.id in self._world.stopped_marketing:
            return GraphError(131050, "the recipient has stopped marketing messages of this business")
        if not draft.is_template and not self._world.window_open(person.id):
            return closed()
        return None

    def _recipient(self, to: Recipient) -> Json:
        """How statuses name the recipient."""
        person = to.person
        if person is None:
            return {("recipient_id" if to.is_number else "recipient_user_id"): to.address}
        number = {"recipient_id": person.wa_id} if to.is_number or self._world.shows_number(person) else {}
        return {**number, "recipient_user_id": person.user_id}


def closed() -> GraphError:
    """The customer service window is closed."""
    return GraphError(131047, "more than 24 hours have passed since the recipient last wrote; use a template")
