"""Whether a meeting was held, is planned, put off or not held, as a sentence says it."""

import re
from datetime import date, timedelta
from typing import Any

from bot.understanding import calendar_words, date_table
from bot.understanding.date_rules import Tense
from bot.understanding.spellings import ADDRESSES
from bot.understanding.values import Read

_RAT = r"(?:rat|rata|rapat(?: anggota| tahunan| akhir tahun| anggaran tahunan)*)"
_EVENT = (
    rf"(?:{_RAT}|acara(?:nya)?(?= (?:tanggal|hari|di|pada|jam|insya|besok|lusa|minggu|sabtu|rat|rapat|kami|kita"
    rf"|sudah|lancar|berjalan|\d))"
    r"|pelaksanaan|rapatnya)"
)
_ADDRESS = "|".join(sorted(ADDRESSES))
_WEEKDAYS = "|".join(calendar_words.WEEKDAYS)
_MEETING = (
    rf"(?:{_RAT}|dilaksanakan|laksanakan|melaksanakan|diadakan|adakan|mengadakan|selesai|dilakukan|terlaksana|jalan"
    r"|menggelar|digelar|gelar|menyelenggarakan|diselenggarakan|berlangsung|lewat|kami laksanakan|kami adakan|usai"
    r"|beres|kelar|terselenggara|berjalan|ditutup)"
)
_PAPER_OF = (
    r"undangan|surat|laporan|lpj|berita acara|ba|absen|daftar hadir|materi|buku|berkas|dokumen|foto|persiapan|panitia"
    r"|spanduk"
)
_PUT_OFF = re.compile(
    r"\b(?:(?:di|men|ter|pen|meng|peng)?(?:tunda|unda|undur|mundur)(?:kan|an|in)?|dijadwal(?:kan)? ulang|diulang"
    r"|(?:di)?re-?schedule)\b(?! diri)|\btidak kuorum\b|\bbelum kuorum\b"
    r"|\b(?:pindah|dipindah\w*|ganti|diganti|geser|digeser|diubah|rubah) (?:tanggal |hari |jadwal )?(?:ke |jadi "
    r"|menjadi |tanggal |hari )+(?=\d|tanggal|hari|bulan|minggu)"
)
_NO_QUORUM = re.compile(r"\b(?:tidak|belum) kuorum\b")
_MOVED = re.compile(r"\b(?:di)?(?:tunda|undur)\w*\b|\bmundur\b")
_AFTER_THAT = rf"\b(?:sudah|setelah|habis|selesai|usai) [^,;]{{2,40}},? baru (?:kami |kita )?{_RAT}\b"
"""What must be over first: "sudah selesai panen baru rat"."""
_WOULD_BUT = re.compile(rf"\b(?:mau|ingin|pengen) (?:\w+ )?{_RAT} *,? *(?:tapi|tetapi|cuma|hanya|namun)\b(?![^;]*\d)")
_HEARSAY = re.compile(
    r"\b(?:sepertinya|kayaknya|kelihatannya|rasanya|(?<!tidak )mungkin|barangkali|setahu|seingat\w*"
    r"|kalau tidak salah|katanya|kata|dengar\w*|kurang tahu"
    r"|tidak tahu)\b"
)
_NO_PLAN = re.compile(
    r"\b(?:jadwal|tanggal)\w* (?:belum|tidak) (?:fix|ada|pasti|jelas|tahu)\b|\b(?:belum|tidak) (?:ada |punya "
    r"|tahu |pasti |jelas )+(?:rencana|jadwal|kapan|tanggal)\w*"
)
_PLAN = re.compile(
    r"\b(?:menyusul|target\w*|niat\w*|maunya|(?:di)?agenda\w*|tinggal (?:menunggu )?(?:hari|jadwal|tanggal)"
    r"|rencana\w*|direncanakan"
    rf"|{_AFTER_THAT}"
    r"|dijadwalkan|jadwal\w*|akan|bakal|insya'? ?allah|dijadwal|menunggu jadwal)\b"
    rf"|(?<!tidak )(?<!belum )\b(?:mau|ingin|hendak) (?:{_RAT}|adakan|mengadakan|laksanakan|melaksanakan)\b"
    rf"|\bbaru (?:bisa|akan|mau"
    rf"|dapat) {_RAT}\b|(?<!tidak )\bka {_RAT}\b"
    rf"|\b{_RAT}(?: kami)?(?:nya)? (?:besok|lusa|nanti)\b|\bnanti (?:kami |kita )?(?:{_RAT}|malam|siang|sore)\b"
)
_DENIED = re.compile(
    rf"\bbelum\b(?! (?:pasti|tentu|fix|tahu|paham|mengerti|punya|dapat|terima"
    rf"|dengar)\b(?!.*\b{_RAT}\b))(?! (?:lapor|dilaporkan"
    rf"|kirim|dikirim|diserahkan|lengkap|selesai laporan|sempat lapor|melapor|input"
    r"|kami laporkan"
    rf"|saya laporkan))|\b(?:skip|lewatkan|melewatkan) {_RAT}\b|\b{_RAT}(?:nya)?(?: kami)? (?:ditiadakan|dilewatkan"
    r"|absen|libur)\b|\btidak (?:ada |jadi |pernah |bisa |sempat |mungkin |perlu |usah |akan |ka |mau "
    r"|mengadakan |melaksanakan |adakan |lagi "
    r"|menggelar )*"
    rf"(?:{_MEETING}|kuorum|jadi)\b|\btidak (?:tahu|paham|mengerti)\b.{{0,24}}\b{_RAT}\b.{{0,24}}\b(?:wajib|harus)\b"
)
_CALLED_OFF = re.compile(
    rf"\b{_RAT}(?: kami)?(?:nya)? (?:\w+ )?(?:batal|gagal|dibatalkan)\b|\bbatal {_RAT}\b"
    rf"|^batal\b"
)
_DONE = re.compile(
    rf"\b(?:sudah|telah)\b(?=[ ]*(?:$|[,.;!)(]|\d{{1,2}}(?: ?[/.-] ?\d| (?:{date_table.MONTH})\b)|(?:{_ADDRESS}"
    rf"|kok|dong|iya|alhamdulillah|tanggal|hari|bulan|minggu"
    rf"|pekan|di|pada|secara|lewat|via|dengan|sejak|kemarin|tadi|semalam|lalu|tahun|hadir|dihadiri|lancar|sukses"
    rf"|aman|beres"
    rf"|selesai|{_WEEKDAYS}|{_EVENT}|{_MEETING}|jam|pukul|akhir|awal|sabtu|barusan|mbak|mas|bang|kak|min|dari|pas"
    rf"|sebelum|setelah|habis|yang|cuma|hanya|tapi|nih|sih|deh|lah)\b|(?:kami|kita|saya) (?:{_MEETING})\b))"
    rf"|(?<!hampir )(?<!belum )(?<!mau )(?<!akan )\bselesai\b|\b(?:barusan|baru saja)\b"
    rf"|\b{_MEETING}(?: kami)?(?:nya)? (?:kemarin|tadi)\b"
)
_HELD = re.compile(
    rf"\b(?:sudah|telah|selesai|baru saja|barusan)(?: kami| kita| saya)? {_MEETING}\b|\b{_RAT}\b.{{0,60}}\b(?:sudah"
    r"|telah)(?: kami)?"
    r" (?:dilaksanakan|laksanakan|selesai|terlaksana|diadakan|berlangsung|lewat|tanggal|usai|beres|bubar)\b"
    r"|\bdihadiri\b"
    r"|\blancar\b|\bsukses\b"
)
_DATED = re.compile(rf"\b(?:{_EVENT}|dilaksanakan|dilakukan|diadakan|diselenggarakan|digelar|{_MEETING})(?:nya)?\b")
_NOT_ITS_DAY = re.compile(
    rf"\b(?:batas|surat|undangan|laporan|lpj|berita acara|persiapan|panitia|materi|foto|terakhir|lapor|melapor\w*"
    rf"|undang|sebelum"
    rf"|kalender|sejak) (?:\w+ )?{_RAT}\b|\b{_RAT} terakhir\b"
)
_PAST_WORDS = re.compile(r"\b(?:kemarin|tadi|lalu|barusan)\b")
_LABELLED = re.compile(
    r"\b(?:tanggal|hari)(?: rat| rapat| pelaksanaan| dilaksanakan)*(?:nya)? ?:|^,? ?tanggal \d|, tanggal \d"
    r"|^\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|^\W*\d{{1,2}} (?:{date_table.MONTH})(?: \d{{4}})?\W*$"
)
TENSES: dict[str, Tense] = {"yes": "past", "planned": "future", "postponed": "future"}
_ASKS = re.compile(
    r"\?|\bboleh (?:tidak|kah)\b|\b(?:boleh|apa|bisa|wajib|harus)kah\b|\bsudah (?:atau )?belum\b|\b(?:tidak"
    r"|bukan) ada yang belum\b"
    r"|\b(?:kapan|berapa|bagaimana|siapa|apakah|di mana)\b|\b(?:wajib|boleh|bisa|harus|sah) (?:\w+ ){0,2}tidak$"
    r"|\bapa (?:itu|saja|sanksi\w*|hukuman\w*|akibat\w*|ri?e?siko\w*|syarat\w*|beda\w*|manfaat\w*|guna\w*)\b"
)
_WHETHER = re.compile(r"\bsudah\b.{0,24}\b(?:atau|apa) (?:belum|tidak)\b")
_NO_IDEA = re.compile(r"\b(?:belum|tidak|kurang) (?:mengerti|paham|tahu|tau)\b[^,.;?]*")
"""Who does not know how asks nothing."""
_WISH = re.compile(rf"\b(?:kami|kita) {_RAT}\b.{{0,60}}\b(?:boleh|bisa|ya|tidak apa-apa)\b ?\?")
_RHETORICAL = re.compile(rf"\bbagaimana (?:mau|bisa|cara mau|kami mau) (?:kami )?{_RAT}\b")
_UNUSUAL = re.compile(r"\bralb\b|\brat(?: anggota)? luar biasa\b|\brapat (?:anggota )?luar biasa\b")


