"""Who comes instead of somebody, as they call them: "diwakilkan bendahara", "saya utus bu Neni"."""

import re
from collections.abc import Sequence

from bot.understanding.introductions import Token, stem, tokens
from bot.understanding.own_names import run
from bot.understanding.posts import is_post

LONGEST = 300
"""Characters looked at: nobody needs more to say who comes."""
MOST_WORDS = 8
"""Words of a post, a title and a name."""


def who(text: str) -> str:
    """Those who are named as coming instead, by post, name or both; empty where nobody is named."""
    said, at = tokens(_WHERETO.sub(" ", text[:LONGEST])), -1
    while (at := at + 1) < len(said):
        label, end = _person(said, at)
        is_own = at > 0 and said[at - 1].among("me") and not said[at - 1].ends
        if not label or not (_is_sent(said, at) or (_comes(said, end) and not is_own)):
            at = max(at, end - 1) if is_own else at
            continue
        labels = [label]
        while end < len(said) and (said[end].low in _AND or said[end - 1].ends == ","):
            label, after = _person(said, end + (said[end].low in _AND))
            if not label:
                break
            labels, end = [*labels, label], after
        return " dan ".join(labels)
    return ""


def in_person(words: str) -> bool:
    """Whether normalised words say that the writer comes after all: "saya sendiri yang hadir"."""
    return _IN_PERSON.search(words) is not None


def _person(said: Sequence[Token], start: int) -> tuple[str, int]:
    """Somebody who is named from this word on, and where that ends: "wakil ketua", "bu Neni", "bendahara pak Agus"."""
    at, post = start, list[str]()
    while at < len(said) and at - start < MOST_WORDS and _is_role(said[at], is_first=not post):
        post.append(stem(said[at].small))
        at += 1
        if said[at - 1].ends:
            break
    named = at
    at = _past_whose(said, at) if post else at
    is_aside = at > named or (at > start and bool(said[at - 1].ends))
    first = at
    while at < len(said) and said[at].among("titles") and not said[at].ends:
        at += 1
    is_titled = at > first
    name, end = run(said, at, freely=is_titled)
    if name and (is_titled or not is_aside or said[at].is_large):
        title = [said[at - 1].small.strip(".")] if is_titled else []
        return " ".join([*post, *title, name.title() if name.islower() else name]), end
    return " ".join(post), named


def _past_whose(said: Sequence[Token], at: int) -> int:
    """Past whose post it is, where their name follows: "sekretaris kami, Ibu Rina"."""
    while at < len(said) and said[at].low in _WHOSE and not said[at - 1].ends:
        at += 1
    return at


def _is_role(token: Token, *, is_first: bool) -> bool:
    word = stem(token.small)
    if is_first:
        return is_post(word) or is_post(stem(token.low)) or word in _ROLES
    return is_post(word) or word in _BEHIND


def _is_sent(said: Sequence[Token], at: int) -> bool:
    """Whether what stands before says that they come: "diwakili oleh", "yang hadir nanti"."""
    while at and said[at - 1].low in _BETWEEN and said[at - 1].ends in ("", ":"):
        at -= 1
    before = said[at - 1] if at else None
    if before is None or before.ends not in ("", ":"):
        return False
    if before.low in _COMES or before.small in _COMES:
        return at > 1 and stem(said[at - 2].low) in ("yang", "akan", "nanti") and not said[at - 2].ends
    return _SENDS.fullmatch(stem(before.low)) is not None or _SENDS.fullmatch(stem(before.small)) is not None


def _comes(said: Sequence[Token], at: int) -> bool:
    """Whether what follows says so: "bendahara saja yang datang"."""
    if not at or said[at - 1].ends:
        return False
    first = at
    while at < len(said) and said[at].low in _BETWEEN and not said[at].ends:
        at += 1
    is_told = at > first and any(each.low in ("yang", "akan", "nanti") for each in said[first:at])
    return is_told and at < len(said) and (said[at].low in _COMES or said[at].small in _COMES)


_WHOSE = frozenset({"saya", "kami", "kita", "koperasi"})
_AND = frozenset({"dan", "sama", "dengan", "serta"})
_ROLES = frozenset(
    {"kepala", "staf", "staff", "admin", "operator", "anggota", "karyawan", "utusan", "delegasi"}
    | {"istri", "suami", "anak", "adik", "kakak", "keponakan", "kemenakan", "teman", "kawan"}
)
"""Who may be sent beside the holders of posts."""
_BEHIND = frozenset({"umum", "satu", "dua", "unit", "usaha", "lain", "keuangan"})
_COMES = frozenset({"hadir", "datang", "ikut", "berangkat", "menghadiri", "mengikuti", "pergi", "mewakili", "wakili"})
_BETWEEN = frozenset(
    {"oleh", "ke", "kepada", "pada", "sama", "dengan", "saja", "nanti", "saya", "kami", "kita", "koperasi", "adalah"}
    | {"itu", "ini", "iya", "yaitu", "ialah", "yang", "akan", "insya", "allah", "bisa"}
)
_SENDS = re.compile(
    r"diwakil\w*|mewakil\w*|wakil(?:kan|i)|(?:di|meng)?utus(?:kan)?|(?:di)?ganti(?:kan)?|menggantikan|(?:di)?delegasikan"
    r"|mendelegasikan|kirim(?:kan)?|mengirim(?:kan)?|suruh|menyuruh|minta|(?:di)?tugaskan|menugaskan"
    r"|(?:di)?(?:limpah|alih|serah|percaya|pasrah|amanah|mandat|titip)kan|pengganti|perwakilan|utusan|wakil|biar(?:kan)?"
)
_WHERETO = re.compile(
    r"\bke (?:pelatihan|acara|kegiatan|undangan|sosialisasi|bimtek|aula|klinik|kkb|sana|sini|situ)(?:nya)?\b",
    re.IGNORECASE,
)
"""Where one comes to, between the coming and who comes."""
_IN_PERSON = re.compile(
    r"\b(?:saya|kami) sendiri\b|\bsaya (?:\w+ ){0,3}yang (?:akan |jadi )?(?:hadir|datang|ikut|berangkat)\b"
    r"|\b(?:tidak|batal|bukan) (?:jadi )?(?:di|me)?wakil\w*|\bberdua\b.*\bsaya dan\b|\bsaya dan (?:pak|bu|bapak|ibu)\b"
)
