"""That something was wrong, and what: "salah pak, bukan 75 tapi 57", "yg no 3", "ulang dr awal"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bot.understanding import blame, correction_lines, date_table, numbers, rat_words, ways
from bot.understanding.words import normalise, strip_politeness

Kind = Literal["replace", "value", "line", "field", "wrong", "edit", "cancel", "later", "restart", "back"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be changed. One that is not `is_sure` is to be asked back.

    `old` and `new` are the normalised words of the two values, `lines` the numbers of lines of the summary (-1 is the
    last), `field` the name of what is named (see `corrections.toml`); each is empty where it wasn't said. Kinds:
    "replace" knows the new value; "value" is a line said anew without a word of change ("hadir 57"; several of them are
    in `values` by field); "line" and "field" what to ask anew, "edit" and "wrong" only that something is to be changed;
    "restart", "back", "cancel" and "later" (go on another time) speak for themselves.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    lines: tuple[int, ...] = ()
    field: str = ""
    is_sure: bool = True
    values: tuple[tuple[str, str], ...] = ()


def read_correction(text: str) -> Correction | None:
    """The correction that a text asks for; None for anything else, questions and "tidak ada yang salah" among it."""
    words = _AGT.sub("anggota", numbers.to_digits(normalise(text)))
    if way := ways.read_way(words, strip_politeness(text)):
        return Correction(way.way, is_sure=way.is_sure)
    if (match := _NUMBERED.fullmatch(words)) and int(match["line"]) <= correction_lines.MOST:
        return Correction("line", "", match["new"].strip(), (int(match["line"]),))
    if match := _PUZZLED.search(words):
        return Correction("replace", match["old"], match["new"])
    if match := _HOW_SO.fullmatch(words.strip(" .!")):
        return Correction("line", match["old"], "", (), _field(words))
    return _blamed(told) if (told := blame.read_blame(words)) is not None else None


def without_blame(text: str) -> str | None:
    """The rest of a text that calls something wrong: what is right instead, if it is said. None where it doesn't."""
    words = numbers.to_digits(normalise(text))
    return blame.WRONG.sub(" ", words) if blame.WRONG.search(words) else None


_AGT = re.compile(r"(?<=\d )agt\b(?! ?(?:20)?\d\d\b)")


def _blamed(words: str) -> Correction | None:
    """What is said anew, named, or only called wrong."""
    if match := _OTHER_WAY.search(words):
        return Correction("replace", "", match["new"], (), "held")
    if match := _FORGOTTEN.search(words):
        return Correction("replace", "", match["new"], is_sure=False)
    told = " ".join(_PRESSED.sub(" ", words).split()).strip(" .,")
    if _PRESSED.search(words) and (match := _ANSWERED.fullmatch(told)):
        return Correction("replace", "", match["new"], (), "held")
    return _said_anew(words) or _change(words)


def _said_anew(words: str) -> Correction | None:
    """ "Maaf, hadir 57", "tanggal rat 13 feb", "kebalik, anggota 75 hadir 57": nothing but lines and their values."""
    said = _stripped(words)
    if (both := _TWO_LINES.fullmatch(said)) and (fields := (_field(both[2]), _field(both[4]))) and all(fields):
        return Correction("value", values=tuple(zip(fields, (both[3], both[5]), strict=True)))
    if (_FIELD_ALONE.fullmatch(said)) and (field := _field(said)):
        return Correction("field", field=field)
    if (
        correction_lines.read_lines(words)
        or not (match := _ANEW.fullmatch(said))
        or not (match["how"] or match["field"])
    ):
        return None
    new, field = match["new"].strip(" .,"), _field(match["field"] or "")
    if _MONTH_ONLY.fullmatch(new):
        return Correction("field", "", "", (), "day")
    field = field or (
        "meeting" if rat_words.meeting_alone(new) else "day" if "tanggal" in said or _MONTHS.search(new) else ""
    )
    return Correction("replace" if match["how"].strip() else "value", "", new, (), field)


