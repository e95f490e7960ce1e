"""Where an announced session is, without the preposition that the invitation's own words bring."""

from typing import Any

import pytest

from handlers.staff.announce import FORM

PLACES = [
    ("di aula dinas", "aula dinas"),
    ("Bertempat di Aula Dinas", "Aula Dinas"),
    ("tempatnya di kantor lurah", "kantor lurah"),
    ("Aula dinas di Jl. Riau", "Aula dinas di Jl. Riau"),
    ("Dinas Koperasi", "Dinas Koperasi"),
]


@pytest.mark.parametrize(("said", "place"), PLACES)
def test_no_preposition_is_doubled(said: str, place: str) -> None:
    parse: Any = next(each.parse for each in FORM.fields if each.name == "place")
    assert parse(None, said).value == place
