"""Which position in a cooperative somebody claims: "sekretaris", "plt ketua", "saya yang urus pembukuan"."""

import re

from bot.understanding.values import Read

POSITIONS = {
    "lainnya": (
        r"wakil (?:ketua|sekretaris|bendahara)|juru buku|pembantu umum|penasehat|penasihat|pembina"
        r"|(?:dewan )?pengawas syariah|dps|seksi \w+|humas|anggota pengurus|pengurus biasa"
    ),
    "ketua": r"ketua(?: umum| koperasi| 1| pengurus)?",
    "sekretaris": r"sekretaris(?: umum| koperasi| 1)?",
    "bendahara": r"bendahara(?: umum| koperasi| 1)?",
    "pengawas": r"(?:ketua |anggota |badan )?pengawas",
    "manajer": r"(?:manajer|manager|general manager|gm|pengelola)",
}
"""Positions as people name them, those that contain another one first."""


def read_claim(words: str) -> Read[str] | None:
    """A position that is claimed; one that may be another, or none of the office's, in doubt."""
    said = _claimed(words)
    if double := _DOUBLE.search(said):
        return Read(double[1], "several", double[0], (double[1], double[2]))
    if _CANDIDATE.search(said):
        return Read("lainnya", "doubtful", words)
    if _NUMBERED.search(said):
        return Read("ketua", "several", words, ("ketua", "lainnya"))
    if len(claimed := _several(said)) > 1:
        return Read(claimed[0], "several", words, tuple(claimed))
    if position := read_position(words):
        if _ACTING.search(said):
            return Read(position, "several", words, (position, "lainnya"))
        return Read(position, "exact", position)
    if _BOOKS.search(words):
        return Read("bendahara", "several", words, ("bendahara", "lainnya"))
    if _EMPLOYED.search(words):
        return Read("lainnya", "doubtful", words)
    return Read("", "doubtful", words) if _HOLDS.search(words) else None


def read_position(words: str) -> str:
    """The position that normalised words claim; one they deny or that is over doesn't count."""
    said = _claimed(words)
    found = [(match.start(), name) for name, pattern in _POSITIONS.items() if (match := pattern.search(said))]
    names = {name for _, name in found}
    if "lainnya" in names:
        return "lainnya"
    if "pengawas" in names:
        return "pengawas"
    return min(found)[1] if found else ""


def _several(said: str) -> list[str]:
    """The posts named beside each other, in the order of the words; none where one of them is but an addition."""
    said = _COMPOSED.sub(" ", said)
    found = [(match.start(), name) for name, pattern in _POSITIONS.items() if (match := pattern.search(said))]
    return [name for _, name in sorted(found)]


def _claimed(words: str) -> str:
    """The words without the posts that are over, of somebody else or of no cooperative."""
    for pattern in (_OVER, _ELSEWHERE, _SPOKEN_OF):
        words = pattern.sub(" ", words)
    return words


