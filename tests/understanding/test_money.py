"""Amounts in rupiah."""

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from bot.understanding.money import read_money

AMOUNTS = {
    "Rp 2.500.000": (2_500_000, "exact"),
    "Rp. 2.500.000,-": (2_500_000, "exact"),
    "2.500.000,00": (2_500_000, "exact"),
    "1.250.500,75": (1_250_500, "doubtful"),
    "2500000": (2_500_000, "exact"),
    "2,5 jt": (2_500_000, "exact"),
    "2.5jt": (2_500_000, "exact"),
    "2 jt 500": (2_500_000, "exact"),
    "2jt500rb": (2_500_000, "exact"),
    "500rb": (500_000, "exact"),
    "500 ribu": (500_000, "exact"),
    "500k": (500_000, "exact"),
    "1,2 M": (1_200_000_000, "exact"),
    "1,2 milyar": (1_200_000_000, "exact"),
    "1,2 miliar": (1_200_000_000, "exact"),
    "1,2 milyard": (1_200_000_000, "exact"),
    "750 jt-an": (750_000_000, "doubtful"),
    "sejuta": (1_000_000, "exact"),
    "sejuta setengah": (1_500_000, "exact"),
    "seratus lima puluh juta": (150_000_000, "exact"),
    "dua setengah juta": (2_500_000, "exact"),
    "dua koma lima juta": (2_500_000, "exact"),
    "satu miliar dua ratus juta": (1_200_000_000, "exact"),
    "1/2 M": (500_000_000, "exact"),
    "½ M": (500_000_000, "exact"),
    "setengah miliar": (500_000_000, "exact"),
    "nihil": (0, "exact"),
    "nol": (0, "exact"),
    "kosong": (0, "exact"),
    "0": (0, "exact"),
    "-": (0, "exact"),
    "tdk ada": (0, "exact"),
    "rugi 3 jt": (-3_000_000, "exact"),
    "minus 3jt": (-3_000_000, "exact"),
    "-3 jt": (-3_000_000, "exact"),
    "Rp -3.000.000": (-3_000_000, "exact"),
    "(3.000.000)": (-3_000_000, "exact"),
    "tidak rugi, 5 jt": (5_000_000, "exact"),
    "aset Rp. 1.250.000.000,-": (1_250_000_000, "exact"),
    "shu 12,5 jt": (12_500_000, "exact"),
    "SHU nya kecil cuma 750rb": (750_000, "exact"),
    "tgl 12 feb aset 5 jt": (5_000_000, "exact"),
    "omset 45jt/bulan": (45_000_000, "doubtful"),
    "45 jt per bulan": (45_000_000, "doubtful"),
    "sekitar 45 jt": (45_000_000, "doubtful"),
    "10 juta lebih": (10_000_000, "doubtful"),
    "1jt2": (1_200_000, "doubtful"),
    "1.500": (1500, "exact"),
    "1,500": (1500, "doubtful"),
    "250": (250, "doubtful"),
    "2,5": (2_500_000, "several"),
    "10-15 jt": (10_000_000, "several"),
    "gak ada utang pak": (0, "exact"),
    "125 500 000": (125_500_000, "exact"),
    "dulu rugi 3 jt skrg untung 5jt": (5_000_000, "exact"),
    "Rp 1.250.000 dan Rp 500.000": (1_250_000, "doubtful"),
    "kas 15 juta bank 45 juta tanah 200 juta total 260 juta": (260_000_000, "exact"),
    "kas 15 juta bank 45 juta tanah 200 juta total 250 juta": (250_000_000, "doubtful"),
    "tanah 200jt gedung 350jt": (550_000_000, "several"),
    "tanah 200jt gedung 350jt, itu aja": (550_000_000, "exact"),
    "simpanan pokok 15jt, wajib 85jt, cadangan 20jt": (120_000_000, "exact"),
    "pokok 8jt + wajib 22jt": (30_000_000, "several"),
    "tanah 200 juta, sisa pinjaman 50 juta": (200_000_000, "doubtful"),
    "pendapatan 50 juta biaya 42 juta": (8_000_000, "doubtful"),
    "pemasukan 50 jt pengeluaran 42 jt jadi 8 jt": (8_000_000, "exact"),
    "pemasukan 188 jt pengeluaran 190 jt ya tekor 2 jt": (-2_000_000, "exact"),
    "patungan 60 orang masing masing satu juta": (60_000_000, "doubtful"),
    "72 jt limratus rb": (72_000_000, "doubtful"),
    "nol bu, impas aja": (0, "exact"),
    "pas2an bu, ga untung ga rugi": (0, "exact"),
    "turun 2 jt jadi 4 jt": (4_000_000, "exact"),
    "6 juta, naik 1 juta dari tahun lalu": (6_000_000, "exact"),
    "5 juta bu, tahun lalu 4 juta": (5_000_000, "exact"),
    "pinjam bank 50 jt udah lunas": (50_000_000, "doubtful"),
    "impas pak tak untung tak rugi": (0, "exact"),
    "ga punya utang, modal dari simpanan anggota aja": (0, "exact"),
    "tidak punya aset apa2 bu, uang semua di anggota": (0, "doubtful"),
    "tak ade jual beli tahun ni": (0, "exact"),
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_reads_an_amount(text: str) -> None:
    read = read_money(text)
    assert read is not None
    assert (read.value, read.precision) == AMOUNTS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "belum dihitung",
        "081234567890",
        "6281234567890",
        "10%",
        "45 org",
        "ya",
        "rugi",
        "60 an org",
        "kosong, belum diisi",
    ],
)
def test_names_no_amount(text: str) -> None:
    assert read_money(text) is None


@given(st.integers(1000, 10**12), st.sampled_from(["{}", "SHU {}", "aset {} pak", "kira2 ya {}"]))
def test_what_babel_prints_reads_back(amount: int, sentence: str) -> None:
    for shown in (format_decimal(amount, locale="id"), format_currency(amount, "IDR", locale="id"), f"Rp {amount}"):
        read = read_money(sentence.format(shown))
        assert read is not None
        assert read.value == amount


@given(st.integers(-(10**9), -1000))
def test_losses_read_back(amount: int) -> None:
    for shown in (format_currency(amount, "IDR", locale="id"), format_decimal(amount, locale="id")):
        read = read_money(shown)
        assert read is not None
        assert (read.value, read.precision) == (amount, "exact")


@given(st.integers(1, 999_999_999))
def test_spelled_thousands_read_back(thousands: int) -> None:
    amount = thousands * 1000
    for sentence in ("{}", "{} rupiah"):
        read = read_money(sentence.format(num2words(amount, lang="id")))
        assert read is not None
        assert (read.value, read.precision) == (amount, "exact")
