"""The engine step by step: what is said, where the person stands, what the log keeps."""

import pytest

from bot import texts
from bot.forms import Answers, Field, Form, Value, fold
from bot.forms.form import position
from bot.messages import Incoming
from tests.forms.toy import FIELDS, FORM, WARNING, Desk, finish, held, message, play, take

FIRST = ("ksu maju", "sudah", "120")
TO_SUMMARY = (*FIRST, "75", "lewati", "-", "2026")
"""The whole form, answered in words."""

WALKS = {
    "a label picks a choice": (["ksu maju"], "held", {"cooperative": "7"}),
    "a label in capitals and blanks": (["  KSU MAJU "], "held", {"cooperative": "7"}),
    "a digit picks a choice": (["2"], "held", {"cooperative": "8"}),
    "a button picks a choice": (["[cooperative=8"], "held", {"cooperative": "8"}),
    "a digit nobody offered": (["9"], "cooperative", {}),
    "a label that we wrote": (["1", "belum, sudah ada rencana"], "members", {"held": "planned"}),
    "a hidden question is not asked": (["1", "3", "12"], "reason_text", {"members": 12}),
    "a doubtful value is asked back": (["1", "2", "±12"], "members?", {"members": 12}),
    "yes settles the doubt": (["1", "2", "±12", "ya"], "held_on", {"members": 12}),
    "so does its first button": (["1", "2", "±12", "1"], "held_on", {"members": 12}),
    "and the button itself": (["1", "2", "±12", "[!yes~members"], "held_on", {"members": 12}),
    "no asks the question again": (["1", "2", "±12", "bukan"], "members", {}),
    "not yet is no yes": (["1", "2", "±12", "belum"], "members", {}),
    "another value takes the doubtful one's place": (["1", "2", "±12", "15"], "held_on", {"members": 15}),
    "the same once more settles the doubt": (["1", "2", "±12", "±12"], "held_on", {"members": 12}),
    "also beside another value": (["1", "1", "hadir ±75", "12", "hadir ±75"], "held_on", {"attended": 75}),
    "what answers something else leaves a doubt open": (["1", "2", "±12", "langsung"], "members?", {"members": 12}),
    "so does going on": (["1", "2", "±12", "lanjut"], "members?", {"members": 12}),
    "an unclear answer to a doubt asks again": (["1", "2", "±12", "mungkin"], "members?", {"members": 12}),
    "a doubt's button of another question is stale": (["1", "2", "±12", "[!yes~attended"], "members?", {"members": 12}),
    "an optional question is skipped": (["1", "2", "12", "lewati"], "reason", {"held_on": None}),
    "a needed question is not": (["1", "lewati"], "held", {}),
    "several values in one message": (["1", "1", "anggota 120, hadir 75"], "held_on", {"members": 120, "attended": 75}),
    "several values before they are asked": (["1", "anggota 120, hadir 75"], "held", {"members": 120}),
    "the number named counts, not one known before": (
        ["1", "1", "hadir 75", "anggota 28 orang yang hadir 75"],
        "held_on",
        {"members": 28, "attended": 75},
    ),
    "shown once their question is": (["1", "anggota 120, hadir 75", "1"], "held_on", {"members": 120, "attended": 75}),
    "a doubt among several": (["1", "1", "anggota 120, hadir ±75"], "attended?", {"members": 120, "attended": 75}),
    "a value for a hidden question waits unseen": (
        ["1", "3", "anggota 120, hadir 75"],
        "reason_text",
        {"members": 120},
    ),
    "what was answered already stays": (
        [*FIRST, "anggota 999 hadir 75"],
        "held_on",
        {"members": 120, "attended": 75},
    ),
    "a file where a file is wanted": (
        [*FIRST, "75", "skip", message(attachment="document")],
        "book_year",
        {"reason": "file-1"},
    ),
    "a voice note where words are needed": ([*FIRST, message(attachment="voice")], "attended", {"members": 120}),
    "a photo with words is read by its words": ([*FIRST, message("75", attachment="photo")], "held_on", {}),
    "a button pressed twice": (["[cooperative=7", "[cooperative=7"], "held", {"cooperative": "7"}),
    "a button of a later question": (["[held=yes"], "cooperative", {}),
    "a choice nobody offered": (["[cooperative=99"], "cooperative", {}),
    "a control nobody offered": (["[!dance"], "cooperative", {}),
    "a button with an empty id": ([message(choice="rat.k3f.")], "cooperative", {}),
    "back drops the last answer": (["1", "1", "kembali"], "held", {"cooperative": "7"}),
    "back at the start stays there": (["kembali"], "cooperative", {}),
    "back undoes several values at once": (["1", "anggota 120, hadir 75", "kembali"], "held", {}),
    "back from the summary": ([*TO_SUMMARY, "kembali"], "book_year", {}),
    "back in English": (["1", "go back"], "cooperative", {}),
    "start over": (["1", "1", "ulang dari awal"], "cooperative", {}),
    "resume asks again": (["1", "[!resume"], "held", {}),
    "a changed answer hides a later one": ([*TO_SUMMARY, "ubah", "2", "belum ada rencana"], "reason_text", {}),
    "right to left and emoji": (["1", "3", "12", "مرحبا 👍🏽 שלום"], "held_on", {"reason_text": "مرحبا 👍🏽 שלום"}),
    "a vague answer is kept and asked about": ([*FIRST, "75", "2027-02"], "held_on", {"held_on": "2027-02-01"}),
    "what completes it settles it": ([*FIRST, "75", "2027-02", "9"], "reason", {"held_on": "2027-02-09"}),
    "another whole answer too": ([*FIRST, "75", "2027-02", "2026-12-05"], "reason", {"held_on": "2026-12-05"}),
    "back forgets it": ([*FIRST, "75", "2027-02", "kembali"], "held_on", {"attended": 75}),
    "who doesn't know leaves an optional question open": ([*FIRST, "75", "lupa pak"], "reason", {"held_on": None}),
    "but not one that is needed": (["1", "2", "lupa pak"], "members", {}),
    "4096 characters": (["1", "3", "12", "x" * 4096], "held_on", {"reason_text": "x" * 4096}),
    "a superscript is no number": (["1", "2", "²"], "members", {}),
}


