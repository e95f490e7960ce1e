"""One sentence, several answers: who somebody is, who is new and who has left, who came."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from bot.errors import Invalid
from bot.turn import Turn
from handlers.manager import board_reading, claim_reading, visited

TURN = cast(Turn, SimpleNamespace(today=datetime(2027, 1, 11, tzinfo=UTC).date()))
NEW = {"who": "Sri Utami", "phone": "+6281234567890"}
BOARD = {
    "Pak Budi diganti Bu Sri Utami 081234567890 jadi ketua sampai 2029": {
        **NEW,
        "left": "Budi",
        "position": "ketua",
        "term": "2029",
    },
    "ketua lama Budi Santoso sudah digantikan oleh Sri Utami": {"left": "Budi Santoso", "who": "Sri Utami"},
    "ketua baru kami bu Sri Utami, no hp 0812 3456 7890": {**NEW, "position": "ketua"},
    "hubungi bu Sri Utami 081234567890": NEW,
    "bendahara baru ksu tunas bertuah adalah pak Andi Saputra": {"who": "Andi Saputra", "position": "bendahara"},
    "pak budi sudah mengundurkan diri": {"left": "budi"},
    "ketua diganti karena sakit": {},
    "jadwal diganti jadi kamis": {},
    "Sri Utami": {},
    "belum tahu": {},
    "": {},
}
CLAIMS = {
    "saya bendahara koperasi tunas bertuah, nama saya sri utami": {
        "cooperative_name": "tunas bertuah",
        "position": "bendahara",
        "full_name": "sri utami",
    },
    "kami dari KSU Tunas Bertuah": {"cooperative_name": "KSU Tunas Bertuah"},
    "saya sekretaris": {"position": "sekretaris"},
    "koperasi tunas bertuah": {"cooperative_name": "tunas bertuah"},
    "Tunas Bertuah": {},
    "makasih pak": {},
    "": {},
}
VISITS = {
    "sudah dikunjungi tgl 10 desember sama pak Yandri": {"day": "2026-12-10", "who": "pak Yandri"},
    "10 desember": {"day": "2026-12-10"},
    "minggu depan": {},
    "lupa": {},
}


@pytest.mark.parametrize("text", BOARD)
def test_who_is_new_and_who_has_left(text: str) -> None:
    assert {name: value.value for name, value in board_reading.sentence(TURN, text).items()} == BOARD[text]


@pytest.mark.parametrize("text", CLAIMS)
def test_who_somebody_is(text: str) -> None:
    found = claim_reading.sentence(TURN, text)
    assert {name: value.value for name, value in found.items() if name[0] != "!"} == CLAIMS[text]


@pytest.mark.parametrize("text", VISITS)
def test_a_visit_that_was(text: str) -> None:
    assert {name: value.value for name, value in visited.sentence(TURN, text).items()} == VISITS[text]


def test_the_name_to_look_for() -> None:
    for text, name in {
        "kami dari KSU Tunas Bertuah": "KSU Tunas Bertuah",
        "koperasi tunas": "koperasi tunas",
        " tunas ": "tunas",
    }.items():
        assert claim_reading.wanted(TURN, text)["cooperative_name"].value == name
    for text in ("saya bendahara", "  "):
        with pytest.raises(Invalid):
            claim_reading.wanted(TURN, text)


def test_the_own_name() -> None:
    assert claim_reading.own_name(TURN, "nama saya Sri Utami").value == "Sri Utami"
    assert claim_reading.own_name(TURN, "sri utami").value == "sri utami"
    with pytest.raises(Invalid):
        claim_reading.own_name(TURN, "0812")
