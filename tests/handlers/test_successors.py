"""Who has left and who comes next: what officers write of it, and what they read."""

import pytest

from db.session import Database
from tests.handlers.test_changed_afterwards import told
from tests.handlers.test_in_the_middle import chair

LEFT = ("saya bukan pengurus lagi", "ya")
DIED = ("ketua kami pak Slamet meninggal bulan lalu", "penggantinya belum ada")
SAID = {
    "named later, when the question was skipped": (
        *(*LEFT, "[Lewati]"),
        *("eh ketua yg baru bu Rina, nomornya 081270001111", "1. Pengganti: Rina"),
    ),
    "named while the question waits": (
        *(*LEFT, "nanti saya tanyakan dulu", "menu"),
        *("penggantinya pak Budi Santoso 0812 7000 1111", "Terima kasih atas bantuan"),
    ),
    "who writes has a post": ("ketua kami meninggal dunia kmrn bu", "saya bendaharanya", "Siapa yang tidak lagi"),
    "and still has": ("ketua kami meninggal dunia kmrn bu", "masih pak, saya bendahara", "Siapa yang tidak lagi"),
    "who died and who follows": (
        "yg meninggal ketua kami pak Hamdan, penggantinya pak Zulkifli wakil ketua",
        "Apa jabatan Zulkifli?",
    ),
    "whose number was wrong": (
        *(*LEFT, "pak hendra 081266550000"),
        *("maaf pak nomor pak hendra salah, yg benar 081266554434", "2. Nomor: +6281266554434"),
    ),
    "nobody yet": (*DIED, "silakan tuliskan nama, jabatan, dan nomornya"),
    "somebody at last": (
        *DIED,
        "sekarang sudah ada pak, bu Siti yg jadi ketua",
        "Siapa yang tidak lagi menjadi pengurus",
    ),
    "behind a title": (*DIED, "sudah ada penggantinya pak, namanya Rina", "[Lewati]", "jabatan Rina"),
    "who was elected": ("ketua ganti, pak Amir terpilih jadi ketua", "[Lewati]", "Berapa nomor telepon Amir"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...]) -> None:
    shown = await told(await chair(database), *said[:-1])
    assert said[-1] in shown.words