@pytest.mark.parametrize(("said", "stands", "answers"), WALKS.values(), ids=WALKS)
def test_where_a_walk_ends(said: list[str | Incoming], stands: str, answers: dict[str, object]) -> None:
    made = play(*said)
    assert made.log is not None
    at = position(FORM, made.log)
    name = at.field.name if at.field else at.where
    assert (name + "?" if at.where == "doubt" else name) == stands
    assert {key: value.value for key, value in FORM.shown(at.answers).items()}.items() >= answers.items()
    assert made.says


REPLIES = {
    "a voice note where words are needed": ([*FIRST, message(attachment="voice")], "form.need_text", False),
    "nonsense at a choice": (["banana"], "form.pick_one", False),
    "nonsense at a number": (["1", "2", "banyak"], "form.how_many", False),
    "thanks answer nothing": (["1", "2", "makasih pak"], "form.thanked", True),
    "an answer that will come": ([*FIRST, "75", "nanti menyusul"], "form.later", True),
    "an old button": (["1", "[cooperative=7"], "form.stale", True),
    "anything at the summary": ([*TO_SUMMARY, "banana"], "form.at_summary", False),
    "that it is enough is no yes": ([*TO_SUMMARY, "cukup"], "form.at_summary", False),
    "nor that it is clear": ([*TO_SUMMARY, "cukup jelas"], "form.at_summary", False),
    "nor to go on": ([*TO_SUMMARY, "lanjut"], "form.at_summary", False),
    "nor that this was all": ([*TO_SUMMARY, "sudah itu aja bu"], "form.at_summary", False),
    "a bare number, where the day was skipped": ([*TO_SUMMARY, "ubah", "13"], "form.pick_one", False),
    "an old summary's button": ([*TO_SUMMARY, "[!send~000000"], "form.changed", True),
    "nonsense in the list of lines": ([*TO_SUMMARY, "ubah", "banana"], "form.pick_one", False),
    "the list of lines with nothing answered": (["ubah"], "form.not_here", True),
    "a line that isn't there": ([*TO_SUMMARY, "[!reopen~nobody"], "form.stale", True),
}


