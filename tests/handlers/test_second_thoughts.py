"""Second thoughts, asides and words that fit no field: real sentences in a report, and what they lead to."""

import pytest

from db.session import Database
from tests.handlers.test_changed_afterwards import HELD, told
from tests.handlers.test_in_the_middle import REPORT, chair

MEMBERS = (*REPORT, "sudah", "5 jan")
NO_PLAN = (*REPORT, "[Belum ada rencana]")
PLAN = (*REPORT, "[Belum, sudah ada rencana]")
FEW = ("sdh rat tatap muka tahun buku 2026 tgl 5 jan 2027, hadir 45 dari 120", "[Cukup]")
SAID = {
    "a question is no correction of what was sent": (
        *HELD,
        "konsultasi mengenai pajak koperasi, ke mana saya dapat menghadap?",
        "Klinik Konsultasi Bisnis",
    ),
    "words that are no cooperative ask for it": (*HELD, "salah, koperasinya mawar hitam", "koperasi"),
    "who came, of how many, where members are asked": (*MEMBERS, "87 org, anggota 120", "Bagaimana bentuk rapatnya"),
    "what is forgotten asks nothing": (
        "rat udah tgl 5 januari kmrn tp sy lupa jam berapa. yg hadir 40an dari 63 org",
        "2026",
        "benar demikian?",
    ),
    "a year that is nearly forgotten": ("lapor rat", "lupa pak, 2026 lah", "Apakah RAT tahun buku 2026"),
    "yes, the year": ("lapor rat", "iyo tahun 2026", "Apakah RAT tahun buku 2026"),
    "its book": ("lapor rat", "bukunya 2026", "Apakah RAT tahun buku 2026"),
    "no plan after all, it was held": (
        *(*REPORT, "[Belum, sudah ada rencana]"),
        *("bukan bu, RAT kami sudah tgl 5 jan", "Tanggal RAT: Selasa, 5 Januari 2027"),
    ),
    "insya allah changes no report": (*HELD[:-1], "insyaallah bu", "Tanggal RAT"),
    "face to face, by where": (
        *("sudah rat tgl 5 jan hadir 40 dari 60, langsung di aula kelurahan", "2026"),
        "Yang wajib sudah lengkap",
    ),
    "said before, and said again": (
        *(*MEMBERS, "120", "hadir 40", "tadi kan sudah saya bilang langsung"),
        "Yang wajib sudah lengkap",
    ),
    "the year, and that there was none": ("lapor rat", "2026 belum pak", "Belum ada rencana"),
    "the year, and the day": ("lapor rat", "yg 2026 ya bu, tgl lima januari", "jumlah anggota"),
    "the year, the day and the place": ("lapor rat", "2026, sdh tgl 5 jan di aula", "jumlah anggota"),
    "giving way to a day": (
        *REPORT,
        "[Belum, sudah ada rencana]",
        "ya udah 7 maret deh sementara",
        "Rencana RAT: Minggu, 7 Maret 2027",
    ),
    "gausah asks first": (*REPORT, "gausah", "benar hendak dibatalkan"),
    "ga usah asks first": ("lapor rat", "ga usah", "benar hendak dibatalkan"),
    "a plan beside the obstacle": (
        *NO_PLAN,
        "rencana tgl 6 februari hari sabtu jam 8 pagi di balai rw",
        "ya",
        "Rencana RAT: Sabtu, 6 Februari 2027",
    ),
    "a plan after the obstacle": (
        "kita blm rat nih, ketuanya lg umroh sampe akhir bln",
        "pengennya sih tgl 14 feb abis zuhur di rumah gue",
        "2026",
        "ya",
        "Rencana RAT: Minggu, 14 Februari 2027",
    ),
    "a day taken back in the same breath": (
        *REPORT,
        "[Belum, sudah ada rencana]",
        "17 jan eh bkn 24 jan",
        "Rencana RAT: Minggu, 24 Januari 2027",
    ),
    "a number taken back": (*MEMBERS, "120", "75 eh salah 57 orang", "[Langsung]", "[Cukup]", "Hadir: 57 orang"),
    "a number taken back at the summary": (*HELD[:-1], "hadir 60, ralat 62", "Hadir: 62 orang"),
    "a day taken back at the summary": (*REPORT, "rencana 7 maret", "17 feb eh bkn 24 feb", "24 Februari 2027"),
    "a weekday taken back, and the hour": (
        "minta dikunjungi",
        "senin aja. eh jgn senin, selasa. jam 9",
        "Hari: Selasa, 12 Januari 2027",
    ),
    "a question that names a change is answered": (
        *(*REPORT, "rencana 7 maret", "biaya notaris brp kalau mau ubah AD/ART?"),
        "tanpa dipungut biaya",
    ),
    "and the summary comes again": (
        *(*REPORT, "rencana 7 maret", "biaya notaris brp kalau mau ubah AD/ART?"),
        "Apakah sudah benar?",
    ),
    "what would be if goes to staff": (
        *(*REPORT, "rencana 7 maret", "klo pindah hari harus lapor lagi ga?"),
        "dapat kami teruskan kepada petugas",
    ),
    "a day beside a question": (
        *(*REPORT, "rencana 7 maret", "rapatnya tgl 27 feb pak, undangan anggota hrs brp hari sebelumnya?"),
        "Rencana RAT: Sabtu, 27 Februari 2027",
    ),
    "the question beside a day": (
        *(*REPORT, "rencana 7 maret", "rapatnya tgl 27 feb pak, undangan anggota hrs brp hari sebelumnya?"),
        "“undangan anggota hrs brp hari sebelumnya?”, dapat kami teruskan",
    ),
    "a question beside an answer is answered": (*MEMBERS, "120 pak. kapan batas lapornya?", "paling lambat"),
    "and the answer counts": (*MEMBERS, "120 pak. kapan batas lapornya?", "yang hadir?"),
    "a place that is missed": (
        *HELD[:-1],
        "tempatnya di balai desa tadi kok ga ada?",
        "8. Tempat: balai desa (diubah)",
    ),
    "a place added": (*HELD[:-1], "tempatnya di rumah ketua", "8. Tempat: rumah ketua"),
    "a place alone": (*HELD[:-1], "di rumah ketua pak", "8. Tempat: rumah ketua"),
    "a place at a number": (*MEMBERS, "di rumah ketua pak", "sudah kami catat: Tempat"),
    "yes, and something else": (
        *(*REPORT, "sudah", "kayaknya tgl 5 jan", "iya tatap muka"),
        "Berapa jumlah anggota",
    ),
    "what else was said with the yes": (
        *(*REPORT, "sudah", "kayaknya tgl 5 jan", "iya tatap muka", "120", "75", "[Cukup]"),
        "Bentuk rapat: Langsung",
    ),
    "yes, but": (*REPORT, "sudah", "kayaknya tgl 5 jan", "iya tapi tatap muka ga jadi", "Tanggal"),
    "a plan with a question": (
        *("RAT kami besok jam 9 di kantor camat, bapak bisa hadir?", "2026"),
        "Rencana RAT: Selasa, 12 Januari 2027",
    ),
    "its place": ("RAT kami besok jam 9 di kantor camat, bapak bisa hadir?", "2026", "Tempat: kantor camat"),
    "and the report goes on when it was passed on": (
        *("RAT kami besok jam 9 di kantor camat, bapak bisa hadir?", "[Teruskan ke petugas]", "2026"),
        "Rencana RAT: Selasa, 12 Januari 2027",
    ),
    "their own invitations are no activity of ours": (
        *(*REPORT, "rencana 7 maret", "undangan anggota hrs brp hari sebelumnya?"),
        "dapat kami teruskan kepada petugas",
    ),
    "yes, and why": (*REPORT, "belum", "iya karena ketua sakit", "Apa kendalanya"),
    "yes, and another number": (*MEMBERS, "sekitar 120", "iya 110", "100", "[Langsung]", "[Cukup]", "anggota: 110"),
    "a question of two words": ("pak kami rat besok, bisa hadir?", "Teruskan ke petugas"),
    "who comes, behind the hour": (
        *("minta dikunjungi", "kamis", "jam 10 ya, yg datang siapa pak?"),
        "Yandri",
    ),
    "may it be changed is no question to staff": (*REPORT, "rencana 7 maret", "bisa diubah ga pak?", "Tekan Benar"),
    "its question": ("RAT kami besok jam 9 di kantor camat, bapak bisa hadir?", "Teruskan ke petugas"),
    "a day and place at the year": ("lapor rat", "tgl 12 jan di aula", "2026", "Tempat: aula"),
    "a number not known": (*MEMBERS, "tidak tahu", "Perkiraan pun boleh"),
    "none is asked back": (*MEMBERS, "gak ada", "Jumlah anggota: 0 orang"),
    "ok says how to send": (*FEW, "ok", "ketik YA atau tekan Benar"),
    "siap too": (*FEW, "siap", "ketik YA atau tekan Benar"),
    "a choice and a fact of ours": (*MEMBERS, "120", "75", "langsung, kuorum tercapai", "Yang wajib sudah lengkap"),
    "a choice in short": (*MEMBERS, "120", "75", "lsg", "Yang wajib sudah lengkap"),
    "a choice and a fact, in one": (*MEMBERS, "120", "75", "langsung kuorum tercapai", "Yang wajib sudah lengkap"),
    "a choice taken back": (*MEMBERS, "120", "75", "langsung, eh daring", "[Cukup]", "Bentuk rapat: Daring"),
    "a plan put off": (*REPORT, "rencana 7 maret", "gak jadi, ternyata ditunda", "Pelaksanaan RAT: Ditunda\nApakah"),
    "called off alone": (*REPORT, "rencana 7 maret", "gak jadi", "benar hendak dibatalkan"),
    "no day can be said": (*PLAN, "habis lebaran lah", "nanti bulan depan", "Belum ada tanggal"),
    "an estimate of the day will do": (*PLAN, "nanti bulan depan", "bulan depan", "perkiraan pun boleh"),
    "and it is taken": (*PLAN, "bulan depan", "sekitar tanggal 10", "Rencana RAT: Rabu, 10 Februari 2027"),
    "a day that is forgotten": (*REPORT, "sudah", "lupa tgl nya", "Perkiraan tanggalnya pun boleh"),
    "a day of last month that is forgotten": (*REPORT, "sudah", "bulan lalu", "lupa", "Perkiraan tanggalnya pun boleh"),
    "no day, pressed": (*PLAN, "nanti bulan depan", "[Belum ada tanggal]", "Kendala: Belum sepakat jadwal"),
    "no day, in words": (*PLAN, "blm tau", "Pelaksanaan RAT: Belum ada rencana\nApakah benar"),
    "not to be written asks": (*REPORT, "rencana 7 maret", "gausah ditulis dulu deh", "Simpan dulu"),
    "nor is it a reason": (*REPORT, "ditunda", "gausah ditulis dulu deh", "Simpan dulu"),
    "kept for later": (*REPORT, "rencana 7 maret", "gausah ditulis dulu deh", "simpan dulu aja", "kami simpan"),
    "sip sends": (*REPORT, "rencana 7 maret", "sip", "RAT-2026-0"),
    "oke kirim sends": (*REPORT, "rencana 7 maret", "oke kirim", "RAT-2026-0"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...]) -> None:
    shown = await told(await chair(database), *said[:-1])
    assert said[-1] in shown.words
