"""The words that a value came from are found again as they were typed."""

import pytest

from bot.understanding.rat import read_rat
from bot.understanding.words import Typed
from tests.understanding.test_round_trips import TODAY

SENTENCE = "sdh rat tgl 12 feb kmrn pak, hadir 75 dr 120 di Aula Camat, shu rugi 3jt"


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("sudah rat", "sdh rat"),
        ("tanggal 12 feb", "tgl 12 feb"),
        ("hadir 75 dari 120", "hadir 75 dr 120"),
        ("3 juta", "3jt"),
        ("kemarin pak", "kmrn pak"),
        ("", ""),
        ("besok", "besok"),
    ],
)
def test_finds_the_part(words: str, typed: str) -> None:
    assert Typed(SENTENCE).part(words) == typed


def test_every_fact_of_a_sentence_says_where_it_came_from() -> None:
    words = {name: read.words for name, read in read_rat(SENTENCE, TODAY).items()}
    assert words == {
        "held": "sdh rat",
        "held_on": "tgl 12 feb",
        "attended": "hadir 75 dr 120",
        "members": "hadir 75 dr 120",
        "place": "Aula Camat",
        "surplus": "3jt",
    }
