"""What is to be changed, as people say it beside a summary; the table `corrections` says the rest."""

import pytest

from bot.understanding.corrections import Correction, read_correction


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("koperasinya Kopwan Melati kak", Correction("replace", new="Kopwan Melati", field="cooperative")),
        ("tmpt nya di Aula Camat kak", Correction("replace", new="Aula Camat", field="place")),
        ("no 3 belum mas", Correction("line", new="belum", lines=(3,))),
        ("rapatnya tatap muka kok pak", Correction("value", new="tatap muka", field="meeting")),
        ("kok tertulis sudah rat, padahal belum", Correction("replace", "sudah rat", "belum", field="held")),
        ("ada dua yg keliru pak", Correction("edit")),
        ("no 5 isinya 128, kalau no 6 udah pas", Correction("line", new="128", lines=(5,))),
        ("yg 5 atau 6 bu yg salah", Correction("line", lines=(5, 6), is_sure=False)),
        ("tanggal sama tahunnya keliru", Correction("field", field="day", fields=("day", "book_year"))),
        ("besok saya perbaiki tunggu kacamata", Correction("later")),
    ],
)
def test_a_line_and_what_is_to_stand_there(text: str, meant: Correction) -> None:
    assert read_correction(text) == meant


def test_several_lines_at_once_are_told_by_their_names() -> None:
    told = read_correction("anggota 130, tanggal 6 feb, rapatnya online")
    assert told is not None
    assert dict(told.values) == {"members": "130", "day": "tanggal 6 feb", "meeting": "online"}


@pytest.mark.parametrize(
    "text",
    [
        "tb 2026 sudah rat 9 januari, anggota 700",
        "koperasi kami KSU Maju Jaya",
        "koperasinya KSU Maju sudah rat",
        "no 3 belum jelas",
        "57 kok pak",
        "besok saya ganti kartu",
        "ga jadi rat pak",
    ],
)
def test_reports_introductions_and_plans_correct_nothing(text: str) -> None:
    assert read_correction(text) is None
