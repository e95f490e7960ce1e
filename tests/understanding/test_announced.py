"""Events as staff announce them in one sentence."""

from datetime import date, time

import pytest

from bot.understanding import announced, times

TODAY = date(2027, 1, 11)
SAID = {
    "Pelatihan laporan keuangan kamis 18 maret jam 9-12 di aula dinas, 40 peserta": {
        "kind": "session",
        "title": "Pelatihan laporan keuangan",
        "day": date(2027, 3, 18),
        "at": time(9),
        "end": time(12),
        "place": "aula dinas",
        "seats": 40,
    },
    "sosialisasi perpajakan 20 januari 2027 pukul 09.00 s.d. 12.00 WIB bertempat di Hotel Pangeran kuota 40 orang": {
        "kind": "session",
        "title": "Sosialisasi perpajakan",
        "day": date(2027, 1, 20),
        "at": time(9),
        "end": time(12),
        "place": "Hotel Pangeran",
        "seats": 40,
    },
    "Bimtek RAT 2026 tgl 5 feb jam 8 sampai jam 3 sore di Aula Kantor Walikota maksimal 50 peserta": {
        "kind": "session",
        "title": "Bimtek RAT 2026",
        "day": date(2027, 2, 5),
        "at": time(8),
        "end": time(15),
        "place": "Aula Kantor Walikota",
        "seats": 50,
    },
    "klinik konsultasi bisnis rabu 20 jan 13.30-16.00, ruang rapat dinas lantai 2": {
        "kind": "clinic",
        "title": "Klinik konsultasi bisnis",
        "day": date(2027, 1, 20),
        "at": time(13, 30),
        "end": time(16),
        "place": "ruang rapat dinas lantai 2",
    },
    "undangan rapat koordinasi besok jam 10 di kantor dinas untuk 2 orang per koperasi": {
        "kind": "session",
        "title": "Rapat koordinasi",
        "day": date(2027, 1, 12),
        "at": time(10),
        "place": "kantor dinas",
    },
    "Pelatihan Angkatan 2 kamis jam 9 di aula dinas untuk semua koperasi": {
        "kind": "session",
        "title": "Pelatihan Angkatan 2",
        "day": date(2027, 1, 14),
        "at": time(9),
        "place": "aula dinas",
        "everybody": True,
    },
    "Kamis 18 maret 2027 pukul 9.00 – 12.00 Temu usaha koperasi, Hotel Furaya, peserta 60 orang": {
        "kind": "session",
        "title": "Temu usaha koperasi",
        "day": date(2027, 3, 18),
        "at": time(9),
        "end": time(12),
        "place": "Hotel Furaya",
        "seats": 60,
    },
    "di aula dinas ada sosialisasi perizinan besok jam 2-4": {
        "kind": "session",
        "title": "Sosialisasi perizinan",
        "day": date(2027, 1, 12),
        "at": time(14),
        "end": time(16),
        "place": "aula dinas",
    },
    "pelatihan pajak senin 18 januari jam 09.00 s/d selesai di aula": {
        "kind": "session",
        "title": "Pelatihan pajak",
        "day": date(2027, 1, 18),
        "at": time(9),
        "place": "aula",
    },
    "Sesi pembinaan": {"kind": "session"},
    "mau bikin pengumuman pelatihan": {"kind": "session"},
    "tempatnya di Gedung Pertemuan Wanita": {"place": "Gedung Pertemuan Wanita"},
    "40 peserta": {"seats": 40},
    "jam 10 saja": {"at": time(10)},
    "Rencana kerja": {},
    "hadir 40 peserta dari 120": {},
    "": {},
}


@pytest.mark.parametrize(("said", "wanted"), SAID.items(), ids=SAID)
def test_what_a_sentence_says_of_an_event(said: str, wanted: dict[str, object]) -> None:
    assert {name: read.value for name, read in announced.read_event(said, TODAY).items()} == wanted


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("jam 9-12", time(12)),
        ("jam 8 sampai 3", time(15)),
        ("pukul 13.00 s.d. 15.30 wib", time(15, 30)),
        ("jam 9 pagi - 12 siang", time(12)),
        ("jam 9", None),
        ("jam 9 s.d. selesai", None),
        ("jam 12-9 pagi", None),
        ("18-19 maret", None),
        ("jam 10-11 maret", None),
        ("", None),
    ],
)
def test_when_it_is_over(said: str, end: time | None) -> None:
    read = times.read_end(said)
    assert (read.value if read else None) == end
