"""Several messages of ours wait at once: which of them words answer, and what old or odd buttons do."""

import pytest
from sqlmodel import delete, update

from bot import texts
from bot.messages import Choice
from db import outbox
from db.models import Outbox, VisitPlan
from db.session import Database
from tests.handlers import town
from tests.handlers.test_in_the_middle import arrives
from tests.handlers.test_under_a_prompt import COMES, COMES_NOT, INVITED, REMINDED, _last, invited

LEAVING, TIME = ("leave.1.sure=yes", "leave.1.sure=no"), ("offered.1.answer=yes", "offered.1.answer=other")
DROPPED = ("appointment.1.then=drop", "appointment.1.then=stays")
NONE = "belum ada yang kami catat"
WHICH, AGREED = "untuk yang mana?", "dijadwalkan pada Rabu, 20 Januari 2027"
TWO_WAIT = {
    "the label of the older one": (LEAVING, INVITED, "ya benar", "pengurus yang dapat kami hubungi"),
    "with an address": (DROPPED, INVITED, "ya batalkan pak", "kami batalkan"),
    "a label of help": (REMINDED, INVITED, "perlu pendampingan bu", "Permintaan pendampingan"),
    "a label that the newer one reads too": (TIME, INVITED, "Setuju", AGREED),
    "a yes that is for either": (LEAVING, INVITED, "iya pak", WHICH),
    "asked again": (TIME, INVITED, "bisa", "ya", WHICH),
    "settled by the word": (TIME, INVITED, "bisa", "hadir", COMES),
    "settled by its label": (TIME, INVITED, "bisa", "setuju waktunya", AGREED),
    "settled by what it is about": (TIME, INVITED, "bisa", "yang undangan bu", COMES),
    "settled by its place": (TIME, INVITED, "bisa", "yg pertama", AGREED),
    "settled by its place, the other": (TIME, INVITED, "bisa", "yg kedua", COMES),
    "neither, yet": (TIME, INVITED, "bisa", "nanti dulu", NONE),
    "no, to nobody knows what": (TIME, INVITED, "bisa", "tidak", NONE),
    "called off": (TIME, INVITED, "bisa", "batal", NONE),
    "not coming, by what it is about": (TIME, INVITED, "bisa", "tidak", "tidak bisa hadir pelatihan", COMES_NOT),
    "both are meant": (TIME, INVITED, "bisa", "dua2nya pak", AGREED),
    "and the other one too": (TIME, INVITED, "bisa", "dua duanya", COMES),
    "the newer one is another": (INVITED, REMINDED, "ya", WHICH),
    "a yes and a question that is for either": (
        INVITED,
        REMINDED,
        "bisa bu, jam brp mulainya?",
        "Tunas Bertuah hadir?",
    ),
    "coming, and a question": (INVITED, REMINDED, "ikut pak, bayar ga?", COMES),
    "coming, and a plan": (INVITED, REMINDED, "hadir bu. rat kami rencana 20 feb", COMES),
    "what only one can mean": (TIME, INVITED, "hadir pak", COMES),
    "the older asks nothing that yes answers": (REMINDED[1:], INVITED, "ya", COMES),
}


@pytest.mark.parametrize("said", TWO_WAIT.values(), ids=TWO_WAIT)
async def test_two_messages_wait(database: Database, said: tuple[tuple[str, ...] | str, ...]) -> None:
    phone = await invited(database)
    async with database.transaction() as session:
        await session.exec(delete(Outbox))
        await session.exec(update(VisitPlan).values(state="offered" if TIME in said else "proposed"))
    *words, wanted = (each for each in said if isinstance(each, str))
    for prompt in (each for each in said if not isinstance(each, str)):
        choices = tuple(Choice(each, texts.label(Choice(each))) for each in prompt)
        await arrives(database, town.Shown("", choices), lane=outbox.BULK)
    assert wanted in await _last(phone, *words)


async def test_only_the_one_that_is_meant(database: Database) -> None:
    phone = await invited(database)
    async with database.transaction() as session:
        await session.exec(delete(Outbox))
        await session.exec(update(VisitPlan).values(state="offered"))
    for prompt in (TIME, INVITED):
        choices = tuple(Choice(each, texts.label(Choice(each))) for each in prompt)
        await arrives(database, town.Shown("", choices), lane=outbox.BULK)
    assert AGREED not in await _last(phone, "bisa", "yg kedua")


@pytest.mark.parametrize("value", ["0", "11", "999999", "-1", "x", ""])
async def test_more_than_anybody_sends_is_no_button_of_ours(database: Database, value: str) -> None:
    phone = await invited(database)
    assert texts.words("router.old_button") in (await phone.say(choice=f"event.1.people={value}")).words


async def test_two_taps_on_how_many_note_it_once(database: Database) -> None:
    phone = await invited(database)
    first, second = [(await phone.say(choice="event.1.people=3")).words for _ in range(2)]
    assert "hadir, 3 orang" in first
    assert "hadir, 3 orang" in second
