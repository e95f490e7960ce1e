"""Whether a meeting was held, is planned, put off or not held, as a sentence says it."""

import re
from datetime import date
from typing import Any

from bot.understanding.date_rules import Tense
from bot.understanding.values import Read

_RAT = r"(?:rat|rata|rapat(?: anggota| tahunan| akhir tahun| anggaran tahunan)*)"
_MEETING = (
    rf"(?:{_RAT}|dilaksanakan|laksanakan|melaksanakan|diadakan|adakan|mengadakan|selesai|dilakukan|terlaksana|jalan"
    r"|menggelar|digelar|gelar|menyelenggarakan|diselenggarakan|berlangsung|lewat|kami laksanakan|kami adakan|usai"
    r"|beres|kelar)"
)
_PUT_OFF = re.compile(
    r"\b(?:ditunda|tunda|menunda|tertunda|penundaan|diundur|undur|mundur|dimundurkan|mengundurkan|pengunduran"
    r"|dijadwal(?:kan)? ulang"
    r"|diundurkan)\b(?! diri)|\btidak kuorum\b|\bbelum kuorum\b"
)
_NO_QUORUM = re.compile(r"\b(?:tidak|belum) kuorum\b")
_MOVED = re.compile(r"\b(?:di)?(?:tunda|undur)\w*\b|\bmundur\b")
_PLAN = re.compile(
    r"\b(?:rencana\w*|direncanakan|dijadwalkan|jadwal\w*|akan|bakal|insya'? ?allah|dijadwal|menunggu jadwal)\b"
    rf"|\b(?:mau|ingin|hendak) (?:{_RAT}|adakan|mengadakan|laksanakan|melaksanakan)\b|\bbaru (?:bisa|akan|mau"
    rf"|dapat) {_RAT}\b"
    rf"|\b{_RAT}(?: kami)?(?:nya)? (?:besok|lusa|nanti)\b|\bnanti (?:kami |kita )?(?:{_RAT}|malam|siang|sore)\b"
)
_DENIED = re.compile(
    r"\bbelum\b(?! (?:lapor|dilaporkan|kirim|dikirim|diserahkan|lengkap|selesai laporan|sempat lapor|melapor|input"
    r"|kami laporkan"
    r"|saya laporkan))|\btidak (?:ada |jadi |pernah |bisa |sempat |mengadakan |melaksanakan |adakan |lagi "
    r"|menggelar )*"
    rf"(?:{_MEETING}|kuorum|jadi)\b|\btidak (?:tahu|paham|mengerti)\b.{{0,24}}\b{_RAT}\b.{{0,24}}\b(?:wajib|harus)\b"
)
_CALLED_OFF = re.compile(rf"\b{_RAT}(?: kami)?(?:nya)? (?:\w+ )?(?:batal|gagal|dibatalkan)\b|\bbatal {_RAT}\b|^batal\b")
_DONE = re.compile(rf"\b(?:sudah|selesai|barusan|baru saja|telah)\b|\b{_MEETING}(?: kami)?(?:nya)? (?:kemarin|tadi)\b")
_HELD = re.compile(
    rf"\b(?:sudah|telah|selesai|baru saja|barusan)(?: kami| kita| saya)? {_MEETING}\b|\b{_RAT}\b.{{0,60}}\b(?:sudah"
    r"|telah)(?: kami)?"
    r" (?:dilaksanakan|laksanakan|selesai|terlaksana|diadakan|berlangsung|lewat|tanggal|usai|beres)\b|\bdihadiri\b"
    r"|\blancar\b|\bsukses\b"
)
_DATED = re.compile(
    rf"\b{_RAT}\b.{{0,40}}\btanggal \d|\b(?:{_RAT}|dilaksanakan|dilakukan|diadakan)(?:nya)?\b(?: kami| nya| koperasi"
    r"| tersebut)*(?: pada)?(?: tanggal| hari)? ?:? ?"
    r"(?:\d|senin|selasa|rabu|kamis|jumat|sabtu|minggu|kemarin|tadi|besok|lusa|malam|nanti|bulan|akhir|awal"
    r"|pertengahan|setelah"
    r"|habis|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)"
)
_PAST_WORDS = re.compile(r"\b(?:kemarin|tadi|lalu|barusan)\b")
_LABELLED = re.compile(
    r"\b(?:tanggal|hari)(?: rat| rapat| pelaksanaan| dilaksanakan)*(?:nya)? ?:|^,? ?tanggal \d|, tanggal \d|\d{4}$"
)
TENSES: dict[str, Tense] = {"yes": "past", "planned": "future", "postponed": "future"}
_SUBMITTING = re.compile(
    r"\bsudah (?:di ?)?(?:kirim|serahkan|lapor|antar|kantor|penuh|terdaftar|punya|lama|tahu|pernah)\w*"
)
_ASKS = re.compile(
    r"\?|\bboleh (?:tidak|kah)\b|\b(?:boleh|apa|bisa|wajib|harus)kah\b|\bsudah (?:atau )?belum\b|\b(?:tidak"
    r"|bukan) ada yang belum\b"
    r"|\b(?:kapan|berapa|bagaimana|siapa|apakah|di mana)\b|\b(?:wajib|boleh|bisa|harus|sah) (?:\w+ ){0,2}tidak$"
    r"|\bapa itu\b"
)
_WHETHER = re.compile(r"\bsudah\b.{0,24}\batau (?:belum|tidak)\b")
_NO_IDEA = re.compile(r"\b(?:belum|tidak|kurang) (?:mengerti|paham|tahu|tau)\b[^,.;?]*")
"""Who does not know how asks nothing."""
_WISH = re.compile(rf"\b(?:kami|kita) {_RAT}\b.{{0,60}}\b(?:boleh|bisa|ya|tidak apa-apa)\b ?\?")
_RHETORICAL = re.compile(rf"\bbagaimana (?:mau|bisa|cara mau|kami mau) (?:kami )?{_RAT}\b")
_UNUSUAL = re.compile(r"\brat(?: anggota)? luar biasa\b|\brapat (?:anggota )?luar biasa\b")


