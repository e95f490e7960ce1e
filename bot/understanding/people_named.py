"""How many people somebody names one by one: "saya sama istri", "ketua, sekretaris, bendahara", "berdua"."""

import re

from bot.understanding.spellings import ADDRESSES
from bot.understanding.words import normalise, strip_politeness

TOGETHER = {
    "sendiri": 1,
    "sendirian": 1,
    "saya": 1,
    "seorang": 1,
    "seorang diri": 1,
    "berdua": 2,
    "bertiga": 3,
    "berempat": 4,
    "berlima": 5,
    "berenam": 6,
    "bertujuh": 7,
    "berdelapan": 8,
    "bersembilan": 9,
    "bersepuluh": 10,
    "baduo": 2,
    "beduo": 2,
    "batigo": 3,
    "betiga": 3,
    "baampek": 4,
}
"""How people count themselves and those they bring."""
_SEVERAL = [word for word, number in TOGETHER.items() if number > 1]
_PERSON = (
    r"(?:(?:(?:anak|adik|abang|kakak|bapak|ibu) )?(?:mertua|ipar|menantu)|saya|ketua|wakil ketua|sekretaris|bendahara"
    r"|manajer|pengawas|suami|istri|anak|adik|kakak|orang rumah|bapak|ibu|teman"
    r"|kawan|rekan|staf|staff|karyawan|wakil|bini|laki"
    r"|keponakan|cucu|paman|tante|sopir|supir|tetangga|(?:pak|bu|buk|bang|kak|mas|mbak|si|haji) [a-z]{3,16})"
    r"(?: saya| kami| koperasi)?"
)
_ONE_BY_ONE = re.compile(
    rf"{_PERSON}(?:(?: ?, ?(?:dan |sama |dengan |serta |juga )?| dan | sama | dengan | serta | bersama "
    rf"| \+ | & | dan juga ){_PERSON})+"
)
_AND_MORE = re.compile(
    r"saya (?:\+|dan|sama|dengan|plus|bersama|beserta|ditambah) (\d{1,2})(?: orang| teman| kawan| rekan| lagi"
    r"| anggota| pengurus)*"
)
_WITH_SOMEBODY = re.compile(rf"(?:sama|dengan|bersama) {_PERSON}")
_SO_MANY_WITH = re.compile(
    rf"(?P<together>ber[a-z]+) (?:sama|dengan|bersama) {_PERSON}(?:(?: ?, ?| dan | sama ){_PERSON})*"
)
_TOGETHER = re.compile(rf"\b(?:kami|kita|hadir|datang|ikut|orang|cuma|hanya) ({'|'.join(_SEVERAL)})\b")
_SO_MANY_CAME = re.compile(
    r"(?:(?:kami|kita|cuma|hanya|saya|yang (?:datang|hadir|ikut)) )*(?P<together>ber[a-z]+|sendiri(?:an)?)"
    r"(?:(?: saja| pak| bu| kak| saya| lah)*(?: (?:sama|dengan|bersama|naik|ikut|datang|hadir|dari|ke|yang)\b[^\d]*"
    r"|, [^\d]*)|(?: saja| pak| bu| kak| lah)+)"
)
_ONLY = re.compile(
    r"(?:(?:cuma|hanya|yang (?:datang|hadir|ikut)(?: cuma| hanya)?) )(?:saya|ketua|sekretaris|bendahara|manajer)"
    r"(?: saja| pak| bu)*(?: yang (?:datang|hadir|ikut))?(?:, [^\d]*)?"
    r"|(?:saya|ketua|sekretaris|bendahara|manajer)(?: saja| pak| bu)+ yang (?:datang|hadir|ikut)(?:, [^\d]*)?"
)
_MORE_OF_THEM = re.compile(
    r"\b(?:belum termasuk|tambah|ditambah|plus|tapi|kecuali|lagi|juga|sama (?:beberapa|para|teman-teman|anggota)"
    r"|menyusul|dan|atau)\b"
)
_OTHER_NUMBER = re.compile(r"\d|\b(?:dari|sama|dengan|bersama)\b")
_NOBODY = re.compile(
    r"(?:se ?orang|satu) ?pun (?:tidak|belum)(?: ada| hadir| datang| ikut)*|(?:nihil|nol|kosong|0|zero)(?: orang"
    r"| besar)?|(?:tidak|belum|tiada) (?:se ?orang pun|satu ?pun|ada)"
    r"(?: (?:se ?orang ?pun|satu ?pun|siapa-siapa|sama sekali|lagi|yang|orang|anggota|peserta|daftar|mendaftar|hadir"
    r"|datang|ikut|masuk|mau|bisa|konfirmasi))*"
)
_ABOUT_THEM = re.compile(
    r"^(?:(?:cuma|hanya|kami|yang (?:ikut|datang|hadir)|paling|ada) )+"
    rf"|(?: (?:saja|iya|lah|{'|'.join(sorted(ADDRESSES))}|yang (?:ikut|datang|hadir)|ikut|hadir|datang))+$"
)


def count(said: str) -> int | None:
    """The number of people that normalised words name, oneself among them; None where they name anything else."""
    words = _ABOUT_THEM.sub("", said.strip(" .,!"))
    if (together := TOGETHER.get(words) or TOGETHER.get(words.removeprefix("saya "))) is not None:
        return together
    if match := _AND_MORE.fullmatch(words):
        return 1 + int(match[1])
    if _WITH_SOMEBODY.fullmatch(words):
        return 2
    named, _, together_said = words.rpartition(", ")
    if together_said in TOGETHER and (_ONE_BY_ONE.fullmatch(named) or _WITH_SOMEBODY.fullmatch(named)):
        return TOGETHER[together_said]
    if match := _SO_MANY_WITH.fullmatch(words):
        return TOGETHER.get(match["together"])
    if (match := _SO_MANY_CAME.fullmatch(words)) and not _MORE_OF_THEM.search(words):
        return TOGETHER.get(match["together"])
    if _ONLY.fullmatch(words) and not _MORE_OF_THEM.search(words):
        return 1
    counted = _TOGETHER.findall(words)
    if len(counted) == 1 and not _OTHER_NUMBER.search(words):
        return TOGETHER[counted[0]]
    if _ONE_BY_ONE.fullmatch(words):
        return len(re.findall(_PERSON, words))
    return None


def is_nobody(text: str) -> bool:
    """Whether it says that nobody came; what follows a comma or "karena" says why."""
    if _NOBODY.fullmatch(strip_politeness(text)):
        return True
    first, why = _WHY.split(normalise(text), 1) if _WHY.search(normalise(text)) else ("", "")
    first = strip_politeness(first)
    return bool(_NOBODY.fullmatch(first) and _OF_PEOPLE.search(first) and not _NOT_WHY.search(why))


_WHY = re.compile(r",(?!\d)|\b(?:karena|soalnya|sebab)\b")
_OF_PEOPLE = re.compile(r"\b(?:nihil|nol|kosong|pun|hadir|datang|ikut|mau)\b")
_NOT_WHY = re.compile(r"\d|\b(?:tapi|cuma|hanya|kecuali|belum|data|absen\w*|catat\w*|tahu|hitung|rekap)\b")
