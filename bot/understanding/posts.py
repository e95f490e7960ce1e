"""Which position in a cooperative somebody claims: "sekretaris", "plt ketua", "saya yang urus pembukuan"."""

import re

from bot.understanding import vocabulary
from bot.understanding.values import Read

POSITIONS = {
    "lainnya": (
        r"wakil (?:ketua|sekretaris|bendahara|manajer)|wakilnya|juru (?!bicara|periksa)\w+|tukang buku|pembantu umum"
        r"|pen[ae]s[ei]hat"
        r"|pembina|pelindung|komisaris"
        r"|(?:ketua|kepala|wakil|anggota|koordinator) (?:bidang|unit|seksi|bagian|divisi|gudang|toko|cabang)"
        r"|(?:seksi|bidang) \w+"
        r"|ba(?:ha)?gian (?!keuangan|pembukuan|kas\b|uang|(?:badan |dewan )?pengawas|bendahara|ketua"
        r"|(?:ke)?sekretari)\w+"
        r"|koordinator(?! pengawas)|kabid|kabag|kasi|kaur|humas|anggota pengurus|pengurus biasa"
    ),
    "ketua": r"ketua(?: umum| koperasi| 1| pengurus)?",
    "sekretaris": r"(?:sekretaris|setiausaha)(?: umum| koperasi| 1)?",
    "bendahara": r"bendahar[ai](?: umum| koperasi| 1)?",
    "pengawas": r"(?:ketua |anggota |badan |koordinator |dewan )?pengawas"
    r"|(?:badan pemeriksa|juru periksa)(?= ?[,.]| koperasi| alias|$)",
    "manajer": r"(?:manajer|manager|general manager|gm|pengelola)",
}
"""Positions as people name them, those that contain another one first."""


def is_post(word: str) -> bool:
    """Whether a word begins the name of a post."""
    return _BEGINS.fullmatch(word) is not None


def read_claim(words: str) -> Read[str] | None:
    """A position that is claimed; one that may be another, or none of the office's, in doubt."""
    said = mine(words) or _claimed(words)
    if double := _DOUBLE.search(said):
        return Read(double[1], "several", double[0], (double[1], double[2]))
    if pair := _EITHER.search(said) or _BETWEEN.search(words):
        return Read(_position(pair[1]), "several", pair[0], (_position(pair[1]), _position(pair[2])))
    if _CANDIDATE.search(said):
        return Read("lainnya", "doubtful", words)
    if _NUMBERED.search(said):
        return Read("ketua", "several", words, ("ketua", "lainnya"))
    if _SHARIA.search(said):
        return Read("pengawas", "several", words, ("pengawas", "lainnya"))
    if _EMPLOYED.search(words):
        return Read("lainnya", "doubtful", words)
    if len(claimed := _several(said)) > 1:
        return Read(claimed[0], "several", words, tuple(claimed))
    if position := _position(said):
        if _ACTING.search(said):
            return Read(position, "several", words, (position, "lainnya"))
        return Read(position, "exact", position)
    for pattern, either in ((_BOOKS, ("bendahara", "lainnya")), (_CHIEF, ("ketua", "manajer"))):
        if pattern.search(words):
            return Read(either[0], "several", words, either)
    return Read("", "doubtful", words) if _HOLDS.search(words) else None


def read_position(words: str) -> str:
    """The position that normalised words claim; one they deny or that is over doesn't count."""
    return _position(mine(words) or _claimed(words))


def mine(words: str) -> str:
    """The claims with which the writer says of themselves what they are: "saya ... ketua", "ketuanya saya"."""
    said = _NAMED_ONE.sub(_unless_word, _ELSEWHERE.sub(" ", _OVER.sub(" ", words)))
    return " , ".join(match[0] for match in _MINE.finditer(said))


def _position(said: str) -> str:
    found = [(match.start(), name) for name, pattern in _POSITIONS.items() if (match := pattern.search(said))]
    names = {name for _, name in found}
    if "lainnya" in names and not _COMPOSED_LATER.search(said):
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
    return _NAMED_ONE.sub(_unless_word, words)


def _unless_word(match: re.Match[str]) -> str:
    """A post with its holder's name is taken out; "sekretaris bu karena ..." names nobody."""
    return match[0] if vocabulary.is_word(match["holder"] or match["named"]) else " "


