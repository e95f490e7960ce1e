"""Whether a meeting was held, is planned, put off or not held, as a sentence says it."""

import re
from collections.abc import Iterator
from typing import Any

from bot.understanding import calendar_words, date_table, likely, rat_beside
from bot.understanding.date_rules import Tense
from bot.understanding.spellings import ADDRESSES
from bot.understanding.values import Read
from bot.understanding.words import normalise

RAT = r"(?:rat|rata|rapat(?: anggota| tahunan| akhir tahun| anggaran tahunan)*)"
EVENT = (
    rf"(?:{RAT}|acara(?:nya)?(?= (?:tanggal|hari|di|pada|jam|insya|besok|lusa|minggu|sabtu|rat|rapat|kami|kita"
    rf"|sudah|lancar|berjalan|\d))"
    r"|pelaksanaan|rapatnya)"
)
_ADDRESS = "|".join(sorted(ADDRESSES))
_WEEKDAYS = "|".join(calendar_words.WEEKDAYS)
MEETING = (
    rf"(?:{RAT}|dilaksanakan|laksanakan|melaksanakan|diadakan|adakan|mengadakan|selesai|dilakukan|terlaksana|jalan"
    r"|menggelar|digelar|gelar|menyelenggarakan|diselenggarakan|berlangsung|lewat|kami laksanakan|kami adakan|usai"
    r"|beres|kelar|terselenggara|berjalan|ditutup)"
)
_PAPER_OF = (
    r"undangan|surat|laporan|lpj|berita acara|ba|absen|daftar hadir|materi|buku|berkas|dokumen|foto|persiapan|panitia"
    r"|spanduk"
)
_PUT_OFF = re.compile(
    r"\b(?:(?:(?:di|men|ter|ber|ba|pen|meng|peng)?(?:tunda|unda|undur|mundur)(?:kan|an|in)?|dijadwal(?:kan)? ulang"
    r"|diulang"
    r"|(?:di)?re-?schedule|molor (?:lagi|ke|sampai|jadi))\b(?! diri)"
    r"|(?:di|kami |kita |rapat )ulang(?:i|kan)?\b|ulang lagi\b|ulang (?=(?:tanggal|hari|bulan|minggu"
    rf"|{_WEEKDAYS})\b|\d)"
    rf"|tidak jadi\b.*\b(?:jadinya|jadi|diganti|ganti) (?:ke |hari |tanggal )*(?=\d|(?:{_WEEKDAYS}) \d)"
    r"|(?<!belum )(?<!tidak )(?<!jarang )(?:di)?(?:buat"
    r"|bikin|adakan|laksanakan|gelar|coba|rapat) (?:lagi|ulang|kembali)\b"
    r"|(?:di ?|men|kami )(?:tangguhkan|pending)\b|^pending\b"
    r"|(?:pindah|dipindah\w*|ganti|diganti|geser|digeser|diubah|rubah) (?:tanggal |hari |jadwal )?(?:ke |jadi "
    r"|menjadi |tanggal |hari )+(?=\d|tanggal|hari|bulan|minggu)"
    rf"|{RAT}\b.*\b(?:di)?(?:ganti|geser|pindah)(?:kan)? (?=\d{{1,2}} (?:{date_table.MONTH})\b))"
)
_NO_QUORUM = re.compile(r"\b(?:tidak|belum) kuorum\b")
_MOVED = re.compile(r"\b(?:di)?(?:tunda|undur)\w*\b|\bmundur\b")
_AFTER_THAT = rf"\b(?:sudah|setelah|habis|selesai|usai) [^,;]{{2,40}},? baru (?:kami |kita )?{RAT}\b"
"""What must be over first: "sudah selesai panen baru rat"."""
_WOULD_BUT = re.compile(rf"\b(?:mau|ingin|pengen) (?:\w+ )?{RAT} *,? *(?:tapi|tetapi|cuma|hanya|namun)\b(?![^;]*\d)")
_WANTED_TO = re.compile(
    rf"\b(?:mau|ingin|rencana\w*|niat\w*|hendak)\b.*\b(?:tapi|tetapi|namun|cuma)\b.*\b(?:belum"
    rf"|tidak) (?:(?:jadi|bisa|sempat|sampai"
    rf"|juga) )*(?:{MEETING}|jadi|kesampaian|tercapai)\b"
)
_NO_PLAN = re.compile(
    r"\b(?:jadwal|tanggal)\w* (?:belum|tidak) (?:fix|ada|pasti|jelas|tahu)\b|\b(?:belum|tidak) (?:ada |punya "
    r"|tahu |pasti |jelas )+(?:rencana|jadwal|kapan|tanggal)\w*"
)
_PLAN = re.compile(
    r"\b(?:(?:menyusul|target\w*|niat\w*|maunya|(?:di)?agenda\w*|tinggal (?:menunggu )?(?:hari|jadwal|tanggal)"
    r"|rencana\w*|direncanakan"
    rf"|{_AFTER_THAT}"
    r"|dijadwalkan|jadwal\w*|akan|bakal|insya'? ?allah|dijadwal|dalam waktu dekat|menunggu jadwal)\b"
    rf"|(?<!tidak )(?<!belum )(?:mau|ingin|hendak) (?:kami |kita )?(?:{RAT}|(?:di)?(?:buat|bikin|gelar)"
    r"|(?:di|meng)?adakan|(?:di|me)?laksanakan)\b"
    rf"|baru (?:bisa|akan|mau"
    rf"|dapat) {RAT}\b|(?<!tidak )ka {RAT}\b"
    rf"|{RAT}(?: kami)?(?:nya)? (?:besok|lusa|nanti)\b|nanti (?:kami |kita )?(?:{RAT}|malam|siang|sore)\b)"
)
_DENIED = re.compile(
    rf"\bbelum\b(?! (?:pasti|tentu|fix|tahu|paham|mengerti|punya|dapat|terima"
    rf"|dengar)\b(?!.*\b{RAT}\b))(?! (?:lapor|dilaporkan"
    rf"|kirim|dikirim|diserahkan|lengkap|selesai laporan|sempat lapor|melapor|input"
    r"|kami laporkan"
    rf"|saya laporkan))|\b(?:skip|lewatkan|melewatkan) {RAT}\b|\b{RAT}(?:nya)?(?: kami)? (?:ditiadakan|dilewatkan"
    r"|absen|libur)\b|\btidak (?:ada |jadi |pernah |bisa |sempat |mungkin |perlu |usah |akan |ka |mau "
    r"|mengadakan |melaksanakan |adakan |lagi "
    r"|menggelar )*"
    rf"(?:{MEETING}|jadi)\b|\btidak (?:tahu|paham|mengerti)\b.{{0,24}}\b{RAT}\b.{{0,24}}\b(?:wajib|harus)\b"
)
_MENTIONED = re.compile(
    rf"(?<!notulen )(?<!notula )(?<!berita acara )(?<!absen )(?<!daftar hadir )(?<!undangan )\b{RAT}(?:nya)?\b"
)
_CALLED_OFF = re.compile(
    rf"\b{RAT}(?: kami)?(?:nya)? (?:\w+ )?(?:batal|gagal|dibatalkan)\b|\bbatal (?:deh |lah |saja )?{RAT}(?:nya)?\b"
    rf"|\b{RAT}(?:nya)?(?: kami)? tidak jadi\b"
    rf"|^batal\b"
)
_DONE = re.compile(
    rf"\b(?:(?<!tidak ada )(?:sudah|telah)\b(?=[ ]*(?:$|[,.;!)(]|\d{{1,2}}(?: ?[/.-] ?\d"
    rf"| (?:{date_table.MONTH})\b)|(?:{_ADDRESS}"
    rf"|kok|dong|iya|alhamdulillah|tanggal|hari|bulan|minggu"
    rf"|pekan|di|pada|secara|lewat|via|dengan|sejak|kemarin|tadi|semalam|lalu|tahun|hadir|dihadiri|lancar|sukses"
    rf"|aman|beres"
    rf"|selesai|{_WEEKDAYS}|{EVENT}|{MEETING}|jam|pukul|akhir|awal|sabtu|barusan|mbak|mas|bang|kak|min|dari|pas"
    rf"|sebelum|setelah|habis|yang|cuma|hanya|tapi|nih|sih|deh|lah)\b|(?:kami|kita|saya) (?:{MEETING})\b))"
    rf"|(?<!hampir )(?<!belum )(?<!mau )(?<!akan )selesai\b|(?:barusan|baru saja)\b"
    rf"|{MEETING}(?: kami)?(?:nya)? (?:kemarin|tadi)\b)"
)
_HELD = re.compile(
    rf"\b(?:sudah|telah|selesai|baru saja|barusan)(?: kami| kita| saya)? {MEETING}\b|\b{RAT}\b.{{0,60}}\b(?:sudah"
    r"|telah)(?: kami)?"
    r" (?:(?:me|di)(?:milih|pilih|netapkan|tetapkan|ngesahkan|sahkan|nyetujui|setujui|mutuskan|putuskan|nerima)"
    r"|dilaksanakan|laksanakan|selesai|terlaksana|diadakan|berlangsung|lewat|tanggal|usai|beres|bubar)\b"
    r"|\bdihadiri\b(?! (?:paling sedikit|minimal|sekurang\w*|setidaknya)\b)"
    r"|\blancar\b|\bsukses\b"
)
TENSES: dict[str, Tense | None] = {"yes": "past", "planned": "future", "postponed": "future", "no": None}
_ASKS = re.compile(
    r"\?|\b(?:boleh (?:tidak|kah)\b|(?:boleh|apa|bisa|wajib|harus)kah\b|sudah (?:atau )?belum\b|(?:tidak"
    r"|bukan) ada yang belum\b"
    r"|(?:kapan|berapa|bagaimana|siapa|apakah|di mana)\b|(?:wajib|boleh|bisa|harus|sah) (?:\w+ ){0,2}tidak"
    r"(?: (?:sih|iya|kak|pak|bu|min|bang|mas|mbak))*$"
    r"|apa (?:itu|saja|sanksi\w*|hukuman\w*|akibat\w*|ri?e?siko\w*|syarat\w*|beda\w*|manfaat\w*|guna\w*)\b)"
)
_WHETHER = re.compile(r"\bsudah\b.{0,24}\b(?:atau|apa) (?:belum|tidak)\b")
_NO_IDEA = re.compile(r"\b(?:belum|tidak|kurang) (?:mengerti|paham|tahu|tau)\b[^,.;?]*")
"""Who does not know how asks nothing."""
_TELLS_FIRST = re.compile(r"\W*(?:belum|sudah|tidak)\b(?! (?:ada|jadi|boleh|bisa|wajib|apa|salah)\b)")
"""An answer, whatever else is lamented behind it."""
_THEREFORE_NOT = re.compile(
    r"\b(?:jadi|makanya|sehingga|sampai (?:sekarang|kini|saat ini))(?: \w+){0,3} (?:belum|tidak)\b"
    r"|, rat (?:belum|tidak)\b"
)
_WISH = re.compile(rf"\b(?:kami|kita) {RAT}\b.{{0,60}}\b(?:boleh|bisa|ya|tidak apa-apa)\b ?\?")
_RHETORICAL = re.compile(
    rf"\b(?:bagaimana|macam mana|mana|apa) (?:pula )?(?:mau|bisa|cara mau|kami mau|mungkin|ada|akan"
    rf"|ka) (?:kami )?{RAT}\b"
)
_UNUSUAL = re.compile(r"\bralb\b|\brat(?: anggota)? luar biasa\b|\brapat (?:anggota )?luar biasa\b")


