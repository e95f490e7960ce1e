"""A part of a name picks the cooperative that was offered; what fits two, or none, is asked."""

from dataclasses import replace

import pytest

from bot.forms import fold, named
from bot.messages import Choice
from tests.forms.toy import FIELDS, FORM, play

OFFERED = tuple(
    Choice(str(number), name)
    for number, name in enumerate(("KSU Tunas Bertuah", "KSP Tunas Muda", "Koperasi Karyawan Melati", "KSU Melati"))
)
MEANT = {
    "tunas bertuah": "KSU Tunas Bertuah",
    "yang tunas muda pak": "KSP Tunas Muda",
    "kopkar melati": "Koperasi Karyawan Melati",
    "tnas bertuah": "KSU Tunas Bertuah",
    "tunas": None,
    "ksu": None,
    "tunas harapan": None,
    "tunas dan melati": None,
    "keduanya": None,
    "makasih": None,
    "": None,
    "tunas bertuah " * 10: None,
}
BY_NAME = replace(FORM, fields=(replace(FIELDS[0], by_name=True), *FIELDS[1:]))


@pytest.mark.parametrize("text", MEANT)
def test_which_is_meant(text: str) -> None:
    found = named(text, OFFERED)
    assert (found.label if found else None) == MEANT[text]


def test_buttons_without_names_are_never_meant() -> None:
    assert named("ya", (Choice("yes"), Choice("no"))) is None


def test_in_a_form() -> None:
    made = play("berkah", form=BY_NAME)
    assert fold(made.log or ())["cooperative"].value == "8"
    assert not play("harapan", form=BY_NAME).understood
    assert not play("berkah").understood
