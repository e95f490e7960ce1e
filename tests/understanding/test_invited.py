"""Words under an invitation and under the reminder of a visit: an answer and a question at once, or neither."""

from datetime import date, time

import pytest

from bot.understanding import how_many_come, rsvp, visits

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("said", "answer", "asked"),
    [
        ("hadir pak, tempatnya di mana?", "yes", "place"),
        ("kami tidak bisa hadir hari kamis, ada jadwal lain bu?", "no", "other_time"),
        ("insya allah datang bu. mulai jam berapa ya?", "tentative", "time"),
    ],
)
def test_an_answer_and_a_question_in_one_message_are_both_read(said: str, answer: str, asked: str) -> None:
    read = rsvp.read_rsvp(said)
    assert read is not None
    assert (read.value, rsvp.read_question(said)) == (answer, asked)


@pytest.mark.parametrize(
    "said",
    [
        "RAT sudah tanggal 12 februari, hadir 75 dari 120 anggota",
        "Tahun buku: 2026\nJumlah anggota: 64 orang\nHadir: 41 orang",
        "mau tanya soal pinjaman modal",
        "neraca kami belum selesai bu",
    ],
)
def test_a_report_or_another_wish_is_no_answer(said: str) -> None:
    assert rsvp.read_rsvp(said) is None
    assert not {"answer"} & visits.read_visit(said, TODAY).keys()


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("kami mengirim 2 (2) orang peserta", 2),
        ("saya sama sekretaris akan datang", 2),
        ("berempat", 4),
        ("yang hadir 30 persen", None),
        ("hadir 120 orang", None),
    ],
)
def test_people_are_counted(said: str, people: int | None) -> None:
    assert how_many_come.count(said) == people


def test_the_moment_that_suits_is_taken_and_never_one_they_decline() -> None:
    read = visits.read_visit("kamis ga bisa pak, jumat aja jam 2 siang", TODAY)
    assert (read["day"].value, read["at"].value) == (date(2027, 3, 5), time(14))


def test_an_hour_of_theirs_is_no_proposal() -> None:
    assert "at" not in visits.read_visit("berapa lama kunjungannya bu, jam 12 saya jemput anak", TODAY)
