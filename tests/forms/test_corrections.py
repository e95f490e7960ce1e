"""Corrections as people say them: the one line that is meant changes, anything else is asked."""

import pytest

from bot import texts
from bot.forms import fold
from bot.forms.form import Position, position
from tests.forms.test_steps import FIRST, TO_SUMMARY
from tests.forms.toy import FORM, Desk, play

AT_SUMMARY = {
    "the value that is named gives way": ("salah pak, bukan 75 tapi 57", "summary", {"attended": 57, "members": 120}),
    "by the number of its line": ("yg no 3 salah", "members", {"members": None, "attended": 75}),
    "by its number, with the new value": ("yg no 4 harusnya 80", "summary", {"attended": 80}),
    "by what it is called": ("tanggalnya salah", "held_on", {"attended": 75}),
    "from the beginning": ("ulang dr awal", "cooperative", {"members": None}),
    "one step back": ("kembali", "book_year", {"book_year": None}),
    "something is wrong, but what?": ("salah pak", "edit", {"attended": 75}),
    "not right, but what?": ("belum benar", "edit", {"attended": 75}),
    "two lines in one breath": ("eh salah, anggota 70 hadir 45", "summary", {"attended": 45, "members": 70}),
    "two lines by their names": ("tanggal dan jumlah hadirnya salah", "attended", {"held_on": None, "attended": None}),
    "one of two lines": ("yg 3 atau 4 gitu yg salah", "members", {"members": None, "attended": None}),
    "a count, but which?": ("jumlahnya salah bu", "members", {"members": None, "attended": None}),
    "a value that nothing has": ("bukan 99 tapi 57", "edit", {"attended": 75, "members": 120}),
}


IN_THE_LIST = {
    "a line said anew": ("yg hadir 57", "summary", {"attended": 57}),
    "several of them": ("anggota 130 hadir 90", "summary", {"members": 130, "attended": 90}),
    "a day without its name": ("eh 2026-12-05", "held_on?", {"held_on": "2026-12-05"}),
    "a number that two lines could be": ("22 aja", "edit", {"members": 120, "attended": 75}),
    "a yes leads back": ("ya bener", "summary", {"attended": 75}),
    "so does a no": ("ga usah", "summary", {"attended": 75}),
    "that something is wrong does not": ("belum benar", "edit", {"attended": 75}),
}


def _stands(at: Position[Desk]) -> str:
    name = at.field.name if at.field else at.where
    return f"{name}?" if at.where == "doubt" else name


@pytest.mark.parametrize(("said", "stands", "answers"), IN_THE_LIST.values(), ids=IN_THE_LIST)
def test_words_instead_of_a_line_of_the_list(said: str, stands: str, answers: dict[str, object]) -> None:
    made = play(*FIRST, "75", "2026-12-01", "-", "2026", "ubah", said)
    at = position(FORM, made.log or ())
    assert _stands(at) == stands
    assert {name: at.answers[name].value for name in answers} == answers


@pytest.mark.parametrize(("said", "stands", "answers"), AT_SUMMARY.values(), ids=AT_SUMMARY)
def test_at_the_summary(said: str, stands: str, answers: dict[str, object]) -> None:
    made = play(*TO_SUMMARY, said)
    at = position(FORM, made.log or ())
    known = fold(made.log or ())
    assert _stands(at) == stands
    assert {name: known[name].value if name in known else None for name in answers} == answers


def test_an_earlier_answer_while_the_next_is_asked() -> None:
    made = play("1", "1", "120", "bukan 120 tapi 130")
    assert fold(made.log or ())["members"].value == 130
    at = position(FORM, made.log or ())
    assert at.field is not None and at.field.name == "attended"


def test_two_answers_said_the_wrong_way_round_are_both_corrected_at_a_later_question() -> None:
    made = play(*FIRST, "75", "kebalik pak, anggota 75 hadir 70")
    known = fold(made.log or ())
    assert (known["members"].value, known["attended"].value) == (75, 70)
    assert _stands(position(FORM, made.log or ())) == "held_on"


def test_two_lines_with_the_same_value_are_not_guessed() -> None:
    made = play("1", "1", "75", "75", "lewati", "-", "2026", "bukan 75 tapi 57")
    known = fold(made.log or ())
    assert (known["members"].value, known["attended"].value) == (75, 75)
    assert position(FORM, made.log or ()).where == "edit"


def test_free_words_are_never_a_correction() -> None:
    made = play("1", "3", "12", "bukan kami yang salah, bukan 75 tapi 57 yang dtg")
    assert fold(made.log or ())["reason_text"].value == "bukan kami yang salah, bukan 75 tapi 57 yang dtg"


MARKED: dict[str, tuple[list[str], set[str]]] = {
    "nothing the first time": (TO_SUMMARY, set()),
    "what was corrected": ([*TO_SUMMARY, "bukan 75 tapi 57"], {"attended"}),
    "two at once": ([*TO_SUMMARY, "eh salah, anggota 70 hadir 45"], {"members", "attended"}),
    "only the last time": ([*TO_SUMMARY, "bukan 75 tapi 57", "yg no 3 harusnya 130"], {"members"}),
    "what was opened from the list": ([*TO_SUMMARY, "ubah", "3", "130"], {"members"}),
    "not what was said again as it stands": ([*TO_SUMMARY, "yg no 3 salah", "120"], set()),
    "nothing where nothing was understood": ([*TO_SUMMARY, "bukan 75 tapi 57", "banana"], {"attended"}),
}


@pytest.mark.parametrize(("said", "marked"), MARKED.values(), ids=MARKED)
def test_the_summary_marks_what_changed(said: list[str], marked: set[str]) -> None:
    made = play(*said)
    assert position(FORM, made.log or ()).changed == marked
    assert texts.fill(made.says[-1]).count("(diubah)") == len(marked)
