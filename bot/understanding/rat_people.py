"""Members, those who came, women among them: the people in a sentence about a meeting."""

import re
from typing import Any

from bot.understanding import counts, date_table, sexes
from bot.understanding.phrases import one_of
from bot.understanding.values import Read

_N = (
    r"(?=\d)(?<![\d.,/-])(\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
    r"(?![\d/:]|[.,]\d| ?(?:%|persen|juta|ribu|miliar|hari|bulan|tahun|kali|kelompok|unit|kelurahan|desa"
    r"|kecamatan|rt|rw|cabang|menit|jam|lembar|kotak|bungkus|undangan"
    rf"|(?:{one_of({*date_table.MONTH_NAMES} - {'agt'})})\b)|-\d)"
)
_MEMBERS = re.compile(
    r"\b(?:anggota|agt|ahli)(?: itu| kami| kita| koperasi| nya|nya)*(?: sekarang| saat ini| ada| sebanyak"
    r"| jumlahnya| total"
    r"| tinggal| cuma"
    rf"| hanya| sejumlah| aktif|:| :|=| =)* ?{_N}(?! ?(?:yang )?(?:hadir|datang)\b(?! ?:? ?\d))"
    rf"|\banggota(?:nya)?(?:(?: kami)?(?: (?!hadir|datang|\d)[a-z-]+){{1,2}} semua(?:nya)?)?, {_N} orang\b"
    rf"|(?<!pengurus )(?<!pengawas ){_N} (?:orang )?(?:anggota|agt)(?!(?: aktif| tetap)? \d)"
    r"(?! (?:yang )?(?:hadir|datang|ikut|biasa))"
)
_CAME = (
    r"(?:(?<!daftar )hadir|dihadiri|menghadiri|peserta|yang datang|datang|kehadiran|utusan(?: yang hadir)?"
    r"|jumlah hadir|jml hadir"
    r"|berhadir|diikuti|ikut serta|ikut|mengikuti|nongol|muncul|kumpul|berkumpul|rawuh|join|gabung|bergabung"
    r"|(?:teken|meneken|menandatangani|tanda tangan|isi|mengisi)(?: di)? (?:daftar hadir|absen|absensi))"
)
_ATTENDED = re.compile(
    rf"\b{_CAME}(?:nya)?(?: rat| perwakilan| utusan| delegasi| kelompok| anggota| rapat| semua| ada| oleh"
    rf"| sebanyak| sejumlah| cuma| hanya| semuanya| lengkap| pak| bu"
    r"| kurang lebih| lebih kurang| berapa| iya|\.{2,3}"
    rf"| (?:ibu-ibu|bapak-bapak|perempuan|laki-laki|wanita|pria) semua(?:nya)?"
    rf"| paling| sekitar| lk| kira-kira|:| :|=| =|,|±)* ?{_N}"
    rf"|{_N} (?:orang )?(?:(?:anggota |peserta |utusan )?(?:yang )?(?:hadir|datang|ikut|nongol|muncul|rawuh|kumpul)\b"
    r"(?! (?:\d|sedikit|segelintir|kurang|tidak|cuma|hanya|paling))|(?:peserta|utusan|delegasi|perwakilan|delegat)\b)"
    rf"|{_N} orang (?:yang )?(?:join|gabung|bergabung)\b"
    rf"|\bdihadiri [^\d;.]{{0,60}}?\b(?:dan|serta|beserta|bersama)(?: sebanyak)? (?:anggota )?{_N}"
)
_ABOUT = re.compile(
    r"[±~≈]|\b(?:kurang lebih|lebih kurang|sekitar|kira-kira|hampir|mungkin|kisaran|lk|nyaris|lebih dari|paling)\b"
    r"|\d ?-?an\b|\d lebih\b"
)
_BY_OFFICE = re.compile(
    r"\b(?:dihadiri"
    r"|hadir)\b[^.;]{0,12}?(\d{1,3}) (?:orang )?pengurus\b[^.;]{0,20}?(?:(\d{1,3}) (?:orang )?pengawas\b[^.;]{0,20}?)?"
    r"(\d{1,4}) (?:orang )?anggota"
    r"|\bhadir\w*[^.;\d]{0,12}?\bpengurus (\d{1,3})\b[^.;\d]{0,12}?(?:pengawas (\d{1,3})\b[^.;\d]{0,12}?)?"
    r"anggota (\d{1,4})\b"
)
_ALL = r"(?:yang )?(?:(?:hadir|datang) semua(?:nya)?|semua(?:nya)? (?:hadir|datang)|hadir lengkap)"
_ALL_CAME = re.compile(
    rf"\banggota(?: kami| nya|nya| cuma| hanya| ada)* {_N},? (?:orang,? )?{_ALL}\b"
    rf"|{_N} (?:orang )?anggota(?:nya)?,? {_ALL}\b"
    rf"|(?<!hampir )\b(?:semua|seluruh) anggota(?:nya)? (?:hadir|datang)\b[^\d;]{{0,12}}{_N}(?! dari)"
)
_SO_MANY = re.compile(
    rf"(?P<of>\b\w+)?[ ,]*{_N}(?: ?-?an)? orang\b(?! (?:pengurus|pengawas|baru|calon|lagi|panitia|saja yang"
    rf"|izin|sakit|tidak))"
)
"""People of whom it isn't said what they did."""
_OTHERS = (
    "pengurus",
    "pengawas",
    "calon",
    "baru",
    "keluar",
    "kirim",
    "tiap",
    "per",
    "panitia",
    "tinggal",
    "undangan",
    "diundang",
    "masing-masing",
)
_NONE_CAME = re.compile(r"\b(?:belum|tidak|rencana\w*|akan|mau|calon|nanti|ditunda|diundur|undangan)\b|\?")
_MET = re.compile(r"\b(?:rat|rapat)\b")
_YES = re.compile(r"\W*(?:alhamdulillah )?(?:sudah|telah)\b")
_INVITED = re.compile(
    rf"\b(?:hadir|datang)\w* {_N} (?:orang )?dari (?:undangan|yang diundang"
    rf"|undangan sebanyak) {_N}"
)
_SOME_OF = re.compile(r"\b(?:aktif|baru|keluar|calon)\b")
_WHO_CAME = re.compile(r"[ ,]*(?:orang )?(?:yang )?(?:hadir|datang)\b(?!(?: \w+| :)? ?\d)")
_OF_A_PART = re.compile(
    r"\b(?:tiap|setiap|per|masing-masing) ?(?:kelompok|unit|rt|desa|kelurahan|keluarga|kk|rumah)\b[^,;.\d]{0,16}\d+ "
    r"(?:orang )?(?:utusan|wakil|perwakilan|delegasi|anggota|orang)\b(?: anggota\b)?"
    r"|\b\d+ dari \d+ (?:orang|pengurus)(?:nya)?(?: \w+){0,2} (?:baru|diganti|berganti)\b"
)
"""How many each group sends, how many officers are new."""
_ON_LEAVE = re.compile(r",? ?\d+ (?:orang |anggota )?(?:yang )?(?:izin|alpa|absen|titip (?:surat )?kuasa)\b(?! \d)")
_ONCE = re.compile(
    r"\bdulu(?:nya)? (?=[^;.\d]{0,12}\d[\d.]* ?(?:orang )?,? ?(?:anggota|sekarang|kini)|anggota)[^;.]{0,32}?"
    r"\b(?:sekarang|kini)(?: (?:tinggal|cuma|jadi|hanya|sudah|ada|anggota))* (\d[\d.]*)(?! (?:%|persen|juta))"
)
"""How many members there were, before how many there are."""
_AS_OF = re.compile(
    rf"(\banggota\w*(?: (?!\d)[a-z]+){{0,2}}) per (?:tanggal )?\d{{1,2}} (?:{date_table.MONTH})\b(?: 20\d\d)?"
)
_EACH_ONE = re.compile(r"(\banggota)(?: satu per satu| satu satu| 1 per 1| 1 1| 1-1)\b")
_LAST_YEAR = re.compile(r",? ?\btahun (?:lalu|kemarin) (?:ada )?\d[\d.]*")


