"""What a sentence adds up: "santri 40 ustadz 12, jd 52", "62, kemarin 60 tambah 2", "7 kelompok masing2 20 orang"."""

import re

from bot.understanding import said
from bot.understanding.values import Read

_NUMBER = r"(?<![\d.,/:-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d/:]|[.,-]\d| ?(?:%|persen\b))"
_N = rf"({_NUMBER})"
_ANY = re.compile(_NUMBER)
_TOTAL = r"(?:total|jumlah|semua|keseluruhan|seluruh)\w*"
_RESULT = re.compile(
    rf"(?:=|\b(?P<so>jadi|menjadi|berarti|sama dengan)\b|\b(?P<all>{_TOTAL}))"
    rf"(?P<more>(?: (?!\d)[a-z-]+){{0,3}})[ :=]*(?P<number>{_NUMBER})"
)
_IS_TOTAL = re.compile(rf"\b{_TOTAL}")
_GROUPS = r"(?:kelompok|unit|rt|rw|desa|dusun|regu|tim|cabang|blok|kelas|grup|koordinator|korwil|kelurahan)"
_EACH = r"(?:masing[- ]masing|@|(?:tiap|setiap|per) ?[a-z]+|isi(?:nya)?)"
_TIMES = re.compile(rf"{_N} {_GROUPS}(?: (?!\d)[a-z]+){{0,2}},? {_EACH}(?P<does> [a-z]+)? ?{_N}")
_GROUPS_LAST = re.compile(
    rf"\b(?:tiap|setiap|masing[- ]masing) ?{_GROUPS}(?: (?!\d)[a-z]+){{0,2}} {_N}(?: orang| anggota)?,?"
    rf"(?: (?!\d)[a-z]+){{0,3}} {_N} {_GROUPS}"
)
_TIMES_REST = re.compile(r"\W*(?:orang|anggota|jiwa|pak|bu|kak)?\W*")
_BEFORE = r"\b(?:dulu(?:nya)?|tadi(?:nya)?|awal(?:nya)?|semula|sebelumnya|kemarin|tahun (?:lalu|kemarin)|lama)\b"
_LEFT = r"(?:keluar|mundur|pindah|meninggal|wafat|almarhum|berhenti|berkurang|kurang|dikurangi|minus)"
_JOINED = r"(?:masuk|tambah|bertambah|(?:me)?nambah|ditambah|gabung|bergabung|plus|\+)"
_CHANGED = re.compile(
    rf"{_N} ?(?:orang |anggota )?,?(?: (?!\d)[a-z]+){{0,2}} ?(?:(?P<left>{_LEFT})|(?P<joined>{_JOINED}))"
    rf"(?: (?!\d)[a-z]+){{0,2}} ?{_N}"
    rf"|{_N} ?(?:orang |anggota )?,? (?:(?!\d)[a-z]+ )?{_N} ?(?:orang |anggota )?(?:yang |sudah ){{0,2}}"
    rf"(?:(?P<gone>{_LEFT})|(?P<come>{_JOINED}))\b(?! (?:[a-z]+ )?\d)"
)
_CHANGES = re.compile(rf"\b(?:{_LEFT}|{_JOINED})\b")
_SINCE = re.compile(_BEFORE)
_CAME = re.compile(r"\b(?:hadir|datang|izin|sakit|absen|alpa|berhalangan|ikut)\b")
MOST = 8
"""Numbers among which one is looked for that adds up the others."""


def read(words: str) -> Read[int] | None:
    """The number that the others come to; doubtful where nobody says it or it doesn't agree with them.

    `words` are normalised, numerals in digits, without what is no number of people.
    """
    numbers = [_integer(each) for each in _ANY.findall(words)]
    if not 1 < len(numbers) <= MOST:
        return None
    return _since_then(words, numbers) or _result(words, numbers) or _whole(words, numbers)


def of_groups(words: str) -> Read[int] | None:
    """ "7 kelompok masing-masing 20 orang"; with more said beside it the product is asked back."""
    if match := _GROUPS_LAST.search(words):
        return Read(_integer(match[1]) * _integer(match[2]), "doubtful", match[0])
    if not (match := _TIMES.search(words)):
        return None
    alone = (
        not match["does"]
        and _TIMES_REST.fullmatch(words, 0, match.start())
        and _TIMES_REST.fullmatch(words, match.end())
    )
    sure = alone and not said.is_guess(words)
    return Read(_integer(match[1]) * _integer(match[3]), "exact" if sure else "doubtful", match[0])


def _whole(words: str, numbers: list[int]) -> Read[int] | None:
    """The number that is the sum of all others: "anggota 52: guru 40, karyawan 12"."""
    whole = max(numbers)
    if len(numbers) == 2 or 2 * whole != sum(numbers) or _CAME.search(words):
        return None
    return Read(whole, "doubtful" if said.is_guess(words) else "exact", words)


def _result(words: str, numbers: list[int]) -> Read[int] | None:
    """What is said to come of the numbers before."""
    results = list(_RESULT.finditer(words))
    if not results or _CAME.search(words, 0, results[-1].start()):
        return None
    last = results[-1]
    total = _integer(last["number"])
    others = list(numbers)
    others.remove(total)
    agrees = total == sum(others) > others[0] or (len(others) == 2 and total == abs(others[0] - others[1]))
    told = last["so"] and (_IS_TOTAL.search(last["more"]) or _SINCE.search(words) or _CHANGES.search(words))
    is_last = (last["all"] or len(others) > 1) and last.end() > len(words) - LEAST_BEHIND
    if not (agrees or told or is_last):
        return None
    sure = (agrees or told) and not said.is_guess(words)
    return Read(total, "exact" if sure else "doubtful", last[0])


LEAST_BEHIND = 12
"""Characters behind a sum that doesn't agree: where more is said it is of something else."""


def _since_then(words: str, numbers: list[int]) -> Read[int] | None:
    """How many there are since some left or joined; certain where that number is said as well."""
    if not (match := _CHANGED.search(words)):
        return None
    before, change = (_integer(each) for each in (match[1] or match[5], match[4] or match[6]))
    now = before - change if match["left"] or match["gone"] else before + change
    if now in numbers and len(numbers) == 3:
        return Read(now, "doubtful" if said.is_guess(words) else "exact", match[0])
    if _SINCE.search(words) and len(numbers) == 2 and now > 0:
        return Read(now, "doubtful", match[0])
    return None


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