CLAUSE = re.compile(r"[;!]|,(?!\d)|\.(?!\d)|\b(?=(?:tapi|tetapi|namun|sedangkan|cuma|hanya|tinggal|makanya)\b)")
_OF_SOMETHING_ELSE = re.compile(
    r"(?<!di )(?<!ke )(?<!dari )(?<!oleh )(?<!rumah )(?<!rumah bu )(?<!rumah pak )(?<!rumah ibu )(?<!rumah buk )"
    r"(?<!tempat bu )(?<!aula )(?<!gedung )(?<!halaman )(?<!tempat pak )"
    r"\b(?:laporan|lpj|neraca|pembukuan|buku|shu|berkas|dokumen"
    r"|absen\w*|ba(?!')|berita acara|notul\w+|undangan|pengurus|ketua"
    r"|bendahara|sekretaris|pengawas|kepengurusan|anggota|simpanan|iuran|izin|nib|npwp|akta|audit|dana|uang|modal"
    r"|data|surat"
    r"|materi|kantor|petugas|dinas|pajak|usaha|toko|tanah|aset|omset|omzet|pinjaman|utang|hutang|bantuan|pelatihan"
    r"|sertifikat"
    r"|spanduk|konsumsi|panitia|persiapan|(?:di|mem)?bubar\w*|kabari|datang|berkunjung|ke (?:kantor|dinas|sana"
    r"|sini|bank|loket)|lahir|berdiri|didirikan|sk|hubungi|telepon|tanya|cek"
    r"|nomor|aplikasi|website|ods|proposal|rekening|pencairan|akun|lapor|melapor\w*"
    r"|dilapor\w*|lainnya|sisanya|yang lain"
    r"|kirim|dikirim|mengirim|serahkan|diserahkan|antar|diantar|titip\w*|upload|input|isi|mengisi|diisi|bayar"
    r"|dibayar)(?:nya)?\b"
)
_OF_THE_MEETING = re.compile(
    rf"\b(?:{EVENT}|dilaksanakan|melaksanakan|laksanakan|diadakan|digelar|kuorum|hadir|dihadiri)(?:nya)?\b"
)
_ABOUT_IT = re.compile(rf"\b(?:{_PAPER_OF}) {RAT}\b")


