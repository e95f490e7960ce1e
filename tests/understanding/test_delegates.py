"""Who comes in the place of whoever answers an invitation, as they are called."""

import pytest

from bot.understanding import delegates
from bot.understanding.words import normalise

NAMED = [
    ("diwakilkan bendahara pak", "bendahara"),
    ("saya utus bu neni", "bu Neni"),
    ("yang datang bendahara saya bu", "bendahara"),
    ("bu neni yang hadir nanti", "bu Neni"),
    ("hadir, diwakilkan ke Pak Agus Salim 2 orang", "pak Agus Salim"),
    ("maaf saya tidak bisa, diganti oleh sekretaris pak Budi", "sekretaris pak Budi"),
    ("saya bendahara, diwakilkan manajer", "manajer"),
    ("diwakili wakil ketua", "wakil ketua"),
    ("yg hadir nanti sekretaris kami, Ibu Rina Wati", "sekretaris ibu Rina Wati"),
    ("yang hadir pak Budi dan bu Ani", "pak Budi dan bu Ani"),
    ("di wakilkan sama bendahara", "bendahara"),
    ("wakil kami: Bu Ratna", "bu Ratna"),
    ("diwakilkan Hendri", "Hendri"),
    ("kami kirim staf 2 orang", "staf"),
    ("diwakili sekretaris, terima kasih bu Nurhayati", "sekretaris"),
]
NOBODY = [
    "diwakilkan ya bu",
    "diwakili siapa saja",
    "hadir bu",
    "kami datang 3 orang",
    "saya sama bendahara hadir",
    "saya ketua Budi yang hadir",
    "besok yang hadir siapa saja pak",
    "terima kasih bu Neni",
    "",
    "diwakilkan",
    "yang",
]


@pytest.mark.parametrize(("said", "who"), NAMED)
def test_who_is_sent_is_called_as_they_call_them(said: str, who: str) -> None:
    assert delegates.who(said) == who


@pytest.mark.parametrize("said", NOBODY)
def test_nobody_is_named(said: str) -> None:
    assert delegates.who(said) == ""


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("saya sendiri yang datang pak", True),
        ("jadinya saya yang hadir bu", True),
        ("gak jadi diwakilkan", True),
        ("diwakilkan saja", False),
        ("hadir", False),
    ],
)
def test_coming_in_person_after_all(said: str, is_told: bool) -> None:
    assert delegates.in_person(normalise(said)) is is_told
