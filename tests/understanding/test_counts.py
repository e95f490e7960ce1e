"""Counts of people."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from bot.understanding.counts import read_count, read_pair, read_split

COUNTS = {
    "45": (45, "exact"),
    "45 org": (45, "exact"),
    "45org": (45, "exact"),
    "45 orang": (45, "exact"),
    "45an": (45, "doubtful"),
    "45-an org": (45, "doubtful"),
    "±45": (45, "doubtful"),
    "kurleb 45": (45, "doubtful"),
    "lk 45": (45, "doubtful"),
    "sekitar 45 orang": (45, "doubtful"),
    "40-45 org": (40, "doubtful"),
    "seratusan orang": (100, "doubtful"),
    "dua puluh lima": (25, "exact"),
    "dua puluh lima orang": (25, "exact"),
    "dua lima": (25, "doubtful"),
    "1.500": (1500, "exact"),
    "1,500": (1500, "exact"),
    "L 40 P 35": (75, "exact"),
    "L20 P25": (45, "exact"),
    "20 lk 25 pr": (45, "exact"),
    "lk 20 pr 25": (45, "exact"),
    "20 laki 25 perempuan": (45, "exact"),
    "laki2 20 perempuan 25": (45, "exact"),
    "lk2 20 pr 25": (45, "exact"),
    "bapak2 20 ibu2 25": (45, "exact"),
    "12 maret 45 orang": (45, "exact"),
    "2 org": (2, "exact"),
    "berdua": (2, "exact"),
    "75 dari 120": (75, "doubtful"),
    "hadir 75/120": (75, "doubtful"),
    "sdh rat tgl 12 feb, hadir 45 org": (45, "exact"),
    "anggota kami 120 orang": (120, "exact"),
    "０４５": (45, "exact"),
    "3 orang atau 4 orang": (3, "doubtful"),
    "nihil": (0, "exact"),
    "tdk ada": (0, "exact"),
    "0": (0, "exact"),
    "gaada yg dtg, hujan lebat": (0, "exact"),
    "santri 40 ustadz 12, jd 52": (52, "exact"),
    "anggota 52: guru 40, karyawan 12": (52, "exact"),
    "guru 20, karyawan 15, totalnya 36": (36, "doubtful"),
    "62 bu, kemarin 60 tambah 2 anggota baru": (62, "exact"),
    "85, dulu 90 keluar 5": (85, "exact"),
    "dulu 90 keluar 7": (83, "doubtful"),
    "65 orang, tambah 3 orang baru": (68, "doubtful"),
    "7 kelompok tani masing2 20 orang": (140, "exact"),
    "5 kelompok masing2 kirim 2 orang": (10, "doubtful"),
    "tiap kelompok 20 orang": (20, "doubtful"),
    "dua ratus kurang lima": (195, "exact"),
    "enampuluhdua": (62, "exact"),
    "52 termasuk 5 pengurus": (52, "exact"),
    "40 tahun ini, tahun lalu 45": (40, "exact"),
    "38 kak, 2 org lg izin": (38, "exact"),
    "nambah 3 org jadi 48": (48, "exact"),
    "sekitar 30-40 org": (30, "doubtful"),
    "anggota 47 hadir semua": (47, "exact"),
    "ibu2 semua 48 orang": (48, "exact"),
    "berdua aja sama istri": (2, "exact"),
    "kami berlima naik satu mobil": (5, "exact"),
    "cuma saya pak yg datang, ketua sakit": (1, "exact"),
    "saya sama anak buah 6 orang": (6, "doubtful"),
}

UNCOUNTED = [
    "",
    "separuh",
    "kuorum",
    "2,5",
    "-5",
    "081234567890",
    "12/3/27",
    "ya",
    "tgl 12",
    "jam 9",
    "2 juta",
    "dua minggu lagi",
    "12 maret",
    "salah satu",
    "lima juta",
    "uang konsumsi 2 jt 300",
    "kipas angin 4",
    "tidak ada, datanya di sekretaris",
    "berdua tapi belum termasuk ketua",
    "separuhnya yg datang, anggota 60",
]

PAIRS = {
    "hadir 75 dari 120 anggota": (75, 120, "exact"),
    "hadir 75 dari 120": (75, 120, "exact"),
    "75 dari 120": (75, 120, "exact"),
    "75/120": (75, 120, "exact"),
    "hadir 75/120": (75, 120, "exact"),
    "hadir 5/10": (5, 10, "exact"),
    "anggota 120 hadir 75": (75, 120, "exact"),
    "120 anggota, hadir 75": (75, 120, "exact"),
    "hadir 75, anggota 120": (75, 120, "exact"),
    "75 hadir, 120 anggota": (75, 120, "exact"),
    "yg hadir 75 org dr 120 anggota": (75, 120, "exact"),
    "dari 120 anggota yang hadir 75 orang": (75, 120, "exact"),
    "jumlah anggota 120 orang yang hadir 75 orang": (75, 120, "exact"),
    "tujuh puluh lima dari seratus dua puluh": (75, 120, "exact"),
    "hadir 750 dari 1.200": (750, 1200, "exact"),
    "kurleb 75 dari 120": (75, 120, "doubtful"),
    "120 dari 75": (120, 75, "doubtful"),
    "yg ga hadir 20 dari 95": (75, 95, "exact"),
    "20 dari 95 tidak hadir": (75, 95, "exact"),
    "anggota 95 yang tidak hadir 20": (75, 95, "exact"),
    "hadir 75 dari 120 tidak hadir 45": (75, 120, "exact"),
    "hadir 75 dari 120, yang berhalangan 45": (75, 120, "exact"),
    "hadir 75 dari 120 absen terlampir": (75, 120, "exact"),
    "sdh rat tgl 12 feb kmrn pak, hadir 75 dari 120": (75, 120, "exact"),
    "23 hadir, 9 izin, total anggota 32": (23, 32, "exact"),
    "anggota 32, 9 izin, 23 hadir": (23, 32, "exact"),
    "hadir 38, nitip surat kuasa 12, anggota semuanya 60": (38, 60, "exact"),
    "anggota 140, kuorum minimal 71, yang datang 83": (83, 140, "exact"),
    "30 tidak hadir dari 50": (20, 50, "exact"),
    "35 hadir semua kecuali 2": (33, 35, "exact"),
    "90 terdaftar, 55 datang kak": (55, 90, "exact"),
    "semua anggota hadir, 47 orang": (47, 47, "exact"),
}

SPLITS = {
    "ibu2 semua 48 orang": (0, 48, "exact"),
    "45 semua laki2": (45, 0, "exact"),
    "jam 9 ibu2 semua 30 org": (0, 30, "exact"),
    "ibu2 semua sekitar 30": (0, 30, "doubtful"),
    "33 org, laki2nya tidak ada": (0, 33, "exact"),
    "totalnya 50, cowoknya 22": (22, 28, "exact"),
    "39 org bu yg laki2 cuma 1": (1, 38, "exact"),
    "45 orang 30 diantaranya ibu2": (15, 30, "exact"),
    "perempuan 40 dari 60 anggota": (20, 40, "exact"),
}
UNSPLIT = [
    "ibu2 35",
    "semua hadir, ibu2 35",
    "anggota 30, ibu2 40",
    "anggota 60, ibu2 yg hadir 40",
    "15 perempuan sisanya laki-laki",
    "perempuan 50% dari 60",
]


@pytest.mark.parametrize("text", COUNTS)
def test_counts_people(text: str) -> None:
    read = read_count(text)
    assert read is not None
    assert (read.value, read.precision) == COUNTS[text]


@pytest.mark.parametrize("text", UNCOUNTED)
def test_counts_nobody(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize("text", PAIRS)
def test_reads_attended_and_members(text: str) -> None:
    pair = read_pair(text)
    assert pair is not None
    attended, members = pair
    assert (attended.value, members.value, attended.precision) == PAIRS[text]
    assert attended.precision == members.precision


@pytest.mark.parametrize("text", ["", "5/10", "12/3/27", "75", "L 40 P 35", "hadir"])
def test_is_no_pair(text: str) -> None:
    assert read_pair(text) is None


@pytest.mark.parametrize("text", SPLITS)
def test_tells_men_from_women(text: str) -> None:
    read = read_split(text)
    assert read is not None
    assert (*read.value, read.precision) == SPLITS[text]


@pytest.mark.parametrize("text", UNSPLIT)
def test_does_not_know_the_others(text: str) -> None:
    assert read_split(text) is None


@given(st.integers(0, 999_999), st.sampled_from(["{}", "{} orang", "{} org pak", "hadir {}", "anggota {} orang"]))
def test_printed_and_spelled_counts_read_back(people: int, sentence: str) -> None:
    for shown in (str(people), format_decimal(people, locale="id"), num2words(people, lang="id")):
        read = read_count(sentence.format(shown))
        assert read is not None
        assert (read.value, read.precision) == (people, "exact")


@given(st.integers(1, 99_999), st.integers(0, 99_999))
def test_pairs_read_back(attended: int, more: int) -> None:
    pair = read_pair(f"hadir {attended} dari {attended + more} anggota")
    assert pair is not None
    assert (pair[0].value, pair[1].value) == (attended, attended + more)