CLAUSE = re.compile(r"[;!]|,(?!\d)|\.(?!\d)|\b(?=(?:tapi|tetapi|namun|sedangkan|cuma|hanya|tinggal)\b)")
_OF_SOMETHING_ELSE = re.compile(
    r"(?<!di )(?<!ke )(?<!dari )(?<!oleh )(?<!rumah )\b(?:laporan|lpj|neraca|pembukuan|buku|shu|berkas|dokumen"
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
    rf"\b(?:{_EVENT}|dilaksanakan|melaksanakan|laksanakan|diadakan|digelar|kuorum|hadir|dihadiri)(?:nya)?\b"
)
_ABOUT_IT = re.compile(rf"\b(?:{_PAPER_OF}) {_RAT}\b")


def about_the_meeting(words: str) -> str:
    """The clauses that speak of the meeting or of nothing in particular; not that the books are done."""
    words = _ANSWER_FIRST.sub(r"\1 , ", _CONDITION.sub(" ", words))
    kept = [each for each in CLAUSE.split(words) if not _is_of_something_else(each)]
    return " , ".join(kept)


_ANSWER_FIRST = re.compile(
    rf"^(\W*(?:belum|sudah|tidak)) (?:(?:(?:{_ADDRESS})\b[ ,]*)+|(?=(?:karena|soalnya|masih|menunggu|tunggu"
    rf"|sebab)\b))"
)
_CONDITION = re.compile(
    r"(?<!tahu )(?<!paham )(?<!mengerti )\b(?:kalau|jika|apabila|bila|seandainya|misal\w*)\b(?! (?:kami|kita|saya"
    r"|di|rat kami|koperasi|tidak salah))[^,;]*"
)
_EVERY_YEAR = re.compile(r"\b(?:tiap|setiap|(?<!luar )biasa\w*|rutin|selalu|umumnya|kadang\w*)\b")


