"""Phone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.phones import is_mobile, read_phone


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