def asks(words: str) -> bool:
    """Whether the words are a question and tell nothing."""
    return _WHETHER.search(words) is not None or _ASKS.search(_NO_IDEA.sub(" ", words)) is not None


def tells_of_two(words: str) -> bool:
    """Whether one year's meeting was held and another's was not: "2025 sudah, 2026 belum"."""
    years = set(_YEARS.findall(words))
    return len(years) > 1 and bool(_EITHER.search(words)) and "belum" in words


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
    for pattern, value in ((_PUT_OFF, "postponed"), (_PLAN, "planned"), (_DENIED, "no")):
        if match := pattern.search(words):
            return Read(value, "exact", match[0])
    match = _DONE.search(_SUBMITTING.sub(" ", words))
    return Read("yes", "exact", match[0]) if match else None


_TENSE_AGAINST = re.compile(
    r"\b(?:belum|tidak)\b.{0,30}\b(?:dihadiri|lancar|sukses)\b|\b(?:semoga|agar|supaya|biar|mudah-mudahan)\b"
    r"|\b(?:akan|rencana\w*)\b"
    r".{0,60}\bdihadiri\b|\bsudah (?:dilaksanakan|selesai)\b.{0,20}\b(?:laporan|pembukuan)\b"
    rf"|\bbelum (?:{_MEETING})\b"
    r"|\b(?:sudah|telah) (?:\d+ |ber)?tahun\b"
)


def meeting(
    held: Read[str] | None, when: Read[date] | None, words: str, today: date, counted: bool
) -> dict[str, Read[Any]]:
    """Whether and when; `counted`: it says who came, too.

    A denial beside a coming date is a plan; a "sudah" beside a coming date contradicts itself.
    """
    if held and held.value == "no" and held.precision == "exact" and _is_a_plan(when, today):
        held = Read("planned", "exact", held.words)
    dated = (
        held is None
        and when is not None
        and (_DATED.search(words) or _LABELLED.search(words) or _of_people(words, counted))
    )
    if dated and when:
        held = _by_the_day(when, words, today)
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


def _is_a_plan(when: Read[date] | None, today: date) -> bool:
    return when is not None and when.value > today and "tahun" not in when.words


def _by_the_day(when: Read[date], words: str, today: date) -> Read[str]:
    """A day alone tells whether the meeting was or will be; today's needs a word for either."""
    if when.value > today or (when.value == today and "nanti" in words):
        return Read("planned", "exact" if when.precision != "doubtful" else "doubtful", when.words)
    return Read("yes", "exact" if when.precision != "doubtful" or _PAST_WORDS.search(words) else "doubtful", when.words)


def _of_people(words: str, counted: bool) -> bool:
    """Whether who came is told beside a day: "Hadir 75, Tgl 12-02-2027"."""
    return counted and re.search(r"\b(?:rat|rapat|hadir|dihadiri|peserta)\b", words) is not None