def read_people(words: str, *, is_asked: bool = False) -> tuple[dict[str, Read[Any]], str]:
    """The numbers of people by name, and the words without them. `words` are normalised, numerals in digits.

    `is_asked`: they answer whether there was a meeting, which they need not name.
    """
    if not any(each.isdigit() for each in words):
        return {}, words
    words = counts.spread(_OF_A_PART.sub(" ", _LAST_YEAR.sub(" ", words)))
    if "anggota" in words:
        words = _ONCE.sub(r"anggota \1", _AS_OF.sub(r"\1", _EACH_ONE.sub(r"\1", words)))
    if match := _ALL_CAME.search(words):
        all_of_them = Read(_integer(match[1] or match[2] or match[3]), "exact", match[0])
        return {"attended": all_of_them, "members": all_of_them}, words.replace(match[0], " hadir ", 1)
    if "undang" in words and (match := _INVITED.search(words)):
        return {"attended": Read(_integer(match[1]), "exact", match[0])}, words.replace(match[0], " hadir ", 1)
    if "pengurus" in words and (match := _BY_OFFICE.search(words)):
        everyone = sum(_integer(each) for each in match.groups() if each)
        members = _integer(match[3] or match[6])
        read = Read(members, "several", match[0], (members, everyone))
        return {"attended": read}, words.replace(match[0], " dihadiri ", 1)
    found, words = _split(words)
    if pair := counts.read_pair(words):
        words = _without(words, pair[0].words)
        return _sexes({**found, "attended": pair[0], "members": pair[1]}, words), words
    words = _ON_LEAVE.sub(" ", words)
    for name, pattern in (("attended", _ATTENDED), ("members", _MEMBERS)):
        match = pattern.search(words)
        if match is None or name in found or (name == "members" and _SOME_OF.search(match[0])):
            continue
        unsure = _ABOUT.search(_clause(words, match.start()) + words[match.start() : match.end() + 6])
        found[name] = Read(_integer(next(filter(None, match.groups()))), "doubtful" if unsure else "exact", match[0])
        words = _without(words, match[0])
    return _sexes(found, words) | _so_many(found, words, is_asked=is_asked), words


