"""Spelled numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from bot.understanding.numbers import read_spelled, to_digits


@given(st.integers(0, 10**15 - 1))
def test_what_num2words_spells_reads_back(number: int) -> None:
    spelled = num2words(number, lang="id")
    assert read_spelled(spelled) == number
    assert to_digits(f"ada {spelled}, benar") == f"ada {number}, benar"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("dua belas maret dua ribu dua puluh lima", "12 maret 2025"),
        ("setengah sembilan", "setengah 9"),
        ("seribu lima ratus dan seribu", "1500 dan 1000"),
        ("duo puluah limo", "25"),
        ("dua lima", "2 5"),
        ("satu, dua, tiga", "1, 2, 3"),
        ("senin sebelum sembako", "senin sebelum sembako"),
        ("puluhan orang", "puluh an orang"),
        ("", ""),
    ],
)
def test_numerals_in_a_sentence(text: str, digits: str) -> None:
    assert to_digits(text) == digits


def test_scales_may_stay_words() -> None:
    assert to_digits("dua juta lima ratus ribu", with_scales=False) == "2 juta 500 ribu"
    assert to_digits("sejuta dua ratus", with_scales=False) == "1 juta 200"


@pytest.mark.parametrize("text", ["", "ribu", "dua tiga", "dua juta juta", "kuorum"])
def test_is_no_numeral(text: str) -> None:
    assert read_spelled(text) is None