@pytest.mark.parametrize(("said", "key", "is_understood"), REPLIES.values(), ids=REPLIES)
def test_what_is_said_first(said: list[str | Incoming], key: str, is_understood: bool) -> None:
    made = play(*said)
    assert (made.says[0].key, made.understood) == (key, is_understood)
    assert len(made.says) > 1, "the open question comes again below"


SENDING = {
    "the first button's digit": "1",
    "benar": "benar",
    "ya": "ya",
    "kirim": "kirim",
    "ok": "oke pak",
    "in Minang": "iyo, lah batua",
    "in English": "send",
    "correct": "Correct.",
    "the button": f"[!send~{FORM.digest(fold(play(*TO_SUMMARY).log or ()))}",
}


@pytest.mark.parametrize("said", SENDING.values(), ids=SENDING)
def test_sent_from_the_summary(said: str) -> None:
    desk = Desk()
    made = play(*TO_SUMMARY, said, desk=desk)
    assert (made.log, made.end, made.says[0].key) == (None, "finished", "successor.noted")
    assert {name: value.value for name, value in desk.finished[0].items()} == {
        "cooperative": "7",
        "held": "yes",
        "members": 120,
        "attended": 75,
        "held_on": None,
        "reason": "-",
        "book_year": 2026,
    }


@pytest.mark.parametrize(
    ("said", "is_sent"), [("ok", False), ("sip 👍", False), ("iya bu", True), ("1", True), ("oke kirim", True)]
)
def test_below_a_warning_only_a_plain_yes_sends(said: str, is_sent: bool) -> None:
    desk = Desk()
    made = play(*TO_SUMMARY, said, form=WARNING, desk=desk)
    assert (bool(desk.finished), made.end) == (is_sent, "finished" if is_sent else "")


def test_a_skipped_question_is_named_and_left_open() -> None:
    summary = texts.fill(play(*TO_SUMMARY).says[-1])
    assert "Tanggal RAT: –\n" in summary and "Hadir: 75 orang\n" in summary


def test_words_that_send_are_an_answer_elsewhere() -> None:
    assert fold(play("1", "3", "12", "kirim").log or ())["reason_text"].value == "kirim"


def test_facts_said_at_the_summary_replace_what_stands_there() -> None:
    made = play(*TO_SUMMARY, "anggota 130")
    assert made.log and position(FORM, made.log).where == "summary"
    assert fold(made.log)["members"].value == 130
    assert play("kembali", log=made.log).log == play(*TO_SUMMARY).log


def test_a_summary_pressed_before_a_change_is_not_sent() -> None:
    old = FORM.digest(fold(play(*TO_SUMMARY).log or ()))
    desk = Desk()
    made = play(*TO_SUMMARY, "anggota 130", f"[!send~{old}", desk=desk)
    assert (made.says[0].key, desk.finished) == ("form.changed", [])


def test_finish_that_refuses_shows_the_same_screen() -> None:
    desk = Desk()
    made = play("1", "1", "13", "10", "skip", "-", "2026", "benar", desk=desk)
    assert made.log and position(FORM, made.log).where == "summary"
    assert [say.key for say in made.says] == ["form.moment_in_past", "rat.summary"]
    assert desk.finished == []


async def _sure(_desk: Desk, answers: Answers) -> Value | None:
    return Value("yes") if answers["cooperative"].value == "7" else None


def test_what_an_answer_leaves_no_doubt_of_is_not_asked_and_goes_back_with_it() -> None:
    form = Form("rat", (FIELDS[0], Field("held", choices=held, settle=_sure), FIELDS[2]), finish)
    settled = take((), message("ksu maju"), form)
    assert settled.log and fold(settled.log).keys() == {"cooperative", "held"}
    assert take(settled.log, message("kembali"), form).log == ()
    asked = take((), message("2"), form)
    assert asked.log and fold(asked.log).keys() == {"cooperative"}
