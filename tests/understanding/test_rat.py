"""Several facts about an annual meeting in one sentence; only what was said."""

from datetime import date, time

import pytest

from bot.understanding.rat import read_rat

MONDAY = date(2027, 3, 1)

SENTENCES: dict[str, dict[str, object]] = {
    "sdh rat tgl 12 feb kmrn pak, hadir 75 dari 120": {
        "held": "yes",
        "held_on": date(2027, 2, 12),
        "attended": 75,
        "members": 120,
    },
    "pak kami sudah rat tgl 12 feb kmrn": {"held": "yes", "held_on": date(2027, 2, 12)},
    "udah buk, kemaren": {"held": "yes", "held_on": date(2027, 2, 28)},
    "TB 2026, sudah rat 12/2/27 hadir 75/120": {
        "book_year": 2026,
        "held": "yes",
        "held_on": date(2027, 2, 12),
        "attended": 75,
        "members": 120,
    },
    "belum rat krn bendahara sakit": {"held": "no", "reason": "other"},
    "blm": {"held": "no"},
    "kami gak rat tahun ini": {"held": "no"},
    "rencana sabtu depan jam 9": {"held": "planned", "planned_on": date(2027, 3, 13), "at": time(9)},
    "belum, rencana tgl 20": {"held": "planned", "planned_on": date(2027, 3, 20)},
    "tidak kuorum, kami tunda minggu depan": {
        "held": "postponed",
        "planned_on": date(2027, 3, 8),
        "reason": "members",
    },
    "rat ditunda tgl 20 maret krn ketua sibuk": {
        "held": "postponed",
        "planned_on": date(2027, 3, 20),
        "reason": "schedule",
    },
    "sudah rat tgl 12 feb, sempat ditunda": {"held": "yes", "held_on": date(2027, 2, 12)},
    "belum rat krn laporan keuangan blm selesai": {"held": "no", "reason": "books"},
    "kami gak aktif lagi pak": {"held": "no", "standing": "inactive"},
    "koperasinya mati suri pak": {"held": "no", "standing": "inactive"},
    "kop kami sdh bubar thn 2024": {"held": "no", "standing": "dissolved"},
    "rapat sudah bubar": {"held": "yes"},
    "anggota laki2 18, sisanya perempuan, total anggota 40": {"members": 40, "men": 18, "women": 22},
    "anggota 57 perempuan semua": {"members": 57, "women": 57},
    "ada 64 ibu2 sama 12 bapak2 yg jadi anggota kami": {"members": 76, "women": 64, "men": 12},
    "jumlah anggota kami per 31 Desember 2026 sebanyak 213 orang": {"members": 213},
    "dulu 200 anggota, sekarang tinggal 48": {"members": 48},
    "anggota 60 perempuan 25 hadir 40": {"attended": 40, "members": 60, "women": 25},
    "shu saya terima cuma 35 ribu": {},
    "tekor 6jt tahun ni bu": {"surplus": -6_000_000},
    "aset 800 jt, shu masih dihitung": {"assets": 800_000_000, "surplus": None},
    "anggota banyak yang tidak aktif": {},
    "kapan koperasi dibubarkan?": {},
    "rat ke 12 sudah tgl 20 feb daring hadir 40 dari 60, SHU 12,5 jt": {
        "surplus": 12_500_000,
        "ordinal": 12,
        "meeting": "daring",
        "held": "yes",
        "held_on": date(2027, 2, 20),
        "attended": 40,
        "members": 60,
    },
    "aset 1,2 M, modal sendiri 800 jt, utang 400jt, omset 45jt/bulan, rugi 3 jt": {
        "assets": 1_200_000_000,
        "own_capital": 800_000_000,
        "outside_capital": 400_000_000,
        "turnover": 540_000_000,
        "surplus": -3_000_000,
    },
    "sudah rat tgl 12 feb, anggota 120 (L 70 P 50), hadir 80": {
        "held": "yes",
        "held_on": date(2027, 2, 12),
        "members": 120,
        "women": 50,
        "men": 70,
        "attended": 80,
    },
    "anggota L 40 P 35": {"members": 75, "women": 35, "men": 40},
    "lapor rat 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25": {},
    "kami akan RAT tanggal 20 maret 2027, tutup buku 2026": {
        "book_year": 2026,
        "held": "planned",
        "planned_on": date(2027, 3, 20),
    },
    "rat tahun buku 2026": {"book_year": 2026},
    "rat tahun buku lalu": {"book_year": 2026},
    "rat 2026 sudah": {"book_year": 2026, "held": "yes"},
    "hadir 75 dari 120 anggota": {"attended": 75, "members": 120},
    "sudah rat, anggota 150 hadir 60%": {"held": "yes", "members": 150},
    "anggota 120": {"members": 120},
    "hadir 75": {"attended": 75},
    "rat kami tgl 12 feb": {"held": "yes", "held_on": date(2027, 2, 12)},
    "rat kami tgl 20 maret": {"held": "planned", "planned_on": date(2027, 3, 20)},
    "Sudah RAT tanggal 31/2/2026": {"held": "yes"},
    "sudah rat tapi belum lapor": {"held": "yes"},
    "sudah rat 30 des 2027": {"held": "yes", "held_on": date(2027, 12, 30)},
    "L 40 P 35": {},
    "mau lapor rapat akhir tahun": {},
    "shu tahun 2026 rp 7.350.000": {"surplus": 7_350_000, "book_year": 2026},
    "shu belum dihitung bendahara": {"surplus": None},
    "rat tgl 13 maret diundur ke 20": {"held": "postponed", "planned_on": date(2027, 3, 20)},
    "diundur ke 16 januari, akhirnya terlaksana, hadir 31": {
        "held": "yes",
        "held_on": date(2027, 1, 16),
        "attended": 31,
    },
    "tadi malam rapat pengurus, rat nya belum": {"held": "no"},
    "rapat pengurus tgl 3 maret": {},
    "undangan rat sudah disebar untuk tgl 27 maret": {"held": "planned", "planned_on": date(2027, 3, 27)},
    "rat bulan ini": {"held": "planned", "planned_on": date(2027, 3, 1)},
    "notulen rat sudah ada cuma belum ttd ketua": {"papers": ["minutes"]},
    "laporan rat 2026 sudah ditaruh di dinas jumat kemarin": {
        "papers": ["rat_report"],
        "book_year": 2026,
        "held": "yes",
    },
    "sudah tgl 31 januari dirumah bu sekretaris": {
        "held": "yes",
        "held_on": date(2027, 1, 31),
        "place": "rumah bu sekretaris",
    },
    "kami rat lewat surat saja, anggota jauh di kebun": {"meeting": "tertulis"},
    "yang perempuan 64 orang dari anggota 99": {"members": 99, "women": 64},
    "rat ke 15": {"ordinal": 15},
    "RAT online boleh ga": {},
    "sudah belum ya?": {},
    "nanti saya kirim laporannya": {},
    "BA sama absen sudah di kantor kemarin": {"papers": ["minutes", "attendance"]},
    "tidak ada yang belum": {},
    "mau lapor rat tgl 12 januari kemarin hadir 65 dari 90": {
        "held": "yes",
        "held_on": date(2027, 1, 12),
        "attended": 65,
        "members": 90,
    },
    "tidak ada": {},
    "tidak perlu pak": {},
    "senin depan": {},
    "🙏": {},
    "": {},
}


