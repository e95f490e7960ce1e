"""Who came of all, where more than two numbers tell, or one: "23 hadir, 9 izin, total 32", "47 anggota hadir semua"."""

import re

from bot.understanding import said
from bot.understanding.values import Read

_NUMBER = r"(?<![\d.,/:-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d/:]|[.,-]\d| ?(?:%|persen\b))"
_N = rf"({_NUMBER})"
_ANY = re.compile(_NUMBER)
EXCUSED = (
    r"\d+ (?:(?:orang|anggota|lagi|sedang|yang) ){0,3}(?:izin|sakit|absen|alpa|berhalangan|tidak (?:hadir|datang|bisa"
    r"|ikut))\b(?! \d)"
    r"|\b(?:izin|sakit|absen|alpa|berhalangan|tidak (?:hadir|datang|bisa|ikut)) \d+"
)
"""Those who did not come, with their number."""
_BESIDE = re.compile(
    rf"{EXCUSED}|\b(?:surat )?kuasa (?:ada )?\d+|\d+ (?:orang )?(?:(?:pakai|titip|surat) )*kuasa\b"
    r"|\b(?:kuorum|quorum)(?:nya)? (?:minimal )?\d+"
)
_CAME = re.compile(
    rf"\b(?:hadir|datang|ikut|dihadiri)(?:nya)?(?: ?[:=]| ada| cuma| hanya)* ?{_N}"
    rf"|{_N} (?:orang )?(?:yang )?(?:hadir|datang|ikut)\b"
)
_EVERYONE = re.compile(
    rf"\b(?:anggota|total|jumlah|semua|seluruh|dari)\w*(?: (?!\d)\w+){{0,2}}[ :=]*{_N}"
    rf"|{_N} (?:orang )?(?:anggota|total|semua)"
)
_AWAY = r"(?:tidak (?:bisa |dapat )?(?:hadir|datang|ikut)|absen|izin|berhalangan)"
_AWAY_OF = re.compile(
    rf"{_N} (?:orang |anggota )?(?:yang )?{_AWAY} dari (?:total |anggota )?{_N}"
    rf"|\bdari (?P<all>{_NUMBER}) ?(?:orang|anggota)?,? {_N} (?:orang |anggota )?(?:yang )?{_AWAY}(?! \d)"
)
_COME = r"(?:(?:hadir|datang) semua(?:nya)?|semua(?:nya)? (?:hadir|datang))"
_ALL_CAME = re.compile(
    rf"\b(?:semua|seluruh) anggota(?:nya)? (?:bisa )?(?:hadir|datang)\b[^\d]{{0,12}}{_N}"
    rf"|\banggota(?:nya)?(?: kami| ada| kita)? {_N} ?(?:orang)?,? ?{_COME}|{_N} (?:orang )?anggota(?:nya)?,? {_COME}"
)
_ALL_BUT = re.compile(
    rf"{_N} (?:orang |anggota )*{_COME},? (?:kecuali|minus|kurang) {_N}"
    rf"|\b{_COME}[^\d]{{0,12}}?(?<!jam )(?<!pukul ){_N} (?:orang |anggota )*,? ?(?:kecuali|minus|kurang) {_N}"
)


def everybody(words: str) -> Read[int] | None:
    """The number of members that all came; `words` are normalised, numerals in digits."""
    if "semua" not in words and "seluruh" not in words:
        return None
    match = _ALL_CAME.search(words)
    if match is None or len(_ANY.findall(words)) != 1 or "hampir" in words:
        return None
    number = _integer(next(filter(None, match.groups())))
    return Read(number, "doubtful" if said.is_guess(words) else "exact", match[0])


def read(words: str) -> tuple[Read[int], Read[int]] | None:
    """(attended, members) where those who had leave or gave a proxy are counted too, or all came but a few."""
    if match := _ALL_BUT.search(words):
        everyone, away = (_integer(each) for each in match.groups() if each)
        return _both(everyone - away, everyone, match[0])
    if (match := _AWAY_OF.search(words)) and len(_ANY.findall(words)) == 2:
        everyone = _integer(match["all"] or match[2])
        return _both(everyone - _integer(match[4] or match[1]), everyone, match[0])
    rest = _BESIDE.sub(" , ", words)
    if rest == words or len(_ANY.findall(rest)) != 2:
        return None
    came, whole = _CAME.search(rest), _EVERYONE.search(rest)
    if came is None or whole is None or _at(came) == _at(whole):
        return None
    return _both(_integer(came[1] or came[2]), _integer(whole[1] or whole[2]), rest)


def stayed_away(match: re.Match[str], at: int) -> bool:
    """Whether the number that stands there is of those who did not come: "yang tidak hadir 20 dari 95"."""
    led_by = match.string[:at].rpartition(",")[2]
    return bool(_STAYED_BEFORE.search(led_by) or _STAYED_BEHIND.match(match.string, match.end()))


_STAYED = r"(?:(?:tidak|belum)(?: (?:bisa|dapat|sempat|pada))? (?:hadir|datang|ikut)|yang absen|berhalangan|mangkir)"
_STAYED_BEFORE = re.compile(rf"\b{_STAYED}(?: (?!\d)\w+){{0,2}} ?$")
_STAYED_BEHIND = re.compile(rf"(?: (?:orang|anggota|yang))* {_STAYED}\b(?! \d)")


def _both(some: int, everyone: int, words: str) -> tuple[Read[int], Read[int]]:
    precision = "doubtful" if not 0 <= some <= everyone or said.is_guess(words) else "exact"
    return Read(some, precision, words), Read(everyone, precision, words)


def _at(match: re.Match[str]) -> int:
    return match.start(1) if match[1] else match.start(2)


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
