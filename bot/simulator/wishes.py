"""What the phones' page may ask for. Fields are read one by one; a wrong one is refused with a sentence."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import get_args
from zoneinfo import ZoneInfo

from bot.simulator.desk import Desk, Json, Refused
from bot.simulator.faults import Mode
from bot.simulator.people import digits
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World

TEXT_LIMIT = 4096
PAYLOAD_LIMIT = 64
WORKDAY_BEGINS = time(8, 30)
SATURDAY = 5
MODES: dict[str, Mode] = {mode: mode for mode in get_args(Mode)}


def answer(desk: Desk, raw: str) -> Json | None:
    """Do what the page asks; anything wrong becomes a sentence."""
    try:
        ask = json.loads(raw)
        deed = DEEDS[ask["type"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {"type": "error", "text": "Permintaan halaman tidak dikenali. Mohon muat ulang halaman."}
    try:
        return deed(desk, ask)
    except Refused as error:
        return {"type": "error", "text": str(error)}
    except (ValueError, LookupError, OverflowError):
        return {"type": "error", "text": "Permintaan ini tidak dapat dilakukan lagi di percakapan tersebut."}


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


def who(desk: Desk, ask: Json) -> tuple[World | WhatsAppWorld, int]:
    """The person of the request and the world in which this person lives."""
    person_id = int(number(ask, "person"))
    return desk.world_of(person_id), person_id


def whose(desk: Desk, ask: Json) -> tuple[WhatsAppWorld, int]:
    """The same for what only WhatsApp has."""
    world, person_id = who(desk, ask)
    if world is not desk.whatsapp or desk.whatsapp is None:
        raise Refused("Tindakan ini hanya ada di WhatsApp.")
    return desk.whatsapp, person_id


def phone_of(ask: Json, *, required: bool = False) -> str:
    phone = words(ask, "phone", required=required, limit=32)
    if phone and not 6 <= sum(sign.isdecimal() for sign in phone) <= 15:
        raise Refused("Nomor telepon tidak sesuai. Contoh: +62 812 3456 7890.")
    return phone


def free(world: WhatsAppWorld, phone: str) -> str:
    """The number, unless somebody has it."""
    if world.owner(digits(phone)) is not None:
        raise Refused("Nomor ini sudah dipakai orang lain.")
    return phone


def do_open(desk: Desk, ask: Json) -> Json:
    return desk.chat(who(desk, ask)[1])


def do_seen(desk: Desk, ask: Json) -> None:
    world, person = whose(desk, ask)
    world.read_chat(person)


def do_text(desk: Desk, ask: Json) -> None:
    reply_to = None if ask.get("reply_to") is None else int(number(ask, "reply_to"))
    world, person = who(desk, ask)
    world.type_text(person, words(ask, "text"), reply_to=reply_to)


def do_start(desk: Desk, ask: Json) -> None:
    world, person = who(desk, ask)
    limit = PAYLOAD_LIMIT if world is desk.world else TEXT_LIMIT
    world.start(person, words(ask, "payload", required=False, limit=limit))


def do_press(desk: Desk, ask: Json) -> Json | None:
    (world, person), message, data = who(desk, ask), int(number(ask, "message")), words(ask, "data")
    if not isinstance(world, World):
        world.press(person, message, data)
        return None
    query = world.press(person, message, data)
    return {"type": "pressed", "person": person, "message": message, "data": data, "query": query}


def do_contact(desk: Desk, ask: Json) -> None:
    (world, person), name = who(desk, ask), words(ask, "name", required=False, limit=64)
    world.share_contact(person, phone=phone_of(ask), name=name)


def do_location(desk: Desk, ask: Json) -> None:
    latitude, longitude = number(ask, "latitude", least=-90, most=90), number(ask, "longitude", least=-180, most=180)
    world, person = who(desk, ask)
    world.send_location(person, latitude, longitude)


def do_edit(desk: Desk, ask: Json) -> None:
    world, person = who(desk, ask)
    world.edit_text(person, int(number(ask, "message")), words(ask, "text"))


def do_revoke(desk: Desk, ask: Json) -> None:
    world, person = whose(desk, ask)
    world.revoke(person, int(number(ask, "message")))


def do_react(desk: Desk, ask: Json) -> None:
    world, person = whose(desk, ask)
    world.react(person, int(number(ask, "message")), words(ask, "emoji", required=False, limit=16))


def do_block(desk: Desk, ask: Json) -> None:
    world, person = who(desk, ask)
    world.block(person, ask.get("blocked") is True)


def do_marketing(desk: Desk, ask: Json) -> None:
    world, person = whose(desk, ask)
    world.stop_marketing(person, ask.get("stopped") is True)
    world.announce("person", person, {})


def do_number(desk: Desk, ask: Json) -> None:
    world, person = whose(desk, ask)
    world.change_number(person, free(world, phone_of(ask, required=True)))


def do_person(desk: Desk, ask: Json) -> Json:
    role = "staff" if ask.get("role") == "staff" else "manager"
    name, phone, note = words(ask, "name", limit=64), phone_of(ask), words(ask, "note", required=False, limit=120)
    if ask.get("channel") != "whatsapp":
        person_id = desk.world.add_person(name, phone=phone, role=role, note=note).id
    elif desk.whatsapp is None:
        raise Refused("WhatsApp tidak ada di simulator ini.")
    else:
        hides = ask.get("hides_number") is True
        phone = free(desk.whatsapp, phone)
        person_id = desk.whatsapp.add_person(name, phone=phone, role=role, note=note, hides_number=hides).id
    return {"type": "added", "about": desk.person(person_id)}


def do_template(desk: Desk, ask: Json) -> Json:
    """What the reviewer decides."""
    if desk.whatsapp is None:
        raise Refused("WhatsApp tidak ada di simulator ini.")
    name, language, reviewed = words(ask, "name", limit=512), words(ask, "language", limit=16), desk.whatsapp.templates
    match words(ask, "verdict", limit=16):
        case "approve":
            reviewed.approve(name, language)
        case "reject":
            reviewed.reject(name, language, "INVALID_FORMAT")
        case "pause":
            reviewed.pause(name, language)
        case _:
            raise Refused("Keputusan ini tidak dikenali.")
    return desk.tick()


def do_faults(desk: Desk, ask: Json) -> Json:
    mode, seconds = MODES.get(words(ask, "mode")), number(ask, "seconds", most=600)
    chosen = {name: world for name, world in desk.worlds().items() if ask.get("channel", "both") in (name, "both")}
    if mode is None or not chosen:
        raise Refused("Keadaan layanan ini tidak dikenali.")
    is_endless = ask.get("count") is None or mode == "none"
    count = None if is_endless else int(number(ask, "count", least=1, most=10_000))
    for world in chosen.values():
        faults = world.faults
        faults.mode, faults.seconds, faults.retry_after, faults.count = mode, seconds, max(1, round(seconds)), count
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
        "revoke": do_revoke,
        "react": do_react,
        "seen": do_seen,
        "block": do_block,
        "marketing": do_marketing,
        "number": do_number,
        "person": do_person,
        "template": do_template,
        "faults": do_faults,
        "clock": do_clock,
    }
)