@pytest.mark.parametrize("text", SENTENCES)
def test_reads_what_was_said(text: str) -> None:
    assert {name: read.value for name, read in read_rat(text, MONDAY).items()} == SENTENCES[text]


def test_what_contradicts_itself_is_doubtful() -> None:
    facts = read_rat("sudah rat 30 des 2027", MONDAY)
    assert {facts["held"].precision, facts["held_on"].precision} == {"doubtful"}


def test_a_book_year_called_a_meeting_year_is_doubtful() -> None:
    assert read_rat("rat 2026", MONDAY)["book_year"].precision == "doubtful"
    assert read_rat("tb 2026", MONDAY)["book_year"].precision == "exact"


ANSWERS: dict[str, dict[str, object]] = {
    "tiga hari yang lalu": {"held": "yes", "held_on": date(2027, 2, 26)},
    "17 april di balai adat jam 9 pagi": {
        "held": "planned",
        "planned_on": date(2027, 4, 17),
        "at": time(9),
        "place": "balai adat",
    },
    "di rumah ketua": {"place": "rumah ketua"},
    "habis lebaran baru bisa bu, sekarang sibuk buat kue": {"held": "planned", "planned_on": date(2027, 3, 12)},
    "tunggu panen selesai, bulan depan lah": {
        "held": "planned",
        "planned_on": date(2027, 4, 1),
    },
    "nanti malam saya kabari, sekarang masih kerja": {},
    "sekalian pilih pengurus baru, ketuanya sekarang bu Yus": {"new_officers": "yes"},
    "saya ketua baru pak, mohon bimbingan": {},
    "mau ganti pengurus, bagaimana caranya": {},
    "lagi di jalan": {},
    "anak saya wisuda tgl 27 feb kemarin, maaf baru balas": {},
    "mobil saya masuk bengkel senin lalu": {},
}


@pytest.mark.parametrize("text", ANSWERS)
def test_a_day_or_place_alone_answers_our_question(text: str) -> None:
    assert {name: read.value for name, read in read_rat(text, MONDAY, is_asked=True).items()} == ANSWERS[text]
    assert "held" not in read_rat(text, MONDAY)


@pytest.mark.parametrize("text", ["kl gasalah rat tgl 20 feb", "kayaknya rat tgl 20 feb", "rat sekitar tgl 20 feb"])
def test_a_guessed_day_is_doubtful(text: str) -> None:
    facts = read_rat(text, MONDAY)
    assert {facts["held"].precision, facts["held_on"].precision} == {"doubtful"}


@pytest.mark.parametrize("text", ["rat itu wajib ga sih", "nanti selesai panen"])
def test_says_not_whether_it_was_held(text: str) -> None:
    assert "held" not in read_rat(text, MONDAY, is_asked=True)
