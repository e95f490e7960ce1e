"""That something was wrong, and what: "salah pak, bukan 75 tapi 57", "yg no 3", "ulang dr awal"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bot.understanding import numbers
from bot.understanding.words import normalise, strip_politeness

Kind = Literal["replace", "line", "field", "wrong", "edit", "cancel", "later", "restart", "back"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be changed. One that is not `is_sure` is to be asked back.

    `old` and `new` are the normalised words of the two values, `lines` the numbers of lines of the summary (-1 is the
    last), `field` the name of what is named (see `corrections.toml`); each is empty where it wasn't said. Kinds:
    "replace" knows the new value, "line" and "field" what to ask anew, "edit" and "wrong" only that something is to be
    changed; "restart", "back", "cancel" and "later" (go on another time) speak for themselves.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    lines: tuple[int, ...] = ()
    field: str = ""
    is_sure: bool = True


def read_correction(text: str) -> Correction | None:
    """The correction that a text asks for; None for anything else, questions and "tidak ada yang salah" among it."""
    words = numbers.to_digits(normalise(text))
    if way := _way(words, strip_politeness(text)):
        return way
    if match := _NUMBERED.fullmatch(words):
        return Correction("line", "", match["new"].strip(), (int(match["line"]),))
    if match := _PUZZLED.search(words):
        return Correction("replace", match["old"], match["new"])
    if _NOTHING_WRONG.search(words) or _ASKS.search(words):
        return None
    if match := _FORGOTTEN.search(words):
        return Correction("replace", "", match["new"], is_sure=False)
    if (match := _PRESSED.search(words)) and _ANSWERED.search(words):
        return Correction("replace", "", words[: match.start()].strip(" .,"), (), "held")
    return _change(_MERE_WORDS.sub(" ", words))


def _way(words: str, said: str) -> Correction | None:
    """Back, over again, out, another time."""
    if _whole(said, "restart") or _RESTART.search(words):
        return Correction("restart")
    if whole := next((kind for kind in _WHOLE if _whole(said, kind)), None):
        return Correction(whole)
    if said == "hapus":
        return Correction("cancel", is_sure=False)
    if match := _CANCEL.search(words):
        return Correction("cancel" if match["now"] is not None else "later")
    return None


def _change(words: str) -> Correction | None:
    """What is named: a line, a value and the one in its place, what people call the line."""
    old, new = _values(words)
    lines, field = _lines(words), _field(words)
    blames = bool(_WRONG.search(words)) or bool(new)
    if lines and (match := _LINE_VALUE.search(words)):
        new = match["new"].strip(" .,")
    if lines and old in {str(line) for line in lines}:
        old = ""
    if not new and blames and (match := _BLAMED.search(words)):
        new = _stripped(match["new"])
    if field and not new and (match := _NOT_THAT.fullmatch(words.strip(" .,!"))):
        return Correction("field", match["old"], "", (), field)
    if not new and (match := _STATED.fullmatch(words.strip(" .,!"))):
        new, blames = match["new"].strip(" .,"), True
    if lines and (new or blames or _LINE_ALONE.fullmatch(words.strip(" .,!"))):
        return Correction("line", old, new, lines)
    if new:
        return Correction("replace", old, new, (), field)
    if field and (blames or _CHANGE.search(words)):
        return Correction("field", old, "", (), field)
    return Correction("wrong") if blames and len(words) <= _LONGEST_BLAME else None


_WHOLE: tuple[Kind, ...] = ("back", "cancel", "edit", "later")
_CANCEL = re.compile(
    r"^(?:saya |kami |mau |tolong |mohon )*(?:batal(?:kan)?|gagalkan|hapus)(?: saja)? (?:laporan|isian|pengisian"
    r"|pelaporan|semua)(?:nya)?(?: saya| ini| saja| tadi)*(?P<now>)$"
    r"|^(?:nanti|besok|lain kali|lusa|sore|malam)(?: \w+){0,2} (?:di)?(?:lanjut|sambung|terus)\w*(?: \w+){0,2}$"
    r"|^(?:saya |kami )?(?:di)?(?:lanjut|sambung|terus)\w* (?:nanti|besok|lusa|lain kali|sore|malam)(?: \w+){0,3}$"
)
_PUZZLED = re.compile(
    r"\bkok (?:jadi )?(?P<old>\d[\d.,]*) ?\??,? (?:padahal )?(?:saya|kami|tadi)(?: \w+)? (?:tulis|ketik|bilang|jawab"
    r"|kirim|isi|sebut|input)\w* (?P<new>\d[\d.,]*)"
)
_FORGOTTEN = re.compile(r"^(?P<new>\d[\d.]* atau \d[\d.]*)\b.*\b(?:lupa|entah|ragu|tidak ingat|kurang tahu)\b")
_PRESSED = re.compile(r",? ?\b(?:salah (?:pencet|tekan|klik|pilih|pijit|jawab)|kepencet|terpencet|ketekan)\b")
_ANSWERED = re.compile(r"^(?:sudah|belum|tidak)\b")
_BLAMED = re.compile(
    r"\b(?:hadir|anggota|peserta|tanggal|jam|perempuan|aset|shu|omset)(?:nya)?(?: itu| cuma| hanya| ada)?"
    r" (?P<new>(?:rp )?\d[\w .,:/-]{0,30})$"
)
_NOT_THAT = re.compile(r"(?:yang |jumlah )?[a-z]+(?:nya)? bukan (?P<old>\d[\d.,]*)(?: orang)?")
_STATED = re.compile(
    r"(?:(?:jumlah |total )?(?:yang )?(?:hadir|anggota|peserta|tanggal|jam|tempat|aset|shu|omset|tahun buku"
    r"|perempuan)(?: rat| rapat)?) ?nya(?: itu| adalah| yang benar)? (?P<new>(?:tanggal |jam "
    r"|rp )?\d[\w .,:/-]{0,40}?)(?: (?:pak|bu|iya|orang))*"
)
"""A line said anew: "hadirnya 57"."""
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
        r"(?P<new>(?:\b(?:tanggal|jam|pukul|rp"
        rf"|hari) )?\d[\w./: ]{{0,30}}?),? (?:dan )?bukan(?:nya)? (?P<old>{_VALUE}){_END}"
    ),
    re.compile(
        r"(?P<old>(?:\b(?:tanggal|jam|pukul|rp|hari) )?\d[\w./: ]{0,30}?) (?:itu )?(?:salah|keliru)\b[ ,]*(?:pak "
        rf"|bu )?{_PLEASE}(?P<new>\d{_VALUE}){_END}"
    ),
    re.compile(
        r"(?:\b(?:ganti|ubah|rubah|koreksi|ralat|perbaiki)\w* |\bdari )(?:\w+ )?(?P<old>\d[\w./: ]{0,30}?) (?:jadi"
        rf"|menjadi|ke|dengan|diganti) (?P<new>{_VALUE}){_END}"
    ),
    re.compile(
        r"(?P<old>\d[\w./: ]{0,30}?) ?(?:->|=>|diganti(?: jadi| menjadi)?|jadinya|ganti jadi|diubah (?:jadi"
        rf"|menjadi)) ?(?P<new>\d{_VALUE}){_END}"
    ),
]
_NEW = re.compile(
    r"(?:\b(?:yang (?:benar|betul)(?:nya)?|(?:se)?harusnya|mestinya|semestinya|sebenarnya|ralat|koreksi|revisi"
    r"|maksud (?:saya|kami)|maksudnya|maksudku|maksud nya"
    r"|(?:salah|keliru) (?:ketik|tulis|input|isi|sebut|kirim),?|(?:ganti|ubah|rubah|dirubah|diubah"
    r"|diganti)(?:nya)?(?: saja)? (?:jadi|menjadi|ke)|jadikan)\b|\beh\b)[ ,:]*(?:pak "
    rf"|bu )?{_PLEASE}(?P<new>{_VALUE}){_END}"
)
_CHANGED_TO = re.compile(
    r"\b(?:ganti|ubah|rubah|koreksi|perbaiki|betulkan)(?: yang)?(?: jumlah)? [a-z]+(?: [a-z]+)? (?:jadi|menjadi|ke"
    rf"|dengan) (?P<new>{_VALUE}){_END}"
)
_MEANT = re.compile(
    r"(?P<new>(?:\b(?:tanggal|jam|rp|hari) )?\d[\w./: ]{0,30}?),? (?:pak |bu )?(?:maksudnya|maksud (?:saya|kami)"
    r"|yang benar|harusnya|seharusnya)\b"
)
_TELLING = re.compile(
    r"\d|\b(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|besok|kemarin|lusa"
    r"|zoom|online|daring|tatap muka|luring|offline|hybrid|hibrida|hibrid|tertulis|delegasi|perwakilan|ketua"
    r"|sekretaris|bendahara|pengawas)\b"
)
_WRONG = re.compile(
    r"\b(?:salah|keliru|ralat|koreksi|perbaiki|diperbaiki|tidak (?:sesuai|benar|betul|tepat|cocok|pas)"
    r"|kurang (?:tepat|sesuai|pas|benar)|belum (?:benar|sesuai|tepat|pas)|bukan (?:itu|begitu|segitu|yang itu))\b"
)
_CHANGE = re.compile(r"\b(?:ubah|ganti|rubah|ralat|koreksi|revisi|edit|betulkan|benarkan|mengubah|mengganti)\b")
_NOTHING_WRONG = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:yang )?(?:salah|keliru)\b(?!,? (?:bukan|tapi))|\bkalau (?:tidak )?salah\b"
    r"|\bsudah (?:benar|betul|sesuai)\b"
)
_ASKS = re.compile(
    r"\b(?:apakah|apa ada yang|ada yang) salah ?\?|\bsalah siapa\b|\bbukan (?:ke)?salah(?:an)? (?:saya|kami)\b"
    r"|\bsalah(?:nya)? (?:di mana|apa)\b|\bapa (?:yang )?salah"
)
_MERE_WORDS = re.compile(
    r"\bsalah (?:satu|1|seorang|sambung|nomor|orang|alamat)\b|\bbukan (?:pengurus|anggota|ketua|bendahara"
    r"|sekretaris)\b|\b(?:ganti|pergantian) (?:pengurus|ketua|bendahara|sekretaris|nama|bahasa|nomor)\b"
)
_RESTART = re.compile(
    r"\b(?:ulang|ulangi|diulang|mengulang|mulai|isi|input|lapor|kita mulai)(?: lagi| saja| ulang| kembali"
    r"| dong)? (?:dari"
    r"|di) (?:awal|depan|nol|0|pertama)\b|\bdari awal (?:lagi|saja)\b"
    r"|\b(?:yang tadi|semua(?:nya)?) (?:batal|dibatalkan|salah|hapus),? (?:saya |kami |kita )?(?:ulang|mulai|isi)\b"
    r"|\b(?:ulang|mulai|isi) (?:ulang )?semua(?:nya)?\b|\bsalah semua(?:nya)?\b"
)
_LINE = re.compile(
    r"\b(?:yang |di |pada )?(?:nomor|baris|poin|point|butir|no|angka|pertanyaan|jawaban|item"
    r"|bagian) ?(?:ke ?-? ?)?(\d{1,2})\b|\byang (?:ke ?-? ?)(\d{1,2})\b|\byang (\d{1,2})(?: salah| keliru|$)"
    r"|\b(?:ubah|ganti|salah|keliru)(?: yang| di)? ke ?-? ?(\d{1,2})\b"
)
_LINE_VALUE = re.compile(
    r"\b(?:nomor|baris|poin|point|butir|no|yang ke|ke) ?-?\d{1,2} ?(?:nya )?(?:itu |salah,? |keliru,? )?(?:harusnya"
    r"|seharusnya|jadi|menjadi|diganti|ganti|:|=) ?(?:jadi |menjadi |ke )?(?P<new>[^,;]{1,60})$"
)
_ALSO = re.compile(r"(?: ?,| dan| sama| juga)+ (?:nomor |yang |no )?(\d{1,2})\b")
_LINE_ALONE = re.compile(
    r"(?:yang (?:terakhir|paling bawah|(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh"
    r"|kedelapan)(?: dari bawah)?)(?: pak| bu)*)|(?:yang |hapus |buang |di |ubah |ganti |edit |koreksi |perbaiki "
    r"|tolong |mohon )*(?:nomor|baris|poin|point|butir|no|angka|pertanyaan|jawaban|item|bagian"
    r"|ke) ?(?:ke ?-? ?)?\d{1,2}(?: (?:pak|bu|iya|saja|itu))*"
)
_LAST = re.compile(r"\b(?:yang|baris|nomor|poin) (?:paling )?(?:terakhir|bawah|akhir)\b")
_ORDINALS = {
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "kelima": 5,
    "keenam": 6,
    "ketujuh": 7,
    "kedelapan": 8,
    "kesembilan": 9,
    "kesepuluh": 10,
}

_NTH = re.compile(rf"\b(?:yang|baris|nomor|poin) ({'|'.join(_ORDINALS)})\b(?: (dari bawah))?")


def _whole(said: str, name: str) -> bool:
    return said in _table()["whole"][name]


def _values(words: str) -> tuple[str, str]:
    """The words of the old and of the new value, as far as they are said."""
    for pattern in _PAIRS:
        for match in pattern.finditer(words):
            if _TELLING.search(match["new"]) and _TELLING.search(match["old"]):
                return match["old"].strip(" .,:"), _stripped(match["new"])
    for pattern in (_CHANGED_TO, _MEANT, _NEW):
        for match in pattern.finditer(words):
            if _TELLING.search(match["new"]):
                return "", _stripped(match["new"])
    return "", ""


def _stripped(words: str) -> str:
    return _ADDRESS.sub("", words.strip(" .,:"))


_ADDRESS = re.compile(r"(?: (?:pak|bu|ibu|bapak|iya|ya|dong|saja))+$")


def _lines(words: str) -> tuple[int, ...]:
    if match := _LINE.search(words):
        first = next(filter(None, match.groups()))
        return (int(first), *(int(also) for also in _ALSO.findall(words, match.end())))
    if _LAST.search(words):
        return (-1,)
    if named := _NTH.search(words):
        number = _ORDINALS[named[1]]
        return (-number if named[2] else number,)
    return ()


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
