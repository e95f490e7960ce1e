"""Chat spelling → plain Indonesian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import unknown_words, vocabulary
from bot.understanding.spellings import SPELLINGS
from bot.understanding.words import normalise, strip_politeness


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Iyaaaa", "iya"),
        ("iyaa", "iya"),
        ("maaf", "maaf"),
        ("maaaaf", "maaf"),
        ("insya Allah", "insya allah"),
        ("sdh rat tgl 12 feb kmrn", "sudah rat tanggal 12 feb kemarin"),
        ("blmrat", "belum rat"),
        ("R.A.T. thn 2026", "rat tahun 2026"),
        ("anggota2 kami", "anggota-anggota kami"),
        ("laporan2nya", "laporan-laporannya"),
        ("jam2", "jam 2"),
        ("45org", "45 orang"),
        ("L40P35", "l 40 p 35"),
        ("１２　ｍａｒｅｔ", "12 maret"),
        ("12\u00a0maret\n2027", "12 maret 2027"),
        ("2.000.000", "2.000.000"),
        ("½", "1/2"),
        ("👍🏽", "👍"),
        ("no", "tidak"),
        ("no antrian", "nomor antrian"),
        ("lah rat pak", "sudah rat pak"),
        ("boleh lah", "boleh lah"),
        ("alun ado", "belum ada"),
        ("tarimo kasih", "terima kasih"),
        ("bilo rapek", "kapan rapat"),
        ("kelompok III", "kelompok iii"),
    ],
)
def test_normalise(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@pytest.mark.parametrize(
    ("heard", "plain"),
    [
        ("tigo puluah limo", "tiga puluh lima"),
        ("awak alun pandai mambuek", "saya belum pandai membuat"),
        ("manyarahan", "menyerahkan"),
        ("dikumpuakan", "dikumpulkan"),
        ("sapuluah sabaleh", "sepuluh sebelas"),
        ("antaan ka kantua", "antarkan ke kantor"),
        ("nan ka pai sekretaris awak se", "yang akan pergi sekretaris saya saja"),
        ("jan dikirim lai", "jangan dikirim lagi"),
        ("jan 2027", "jan 2027"),
        ("due puluh lime orang je", "dua puluh lima orang saja"),
        ("terime kaseh kite tunde", "terima kasih kita tunda"),
        ("macam mane nak hantar", "bagaimana mau antar"),
        ("anggotane sampun diklumpukne", "anggotanya sudah dikumpulkan"),
        ("ngumpulin dilaporken mbayar", "mengumpulkan dilaporkan membayar"),
        ("kubawa ketuaku", "saya bawa ketua saya"),
        ("o de es", "ods"),
    ],
)
def test_words_are_read_as_they_sound(heard: str, plain: str) -> None:
    assert normalise(heard) == plain


@pytest.mark.parametrize(
    ("slipped", "plain"),
    [
        ("jaumt hdair kteua sduah bkan", "jumat hadir ketua sudah bukan"),
        ("27 jutra", "27 juta"),
        ("bndhr ptgs pndmping dftar kntr psrta jwban", "bendahara petugas pendamping daftar kantor peserta jawaban"),
        ("prmintaan hpus dta sy btalkn", "permintaan hapus data saya batalkan"),
        ("daftar pk", "daftar pak"),
        ("pk 10", "pukul 10"),
        ("masih ad kuota, sesuai AD/ART", "masih ada kuota, sesuai ad/art"),
    ],
)
def test_letters_astray_or_left_out(slipped: str, plain: str) -> None:
    assert normalise(slipped) == plain


@pytest.mark.parametrize(
    "name",
    [
        "anggita",
        "hadi",
        "ratna",
        "santi",
        "sarah",
        "joni",
        "julia",
        "permata",
        "sakti",
        "kubang",
        "malang",
        "ppkl",
        "nik",
    ],
)
def test_names_and_acronyms_stay(name: str) -> None:
    assert normalise(f"ini {name} pak") == f"ini {name} pak"


def test_words_of_everyday_are_not_put_right() -> None:
    for word in sorted(vocabulary.everyday() - SPELLINGS.keys()):
        assert unknown_words.mend(word) == word


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ya pak", "iya"),
        ("hadir ya bu", "hadir"),
        ("Assalamualaikum wr. wb. Pak, selamat pagi, sudah", "sudah"),
        ("Pagi pak", ""),
        ("pagi aja pak", "pagi saja"),
        ("pak", ""),
        ("siap bang", "siap"),
        ("wa'alaikumsalam", ""),
        ("", ""),
    ],
)
def test_politeness_is_not_the_message(typed: str, kept: str) -> None:
    assert strip_politeness(typed) == kept


@given(st.sampled_from(sorted(SPELLINGS)), st.text("abcxyz 0189.,", max_size=12))
def test_spellings_change_whole_words_only(short: str, around: str) -> None:
    assert normalise(f"q{short}q") not in SPELLINGS.values()
    assert normalise(f"saya {short} kami {around}").startswith(f"saya {SPELLINGS[short]} kami")