def about_the_meeting(words: str) -> str:
    """The clauses that speak of the meeting or of nothing in particular; not that the books are done."""
    words = _ANSWER_FIRST.sub(r"\1 , ", _CONDITION.sub(" ", rat_beside.without(words)))
    kept = [each for each in CLAUSE.split(words) if not _is_of_something_else(each)]
    return " , ".join(kept)


_ANSWER_FIRST = re.compile(
    rf"^(\W*(?:belum|sudah|tidak)(?: (?:bisa|sempat|jadi|pernah|mungkin|terlaksana|dilaksanakan|diadakan"
    rf"|rat|rapat))?) (?:(?:(?:{_ADDRESS})\b[ ,]*)+"
    rf"|(?=(?:karena|soalnya|masih|menunggu|tunggu"
    rf"|sebab)\b))"
)
_CONDITION = re.compile(
    r"(?<!tahu )(?<!paham )(?<!mengerti )\b(?:kalau|jika|apabila|bila|seandainya|misal\w*)\b(?! (?:kami|kita|saya"
    r"|di|(?:rat|rapat)\w* (?:\w+ )?(?:kami|kita)|koperasi|tidak salah))[^,;]*"
)
_EVERY_YEAR = re.compile(r"\b(?:tiap|setiap|(?<!luar )biasa\w*|rutin|selalu|umumnya|kadang\w*)\b")