ANY = "|".join(("ketua", "sekretaris", "bendahara", "pengawas", "manajer", "pengurus"))
"""Posts that everybody names so."""
_POSITIONS = {name: re.compile(rf"\b(?:{said})(?:nya)?\b") for name, said in POSITIONS.items()}
_COMPOSED = re.compile(
    rf"\b(?:{POSITIONS['lainnya']})\b|\b(?:(?:ketua|anggota|badan|dewan) )+(?=pengawas)|\bketua (?=pengurus)"
)
_OVER = re.compile(
    r"\b(?:bukan|mantan|bekas|eks|pernah|dulu|dulunya|tadinya|sebelumnya|dahulu)(?: saya| jadi| sebagai| menjadi"
    rf"| lagi)* (?:{ANY})(?:nya)?\b"
    rf"|\b(?:{ANY}) (?:lama|dulu|sebelumnya|yang lama)\b"
)
_POST = rf"(?:wakil (?:ketua|sekretaris|bendahara)|{ANY})(?: umum| koperasi)?"
_ELSEWHERE = re.compile(
    rf"\b{_POST} (?:di |dari |sebuah )?(?:rt|rw|yayasan|kelompok|masjid|mesjid|mushol\w*|panitia|karang taruna|lpm"
    r"|desa|lurah|kelurahan|camat|kecamatan|daerah|jenderal|pukul|bpd|pkk|dprd|dpr"
    r"|dinas|adat|kelas|komite|partai|ormas|lembaga|gapoktan|poktan|arisan|pemuda|mui|takmir|asosiasi|himpunan|ikatan"
    r"|majelis"
    r"|posyandu|lam|dekranasda|kadin|hmi|osis|pgri|paguyuban|forum|komunitas|tim|sekolah|geng)\b.*"
)
"""Posts, but not of a cooperative."""
_SPOKEN_OF = re.compile(
    rf"\b(?:istri|suami|anak|adik|kakak|menantu|ipar|bapak|ayah|ibu) (?:saya|kami) (?:sebagai |jadi "
    rf"|yang )?(?:{_POST})\b|"
    r"\b(?:tanya\w*|sopirnya|anaknya|istrinya|suaminya|asisten\w*|pembantu\w*|disuruh|suruhan|mewakili|wakili|teman"
    r"|kawan|sahabat|bawahan|atas nama|(?:belum|ingin"
    r"|mau) (?:jadi|menjadi)|hubungi|kontak|ketemu|bertemu|jumpa|temui|cari|mencari|kata|kabari|wa|telepon|minta"
    r"|lapor"
    r"|sampaikan|teruskan"
    rf"|serahkan|tunggu|menunggu|ke|sama|oleh|izin|suruh|bicara|nomor|hp|no|rumah|kepada|untuk"
    rf"|anak buah|urusan|pekerjaan|ganti|mengganti|lepas(?: jabatan)?|berhenti|mundur"
    rf"|pensiun) (?:\w+ ){{0,2}}?(?:{_POST})(?:nya)?\b"
    rf"|(?<!saya )(?<!ini )(?<!adalah )(?<!sebagai )\b(?:{_POST})(?:nya)? (?:kami |saya |kita )?(?:lagi|sedang|masih"
    rf"|sudah|belum|tidak|ganti|mundur|berhenti|pensiun|diganti|akan|mau|pergi"
    r"|sakit|(?:pak|bu|bapak|ibu) \w+|ada|keluar|di luar|sibuk|pulang|meninggal|jarang|susah|orangnya|bilang"
    r"|menyuruh|nyuruh|suruh|meminta|titip|berpesan|pesan|marah|setuju|minta"
    r"|(?<!saya )yang (?!baru|lama)\w+)\b.*"
)
"""Posts of those they speak of."""
_ACTING = re.compile(
    r"\bpuluh(?= ketua| sekretaris| bendahara)|\b(?:plt|plh|pjs?|pejabat|penjabat|pelaksana tugas|pelaksana harian"
    r"|caretaker|karteker)\b|\b(?:sementara|harian"
    r"|demisioner|terpilih|baru terpilih)\b"
)
"""In a post for a while, or before their time."""
_DOUBLE = re.compile(
    r"\b(ketua|sekretaris|bendahara|pengawas|manajer) (?:merangkap|sekaligus|dan|juga|\+|&|rangkap) (?:jadi "
    r"|sebagai )?(ketua|sekretaris|bendahara|pengawas|manajer)\b"
)
_CANDIDATE = re.compile(r"\bcalon (?:ketua|sekretaris|bendahara|pengurus)\b")
_NUMBERED = re.compile(r"(?<!wakil )\bketua (?:1|2|3|i|ii|iii)\b")
_BOOKS = re.compile(r"\b(?:urus|mengurus|pegang|bagian|ngurus) (?:pembukuan|keuangan|kas|uang)\w*\b")
_EMPLOYED = re.compile(
    r"^(?:saya |ini |bagian )?(?:kasir|satpam|penjaga|sopir|admin|karyawan|staf|operator|pegawai|petugas|juru tagih"
    r"|sekuriti"
    r"|bagian \w+)(?: (?:koperasi|bagian|kantor|di|kredit|simpan pinjam|\w+))*$"
)
_HOLDS = re.compile(r"\b(?:pegang|bawa|yang mengurus|yang urus|yang jaga) (?:hp|koperasi|nomor|wa|kantor)\b")
