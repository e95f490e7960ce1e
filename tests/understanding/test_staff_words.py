"""Staff need no command's name: what they ask for is understood."""

import pytest

from bot.understanding.staff_words import command_meant

SAID = {
    "tugas": "ada tugas apa hari ini|tugas saya apa saja|lihat tugas dong|cek kerjaan|apa yang harus saya kerjakan"
    "|daftar tugas|tugasku hari ini|mana yg perlu ditindaklanjuti|ada kerjaan apa min|buka tugas",
    "umumkan": "mau bikin pengumuman kegiatan|buat pengumuman|tolong umumkan pelatihan pembukuan"
    "|mau kirim undangan pelatihan|bikin kegiatan baru|buat pelatihan|mau umumkan jadwal klinik"
    "|jadwalkan pembinaan|sebar pengumuman",
    "kunjungan": "catat kunjungan|mau input kunjungan|lapor hasil kunjungan|saya sudah mengunjungi koperasi melati"
    "|isi laporan kunjungan|baru selesai kunjungi koperasi tunas|tulis kunjungan tadi pagi",
    "kemajuan": "progres rat gimana|kemajuan rat kecamatan saya|berapa yang sudah rat|siapa saja yg belum lapor"
    "|rekap rat|capaian rat|koperasi apa saja yang belum rat|grafik rat",
    "laporan": "siapa aja yang hadir|berapa yg datang|laporan kegiatan kemarin|rekap kehadiran|daftar peserta"
    "|berapa orang yang daftar|hasil undangan|siapa yang ikut",
    "unduh": "download excel|unduh data koperasi|minta rekap excel|unduh laporan|kirim file excel",
    "undangan": "cetak surat undangan|bikin surat undangan|print kartu undangan",
    "impor": "impor daftar koperasi|upload data excel|unggah file koperasi|import data",
}


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, line in SAID.items() for said in line.split("|")])
def test_finds_the_command(name: str, said: str) -> None:
    assert command_meant(said) == name


@pytest.mark.parametrize(
    "said",
    [
        "pak",
        "terima kasih",
        "cari koperasi melati",
        "sudah saya telepon, katanya minggu depan",
        "koperasi melati minta ditunda",
        "besok saya hadir",
        "buat surat tugas",
        "ketuanya ganti",
        "bendahara tidak datang",
        "tolong kabari kalau ada yang baru",
    ],
)
def test_finds_none_in_anything_else(said: str) -> None:
    assert command_meant(said) is None
