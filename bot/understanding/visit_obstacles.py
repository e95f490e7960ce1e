"""What a visit meets instead: "sudah dikunjungi", "kantor pindah", "tidak pernah ada yang datang", "sudah bubar"."""

import re

from bot.understanding import identity


def find(said: str) -> str:
    """The answer of normalised parts that speaks of no day; empty where there is none."""
    for name, pattern in _OTHERS.items():
        if pattern.search(said):
            return name
    if _GONE.search(said):
        return "gone"
    return "wrong_person" if identity.is_somebody_else(said) else ""


_OTHERS: dict[str, re.Pattern[str]] = {
    "never_visited": re.compile(
        r"\b(?:tidak|belum) (?:\w+ )?(?:pernah|ada (?:yang|orang|petugas|dinas|kunjungan|satu ?pun|1 ?pun"
        r"|seorang ?pun|pihak)"
        r"|(?:sekali|1 kali|seorang|satu|1) ?pun)\b.{0,30}\b(?:datang|dikunjungi|didatangi"
        r"|berkunjung|ke sini|ditengok|dilihat|dibina|mampir|nampak|tampak|kelihatan|muncul|nongol|singgah|menengok"
        r"|menjenguk|turun)\b"
        r"|\bbelum pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\b(?:dinas|petugas|orang dinas) (?:tidak"
        r"|belum) pernah\b|\btidak pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\bbaru (?:sekarang|ini"
        r"|kali ini) (?:\w+ ){0,4}?(?:di)?(?:hubungi|datang|kunjung|cari|ingat|tanya|sapa|perhatikan)\w*"
    ),
    "visited": re.compile(
        r"\b(?:sudah|telah|baru)(?: saja)?(?: pernah| ada| barusan| \d+ ?(?:kali|x)| sering"
        r"| beberapa kali)* (?:di)?(?:kunjung|datang)\w*\b(?! (?:saja|jam"
        r"|hari ini\?))|\b(?:kemarin|tadi|minggu lalu|bulan lalu) (?:sudah|telah|kan|juga"
        r"|sudah ada yang) ?(?:di)?(?:kunjung|datang|ada yang datang)\w*\b"
        r"|\bsudah ada (?:yang|petugas|orang dinas)(?: yang)? (?:datang|berkunjung|ke sini|mampir)\b"
        r"|\bpernah (?:ke|ka) sini\b|(?<!tidak )(?<!belum )(?<!kapan )(?<!apa )\bpernah (?:ada )?(?:yang |petugas "
        r"|orang dinas )?(?:datang|berkunjung|mampir)\b|\bpernah (?:\w+ )?(?:di)?kunjung\w*\b|\b(?:pak|bu|petugas\w*"
        r"|orang dinas"
        r"|dinas)(?: \w+)?(?: kan)? sudah (?:pernah )?(?:datang|ke sini|berkunjung"
        r"|mampir)\b"
        r"|^(?:iya )?sudah(?: kok| pernah| ada| pak| bu| kan| saja| ,)* (?:pernah(?: kok| pak| bu)?$|kemarin|tadi"
        r"|minggu lalu|bulan lalu|tahun lalu|barusan"
        r"|\d+ ?(?:kali|x))\b"
        r"|\bkunjungan(?:nya)? sudah\b|\bsudah (?:selesai|dilaksanakan|berlangsung) kunjungan"
    ),
    "moved": re.compile(
        r"^(?:sudah )?pindah\b(?! (?:hari|jam|jadwal|tanggal|waktu|ke (?:hari|tanggal|jam)))|\b(?:kantor|alamat"
        r"|sekretariat)(?:nya)?(?: kami| koperasi)* (?:sekarang|kini) (?:di|ke)\b|"
        r"\b(?:kantor|alamat|sekretariat|tempat|lokasi)(?:nya)?(?: kami| koperasi)*(?: sekarang| itu)? (?:sudah |lah "
        r"|telah |tidak lagi |lagi |udah )*(?:pindah\w*|ganti|berubah|berganti|di(?:pindah)\w*|tidak (?:di"
        r"|ada)(?: (?:situ|sana|lagi))?|bukan di (?:situ|sana|alamat itu))\b|\b(?:bukan|tidak) (?:lagi )?di (?:situ"
        r"|sana|alamat itu|tempat itu)(?: lagi)?\b"
        r"|\b(?:kami|koperasi) (?:\w+ )?(?:sudah |telah )?pindah (?:alamat|kantor|tempat|sekretariat|ke )"
        r"|\balamat(?:nya)? (?:kami )?(?:yang |di )?(?:baru|lama)\b|\btidak berkantor di\b|\balamat(?:nya)? (?:itu "
        r"|lama |tersebut |yang "
        r"|di \w+ )*(?:sudah )?(?:salah|tidak (?:benar|berlaku))\b"
        r"|\b(?:sudah "
        r"|telah )pindah(?:nya)?\b|\bpindah (?:alamat|kantor)\b|\bsekarang (?:kami |kita )?(?:berkantor |kantornya "
        r"|alamatnya )di\b"
    ),
}
_GONE = re.compile(
    r"\b(?:tidak ada(?: lagi)?|mati|bubar|tutup|vakum|tidak aktif(?: lagi)?) koperasi\w*|\b(?:bubar\w*|dibubarkan"
    r"|tutup total|gulung tikar)\b"
    r"|\bkoperasi(?:nya)?(?: kami| ini| itu)? (?:sudah "
    r"|memang |lah |lama |telah )*(?:tidak ada|bubar|tutup|mati|tidak aktif|vakum|tidak jalan|almarhum)\b"
    r"|\b(?:sudah|kami) (?:lama )?(?:tidak (?:aktif|jalan|beroperasi)|vakum|mati suri)\b"
)
