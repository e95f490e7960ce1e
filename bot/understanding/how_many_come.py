"""How many people come to an event: "2 org", "berdua", "saya sama bendahara", "rombongan kami 5"."""

import re

from bot.understanding import date_table, people_named
from bot.understanding.standing_in import stands_in
from bot.understanding.words import strip_politeness

MOST = 50
BARE = 5
"""The most people that a number alone stands for."""


def count(said: str) -> int | None:
    """The people that normalised words speak of."""
    if "%" in said or "persen" in said:
        return None
    said = _SPELT_OUT.sub("", said)
    if match := _IN_ALL.search(said):
        return int(match[1]) if match[1] else people_named.TOGETHER[match[2]]
    if match := _COUNT.search(said):
        named = match[1] or match[2] or match[4]
        number = int(named) if named else people_named.TOGETHER[match[3]]
        return number if 0 < number <= MOST else None
    if match := re.fullmatch(r"\D*\b(\d{1,2})\b\D*", said):
        is_number = said.isdecimal() and not 0 < int(said) <= BARE
        return int(match[1]) if _ONLY_PEOPLE.fullmatch(strip_politeness(said)) and not is_number else None
    if _ONLY_ONE.search(said):
        return 1
    return 2 if _AND_I.match(said) or (_WITH.search(said) and not stands_in(said)) else None


def between(said: str) -> tuple[int, ...]:
    """The two numbers of people between which they leave it open: "3 atau 4 orang"; none where they don't."""
    match = _BETWEEN.search(said)
    if match is None or not (_PEOPLE.search(match[0]) or _ONLY_PEOPLE.fullmatch(strip_politeness(said))):
        return ()
    fewest, most = int(match[1]), int(match[2])
    return (fewest, most) if 0 < fewest < most <= MOST else ()


def says_only(said: str) -> bool:
    """Whether the words say no more than who or how many come."""
    alone = strip_politeness(said)
    return bool(_ONLY_PEOPLE.fullmatch(alone) or _WITH.fullmatch(alone))


_SPELT_OUT = re.compile(r"(?<=\d) \(\d+\)")
_AND_I = re.compile(
    r"(?:nanti )?(?:saya|ambo|aku) (?:dan|sama|dengan|bersama) (?:ketua|sekretaris|bendahara|manajer|pengawas)\b"
)
_BETWEEN = re.compile(
    r"(?<![\d./:-])(?<!jam )(?<!pukul )(?<!tanggal )\b(\d{1,2})(?: orang)?(?: ?- ?| (?:atau|sampai|hingga) )(\d{1,2})"
    r"(?: (?:orang|peserta|kursi|pengurus|anggota))?\b(?![./:-]\d)"
)
_PEOPLE = re.compile(r"[a-z]{5,}(?<!atau)(?<!sampai)(?<!hingga)")
_ONLY_PEOPLE = re.compile(
    r"(?:(?:rombongan|total|semuanya|untuk|kami|saya|dari kami|daftar|yang|cuma|hanya|peserta|hadir|jadi|sama|dan"
    r"|dengan|ada|catat|tercatat"
    r"|mungkin|sekitar|paling|kurang lebih|ber"
    r"|\+) )*(?:\d{1,2}(?:(?: orang)?(?: (?:atau|sampai|hingga))? \d{1,2})?"
    r"(?: (?:orang|peserta|kursi|pax|utusan|anggota|pengurus|saja|iya))*|berdua|bertiga|berempat"
    r"|berlima|berenam|bertujuh|berdelapan|bersembilan|bersepuluh"
    r"|sendiri\w*|saya sendiri|saya saja)(?: saja| iya)*(?: (?:dan |sama |yaitu )?(?:ketua|sekretaris|bendahara"
    r"|manajer|pengawas|staf|anggota|saya))*(?: dari (?:koperasi )?(?:kami|kita|saya))?"
)
_WITH = re.compile(
    r"\b(?:hadir|datang|ikut|pergi|berangkat)(?: \w+| ,){0,2} (?:dengan|sama|bersama|beserta|dan) (?:ketua|sekretaris"
    r"|bendahara"
    r"|manajer|istri|suami|teman)\b|"
    r"\b(?:saya|ketua|sekretaris|bendahara) (?:dan|sama|dengan|bersama|beserta|\+|&) (?:(?:pak|bu|ibu|bapak) )?\w+\b"
)
_TOGETHER = "|".join(word for word in people_named.TOGETHER if word.startswith(("b", "sendiri")))
_IN_ALL = re.compile(
    rf"\b(?:jadi|total\w*|semua\w*|jumlah\w*) (?:kami |kita )?(?:(\d{{1,2}})(?: orang| peserta)?|({_TOGETHER}))\b"
    rf"(?! ?(?:(?:{date_table.MONTH})\b|[./:-] ?\d))"
)
_ONLY_ONE = re.compile(r"\b(?:cuma|hanya) saya\b|^saya (?:saja|sendiri)\b")
_COUNT = re.compile(
    r"\b(\d{1,2}) ?(?:orang|peserta|kursi|pax|utusan|pengurus|anggota|perwakilan|staf|karyawan|org)\b|\bber ?(\d)\b"
    rf"|\b({_TOGETHER})\b"
    r"|\b(?:hadir|ikut|daftar|datang) (\d{1,2})\b(?! ?(?:[:.]|jam|menit|hari|maret))"
)
