"""Dates as people type them, and dates as babel prints them."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import read_date

MONDAY = date(2027, 3, 1)

EXACT = {
    "kemarin dulu": date(2027, 2, 27),
    "jumat kemarin": date(2027, 2, 26),
    "tgl 12 maret 2027": date(2027, 3, 12),
    "12 mar 26": date(2026, 3, 12),
    "12 mar '26": date(2026, 3, 12),
    "12/3/25": date(2025, 3, 12),
    "12-03-2025": date(2025, 3, 12),
    "12 - 03 - 2025": date(2025, 3, 12),
    "12.3.25": date(2025, 3, 12),
    "12032025": date(2025, 3, 12),
    "20250312": date(2025, 3, 12),
    "2025-03-12": date(2025, 3, 12),
    "12mar2027": date(2027, 3, 12),
    "12-Feb-2027": date(2027, 2, 12),
    "12 pebruari 2027": date(2027, 2, 12),
    "10 nop 2026": date(2026, 11, 10),
    "17 agt 2025": date(2025, 8, 17),
    "17 Agust. 2025": date(2025, 8, 17),
    "5 bulan 3 tahun 2026": date(2026, 3, 5),
    "dua belas maret dua ribu dua puluh lima": date(2025, 3, 12),
    "tanggal dua belas maret dua ribu dua puluh lima": date(2025, 3, 12),
    "senin 24 maret 2025 pukul 09.30": date(2025, 3, 24),
    "１２／０３／２０２７": date(2027, 3, 12),
    "sudah rat tgl 12 feb": date(2027, 2, 12),
    "pak kami sudah rat tgl 12 feb kmrn": date(2027, 2, 12),
    "sudah tgl 20 desember": date(2026, 12, 20),
    "sudah, 5/1": date(2027, 1, 5),
    "rencana 20 maret": date(2027, 3, 20),
    "rencana tgl 20": date(2027, 3, 20),
    "sudah tgl 20": date(2027, 2, 20),
    "tgl 5 bulan depan": date(2027, 4, 5),
    "tgl 12 feb tahun lalu": date(2026, 2, 12),
    "lusa jam 10": date(2027, 3, 3),
    "besok jam 2 siang": date(2027, 3, 2),
    "bsk pagi": date(2027, 3, 2),
    "barusan pak": MONDAY,
    "tadi pagi": MONDAY,
    "hari ini": MONDAY,
    "nanti malam": MONDAY,
    "3 hari lagi": date(2027, 3, 4),
    "tiga hari lagi": date(2027, 3, 4),
    "2 hari lalu": date(2027, 2, 27),
    "2 hr yg lalu": date(2027, 2, 27),
    "tulat": date(2027, 3, 4),
    "boleh pak silakan datang kamis": date(2027, 3, 4),
    "jum'at": date(2027, 3, 5),
    "sudah kamis": date(2027, 2, 25),
    "hari minggu": date(2027, 3, 7),
    "malam jumat": date(2027, 3, 4),
    "malam minggu": date(2027, 3, 6),
    "minggu depan hari kamis": date(2027, 3, 11),
    "bulan depan tgl 5": date(2027, 4, 5),
    "sabtu 13 maret": date(2027, 3, 13),
    "besok selasa": date(2027, 3, 2),
    "senin minggu depan": date(2027, 3, 8),
    "kamis minggu lalu": date(2027, 2, 25),
    "selasa lalu": date(2027, 2, 23),
    "sudah, 2 minggu yg lalu hari kamis": date(2027, 2, 18),
    "seminggu lagi, pas senin": date(2027, 3, 8),
    "kemarin minggu": date(2027, 2, 28),
    "sabtu terakhir januari": date(2027, 1, 30),
    "tgl 13 hari sabtu bulan dua": date(2027, 2, 13),
    "10 hb april, hari sabtu": date(2027, 4, 10),
    "desember 2026 pak, tgl 26": date(2026, 12, 26),
    "24 april hari sabtu": date(2027, 4, 24),
    "sudah sepakat sabtu 24 april": date(2027, 4, 24),
    "isra mikraj kmrn": date(2027, 1, 5),
    "malam tahun baru": date(2026, 12, 31),
    "sudah, hari pertama puasa": date(2027, 2, 8),
    "sehari sebelum puasa kemarin": date(2027, 2, 7),
    "kami rencanakan tanggal merah nyepi": date(2027, 3, 8),
    "rat tgl 13 februari hari sabtu, undangan tgl 6 februari hari sabtu": date(2027, 2, 13),
}

UNSURE = {
    "rencana 20 februari": (date(2028, 2, 20), "doubtful"),
    "sudah 12 maret": (date(2026, 3, 12), "doubtful"),
    "udah buk, kemaren": (date(2027, 2, 28), "doubtful"),
    "besok lusa": (date(2027, 3, 3), "doubtful"),
    "tgl 12 mar": (date(2027, 3, 12), "doubtful"),
    "tgl 5": (date(2027, 3, 5), "doubtful"),
    "12 maret jam 9 pagi": (date(2027, 3, 12), "doubtful"),
    "12 maret 10.30": (date(2027, 3, 12), "doubtful"),
    "12 feb 25 orang": (date(2027, 2, 12), "doubtful"),
    "senin 12 maret 2027": (date(2027, 3, 12), "doubtful"),
    "rencana sabtu depan jam 9": (date(2027, 3, 13), "doubtful"),
    "maret tgl 12": (date(2027, 3, 12), "doubtful"),
    "besok senin": (date(2027, 3, 8), "doubtful"),
    "senin depan": (date(2027, 3, 8), "doubtful"),
    "senin": (MONDAY, "doubtful"),
    "minggu": (date(2027, 3, 7), "doubtful"),
    "minggu depan": (date(2027, 3, 8), "week"),
    "minggu lalu": (date(2027, 2, 22), "week"),
    "minggu ini": (MONDAY, "week"),
    "2 minggu lagi": (date(2027, 3, 15), "week"),
    "seminggu lagi": (date(2027, 3, 8), "week"),
    "bln lalu": (date(2027, 2, 1), "month"),
    "bulan depan": (date(2027, 4, 1), "month"),
    "sebulan lagi": (date(2027, 4, 1), "month"),
    "bulan 3": (date(2027, 3, 1), "month"),
    "bulan tiga": (date(2027, 3, 1), "month"),
    "mei 2025": (date(2025, 5, 1), "month"),
    "maret lalu": (date(2026, 3, 1), "month"),
    "sudah bulan november": (date(2026, 11, 1), "month"),
    "awal bulan depan": (date(2027, 4, 1), "range"),
    "akhir bln dpn": (date(2027, 4, 21), "range"),
    "akhir bulan": (date(2027, 3, 21), "range"),
    "pertengahan maret": (date(2027, 3, 11), "range"),
    "12-14 maret 2027": (date(2027, 3, 12), "range"),
    "setelah lebaran": (date(2027, 3, 12), "range"),
    "habis puasa": (date(2027, 3, 12), "range"),
    "habis lebaran, pertengahan april": (date(2027, 4, 11), "range"),
    "sebelum puasa, awal februari": (date(2027, 2, 1), "range"),
    "sudah, pas bulan puasa": (date(2027, 2, 8), "range"),
    "hari raya ke tiga": (date(2027, 3, 12), "doubtful"),
    "thn lalu": (date(2026, 1, 1), "range"),
    "tahun kemarin": (date(2026, 1, 1), "range"),
    "th 24": (date(2024, 1, 1), "range"),
}

NONE = [
    "",
    "31/2/2026",
    "tgl 31 april 2026",
    "29 feb 2027",
    "32/1/2027",
    "rat tahun buku 2026",
    "rapat akhir tahun",
    "Rp 1.250.000",
    "081234567890",
    "hadir 75/120",
    "45 orang",
    "jam 9",
    "ya pak",
    "belum",
]


@pytest.mark.parametrize("text", EXACT)
def test_reads_a_day(text: str) -> None:
    read = read_date(text, MONDAY)
    assert read is not None
    assert (read.value, read.precision) == (EXACT[text], "exact")


@pytest.mark.parametrize("text", UNSURE)
def test_says_how_sure_it_is(text: str) -> None:
    read = read_date(text, MONDAY)
    assert read is not None
    assert (read.value, read.precision) == UNSURE[text]


@pytest.mark.parametrize("text", NONE)
def test_names_no_day(text: str) -> None:
    assert read_date(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("12 november", "past", date(2026, 11, 12)),
        ("12 november", "future", date(2027, 11, 12)),
        ("tgl 20", "past", date(2027, 2, 20)),
        ("tgl 20", "future", date(2027, 3, 20)),
        ("kamis", "past", date(2027, 2, 25)),
        ("29 februari", "future", date(2028, 2, 29)),
        ("12 november 2025", "future", date(2025, 11, 12)),
        ("rencana 12 november", "past", date(2027, 11, 12)),
    ],
)
def test_tense_chooses_the_year(text: str, tense: str, expected: date) -> None:
    read = read_date(text, MONDAY, tense="past" if tense == "past" else "future")
    assert read is not None
    assert (read.value, read.precision) == (expected, "exact")


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(
    DAYS, DAYS, st.sampled_from(["short", "medium", "long", "full", "d MMM yy", "dd-MM-yyyy", "yyyy-MM-dd", "d.M.yy"])
)
def test_what_babel_prints_reads_back(day: date, today: date, pattern: str) -> None:
    read = read_date(format_date(day, pattern, locale="id"), today)
    assert read is not None
    assert (read.value, read.precision) == (day, "exact")


@given(DAYS, st.integers(0, 364), st.sampled_from(["d MMMM", "d MMM", "EEEE, d MMMM"]))
def test_a_day_without_year_is_the_last_or_next_one(today: date, days: int, pattern: str) -> None:
    before, after = today - timedelta(days), today + timedelta(days)
    past = read_date("sudah " + format_date(before, pattern, locale="id"), today)
    future = read_date("rencana " + format_date(after, pattern, locale="id"), today)
    assert past is not None and past.value == before
    assert future is not None and future.value == after