def _is_of_something_else(clause: str) -> bool:
    if _EVERY_YEAR.search(clause):
        return True
    bare = _ABOUT_IT.sub(" laporan ", clause)
    return _OF_SOMETHING_ELSE.search(bare) is not None and _OF_THE_MEETING.search(bare) is None


def asks(words: str) -> bool:
    """Whether the words are a question and tell nothing."""
    return _WHETHER.search(words) is not None or _ASKS.search(_NO_IDEA.sub(" ", words)) is not None


def tells_of_two(words: str) -> bool:
    """Whether one year's meeting was held and another's was not: "2025 sudah, 2026 belum"."""
    years = set(_YEARS.findall(words))
    return len(years) > 1 and bool(_EITHER.search(words)) and "belum" in words


def of_the_year_held(words: str) -> str:
    """Of two years the one whose meeting was held."""
    return _YEAR_NOT_HELD.sub(" ", words)


_YEAR_NOT_HELD = re.compile(r"\b(?:yang |tahun |rat |buku )*20\d\d(?:nya)? (?:\w+ )?(?:belum|tidak)\b[^,;]*")
_YEARS = re.compile(r"\b20\d\d\b")
_EITHER = re.compile(r"\b(?:sudah|telah|rat|selesai)\b")


def wishes(words: str) -> dict[str, Read[Any]]:
    """What a question leaves to be asked back: a wish for a later day, a lament that it can't be held."""
    if _RHETORICAL.search(words):
        return {"held": Read("no", "doubtful", words.strip())}
    return {"held": Read("planned", "doubtful", words.strip())} if _WISH.search(words) else {}


