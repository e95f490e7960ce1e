"""Phone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.phones import is_mobile, read_phone, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("0812 3456 7890", "+6281234567890"),
        ("0812.3456.7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("+62 812-3456-7890 (Pak Budi)", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("62812345678", "+62812345678"),
        ("hp: 0812 3456 7890 an. Budi", "+6281234567890"),
        ("０８１２３４５６７８９０", "+6281234567890"),
        ("081234567890 / 081398765432", "+6281234567890"),
        ("0812 3456 7890 0813 9876 5432", "+6281234567890"),
        ("0761 855555", "+62761855555"),
        ("(0761) 21234", "+6276121234"),
        ("+60 12-345 6789", "+60123456789"),
        ("", None),
        ("12", None),
        ("2500000", None),
        ("1471061234567890", None),
        ("0812", None),
        ("belum punya hp", None),
    ],
)
def test_reads_a_number(text: str, expected: str | None) -> None:
    assert read_phone(text) == expected


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+62811765432", "0811-765-432"),
        ("+62761853512", "0761 853512"),
        ("+6276184412", "0761 84412"),
        ("+62215551234", "021 5551234"),
        ("+60123456789", "0060 12-345 6789"),
        ("nomor", "nomor"),
    ],
)
def test_a_number_is_written_as_people_write_it(e164: str, shown: str) -> None:
    assert written(e164) == shown


@given(st.integers(10_000_000, 9_999_999_999), st.sampled_from(["+62812{}", "+62761{}", "+6221{}"]))
def test_what_is_written_is_read_again(subscriber: int, spelling: str) -> None:
    if (number := read_phone(spelling.format(subscriber))) is not None:
        assert read_phone(written(number)) == number


def test_landlines_are_not_mobile() -> None:
    assert is_mobile("+6281234567890")
    assert not is_mobile("+62761855555")
    assert not is_mobile("nomor")


@given(
    st.integers(10_000_000, 99_999_999),
    st.sampled_from(["0812{}", "812{}", "62812{}", "+62812{}", "+62 812 {}", "0812-{}"]),
)
def test_every_spelling_is_the_same_number(subscriber: int, spelling: str) -> None:
    assert read_phone(spelling.format(subscriber)) == f"+62812{subscriber}"
