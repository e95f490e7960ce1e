"""Second thoughts, asides and words that fit no field: real sentences in a report, and what they lead to."""

import pytest

from db.session import Database
from tests.handlers.test_changed_afterwards import HELD, told
from tests.handlers.test_in_the_middle import REPORT, chair

MEMBERS = (*REPORT, "sudah", "5 jan")
NO_PLAN = (*REPORT, "[Belum ada rencana]")
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
    "sip sends": (*REPORT, "rencana 7 maret", "sip", "RAT-2026-0"),
    "oke kirim sends": (*REPORT, "rencana 7 maret", "oke kirim", "RAT-2026-0"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...]) -> None:
    shown = await told(await chair(database), *said[:-1])
    assert said[-1] in shown.words