def read_held(words: str) -> Read[str] | None:
    """ "yes", "planned", "postponed" or "no"; doubtful where it may be one of two."""
    if match := _UNUSUAL.search(words):
        return Read("yes", "doubtful", match[0])
    if (match := _NO_QUORUM.search(words)) and _DONE.search(words) and not _MOVED.search(words):
        return Read("yes", "doubtful", match[0])
    if (match := _HELD.search(words)) and not _TENSE_AGAINST.search(words):
        return Read("yes", "exact", match[0])
    if (match := _CALLED_OFF.search(words)) and not _PUT_OFF.search(words):
        return Read("no", "doubtful", match[0])
    if match := _WOULD_BUT.search(words):
        return Read("no", "doubtful", match[0])
    for pattern, value in ((_PUT_OFF, "postponed"), (_NO_PLAN, "no"), (_PLAN, "planned"), (_DENIED, "no")):
        if match := pattern.search(words):
            return Read(value, "exact", match[0])
    match = _DONE.search(words)
    return Read("yes", "exact", match[0]) if match else None


_TENSE_AGAINST = re.compile(
    r"\b(?:belum|tidak)\b.{0,30}\b(?:dihadiri|lancar|sukses)\b|\b(?:semoga|agar|supaya|biar|mudah-mudahan)\b"
    r"|\b(?:akan|rencana\w*)\b"
    r".{0,60}\bdihadiri\b|\bsudah (?:dilaksanakan|selesai)\b.{0,20}\b(?:laporan|pembukuan)\b"
    rf"|\bbelum (?:{_MEETING})\b|{_AFTER_THAT}"
    r"|\b(?:sudah|telah) (?:\d+ |ber)?tahun\b"
)