def _is_of_something_else(clause: str) -> bool:
    if _EVERY_YEAR.search(clause):
        return True
    if _PUT_OFF.match(clause.strip()) or _WE_PUT_OFF.match(clause):
        return False
    bare = _ABOUT_IT.sub(" laporan ", clause)
    return _OF_SOMETHING_ELSE.search(bare) is not None and _OF_THE_MEETING.search(bare) is None


_WE_PUT_OFF = re.compile(r" *(?:(?:jadi|terpaksa|kami|kita) ){1,3}(?:di)?(?:tunda|undur|mundur)\w*\b(?! diri)")


def behind_put_off(words: str) -> Iterator[str]:
    """What stands behind each word that the meeting was put off, the last first."""
    return (words[match.end() :] for match in reversed([*_PUT_OFF.finditer(words)]))


def asks(words: str) -> bool:
    """Whether the words are a question and tell nothing."""
    if _WHETHER.search(words):
        return True
    if "?" not in words and (_TELLS_FIRST.match(words) or _THEREFORE_NOT.search(words)):
        return False
    return _ASKS.search(_RHETORICAL.sub(" tidak bisa rat ", _NO_IDEA.sub(" ", words))) is not None


def laments(words: str) -> bool:
    """Whether it is asked how ever a meeting could be held."""
    return _RHETORICAL.search(words) is not None


def tells_of_two(words: str) -> bool:
    """Whether one year's meeting was held and another's was not: "2025 sudah, 2026 belum"."""
    years = set(_YEARS.findall(_OF_A_DAY.sub(" ", words)))
    return len(years) > 1 and bool(_EITHER.search(words)) and "belum" in words


def of_the_year_held(words: str) -> str:
    """Of two years the one whose meeting was held."""
    return _YEAR_NOT_HELD.sub(" ", words)


_YEAR_NOT_HELD = re.compile(r"\b(?:yang |tahun |rat |buku )*20\d\d(?:nya)? (?:\w+ )?(?:belum|tidak)\b[^,;]*")
_OF_A_DAY = re.compile(rf"\b(?:{date_table.MONTH}) 20\d\d\b")
_YEARS = re.compile(r"\b20\d\d\b")
_EITHER = re.compile(r"\b(?:sudah|telah|rat|selesai)\b")


