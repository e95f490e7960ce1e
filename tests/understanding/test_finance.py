"""Figures of a year, whether they are known, and men and women apart."""

import pytest

from bot.understanding import counts, finance, money
from bot.understanding.words import normalise

FIGURES: dict[str, dict[str, int]] = {
    "aset Rp. 1.250.000.000,- utang 300 jt, pendapatan 90 jt biaya 75 jt": {
        "assets": 1_250_000_000,
        "outside_capital": 300_000_000,
        "income": 90_000_000,
        "expenses": 75_000_000,
    },
    "shu dua belas juta lima ratus ribu": {"surplus": 12_500_000},
    "SHU rugi 3 jt": {"surplus": -3_000_000},
    "shu minus 2,5jt": {"surplus": -2_500_000},
    "shu (3.000.000)": {"surplus": -3_000_000},
    "SHU nya kecil cuma 750rb": {"surplus": 750_000},
    "volume usaha 1,2 M": {"turnover": 1_200_000_000},
    "shu 2026 belum dihitung": {},
    "biaya rapat ditanggung dinas 5 orang": {},
    "omset 45jt/bulan": {"turnover": 540_000_000},
    "aset": {},
    "": {},
}
UNKNOWN = {"belum dihitung": True, "blm tau pak": True, "lupa": True, "nanti menyusul": True, "250 jt": False}
OF_A_PERIOD = {"45jt/bulan": True, "45 jt per hari": True, "540 jt setahun": False, "540 jt": False}
SPLITS: dict[str, tuple[int, int] | None] = {
    "L 40 P 35": (40, 35),
    "L40 P35": (40, 35),
    "20 laki 25 perempuan": (20, 25),
    "perempuan 35 laki-laki 40": (40, 35),
    "75": None,
    "": None,
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures_in_a_sentence(text: str) -> None:
    found, _ = finance.read_figures(normalise(text))
    assert {name: read.value for name, read in found.items()} == FIGURES[text]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_known(text: str) -> None:
    assert finance.is_unknown(normalise(text)) is UNKNOWN[text]


@pytest.mark.parametrize("text", OF_A_PERIOD)
def test_amounts_of_a_part_of_the_year(text: str) -> None:
    assert money.is_of_a_period(text) is OF_A_PERIOD[text]


@pytest.mark.parametrize("text", SPLITS)
def test_men_and_women(text: str) -> None:
    read = counts.read_split(text)
    assert (read.value if read else None) == SPLITS[text]
