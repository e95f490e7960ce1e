"""What somebody takes back in the same breath gives its place to what is said instead."""

import pytest

from bot.understanding.second_thoughts import settled

TAKEN_BACK = {
    "17 jan eh bkn 24 jan": "24 jan",
    "17 jan eh 24": "24 jan",
    "tgl 5/1 eh 6/1": "tgl 6/1",
    "senin aja. eh jgn senin, selasa. jam 9": "selasa aja. jam 9",
    "senin eh jangan, selasa aja": "selasa aja",
    "senin jam 9 eh selasa": "selasa jam 9",
    "senin tgl 18 eh maksudnya selasa tgl 19": "selasa tgl 19",
    "besok eh lusa jam 10": "lusa jam 10",
    "jam 9 eh 10": "jam 10",
    "75 eh salah 57 orang": "57 orang",
    "hadir 60, ralat 62": "hadir 62",
    "hadir 60 eh maaf salah, 62": "hadir 62",
    "hadir 75 eh bukan 75 tapi 57": "hadir 57",
    "hadir 75 dari 120 eh salah 70 dari 120": "hadir 70 dari 120",
    "anggota 120 eh 130, hadir 75 ralat 57": "anggota 130, hadir 57",
    "Rapat 5 Jan eh maksud saya 6 Jan di Aula Camat": "Rapat 6 Jan di Aula Camat",
    "SHU 12 jt eh salah 15 jt": "SHU 15 jt",
    "tahun buku 2025 eh 2026": "tahun buku 2026",
}
SAID_ONCE = (
    "bukan 75 tapi 57",
    "eh bukan 75, 57",
    "75 bukan 57",
    "eh 22 saja",
    "maksud saya 57",
    "75 orang, maaf 2 orang izin",
    "75 orang eh 2 orang izin",
    "17 januari eh 2026",
    "jam 9 eh 40 orang",
    "senin eh jangan selasa",
    "kami 45 orang, maksudnya pengurus 5 orang",
    "",
)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_the_last_word_counts(text: str) -> None:
    assert settled(text) == TAKEN_BACK[text]


@pytest.mark.parametrize("text", SAID_ONCE)
def test_nothing_else_is_dropped(text: str) -> None:
    assert settled(text) == text