def wishes(words: str) -> dict[str, Read[Any]]:
    """What a question leaves to be asked back: a wish for a later day."""
    return {"held": Read("planned", "doubtful", words.strip())} if _WISH.search(words) else {}


def read_held(words: str, text: str) -> Read[str] | None:
    """ "yes", "planned", "postponed" or "no", as the clauses about the meeting say it; doubtful where it may be two."""
    if (match := _WANTED_TO.search(normalise(text))) and not _PUT_OFF.search(normalise(text), match.end()):
        return Read("no", "exact", match[0])
    held = _by_rules(words)
    if (held is not None and held.value != "planned") or PERHAPS.search(words):
        return held
    if held is None:
        likely_it_is = likely_held(text)
        return likely_it_is if likely_it_is and likely_it_is.value in ("no", "postponed") else None
    votes = _votes(text)
    return max((held, *_INSTEAD), key=lambda each: votes.get(each.value, 0.0) + VOTE * (each is held))


def likely_held(text: str) -> Read[str] | None:
    """What no rule says, and the whole text is likely to say."""
    first = likely.surest("rat.held", text, LIKELY) if _MENTIONED.search(normalise(text)) else ""
    return Read(first, "exact", text) if first else None


def _votes(text: str) -> dict[str, float]:
    """How likely each outcome is; none where no meeting is spoken of: "tidak ada" answers any question."""
    return likely.likely("rat.held", text) if _MENTIONED.search(normalise(text)) else {}


LIKELY, VOTE = 0.5, 0.5
"""Of 1: how likely must be what no rule says, and what a rule adds to the plan that it sees."""
PERHAPS = re.compile(
    r"\b(?:mungkin|barangkali|(?:belum|kurang) (?:pasti|tentu|fix|jelas)"
    r"|(?:lihat|tengok)(?: saja)? (?:nanti|dulu|sikon|situasi|kondisi|keadaan))\b"
)
_INSTEAD = (Read("no"), Read("postponed"))
"""What rules mistake for a plan: one that failed."""


def _by_rules(words: str) -> Read[str] | None:
    if match := _UNUSUAL.search(words):
        return Read("yes", "doubtful", match[0])
    if (match := _NO_QUORUM.search(words)) and _DONE.search(words) and not _MOVED.search(words):
        return Read("yes", "doubtful", match[0])
    if (match := _HELD.search(words)) and not _TENSE_AGAINST.search(words):
        return Read("yes", "exact", match[0])
    if (match := rat_beside.CAME_TRUE.search(words)) and not _DENIED.search(words):
        return Read("yes", "exact", match[0])
    if (match := _CALLED_OFF.search(words)) and not _PUT_OFF.search(words):
        return Read("no", "doubtful", match[0])
    if match := _RHETORICAL.search(words):
        return Read("no", "exact" if _DENIED.search(words.replace(match[0], " ")) else "doubtful", match[0])
    if match := _WOULD_BUT.search(words):
        return Read("no", "doubtful", match[0])
    for pattern, value in ((_PUT_OFF, "postponed"), (_NO_PLAN, "no"), (_PLAN, "planned"), (_DENIED, "no")):
        if match := pattern.search(words):
            return Read(value, "exact", match[0])
    if match := _DONE.search(words):
        return Read("yes", "exact", match[0])
    if match := _NO_QUORUM.search(words):
        return Read("postponed", "exact" if _MENTIONED.search(words) else "doubtful", match[0])
    return None


_TENSE_AGAINST = re.compile(
    r"\b(?:belum|tidak)\b.{0,30}\b(?:dihadiri|lancar|sukses)\b|\b(?:semoga|agar|supaya|biar|mudah-mudahan"
    r"|(?:di)?doakan|doa\w*)\b"
    r"|\b(?:akan|rencana\w*)\b"
    r".{0,60}\bdihadiri\b|\bsudah (?:dilaksanakan|selesai)\b.{0,20}\b(?:laporan|pembukuan)\b"
    rf"|\bbelum (?:{MEETING})\b|{_AFTER_THAT}"
    r"|\b(?:sudah|telah) (?:\d+ |ber)?tahun\b"
    r"|\b(?:harusnya|seharusnya|mestinya|semestinya|sepatutnya) (?:kami )?(?:sudah|telah)\b"
)
