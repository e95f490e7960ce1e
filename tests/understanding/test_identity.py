"""People who say who they are: name, post and cooperative in any order, and those who aren't whom we mean."""

import pytest

from bot.understanding.identity import read_identity


def _said(text: str) -> dict[str, object]:
    """What is read, a doubtful value with a question mark."""
    return {
        name: read.value if read.precision == "exact" else f"{read.value}?"
        for name, read in read_identity(text).items()
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nama saya Ir. Sudirman, MM, ketua", "Ir. Sudirman, MM"),
        ("asmo kulo Paijo, bendahara", "Paijo"),
        ("aku ketuanya bang, Togar namaku", "Togar"),
        ("ambo sekretaris pak, Yendri", "Yendri"),
        ("Helmi bu, ketua", "Helmi"),
        ("yanti, bendahara", "yanti"),
        ("Yusrizal / ketua / KSU Maju", "Yusrizal"),
        ("saya bendaharanya Lely", "Lely"),
        ("panggil saja uni Upik", "Upik"),
        ("NAMA SAYA HENDRA KETUA KSU SEPAKAT", "HENDRA"),
        ("perkenalkan saya nurhasanah, bendahara", "nurhasanah"),
        ("aku tiara kak manajer toko koperasi", "tiara"),
        ("ini saya ningsih yang dulu ke kantor", "ningsih"),
        ("saya rina", "rina"),
        ("KSP Mitra Abadi, bendahara Ibu Yusra", "Yusra"),
        ("saya lagi sakit bu, sekretaris yang datang", None),
        ("nama saya bukan Budi", None),
        ("nama usaha kami Berkah Jaya", None),
        ("Siap Bu", None),
        ("tolong nama saya jangan ditulis", None),
    ],
)
def test_a_name_stands_before_or_behind_the_post(text: str, name: str | None) -> None:
    assert _said(text).get("name") == name


@pytest.mark.parametrize(
    ("text", "cooperative"),
    [
        ("bendahara kopwan Melur bu", "kopwan Melur"),
        ("ketua koperasi tunas harapan", "tunas harapan"),
        ("saya ketua di kopkar pt arara abadi", "kopkar pt arara abadi"),
        ("Koperasi Karyawan PTPN V, saya ketua", "Koperasi Karyawan PTPN V"),
        ("koperasi kami Sumber Rejeki bu, saya ketua", "Sumber Rejeki"),
        ("dari koperasi nelayan rumbai", "koperasi nelayan rumbai"),
        ("saya selaku Ketua KPRI Bina Warga menyatakan benar", "KPRI Bina Warga"),
        ("koperasi nelayan sudah tutup", None),
        ("sy ketua kopwan nya bu", None),
        ("pengawas pada koperasi dimaksud", None),
        ("sekretaris koperasi pasar", None),
        ("bendahara koperasi periode 2025-2028", None),
    ],
)
def test_a_form_alone_is_no_cooperative(text: str, cooperative: str | None) -> None:
    assert _said(text).get("cooperative") == cooperative


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("awak sekretaris je cik, ketua tengah ke ladang", "sekretaris"),
        ("ketua koperasi kami pak Hasan, saya bendaharanya", "bendahara"),
        ("assalamualaikum, saya Irwan yang jadi ketua di sini", "ketua"),
        ("bagian usaha, di bawah bendahara", "lainnya"),
        ("saya dari badan pengawas", "pengawas"),
        ("saya bendahara sekaligus sekretaris bu karena kurang orang", "bendahara?"),
        ("yang bertanda tangan di bawah ini Murni selaku Bendahara", "bendahara"),
        ("thn lalu sekretaris skrg naik jd ketua", "ketua"),
        ("sekretaris tapi besok mau dijadikan ketua", "sekretaris"),
        ("pengawas apa pembina ya", "pengawas?"),
        ("ketua dua periode", "ketua"),
        ("kira2 jadi ketua itu digaji ndak pak", None),
        ("udah ganti, si Poltak ketuanya sekarang", None),
        ("anak saya sekretaris di kantor camat", None),
        ("ketuanya lagi sholat", None),
    ],
)
def test_a_post_is_claimed_by_who_has_it(text: str, position: str | None) -> None:
    assert _said(text).get("position") == position


@pytest.mark.parametrize(
    ("text", "status", "successor"),
    [
        ("saya ketua lama, ketua baru pak Zul 0813 1234 5678", "former", "Zul"),
        ("berhenti jadi pengurus, kini si Rina yang menggantikan", "former", "Rina"),
        ("saya yang jadi ketua sekarang, gantiin alm pak Rusdi", None, None),
        ("bu Ani sudah tidak jadi ketua, gantinya saya, Lestari", None, None),
        ("pengganti saya Sdr. Mawardi, periode saya berakhir Desember", "former", "Mawardi"),
        ("bukan saya lagi pak, ketua sekarang Anwar", "former", "Anwar"),
        ("udh demisioner kak, pengurus baru nya Salsa", "former", "Salsa"),
        ("kan udh sertijab sama Fitri Handayani", "former", "Fitri Handayani"),
        ("lah baranti ambo", "former", None),
        ("habis masa jabatan tp masih saya yg ngurus", "former?", None),
        ("telpon anak saya Rina 0852 7211 0439", None, "Rina"),
        ("ini bukan hp bu Erlina, nyasar terus ke sini", "wrong_number", None),
        ("nomor ini dulu dipakai ketua, skrg saya yg pake", "wrong_number", None),
        ("nomor ini dulu dipakai bu Wati, skrg saya yg pegang, saya bendahara", None, None),
        ("saya baru pake nomor ini, saya bendahara", None, None),
        ("ini bukan pak Anto ini anaknya", "not_officer", None),
        ("ketua masjid pak, bukan ketua koperasi", "not_officer?", None),
        ("innalillahi bu, ketua kami sudah wafat", "deceased", None),
        ("ketua kami sudah wafat, saya sekretarisnya", "deceased?", None),
        ("ketua kami sedang berduka, ibunya meninggal", None, None),
        ("saya istri dari Bapak Hamid", "not_officer", None),
        ("kartu ini baru saya beli", "wrong_number", None),
        ("suami saya meninggal", "deceased?", None),
        ("ini istrinya, suami saya sudah meninggal, urusan koperasi ke bu Asnah", "deceased", "Asnah"),
        ("saya keluar kota besok", None, None),
        ("usahanya sudah berhenti total", None, None),
    ],
)
def test_who_is_not_the_one_says_why_and_whom_to_reach(text: str, status: str | None, successor: str | None) -> None:
    said = _said(text)
    assert (said.get("status"), said.get("successor")) == (status, successor)