def _clause(words: str, end: int) -> str:
    """The last words before that place, up to what parts clauses."""
    return re.split(r"[,.;]", words[max(0, end - 16) : end])[-1]


def _sexes(found: dict[str, Read[Any]], words: str) -> dict[str, Read[Any]]:
    """Women among the members, told without the men, or men; among those who came they count for nothing."""
    if "members" not in found or "women" in found:
        return found
    members = found["members"]
    told = sexes.share(f"{members.words} , {words}", members.value)
    return found | {name: Read(number, members.precision, words) for name, number in told.items()}


def _so_many(found: dict[str, Read[Any]], words: str, *, is_asked: bool) -> dict[str, Read[Any]]:
    """People beside a meeting that was held came to it: "sdh rat di kantor lurah, 33 org"."""
    if "attended" in found or _NONE_CAME.search(words) or not (_MET.search(words) or (is_asked and _YES.match(words))):
        return {}
    told = [match for match in _SO_MANY.finditer(words) if match["of"] not in _OTHERS]
    if len(told) != 1:
        return {}
    match = told[0]
    unsure = _ABOUT.search(words[max(0, match.start() - 4) : match.end() + 6])
    return {"attended": Read(_integer(match[2]), "doubtful" if unsure else "exact", match[0])}


def _split(words: str) -> tuple[dict[str, Read[Any]], str]:
    """Men and women among the members or among those who came, whichever word stands before them."""
    if not (split := counts.read_sexes(words)):
        return {}, words
    at = words.find(split.words)
    before = words[:at]
    rest = words.replace(split.words, " ", 1)
    if met := _WHO_CAME.match(words, at + len(split.words)):
        return {}, f"{before.rstrip()} hadir {sum(split.value)} {words[met.end() :].lstrip()}"
    members, came = (
        max(before.rfind("anggota"), before.rfind("agt")),
        max(before.rfind("hadir"), before.rfind("peserta")),
    )
    if came >= 0 and (came > members or _THEY_CAME.search(before)):
        told = re.search(r"\d", before[came:]) is not None
        return {}, rest if told else f"{before.rstrip()} {sum(split.value)} {words[at + len(split.words) :].lstrip()}"
    if members < 0 and not _OF_MEMBERS.search(words, at + len(split.words)):
        return {}, rest
    men, women = split.value
    found = {
        "members": Read(men + women, split.precision, split.words),
        "women": Read(women, split.precision, split.words),
        "men": Read(men, split.precision, split.words),
    }
    return found, re.sub(rf"\b(?:anggota|agt|ahli)(?: itu| kami| nya|nya)*(?: ada|:| :)? ?{men + women}\b", " ", rest)


_OF_MEMBERS = re.compile(
    r"[ ,]*(?:orang )?(?:(?:yang )?(?:jadi|menjadi|adalah) anggota|(?:begitulah |itulah |semua )anggota)"
)
_THEY_CAME = re.compile(r"\b(?:di)?hadir\w*(?: oleh| sebanyak)* \d+ (?:orang )?(?:anggota|agt)\W*$")


def _without(words: str, taken: str) -> str:
    """The rest; that somebody came stays said."""
    return words.replace(
        taken, " dihadiri " if re.search(r"\bdihadiri\b", taken) else " hadir " if "hadir" in taken else " ", 1
    )


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
