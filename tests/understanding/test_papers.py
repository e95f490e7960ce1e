"""Papers of a meeting as people name them."""

import pytest

from bot.understanding import papers

ALL = tuple(papers.KINDS)
NAMED: dict[str, tuple[str, ...]] = {
    "berita acara": ("minutes",),
    "ba.pdf": ("minutes",),
    "Berita-Acara_RAT.pdf": ("minutes",),
    "notulen": ("minutes",),
    "absen": ("attendance",),
    "daftar hadir & notulen": ("minutes", "attendance"),
    "LPJ_2026.pdf": ("accountability",),
    "neraca": ("accountability",),
    "form NIK": ("ods",),
    "isian ods": ("ods",),
    "IMG_2026.jpg": (),
    "baru": (),
    "": (),
}
IN_THE_OFFICE: dict[str, tuple[str, ...]] = {
    "BA sama absen sudah di kantor kemarin": ("minutes", "attendance"),
    "lpj sdh diserahkan": ("accountability",),
    "berkas sudah saya antar ke kantor": ALL,
    "semua berkas sdh diserahkan": ALL,
    "berkas besok diantar ke kantor": (),
    "berkas belum ke kantor": (),
    "apakah BA sudah di kantor?": (),
    "berita acara": (),
    "sudah": (),
}
THERE: dict[str, tuple[str, ...]] = {
    "LPJ ada": ("accountability",),
    "BA udh jadi, daftar hadir jg, LPJ masih diprint": ("minutes", "attendance"),
    "lpj sudah dijilid berita acaranya sudah ditandatangani tinggal absen": ("minutes", "accountability"),
    "neraca sudah selesai": (),
    "hadir lengkap, absen menyusul": (),
    "laporan rat sudah saya titip ke satpam": ("rat_report",),
}
IDENTITY = {
    "foto KTP ketua": True,
    "ktp_ketua.pdf": True,
    "nik saya": True,
    "kartu keluarga": True,
    "form nik koperasi": False,
    "sertifikat NIK Koperasi": False,
    "form nik": False,
    "identitas koperasi": False,
    "berita acara": False,
}


@pytest.mark.parametrize("text", NAMED)
def test_which_papers_are_named(text: str) -> None:
    assert papers.read_kinds(text) == NAMED[text]


@pytest.mark.parametrize("text", IN_THE_OFFICE)
def test_what_is_said_to_be_in_the_office(text: str) -> None:
    assert papers.said_to_be_in_the_office(text) == IN_THE_OFFICE[text]


@pytest.mark.parametrize("text", THERE)
def test_what_is_said_to_be_there(text: str) -> None:
    assert papers.said_to_be_there(text) == THERE[text]


@pytest.mark.parametrize("text", IDENTITY)
def test_identity_cards(text: str) -> None:
    assert papers.is_identity(text) is IDENTITY[text]
