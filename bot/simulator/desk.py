"""What the phones' page sees of a World, and what it may ask for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any, get_args
from zoneinfo import ZoneInfo

from bot.simulator.faults import Mode
from bot.simulator.world import Change, World

TEXT_LIMIT = 4096
PHONES_AT_FIRST = {"manager": 2, "staff": 1}
WORKDAY_BEGINS = time(8, 30)
SATURDAY = 5
MODES: dict[str, Mode] = {mode: mode for mode in get_args(Mode)}

Json = dict[str, Any]


class Refused(Exception):
    """What the page asked for can't be done; the words are shown to whoever asked."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A World as the page deals with it: JSON out, requests in. Without `move_clock` time only passes."""

    world: World
    move_clock: Callable[[datetime], None] | None
    zone: ZoneInfo

    def answer(self, raw: str) -> Json | None:
        """Do what the page asks; anything wrong becomes a sentence."""
        try:
            ask = json.loads(raw)
            deed = DEEDS[ask["type"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            return {"type": "error", "text": "Permintaan halaman tidak dikenali. Mohon muat ulang halaman."}
        try:
            return deed(self, ask)
        except Refused as error:
            return {"type": "error", "text": str(error)}
        except (ValueError, LookupError, OverflowError):
            return {"type": "error", "text": "Permintaan ini tidak dapat dilakukan lagi di percakapan tersebut."}

    def now(self) -> datetime:
        return self.world.now().astimezone(self.zone)

    def person(self, person_id: int) -> Json:
        """One line of the chooser: who it is, how many messages of the bot there are, and the last message."""
        chat = self.world.chat(person_id)
        heard = sum(1 for message in chat if message["from"]["is_bot"])
        return {**asdict(self.world.people[person_id]), "heard": heard, "last": chat[-1] if chat else None}

    def chat(self, person_id: int) -> Json:
        keyboard = self.world.reply_keyboard(person_id)
        return {"type": "chat", "person": person_id, "messages": self.world.chat(person_id), "keyboard": keyboard}

    def state(self) -> Json:
        """What a page needs when it (re)connects; chats of other phones follow when they are opened."""
        first = first_phones(self.world)
        return {
            **self.tick(),
            "type": "state",
            "bot": self.world.bot["first_name"],
            "people": [self.person(person_id) for person_id in self.world.people],
            "first": first,
            "chats": [self.chat(person_id) for person_id in first],
            "commands": self.world.commands,
            "zone": self.zone.key,
            "movable": self.move_clock is not None,
        }

    def tick(self) -> Json:
        return {"type": "tick", "now": self.now().isoformat(), "faults": asdict(self.world.faults)}

    def news(self, change: Change) -> Json:
        """A change of the world as the page hears it."""
        about, keyboard = self.person(change.person_id), self.world.reply_keyboard(change.person_id)
        note = {"kind": change.kind, "person": change.person_id, "data": change.data, "about": about}
        return {**self.tick(), **note, "type": "change", "keyboard": keyboard, "commands": self.world.commands}


def first_phones(world: World) -> list[int]:
    """Two managers and one member of staff, as far as they exist: the phones a newcomer sees."""
    people = world.people.values()
    chosen = [[person.id for person in people if person.role == role][:n] for role, n in PHONES_AT_FIRST.items()]
    return [person_id for group in chosen for person_id in group]


# What the page may ask for. Fields are read one by one; a wrong one is refused with a sentence.


def words(ask: Json, name: str, *, required: bool = True, limit: int = TEXT_LIMIT) -> str:
    value = ask.get(name, "")
    if not isinstance(value, str) or (required and not value.strip()):
        raise Refused("Isian belum lengkap. Mohon diperiksa kembali.")
    units = value.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * limit:
        raise Refused(f"Isian terlalu panjang. Paling banyak {limit} huruf.")
    return units.decode("utf-16-le", "replace")


def number(ask: Json, name: str, *, least: float = 0, most: float = 2**53) -> float:
    value = ask.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise Refused("Isian angka tidak sesuai. Mohon diperiksa kembali.")
    return value


def who(desk: Desk, ask: Json) -> int:
    person_id = int(number(ask, "person"))
    if person_id not in desk.world.people:
        raise Refused("Orang ini tidak ada lagi di simulator. Mohon muat ulang halaman.")
    return person_id


def do_open(desk: Desk, ask: Json) -> Json:
    return desk.chat(who(desk, ask))


def do_text(desk: Desk, ask: Json) -> None:
    reply_to = None if ask.get("reply_to") is None else int(number(ask, "reply_to"))
    desk.world.type_text(who(desk, ask), words(ask, "text"), reply_to=reply_to)


def do_start(desk: Desk, ask: Json) -> None:
    desk.world.start(who(desk, ask), words(ask, "payload", required=False, limit=64))


def do_press(desk: Desk, ask: Json) -> Json:
    person, message, data = who(desk, ask), int(number(ask, "message")), words(ask, "data")
    query = desk.world.press(person, message, data)
    return {"type": "pressed", "person": person, "message": message, "data": data, "query": query}


def do_contact(desk: Desk, ask: Json) -> None:
    phone, name = words(ask, "phone", required=False, limit=32), words(ask, "name", required=False, limit=64)
    if phone and not 6 <= sum(sign.isdecimal() for sign in phone) <= 15:
        raise Refused("Nomor telepon tidak sesuai. Contoh: +62 812 3456 7890.")
    desk.world.share_contact(who(desk, ask), phone=phone, name=name)


def do_location(desk: Desk, ask: Json) -> None:
    latitude, longitude = number(ask, "latitude", least=-90, most=90), number(ask, "longitude", least=-180, most=180)
    desk.world.send_location(who(desk, ask), latitude, longitude)


def do_edit(desk: Desk, ask: Json) -> None:
    desk.world.edit_text(who(desk, ask), int(number(ask, "message")), words(ask, "text"))


def do_block(desk: Desk, ask: Json) -> None:
    desk.world.block(who(desk, ask), ask.get("blocked") is True)


def do_person(desk: Desk, ask: Json) -> Json:
    role = "staff" if ask.get("role") == "staff" else "manager"
    phone, note = words(ask, "phone", required=False, limit=32), words(ask, "note", required=False, limit=120)
    person = desk.world.add_person(words(ask, "name", limit=64), phone=phone, role=role, note=note)
    return {"type": "added", "about": desk.person(person.id)}


def do_faults(desk: Desk, ask: Json) -> Json:
    mode, seconds = MODES.get(words(ask, "mode")), number(ask, "seconds", most=600)
    if mode is None:
        raise Refused("Keadaan layanan ini tidak dikenali.")
    is_endless = ask.get("count") is None or mode == "none"
    faults = desk.world.faults
    faults.mode, faults.seconds, faults.retry_after = mode, seconds, max(1, round(seconds))
    faults.count = None if is_endless else int(number(ask, "count", least=1, most=10_000))
    return desk.tick()


def do_clock(desk: Desk, ask: Json) -> Json:
    if desk.move_clock is None:
        raise Refused("Waktu tidak dapat dimajukan di simulator ini.")
    now = desk.now()
    if ask.get("workday") is True:
        goal = next_workday(now)
    elif "minutes" in ask:
        goal = now + timedelta(minutes=number(ask, "minutes", least=1, most=60 * 24 * 366))
    else:
        goal = moment(words(ask, "to", limit=40), desk.zone)
    if goal < now.replace(second=0, microsecond=0):
        raise Refused("Waktu hanya dapat dimajukan.")
    desk.move_clock(max(goal, now))
    return desk.tick()


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A date and time as the browser's picker writes them, on the office's wall."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        raise Refused("Tanggal dan jam belum lengkap. Mohon diperiksa kembali.") from None


def next_workday(now: datetime) -> datetime:
    """The next Monday to Friday at the opening hour. Public holidays are the office's own table, unknown here."""
    day = now.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, WORKDAY_BEGINS, now.tzinfo)


DEEDS: Mapping[str, Callable[[Desk, Json], Json | None]] = MappingProxyType(
    {
        "open": do_open,
        "text": do_text,
        "start": do_start,
        "press": do_press,
        "contact": do_contact,
        "location": do_location,
        "edit": do_edit,
        "block": do_block,
        "person": do_person,
        "faults": do_faults,
        "clock": do_clock,
    }
)