def meeting(
    held: Read[str] | None, when: Read[date] | None, words: str, today: date, counted: bool
) -> dict[str, Read[Any]]:
    """Whether and when; `counted`: it says who came, too.

    A denial beside a coming date is a plan; a "sudah" beside a coming date contradicts itself.
    """
    if held and held.value in ("yes", "no") and _HEARSAY.search(words) and not _KNOWS_NOT.search(words):
        held = Read(held.value, "doubtful", held.words)
    if held and held.value in ("planned", "postponed") and when is not None:
        held, when = _ahead(held, when, today)
    if held and held.value == "no" and held.precision == "exact" and _is_a_plan(when, today):
        held = Read("planned", "exact", held.words)
    dated = (
        held is None
        and when is not None
        and (_is_its_day(when, words) or _LABELLED.search(words) or _of_people(words, counted))
    )
    if dated and when:
        held = _by_the_day(when, words, today)
        if _PERHAPS.search(words):
            held = Read(held.value, "doubtful", held.words)
    if held is None:
        return {}
    contradicts = when is not None and held.value == "yes" and when.value > today
    facts: dict[str, Read[Any]] = {"held": Read(held.value, "doubtful" if contradicts else held.precision, held.words)}
    if when and held.value != "no":
        precision = "doubtful" if contradicts and when.precision == "exact" else when.precision
        if held.precision == "doubtful" and precision == "exact":
            precision = "doubtful"
        name = "held_on" if held.value == "yes" else "planned_on"
        facts[name] = Read(when.value, precision, when.words, when.candidates)
    return facts


_PERHAPS = re.compile(r"\b(?:mungkin|barangkali|(?:belum|kurang) (?:pasti|tentu|fix|jelas))\b")
AGAIN_WITHIN = timedelta(days=270)


def _ahead(held: Read[str], when: Read[date], today: date) -> tuple[Read[str], Read[date] | None]:
    """A plan with a coming day. A day gone by is the one on which it was put off; a plan for it may have come true."""
    is_gone = when.value < today.replace(day=1) or (when.precision == "doubtful" and when.value - today > AGAIN_WITHIN)
    if held.value == "postponed":
        return held, None if is_gone or when.value - today > AGAIN_WITHIN else when
    return (Read(held.value, "doubtful", held.words) if is_gone else held), when


_KNOWS_NOT = re.compile(r"\b(?:belum|tidak) (?:tahu|paham|mengerti) (?:cara|kapan|kalau|bagaimana|bahwa)")


def _is_a_plan(when: Read[date] | None, today: date) -> bool:
    return when is not None and when.value > today and "tahun" not in when.words


def _by_the_day(when: Read[date], words: str, today: date) -> Read[str]:
    """A day alone tells whether the meeting was or will be; today's needs a word for either."""
    if when.value > today or (when.value == today and "nanti" in words):
        return Read("planned", "exact" if when.precision != "doubtful" else "doubtful", when.words)
    return Read("yes", "exact" if when.precision != "doubtful" or _PAST_WORDS.search(words) else "doubtful", when.words)


def _is_its_day(when: Read[date], words: str) -> bool:
    """Whether the clause with the day speaks of the meeting and of nothing else that has a day."""
    clause = next((each for each in CLAUSE.split(words) if when.words.split(" atau ")[0] in each), words)
    if not _CONTENT.search(clause.replace(when.words, " ")):
        clause = words
    return _DATED.search(clause) is not None and _NOT_ITS_DAY.search(clause) is None


_CONTENT = re.compile(r"\b(?!(?:tanggal|hari|jam|pukul|wib|pagi|siang|sore|malam|pak|bu|kemarin)\b)[a-z]{2,}")
"""A word beside a day, by which it is told what the day is of."""


def _of_people(words: str, counted: bool) -> bool:
    """Whether who came is told beside a day: "Hadir 75, Tgl 12-02-2027"."""
    return counted and re.search(r"\b(?:rat|rapat|hadir|dihadiri|peserta)\b", words) is not None
