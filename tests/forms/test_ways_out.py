"""Editing, leaving, and forms that are sent another way."""

import pytest

from bot import texts
from bot.forms import Entry, Field, Form, Value, ask, fold
from bot.forms.form import position
from bot.messages import Incoming
from tests.forms.test_steps import FIRST, TO_SUMMARY
from tests.forms.toy import BOUND, DIRECT, FORM, RUN, Desk, now, play


def test_edit_pages_through_the_lines() -> None:
    first = play(*TO_SUMMARY, "ubah")
    labels = [texts.label(each) for each in first.says[-1].choices]
    assert labels == ["Koperasi", "Pelaksanaan", "Jumlah anggota", "Jumlah hadir", "Tanggal RAT", "Kendala",
                      "Lainnya ›", "‹ Kembali"]  # fmt: skip
    second = play("[!edit~1", log=first.log or ())
    assert [texts.label(each) for each in second.says[-1].choices] == ["Tahun buku", "‹ Kembali"]
    for said in ("1", "tahun buku", "[!reopen~book_year"):  # a number means a line of the page that is shown
        assert play(said, log=second.log or ()).says[-1].key == "rat.book_year"
    assert play("kembali", "kembali", log=second.log or ()).log == play(*TO_SUMMARY).log


def test_an_edited_line_leads_back_to_the_summary() -> None:
    made = play(*TO_SUMMARY, "ubah", "3", "130")
    assert made.says[-1].key == "rat.summary"
    assert fold(made.log or ())["members"].value == 130


LEAVING = {
    "two answers go without asking": (["1", "2", "batal"], "cancelled"),
    "three are asked about": ([*FIRST, "batal"], "leaving"),
    "and cancelled by yes": ([*FIRST, "batal", "ya"], "cancelled"),
    "or the digit": ([*FIRST, "batal", "1"], "cancelled"),
    "or saying so again": ([*FIRST, "batal", "batal"], "cancelled"),
    "or the button": ([*FIRST, "batal", "[!leave"], "cancelled"),
    "no stays": ([*FIRST, "batal", "tidak"], "question"),
    "so does the second button": ([*FIRST, "batal", "2"], "question"),
    "and back": ([*FIRST, "batal", "kembali"], "question"),
    "who goes on answering stays": ([*FIRST, "batal", "75"], "question"),
    "batal at the summary means leaving, not no": ([*TO_SUMMARY, "batal"], "leaving"),
    "batal at a doubt means leaving, not no": (["1", "2", "±12", "batal"], "leaving"),
    "an old yes-cancel button does nothing": (["1", "[!leave"], "question"),
}


@pytest.mark.parametrize(("said", "where"), LEAVING.values(), ids=LEAVING)
def test_leaving(said: list[str | Incoming], where: str) -> None:
    made = play(*said)
    assert (made.end or position(FORM, made.log or ()).where) == where


@pytest.mark.parametrize("said", ["1", "ya", "benar", "kirim", "[!send"])
def test_a_bound_form_is_not_sent_by_words(said: str) -> None:
    desk = Desk()
    summary = play("1", "1", "120", form=BOUND)
    assert [texts.label(each) for each in summary.says[-1].choices] == ["Kirim", "Ubah", "Batal"]
    made = play(said, form=BOUND, desk=desk, log=summary.log or ())
    assert (made.says[0].key, made.log, desk.finished) == ("form.press_the_button", summary.log, [])
    pressed = play(f"[{summary.says[-1].choices[0].id}", form=BOUND, desk=desk, log=made.log or ())
    assert (pressed.end, len(desk.finished)) == ("finished", 1)


def test_a_direct_form_needs_no_summary() -> None:
    desk = Desk()
    assert play("120", form=DIRECT, desk=desk).end == "finished"
    refused = play("13", form=DIRECT, desk=desk)
    assert (refused.end, refused.says[0].key, len(desk.finished)) == ("", "form.moment_in_past", 1)
    assert play("±12", form=DIRECT, desk=desk).says[0].key == "form.doubt"


def test_a_question_that_a_deploy_removed_is_ignored_and_a_new_one_asked() -> None:
    log = (Entry("1", "x", {"gone": Value("x"), "cooperative": Value("7", label="KSU Maju")}),)
    assert now(ask(FORM, Desk(), RUN, log))[0].key == "rat.held"


@pytest.mark.parametrize("names", [("a", "a"), ("a b",), ("!edit",)])
def test_a_form_with_bad_names_is_refused_at_once(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="distinct identifiers"):
        Form("bad", tuple(Field(name) for name in names), DIRECT.finish)