def _change(words: str) -> Correction | None:
    """What is named: a line, a value and the one in its place, what people call the line."""
    old, new = _values(words)
    lines, field = correction_lines.read_lines(words), _field(words)
    blames = bool(blame.WRONG.search(words)) or bool(new)
    said = correction_lines.value_for(words) if len(lines) == 1 else ""
    if _TELLING.search(said) or _ANSWERED.fullmatch(said):
        new, old = said, ""
    old, new = ("" if each in {str(line) for line in lines} else each for each in (old, new))
    if not new and blames and (match := _BLAMED.search(words)):
        new = _stripped(match["new"])
    if not new and not lines and (match := _NOT_THAT.fullmatch(_stripped(words))) and _TELLING.search(match[0]):
        old = match["old"] or match["wrong"]
        return Correction("field", old, "", (), field or ("meeting" if rat_words.meeting_alone(old) else ""))
    if lines and (new or blames or correction_lines.is_only_a_line(words)):
        return Correction("line", old, new, lines)
    if new:
        is_day = not field and (_MONTHS.search(new) or _MONTHS.search(old))
        return Correction("replace", old, new, (), "day" if is_day else field)
    if field and (blames or _CHANGE.search(words)):
        return Correction("field", old, "", (), field)
    return Correction("wrong") if blames and len(words) <= _LONGEST_BLAME else None


