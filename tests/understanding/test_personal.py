"""A citizen's identity number (NIK) in a text."""

import pytest

from bot.understanding.personal import HIDDEN, hide, looks_personal, numbers

THEIRS = {
    "a man of Pekanbaru": "1471010101900001",
    "a woman: 40 is added to the day": "1471014508850003",
    "the last day of a leap year's February": "1471012902000001",
    "a woman born on the 31st": "3273127112750002",
}
NOT_THEIRS = {
    "no such province": "0171010101900001",
    "a province beyond the last": "9571010101900001",
    "no regency": "1400010101900001",
    "no such day": "1471013202900001",
    "no such month": "1471010113900001",
    "no serial": "1471010101900000",
    "fifteen digits": "147101010190001",
    "seventeen digits": "14710101019000011",
}


@pytest.mark.parametrize("digits", THEIRS.values(), ids=THEIRS)
def test_a_citizens_number(digits: str) -> None:
    assert looks_personal(digits)
    assert hide(f"NIK saya {digits}.") == f"NIK saya {HIDDEN}."


@pytest.mark.parametrize("digits", NOT_THEIRS.values(), ids=NOT_THEIRS)
def test_no_citizens_number(digits: str) -> None:
    assert not looks_personal(digits)
    assert hide(digits) == digits


WRITTEN = {
    "in fours": "1471 0101 0190 0001",
    "with dashes": "1471-0101-0190-0001",
    "region, day, serial": "147101 010190 0001",
    "with dots": "14.71.01.010190.0001",
    "glued to a word": "nik1471010101900001ya",
    "uneven groups": "NIK 14710101 01900001",
    "uneven groups after a colon": "NIK: 1471 0101 01900001",
    "after the card's name": "ktp 1471010101 900001",
    "uneven without a name": "1471 010101 900001",
    "single digits": "1 4 7 1 0 1 0 1 0 1 9 0 0 0 0 1",
    "over two lines": "NIK 14710101\n01900001",
    "over two lines without a name": "14710101\n01900001",
    "named and mixed": "No. KTP: 1471.010101-900001",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_ways_of_writing_it(written: str) -> None:
    assert numbers(written) == ["1471010101900001"]
    assert HIDDEN in hide(written)


SAID = {
    "a day and two clock times": "RAT tanggal 14-02-2027 09.00-12.00",
    "two phone numbers": "0812 3456 7890 0813 4567 8901",
    "a phone number": "+62 812 3456 7890",
    "money": "aset 1.471.010.101.900.001 rupiah",
    "a date range": "14-02-2027 s.d. 15-02-2027",
    "two sums": "1471253012 854321",
    "two sums on two lines": "1471253012\n854321",
    "a day and two clock times with spaces": "14 02 2027 0900 1200",
    "a day and two clock times after a name": "salinan KTP dan RAT tanggal satu, lalu pada hari 14-02-2027 09.00-12.00",
    "an account": "rekening 147101010190000112",
}


@pytest.mark.parametrize("text", SAID.values(), ids=SAID)
def test_what_only_looks_long(text: str) -> None:
    assert hide(text) == text


def test_several_at_once() -> None:
    assert hide("1471-0101-0190-0001 1471014508850003 1471012902000001") == f"{HIDDEN} {HIDDEN} {HIDDEN}"


def test_several_in_uneven_groups() -> None:
    text = "NIK 14710101 01900001 dan 1471 0145 08850003, 147101290200 0001 14710101 01900001"
    assert hide(text) == f"NIK {HIDDEN} dan {HIDDEN}, {HIDDEN} {HIDDEN}"


def test_a_known_cooperatives_number_in_uneven_groups_stays() -> None:
    text = "NIK 14710101 01900001"
    assert hide(text, {"1471010101900001"}.__contains__) == text


def test_the_number_of_a_known_cooperative_stays() -> None:
    text = "1471010101900001 dan 1471014508850003"
    assert hide(text, {"1471010101900001"}.__contains__) == f"1471010101900001 dan {HIDDEN}"


def test_a_row_of_counts_holds_no_number() -> None:
    assert numbers("lapor rat 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20") == []