ANY = "|".join(("ketua", "sekretaris", "bendahara", "pengawas", "manajer", "pengurus"))
"""Posts that everybody names so."""
ME = r"(?:saya|kami|kita|aku|kulo|kula|gue|gua|gw|kite|awak|ambo|den|beta|denai|ane)"
_BEGINS = re.compile(rf"(?:{ANY}|bendahari|wakil|waka|koordinator|kabid|humas|kasir|pengelola)(?:nya)?")
_POSITIONS = {name: re.compile(rf"\b(?:{said})(?:nya)?\b") for name, said in POSITIONS.items()}
_EVERY = "|".join((r"(?:dewan )?pengawas syariah|dps", POSITIONS["pengawas"], *POSITIONS.values()))
_ALSO = (
    rf"(?:,? (?:merangkap|sekaligus|dan|sama|juga|\+|&|/|rangkap|plus|atau)(?: jadi| sebagai| juga)*,? (?:{_EVERY}))"
)
_THEIRS = (
    "anak",
    "istri",
    "suami",
    "adik",
    "kakak",
    "menantu",
    "ipar",
    "bapak",
    "ayah",
    "ibu",
    "rumah",
    "keluarga",
    "bini",
)
_NOT_OF = "".join(f"(?<!{whose} )" for whose in _THEIRS)
_MINE = re.compile(
    rf"{_NOT_OF}\b(?!kami|kita){ME}(?: (?:ini|ni|itu|lah|yang|cuma|hanya|masih|memang|sebagai|selaku|jadi|menjadi"
    r"|jabatan\w*|posisi\w*|kedudukan\w*|tugas\w*|adalah|di|dari|kat|pada|dalam|bagian|bahagian|duduk|menjabat|dipercaya\w*"
    r"|diangkat|dipilih|terpilih|ditunjuk|diamanahkan|juga|iya|betul|benar|sekarang|saat|kebetulan|merangkap|pegang|urus|mengurus"
    r"|koperasi|tersebut|pengurus|kepengurusan|dilantik|baru|langsung|sini|situ|jabat|dapat|plt|plh|pjs?))*"
    rf" (?:{_EVERY})(?:nya)?{_ALSO}*(?: (?:sementara|terpilih|harian))?\b(?!(?: kami| kita)?\b(?: di)? (?:lama|dulu)\b)"
    rf"|(?:\b(?:{_EVERY})(?:nya)?{_ALSO}*(?: koperasi\w*| itu| memang| iya| lah| dua-duanya| keduanya"
    r"| unit \w+| \w+nya)*"
    r" (?:saya|aku|kulo|kula|gue|gua|kite|awak|ambo)(?= (?:sendiri|ini|ni|pak|bu|buk|bang|kak|mas|mbak|cik"
    r"|yang (?:pegang|urus|jabat)|di (?:koperasi|sini|situ)|iya|lah|itu|yang jadi)\b| ?[,.!]|$))"
)
"""Where the writer and a post stand together."""
_COMPOSED = re.compile(
    rf"\b(?:{POSITIONS['lainnya']})\b|\b(?:(?:ketua|anggota|badan|dewan|koordinator) )+(?=pengawas)"
    r"|\bketua (?=pengurus)"
)
_COMPOSED_LATER = re.compile(rf"\b(?:manajer|bendahara|sekretaris)\b(?: \w+)? (?:{POSITIONS['lainnya']})\b")
_OVER = re.compile(
    r"\b(?:bukan|mantan|bekas|eks|pernah|dulu|dulunya|tadinya|sebelumnya|dahulu)(?: saya| jadi| sebagai| menjadi"
    rf"| lagi| di| badan)* (?:{ANY})(?:nya)?\b"
    rf"|\b(?:{ANY}) (?:lama|dulu|sebelumnya|yang lama)\b"
    rf"|\b(?:turun|lepas|selesai|berhenti|mundur) (?:dari|jadi|sebagai) (?:jabatan )?(?:{ANY})\b"
    rf"|\b(?:tahun lalu|periode lalu|tahun kemarin|periode kemarin)(?: saya| jadi| sebagai| masih)* (?:{ANY})"
    r"(?= (?:sekarang|kini)\b| ?, ?(?:sekarang|kini)\b)"
)
_POST = rf"(?:wakil (?:ketua|sekretaris|bendahara)|{ANY})(?: umum| koperasi)?"
_ELSEWHERE = re.compile(
    rf"\b(?:{ANY}) (?:umum )?(?:di |dari |sebuah )?(?:rt|rw|yayasan|kelompok|masjid|mesjid|mushol\w*|panitia"
    r"|karang taruna|lpm|desa|lurah|kelurahan|camat|kecamatan|daerah|jenderal|bpd|pkk|p kk|dprd|dpr"
    r"|dinas|adat|kelas|komite|partai|ormas|lembaga|gapoktan|poktan|arisan|pemuda|mui|takmir|asosiasi|himpunan|ikatan"
    r"|majelis"
    r"|posyandu|lam|dekranasda|kadin|hmi|osis|pgri|paguyuban|forum|komunitas|tim|sekolah|geng)\b[^,.;]*"
)
"""Posts, but not of a cooperative."""
_SPOKEN_OF = re.compile(
    rf"\b(?:(?:istri|suami|anak|adik|kakak|menantu|ipar|bapak|ayah|ibu) (?:saya|kami) (?:sebagai |jadi "
    rf"|yang )?(?:{_POST})\b|(?:istri|suami|anak|adik|kakak|menantu|ipar|keponakan|ponakan|cucu)(?:nya)?"
    rf" (?:dari )?(?:pak |bu |bapak |ibu )?(?:{_POST})\b|"
    r"(?:tanya\w*|sopirnya|anaknya|istrinya|suaminya|asisten\w*|pembantu\w*|disuruh|suruhan|mewakili|wakili|teman"
    r"|kawan|sahabat|bawahan|atas nama|(?:belum|ingin"
    r"|mau) (?:jadi|menjadi|dijadikan|diangkat|dipilih|dicalonkan)(?: jadi)?"
    r"|hubungi|kontak|ketemu|bertemu|jumpa|temui|cari|mencari|kata|kabari|wa|telepon|minta"
    r"|lapor"
    r"|sampaikan|teruskan"
    rf"|serahkan|tunggu|menunggu|ke|sama|oleh|izin|suruh|bicara|nomor|hp|no|rumah|kepada|untuk"
    rf"|(?:anak buah|supir|sopir|driver|ajudan|pegawai|karyawan|staf|pembantu|asisten|tetangga|keponakan"
    rf"|bawahan)(?:nya)?"
    rf"|(?<!tangan )di bawah|urusan|pekerjaan|ganti|mengganti|lepas(?: jabatan)?|berhenti|mundur"
    rf"|pensiun) (?:\w+ ){{0,2}}?(?:{_POST})(?:nya)?\b"
    rf"|(?<!saya )(?<!ini )(?<!adalah )(?<!sebagai )(?:{_POST})(?:nya)? (?:kami |saya |kita )?(?:lagi|sedang|masih"
    rf"|tengah|sudah|belum|tidak|ganti|mundur|berhenti|pensiun|diganti|akan|mau|pergi|kosong"
    r"|sakit|ada|keluar|di luar|sibuk|pulang|meninggal|jarang|susah|orangnya|bilang"
    r"|menyuruh|nyuruh|suruh|meminta|titip|berpesan|pesan|marah|setuju|minta"
    r"|(?<!saya )yang (?!baru|lama)\w+)\b[^,.;]*)"
)
"""Posts of those they speak of."""
_TITLE = r"(?:pak|bu|bapak|ibu|bang|kak|mas|mbak|si|uni|uda)"
_NAMED_ONE = re.compile(
    rf"\b(?:(?<!saya )(?<!ini )(?<!adalah )(?<!sebagai )(?:{_POST})(?:nya)? (?:kami |saya |kita )?"
    rf"{_TITLE} (?P<holder>\w+)[^,.;]*"
    rf"|{_TITLE} (?P<named>\w+) (?:\w+ )?(?:yang )?(?:jadi )?(?:{_POST})(?:nya)?\b[^,.;]*)"
)
_ACTING = re.compile(
    r"\bpuluh(?= ketua| sekretaris| bendahara)|\b(?:plt|plh|pjs?|pejabat|penjabat|pelaksana tugas|pelaksana harian"
    r"|caretaker|karteker)\b|\b(?:sementara|(?<!urus )(?<!mengurus )(?<!kegiatan )harian"
    rf"|demisioner|(?:{ANY})(?: koperasi| umum)? terpilih)\b"
)
"""In a post for a while, or before their time."""
_DOUBLE = re.compile(
    r"\b(ketua|sekretaris|bendahara|pengawas|manajer) (?:merangkap|sekaligus|dan|sama|juga|\+|&|rangkap) (?:jadi "
    r"|sebagai )?(ketua|sekretaris|bendahara|pengawas|manajer)\b"
)
_ONE = "ketua|sekretaris|bendahara|pengawas|manajer"
_EITHER = re.compile(rf"\b({_ONE}) (?:apa|atau) ({_ONE}|pembina|penasihat|penasehat)\b")
_BETWEEN = re.compile(rf"\bantara ({_ONE}) (?:dan|sama) ({_ONE})\b")
_CANDIDATE = re.compile(r"\bcalon (?:ketua|sekretaris|bendahara|pengurus)\b")
_NUMBERED = re.compile(
    r"(?<!wakil )\bketua (?:1|2|3|i|ii|iii|satu|dua|tiga)\b(?! (?:periode|kali|orang|tahun|koperasi|bulan))"
)
_SHARIA = re.compile(r"\b(?:dewan )?pengawas syariah\b|\bdps\b")
_BOOKS = re.compile(
    r"^(?:saya )?(?:pembukuan|keuangan|akuntan)\b"
    r"|\b(?:urus|mengurus|pegang|bagian|ngurus|jaga|menjaga|simpan) (?:pembukuan|keuangan|kas|uang)\w*\b"
)
_CHIEF = re.compile(r"\b(?:pimpinan|pemimpin|kepala) koperasi\b|^(?:saya |ini )?(?:direktur|pimpinan|pemimpin)\b")
_EMPLOYED = re.compile(
    r"^(?:saya |ini |bagian )?(?:kasir|satpam|penjaga|sopir|admin|karyawan|staf|operator|pegawai|petugas|juru tagih"
    r"|sekuriti)(?:nya)?(?: (?:koperasi|bagian|kantor|di|kredit|simpan pinjam|\w+))*(?= ?[,.]|$)"
)
_HOLDS = re.compile(r"\b(?:pegang|bawa|yang mengurus|yang urus|yang jaga) (?:hp|koperasi|nomor|wa|kantor)\b")