_PUZZLED = re.compile(
    r"\bkok (?:[a-z]+nya )?(?:jadi )?(?P<old>\d[\d.,]*) ?\??,? (?:padahal )?(?:saya|kami|tadi)(?: \w+)? (?:tulis"
    r"|ketik|bilang|jawab"
    r"|kirim|isi|sebut|input)\w* (?P<new>\d[\d.,]*)"
)
_FORGOTTEN = re.compile(r"^(?P<new>\d[\d.]* atau \d[\d.]*)\b.*\b(?:lupa|entah|ragu|tidak ingat|kurang tahu)\b")
_OTHER_WAY = re.compile(r"\bbukan(?:nya)? (?:sudah|belum)(?: rat)?,? (?:tapi|tetapi|melainkan) (?P<new>belum|sudah)\b")
_PRESSED = re.compile(
    r",? ?\b(?:salah (?:pencet|tekan|klik|pilih|pijit|jawab)|kepencet|terpencet|ketekan|sebenarnya|ternyata"
    r"|aslinya)\b(?: tadi)?"
)
_ANSWERED = re.compile(
    r"(?:maaf |kami |kita |koperasi |rat |ratnya |pak |bu )*(?P<new>(?:sudah|belum|tidak)(?: (?:rat|pernah rat"
    r"|jadi rat|ada rat))?)(?: (?:kami|kita|pak|bu|tadi))*"
)
_BLAMED = re.compile(
    r"\b(?:hadir|anggota|peserta|tanggal|jam|perempuan|aset|shu|omset)(?:nya)?(?: itu| cuma| hanya| ada)?"
    r" (?P<new>(?:rp )?\d[\w .,:/-]{0,30})$"
)
_DAY = rf"(?:tanggal |hari )?\d{{1,2}}(?:[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?| (?:{date_table.MONTH})(?: \d{{4}})?)?"
_FORM = "|".join(rat_words.MEETINGS.values()) + "|kelompok|langsung"
_NOT_THAT = re.compile(
    rf"(?:.{{0,24}}\b)?bukan(?:nya)? (?P<old>{_DAY}|[\d.,]+|{_FORM})(?: orang| anggota)?"
    rf"|(?:yang |angka |jumlah |tanggal )*(?P<wrong>{_DAY}|[\d.,]+)(?: orang| anggota)? (?:itu |ini "
    rf"|nya )*(?:salah|keliru|tidak benar|tidak sesuai)"
)
"""Only what it is not."""
_HOW_SO = re.compile(
    rf"(?:sudah |lah |loh |lho |eh |ini )*kok (?:bisa |jadi |malah |cuma "
    rf"|hanya )*(?:[a-z]+nya )?(?:jadi )?(?P<old>{_DAY}|[\d.,]+)(?: orang)? ?\??"
)
_LINES_NAMED = (
    r"(?:jumlah|total|angka|yang)? ?(?:yang )?(?:hadir|kehadiran|peserta|anggota|perempuan|laki-laki|tanggal|hari"
    r"|jam|tempat|aset|shu|omset"
    r"|omzet|tahun buku|tb|bentuk(?: rapat)?|rapat|rat|modal sendiri|modal luar|pendapatan|biaya)(?: ?nya)?(?: rat"
    r"| rapat)?(?: ?nya)?"
)
_LINKS = (
    r"(?:itu|adalah|yang benar|yang betul|diisi|isi|jadi|menjadi|(?:di)?ganti|(?:di)?ubah|ke|dengan|cuma|hanya"
    r"|ada|sejumlah|sebanyak"
    r"|lewat|via"
    r"|secara|pakai|tanggal"
    r"|(?:se)?harusnya|mestinya|sebenarnya|:|=|,)"
)
_ANEW = re.compile(
    r"(?P<how>(?:(?:eh|tolong|mohon|minta|maaf|sori|sorry|ralat|koreksi|revisi|perbaikan|pembetulan|perbaiki"
    r"|betulkan|(?:di)?ubah|(?:di)?ganti"
    r"|(?:di)?rubah|diperbaiki|dikoreksi|direvisi|diralat|yang|benar|betul|benarnya|betulnya|maksud|maksudnya|mksd|saya"
    r"|kami|(?:se)?harusnya"
    r"|mestinya|sebenarnya|salah (?:ketik|tulis|input|isi)|kebalik|terbalik|typo|isi|ketik ulang|pak|bu)[ ,:.]*)*)"
    rf"(?P<field>{_LINES_NAMED})?(?: ?{_LINKS})* ?"
    rf"(?P<new>(?:rp\.? ?)?\d[\d.,/:-]*(?: (?:orang|anggota|juta|ribu|miliar|rupiah|wib|pagi|siang|malam|sore"
    rf"|{date_table.MONTH})(?: \d{{4}})?)?"
    rf"|(?:tanggal |hari )?{_DAY}|{_FORM}|{date_table.FULL_MONTH})(?: orang| anggota)?"
)
_FIELD_ALONE = re.compile(
    r"(?:(?:mau|saya|tolong|mohon|bisa) )*(?:(?:ke|kembali|balik|ulang|ulangi|mengulang|isi ulang|ketik ulang) )+"
    rf"(?:(?:ke|yang|pertanyaan|isian|bagian|soal|jawaban) )*{_LINES_NAMED}"
)
_TWO_LINES = re.compile(
    r"(?P<how>(?:(?:eh|maaf|ke ?balik|terbalik|tertukar|ketuker|ketukar|ralat|koreksi|salah|harusnya|seharusnya"
    r"|yang benar|pak|bu|angkanya)[ ,:.]*)*)"
    rf"({_LINES_NAMED}) ?[:=]? ?(?:cuma |hanya |ada )?(\d[\d.]*)(?: orang)?[ ,]+(?:dan |sedangkan "
    rf"|yang )*({_LINES_NAMED}) ?[:=]? ?(?:cuma |hanya )?(\d[\d.]*)(?: orang)?"
)
_MONTHS = re.compile(rf"\b(?:{date_table.MONTH})\b")
_MONTH_ONLY = re.compile(date_table.FULL_MONTH)
_NUMBERED = re.compile(r"(?P<line>\d{1,2}) ?(?:[.):=]|->) (?P<new>[^.:]{1,80})")
"""A line of the summary written anew: "6. 57"."""
_LONGEST_BLAME = 80
"""Characters beyond which "salah" is a part of a story."""
_VALUE = r"(?:(?:rp\.? ?)?[-\w.,/:%'() ]{1,60}?)"
_END = r"(?= ?(?:$|[.,;!]+(?: |$)|\b(?:pak|bu|iya|saja|terima kasih|mohon|tolong|maaf|yang salah|seharusnya)\b))"
_PLEASE = (
    r"(?:(?:yang|itu|adalah|tetapi|tapi|melainkan|seharusnya|harusnya|mestinya|sebenarnya|benar|betul|nya|:|,) ?)*"
)
_INSTEAD = (
    r"(?:tapi|tetapi|melainkan|yang (?:benar|betul)(?:nya)?|seharusnya|harusnya|mestinya|sebenarnya|namun|jadi"
    r"|menjadi)"
)
_PAIRS = [
    re.compile(rf"\bbukan(?:nya)? (?P<old>{_VALUE}),? {_INSTEAD} {_PLEASE}(?P<new>{_VALUE}){_END}"),
    re.compile(
        r"\bbukan(?:nya)? (?P<old>[\w./:]*\d[\w./: ]{0,30}?)(?:,| -)? (?P<new>(?:rp |tanggal "
        rf"|jam )?\d{_VALUE}){_END}"
    ),
    re.compile(
        rf"(?P<old>\d[\w./: ]{{0,30}}?)(?: itu)?,? (?:padahal|(?:se)?mestinya"
        rf"|(?:se)?harusnya) {_PLEASE}(?P<new>\d{_VALUE}){_END}"
    ),
    re.compile(
        r"(?P<new>(?:\b(?:tanggal|jam|pukul|rp"
        rf"|hari) )?\d[\w./: ]{{0,30}}?),? (?:dan )?bukan(?:nya)? (?P<old>{_VALUE}){_END}"
    ),
    re.compile(
        r"(?P<old>(?:\b(?:tanggal|jam|pukul|rp|hari) )?\d[\w./: ]{0,30}?) (?:itu )?(?:salah|keliru|kurang"
        r"|kebanyakan|kelebihan|kedikitan|terlalu \w+)\b[ ,]*(?:pak "
        rf"|bu )?{_PLEASE}(?P<new>\d{_VALUE}){_END}"
    ),
    re.compile(rf"(?P<new>\b(?:{'|'.join(rat_words.MEETINGS.values())})),? bukan(?:nya)? (?P<old>{_VALUE}){_END}"),
    re.compile(
        rf"\bbukan(?:nya)? (?P<old>{_VALUE}), ?(?:lewat |secara |via "
        rf"|pakai )?(?P<new>{'|'.join(rat_words.MEETINGS.values())}){_END}"
    ),
    re.compile(
        r"^(?P<old>1[6-9]|[2-9]\d|\d{3,}) (?:di)?(?:jadi|menjadi|ganti|rubah|ubah)(?: jadi| ke"
        r"| dengan)? (?P<new>\d[\d.,]*)(?: orang)?$"
    ),
    re.compile(
        r"(?:\b(?:ganti|ubah|rubah|koreksi|ralat|perbaiki)\w* |\bdari )(?:\w+ )?(?P<old>\d[\w./: ]{0,30}?) (?:jadi"
        rf"|menjadi|ke|dengan|diganti) (?P<new>{_VALUE}){_END}"
    ),
    re.compile(
        r"(?P<old>\d[\w./: ]{0,30}?) ?(?:->|=>|diganti(?: jadi| menjadi)?|jadinya|ganti jadi|diubah (?:jadi"
        rf"|menjadi)) ?(?P<new>\d{_VALUE}){_END}"
    ),
    re.compile(rf"\btidak (?P<old>{_FORM}),? (?:tapi|tetapi|melainkan) (?P<new>{_FORM})\b"),
]
_NEW = re.compile(
    r"(?:\b(?:yang (?:benar|betul)(?:nya)?|(?:se)?harusnya|mestinya|semestinya|sebenarnya|ralat|koreksi|revisi"
    r"|maksud (?:saya|kami)|maksudnya|maksudku|maksud nya"
    r"|(?:salah|keliru) (?:ketik|tulis|input|isi|sebut|kirim),?|(?:ganti|ubah|rubah|dirubah|diubah"
    r"|diganti)(?:nya)?(?: saja)? (?:jadi|menjadi|ke)|jadikan)\b|\beh\b)[ ,:]*(?:pak "
    rf"|bu )?{_PLEASE}(?P<new>{_VALUE}){_END}"
)
_WRONG_THEN = re.compile(
    r"^(?:maaf |eh |aduh )*(?:[a-z]+ ?nya )?(?:salah|keliru|kurang (?:tepat|pas))(?: (?:itu|tadi|tu|pak|bu|ketik"
    r"|tulis))*[ ,.:]+(?:yang |cuma |hanya )?(?P<new>(?:rp\.? |tanggal |jam |hadir |anggota )*\d[\d.,/:-]*"
    rf"(?: (?:orang|anggota|peserta|juta|ribu|miliar|{date_table.MONTH})\b)?)(?: (?:\d{{4}}|nya|yang (?:hadir|datang)"
    r"|hadir|datang|orang|anggota))*$"
)
_CHANGED_TO = re.compile(
    r"\b(?:ganti|ubah|rubah|koreksi|perbaiki|betulkan)(?: yang)?(?: jumlah)? [a-z]+(?: [a-z]+)? (?:jadi|menjadi|ke"
    rf"|dengan) (?P<new>{_VALUE}){_END}"
)
_MEANT = re.compile(
    r"(?P<new>(?:\b(?:tanggal|jam|rp|hari) )?\d[\w./: ]{0,30}?(?<!kurang)(?<!lebih)(?<!salah)),? (?:pak "
    r"|bu )?(?:maksudnya|maksud (?:saya|kami)"
    r"|yang benar|harusnya|seharusnya)\b"
)
_TELLING = re.compile(
    rf"\d|\b(?:{date_table.MONTH}|{date_table.WEEKDAY}|besok|kemarin|lusa"
    r"|zoom|online|daring|tatap muka|langsung|kelompok|luring|offline|hybrid|hibrida|hibrid|tertulis|delegasi"
    r"|perwakilan|ketua"
    r"|sekretaris|bendahara|pengawas)\b"
)
_CHANGE = re.compile(r"\b(?:ubah|ganti|rubah|ralat|koreksi|revisi|edit|betulkan|benarkan|mengubah|mengganti)\b")


def _values(words: str) -> tuple[str, str]:
    """The words of the old and of the new value, as far as they are said."""
    for pattern in _PAIRS:
        for match in pattern.finditer(words):
            if _TELLING.search(match["new"]) and _TELLING.search(match["old"]):
                return match["old"].strip(" .,:"), _stripped(match["new"])
    for pattern in (_CHANGED_TO, _MEANT, _NEW, _WRONG_THEN):
        for match in pattern.finditer(words):
            if _TELLING.search(match["new"]):
                return "", _stripped(match["new"])
    return "", ""


def _stripped(words: str) -> str:
    return _ADDRESS.sub("", words.strip(" .,:"))


_ADDRESS = re.compile(r"(?: (?:pak|bu|ibu|bapak|iya|ya|dong|saja))+$")


def _field(words: str) -> str:
    found = [name for name, pattern in _fields().items() if pattern.search(words)]
    return found[0] if found else ""


@cache
def _fields() -> dict[str, re.Pattern[str]]:
    """What people call the lines of a summary, the telling ones first."""
    return {name: re.compile(rf"\b(?:{'|'.join(words)})(?:nya)?\b") for name, words in _table()["fields"].items()}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("corrections.toml").open("rb") as file:
        return tomllib.load(file)
