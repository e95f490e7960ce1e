"""A vague day is completed by what is said next, never by a day of another month."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from bot.errors import Invalid
from bot.forms import VAGUE, Value
from bot.turn import Turn
from handlers.when import clock_time, coming_day, past_day, within

TURN = cast(Turn, SimpleNamespace(today=datetime(2027, 1, 11, tzinfo=UTC).date()))
COMING = {
    ("akhir februari", "tgl 25"): ("2027-02-25", "exact"),
    ("akhir februari", "sekitar tgl 20 pak"): ("2027-02-20", "doubtful"),
    ("akhir februari", "3 maret"): ("2027-03-03", "exact"),
    ("minggu depan", "kamis"): ("2027-01-21", "exact"),
    ("minggu depan", "hari kamis jam 9"): ("2027-01-21", "exact"),
    ("minggu depan", "20"): ("2027-01-20", "exact"),
    ("minggu depan", "besok aja"): ("2027-01-12", "exact"),
    ("bulan depan", "kamis"): ("2027-02-04", "doubtful"),
    ("bulan depan", "tgl 5"): ("2027-02-05", "exact"),
    ("setelah lebaran", "tgl 20"): ("2027-03-20", "exact"),
    ("setelah lebaran", "tgl 5"): ("2027-04-05", "doubtful"),
    ("habis lebaran", "rabu tgl 4"): ("2027-04-04", "several"),
    ("habis lebaran", "rabu tgl 17"): ("2027-03-17", "exact"),
    ("tgl 2 atau 3 april", "tgl 3 aja"): ("2027-04-03", "exact"),
    ("21 januari", "jumat saja"): ("2027-01-22", "exact"),
    ("21 januari", "besok saja"): ("2027-01-12", "exact"),
    ("kamis atau jumat", "jumat"): ("2027-01-15", "exact"),
}
PAST = {
    ("bulan lalu", "12"): ("2026-12-12", "exact"),
    ("minggu lalu", "rabu"): ("2027-01-06", "exact"),
    ("awal januari", "tgl 5"): ("2027-01-05", "exact"),
}
TIMES = {"10": "10.00", "2": "14.00", "sembilan": "09.00", "jam 10": "10.00", "setengah 9": "08.30"}


@pytest.mark.parametrize("said", COMING)
def test_a_day_to_come(said: tuple[str, str]) -> None:
    assert _completed(coming_day(TURN, said[0]), said[1], coming=True) == COMING[said]


@pytest.mark.parametrize("said", PAST)
def test_a_day_that_was(said: tuple[str, str]) -> None:
    assert _completed(past_day(TURN, said[0]), said[1], coming=False) == PAST[said]


def _completed(vague: Value, text: str, *, coming: bool) -> tuple[str, str]:
    assert bool(vague.label) is (vague.precision in VAGUE)
    value = within(coming_day if coming else past_day)(TURN, vague, text)
    return value.value, value.precision


def test_what_completes_nothing_is_asked_again() -> None:
    for text in ("belum tahu", "nanti", "tahun depan"):
        with pytest.raises(Invalid):
            within(coming_day)(TURN, coming_day(TURN, "bulan depan"), text)
    with pytest.raises(Invalid, match="day_in_past"):
        within(coming_day)(TURN, coming_day(TURN, "bulan ini"), "tgl 5")


@pytest.mark.parametrize("text", TIMES)
def test_a_number_alone_is_an_hour(text: str) -> None:
    assert clock_time(TURN, text).value == TIMES[text]
