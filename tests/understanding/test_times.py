"""Clock times as people type them."""

from datetime import time

import pytest
from babel.dates import format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.times import read_time

TIMES = {
    "jam 9": (time(9), "exact"),
    "jam9": (time(9), "exact"),
    "pkl 09.00 wib": (time(9), "exact"),
    "pukul 14.00": (time(14), "exact"),
    "9.30": (time(9, 30), "exact"),
    "09:30": (time(9, 30), "exact"),
    "14.00 WIB": (time(14), "exact"),
    "jam 2 siang": (time(14), "exact"),
    "jam 2": (time(14), "exact"),
    "jam 2 aja": (time(14), "exact"),
    "setengah 9": (time(8, 30), "exact"),
    "jam setengah sepuluh pagi": (time(9, 30), "exact"),
    "setengah 2 siang": (time(13, 30), "exact"),
    "jam 9 lewat 15": (time(9, 15), "exact"),
    "jam 10 kurang seperempat": (time(9, 45), "exact"),
    "jam sepuluh kurang 5": (time(9, 55), "exact"),
    "jam tujuh malam": (time(19), "exact"),
    "malam jam 8": (time(20), "exact"),
    "jam 12 malam": (time(0), "doubtful"),
    "jam 4 sore": (time(16), "exact"),
    "10 pagi": (time(10), "exact"),
    "lusa jam 10": (time(10), "exact"),
    "jam 9-11": (time(9), "exact"),
    "senin 24 maret 2025 pukul 09.30": (time(9, 30), "exact"),
    "02.00": (time(14), "doubtful"),
    "diundur dari jam 9 ke jam 11": (time(11), "exact"),
    "tadinya jam 9, digeser jadi jam 10": (time(10), "exact"),
    "8.30 registrasi, acara mulai jam 9": (time(9), "exact"),
    "jam 2 siang, di undangan jam 1.30": (time(14), "exact"),
    "undangannya jam 9": (time(9), "exact"),
    "sembilan lewat sepuluh": (time(9, 10), "exact"),
    "habis zuhur": (time(13), "doubtful"),
    "ba'da zuhur": (time(13), "doubtful"),
    "habis jumatan": (time(13, 30), "doubtful"),
    "ba'da ashar": (time(16), "doubtful"),
    "ba'da isya": (time(20), "doubtful"),
    "pagi": (time(8), "doubtful"),
    "siang aja": (time(11), "doubtful"),
    "sore": (time(15), "doubtful"),
    "malam": (time(18, 30), "doubtful"),
}


@pytest.mark.parametrize("text", TIMES)
def test_reads_a_time(text: str) -> None:
    read = read_time(text)
    assert read is not None
    assert (read.value, read.precision) == TIMES[text]


@pytest.mark.parametrize(
    "text",
    ["", "ya", "12 maret 2025", "2 jam lagi", "12.3.25", "1.250.000", "Rp 2.50", "setengah juta", "selamat pagi"],
)
def test_names_no_time(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize("text", ["hadir 20 lebih 15 orang", "10 lewat 15 hari"])
def test_a_sum_of_people_or_days_is_no_time(text: str) -> None:
    assert read_time(text) is None


@given(st.times().filter(lambda at: at.hour > 5), st.sampled_from(["{}", "jam {}", "pukul {} wib", "besok pkl {}"]))
def test_what_babel_prints_reads_back(at: time, sentence: str) -> None:
    read = read_time(sentence.format(format_time(at, "HH.mm", locale="id")))
    assert read is not None
    assert (read.value, read.precision) == (at.replace(second=0, microsecond=0), "exact")
