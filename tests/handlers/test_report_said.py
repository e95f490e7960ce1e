"""What managers say while they report a meeting: what it changes, and what it must leave alone."""

from collections.abc import Callable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from bot.errors import Invalid
from bot.forms import REOPEN, Value
from bot.turn import Turn
from handlers.manager import rat_details, rat_reading, rat_replies

TURN = cast(Turn, SimpleNamespace(today=date(2027, 1, 11), form_context={}))
REFILED = cast(Turn, SimpleNamespace(today=date(2027, 1, 11), form_context={"report_id": 1}))
PLANNED = {"held": "planned?", "planned_on": "2027-01-29", "again_on": "2027-01-29"}
ANSWERS: dict[str, dict[str, object]] = {
    "year": {
        "2026": "2026",
        "yg 2026": "2026",
        "26": "2026",
        "buku 2025 pak": "2025",
        "2026 sudah pak": {"book_year": "2026", "held": "yes"},
        "utk tahun kmrn lah bu": "2026",
        "tahun buku dua ribu dua puluh enam": "2026",
        "2027": "2027?",
        "27 februari": "rat.year_please",
        "tgl 5 januari 2027": "rat.year_please",
        "25 org dari 40": "rat.year_please",
        "2025 belum, 2026 sudah": "rat.year_please",
        "ini utk thn buku apa ya?": "rat.year_please",
    },
    "reason": {
        "sibuk": "schedule",
        "ketua umroh": {"reason": "other", "reason_text": "ketua umroh"},
        "dana blm cair sampai 20 feb": {"reason": "other", "reason_text": "dana blm cair sampai 20 feb"},
        "undur jadi 29 jan bu": PLANNED,
        "29 januari": PLANNED,
        "2026": "form.pick_one",
        "100%": "form.pick_one",
        "rat ditunda": "form.pick_one",
    },
    "ordinal": {
        "12": 12,
        "RAT ke-15 bu": 15,
        "sudah 12 kali": 12,
        "kayaknya 12": 12,
        "50 jt": "rat.ordinal_please",
        "12 orang": "rat.ordinal_please",
    },
    "place": {
        "aula camat": "aula camat",
        "Jl. Melati 12": "Jl. Melati 12",
        "RT 03": "RT 03",
        "12": "rat.place_please",
        "50 jt": "rat.place_please",
    },
    "yes_or_no": {
        "ya": "yes",
        "iya ada pak, ketua baru": "yes",
        "tidak usah lah pak": "no",
        "udah ah capek": "form.pick_one",
    },
    "meeting": {
        "rapat biasa aja pak, ketemu langsung": "langsung",
        "tatap muko": "langsung",
        "basamuko pak": "langsung",
        "lewat zoom saja": "daring",
        "ramai": "form.pick_one",
    },
}
OPENED = {
    "rat kami diundur, ketua lg umroh": {"held": "postponed", "reason": "other", "reason_text": "ketua lg umroh"},
    "rat ditunda, mohon info": {"held": "postponed"},
    "rat ditunda, terima kasih pak": {"held": "postponed"},
    "tahun 2025 juga blm kami lapor": {"book_year": "2025?"},
    "sudah rat tanggal 5 februari tahun 2026": {"held": "yes", "held_on": "2026-02-05"},
}
REPLIED = {
    "rapatnya rabu bukan kamis": {"held_on": "2027-01-06?", "planned_on": "2027-01-13?", "again_on": "2027-01-13?"},
    "undur jadi 29 jan bu": {"planned_on": "2027-01-29?", "again_on": "2027-01-29?"},
    "kendalanya ketua umroh": {"reason": "other", "reason_text": "ketua umroh"},
    "sdh": {"held": "yes?"},
    "rat diundur": {"held": "postponed"},
}


def shown(read: Value | Mapping[str, Value]) -> object:
    """A value as it stands in the tables; one that is asked back has a question mark."""
    if not isinstance(read, Value):
        return {name: shown(value) for name, value in read.items()}
    return read.value if read.precision == "exact" else f"{read.value}?"


@pytest.mark.parametrize(("question", "text"), [(each, text) for each, table in ANSWERS.items() for text in table])
def test_an_answer(question: str, text: str) -> None:
    parse: Callable[[Turn, str], Value | Mapping[str, Value]] = getattr(
        rat_details if hasattr(rat_details, question) else rat_reading, question
    )
    try:
        read = shown(parse(TURN, text))
    except Invalid as error:
        read = error.say.key
    assert read == ANSWERS[question][text]


@pytest.mark.parametrize("text", OPENED)
def test_what_a_sentence_opens_the_report_with(text: str) -> None:
    assert shown(rat_reading.sentence(TURN, text)) == OPENED[text]


@pytest.mark.parametrize("text", REPLIED)
def test_what_it_changes_in_the_middle(text: str) -> None:
    assert shown(rat_replies.reply(TURN, text)) == REPLIED[text]


def test_another_years_meeting_takes_nothing_from_the_one_reported() -> None:
    said = "tahun 2025 juga blm kami lapor, rat nya dulu tgl 14 februari 2026, hadir 30 anggota 58"
    read = rat_replies.reply(REFILED, said)
    assert (read["book_year"].value, read["attended"].value, read["members"].value) == ("2025", 30, 58)
    assert read[REOPEN].value == "meeting"
    assert all(read[name].value is None for name in rat_replies.OF_ONE_YEAR)
