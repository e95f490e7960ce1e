"""Chat spelling → plain Indonesian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
