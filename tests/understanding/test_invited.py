"""Words under an invitation and under the reminder of a visit: an answer and a question at once, or neither."""

from datetime import date, time

import pytest

from bot.understanding import courtesies, how_many_come, rsvp, visits

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


@pytest.mark.parametrize(
    "said",
    [
        "assalamualaikum bu sehat?",
        "gimana kabarnya bu, keluarga sehat?",
        "mohon maaf lahir dan batin ya pak",
        "selamat menunaikan ibadah puasa bu",
        "selamat siang buk 🙏",
        "bentar kak lg ngajar",
        "lagi rapat kak bentar",
        "aduh salah kirim maaf",
    ],
)
def test_a_courtesy_answers_and_asks_nothing(said: str) -> None:
    assert courtesies.is_courtesy(said)
    assert rsvp.read_rsvp(said) is None
    assert not rsvp.read_question(said)
    assert not visits.read_visit(said, TODAY)


@pytest.mark.parametrize(
    "said",
    ["bentar lagi pak", "sebentar aja kan pak", "sebentar saya tanya ketua dulu", "maaf", "salah kirim min", "pak 🙏"],
)
def test_what_only_sounds_like_a_courtesy_is_none(said: str) -> None:
    assert not courtesies.is_courtesy(said)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("boleh bu, buku apa yg mesti disiapkan?", "bring"),
        ("silahkan pak, apa saja berkas yg diperlukan?", "bring"),
        ("bisa kak, untuk apa ya kunjungannya", "purpose"),
        ("siap bu. dari dinas siapa yg datang", "who"),
    ],
)
def test_a_plain_yes_before_a_question_about_the_visit_is_read_too(said: str, asked: str) -> None:
    read = visits.read_visit(said, TODAY)
    assert (read["answer"].value, read["asks"].value) == ("accept", asked)


def test_a_reason_beside_a_question_for_another_day_is_no_refusal() -> None:
    assert rsvp.read_rsvp("ada hari lain gak bu? kamis sy ngajar") is None
    assert rsvp.read_question("ada hari lain gak bu? kamis sy ngajar") == "other_time"


@pytest.mark.parametrize("said", ["kami 2 atau 3 orang bu", "2-3 orang kak", "bisa 2 org atau 3 ya"])
def test_people_left_open_between_two_numbers_are_not_counted(said: str) -> None:
    read = rsvp.read_rsvp(said)
    assert read is not None
    assert (read.people, read.between) == (None, (2, 3))


@pytest.mark.parametrize("said", ["jam 2 atau 3 mulainya", "2 orang tgl 18 maret", "hadir 2 orang"])
def test_other_numbers_leave_nothing_open(said: str) -> None:
    assert how_many_come.between(said) == ()


@pytest.mark.parametrize("said", ["entah iyo entah indak", "mungkin bisa mungkin enggak kak", "bisa jadi"])
def test_who_leaves_it_open_comes_perhaps(said: str) -> None:
    read = rsvp.read_rsvp(said)
    assert read is not None
    assert (read.value, read.precision) == ("tentative", "exact")


@pytest.mark.parametrize("said", ["tunda dulu sampe tanggal 20 maret ya kak", "mohon diundur ke tgl 20 maret"])
def test_a_visit_put_off_until_a_day_is_wanted_on_it(said: str) -> None:
    read = visits.read_visit(said, TODAY)
    assert (read["answer"].value, read["day"].value) == ("later", date(2027, 3, 20))


@pytest.mark.parametrize(("said", "day"), [("17 april", date(2027, 4, 17)), ("rabu aja kak", date(2027, 3, 3))])
def test_a_day_alone_is_a_proposal(said: str, day: date) -> None:
    read = visits.read_visit(said, TODAY)
    assert (read["answer"].value, read["day"].value) == ("accept", day)


@pytest.mark.parametrize("said", ["kantor kami tidak pindah bu", "alamat masih di situ juga pak"])
def test_who_stays_has_not_moved(said: str) -> None:
    assert "answer" not in visits.read_visit(said, TODAY)
