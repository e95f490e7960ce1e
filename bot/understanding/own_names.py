"""Names of people in a self-introduction: one's own, and of whom else we may reach."""

import re
from collections.abc import Sequence

from bot.understanding import reaching, vocabulary
from bot.understanding.introductions import Token, clauses, listed, stem
from bot.understanding.posts import is_post
from bot.understanding.spellings import SPELLINGS

LONGEST = 5
"""Words of a name, without what stands before and behind it."""


def own_name(said: Sequence[Token]) -> str:
    """The name by which somebody introduces themselves, as they typed it."""
    for find in (_behind_named, _behind_me, _before_post, _behind_post, _alone):
        name = find(said)
        if name is not None:
            return name
    return ""


def introduced(said: Sequence[Token]) -> str:
    """The name behind "nama saya", "perkenalkan", "saya", where other things are said as well."""
    return _behind_named(said) or _behind_me(said) or ""


def somebody_else(said: Sequence[Token], *, anyhow: bool) -> str:
    """The last one who is named behind "ke", "hubungi", "sekarang"; `anyhow`, with no more than a title."""
    found = [name for at in range(len(said)) if (name := _other_at(said, at, anyhow=anyhow) or _of_mine(said, at))]
    return found[-1] if found else ""


def _of_mine(said: Sequence[Token], at: int) -> str:
    """The name of one's own who is to be reached: "telpon anak saya Rina", "ke adik ipar saya aja ya, Joko 0853"."""
    before = said[at - 1] if at else None
    if not said[at].among("relatives") or before is None or before.low not in _TURN_TO:
        return ""
    while at < len(said) and said[at].among("relatives", "me", "titles", "between", "ends"):
        at += 1
    name, end = run(said, at, freely=True)
    return name if reaching.is_before_number(said, end) else ""


def _behind_named(said: Sequence[Token]) -> str | None:
    """ "nama saya Budi", "panggil saja uni Rat", "Togar namaku"; "" where another's name or none follows."""
    for at, token in enumerate(said):
        if not token.among("named") or (at and said[at - 1].low in ("atas", "tidak", "ada", "papan", "ganti")):
            continue
        start = _past(said, at + 1, over_ends=",:\n" if token.ends != "?" else "")
        name, _ = run(said, start, freely=True)
        if name:
            return name
        if before := _run_before(said, at):
            return before
        if start < len(said) and said[start].low not in ("bukan", "koperasi", "usaha"):
            continue
        return ""
    return None


def _behind_me(said: Sequence[Token]) -> str | None:
    """ "saya Budi", "ini dgn Bu Erni", "perkenalkan, Hendri"."""
    for at, token in enumerate(said):
        greets = token.among("greeted") and (token.low != "dengan" or _opens(said, at))
        if not greets and not token.among("me"):
            continue
        start = _past(said, at + 1, over_ends=",:" if greets else "")
        if start == at + 1 and token.ends and not greets:
            continue
        titled = said[start - 1].among("titles") and not said[start - 1].ends
        name, _ = run(said, start, freely=titled)
        if not name and _opens(said, at) and _is_followed(said, start, met=at > 0 and said[at - 1].low == "ini"):
            name, _ = run(said, start, freely=True)
        if name and not (at and _is_of_another(said[at - 1])):
            return name
    return None


def _is_of_another(before: Token) -> bool:
    """Whether "saya" behind this word says whose somebody is: "istri saya", "ketua saya"."""
    return not before.ends and (before.among("relatives", "not_me") or is_post(stem(before.low)))


def _is_followed(said: Sequence[Token], at: int, *, met: bool) -> bool:
    """Whether a word typed small stands alone, or before a post: "sy murni, sekretaris", "aku tiara kak manajer".

    Behind "ini saya", before "yang" as well: "ini saya ningsih yang dulu ke kantor".
    """
    if at < len(said) and (said[at].ends in (",", ".") or (said[at].ends and said[at].small in listed("names"))):
        return True
    _, end = run(said, at, freely=True)
    while at < end < len(said) and said[end].among("titles"):
        end += 1
    return at < end < len(said) and (is_post(stem(said[end].low)) or (met and said[end].low == "yang"))


def _opens(said: Sequence[Token], at: int) -> bool:
    """Whether a word begins a clause, or stands behind a greeting, an address, "ini" or "saya"."""
    return at == 0 or bool(said[at - 1].ends) or said[at - 1].among("me", "greeted", "titles", "greetings")


def _before_post(said: Sequence[Token]) -> str | None:
    """ "Zulkifli ketua KUD Makmur", "yanti, bendahara", "Helmi bu, ketua"."""
    starts = [0, *(at + 1 for at, token in enumerate(said[:-1]) if token.ends)]
    for start in starts:
        at = _past(said, start, over_ends="")
        name, end = run(said, at, freely=True)
        while end < len(said) and said[end].among("titles") and not said[end - 1].ends:
            end += 1
        while end < len(said) and said[end].low in ("selaku", "sebagai", "jabatan", "jadi"):
            end += 1
        if name and (said[at].is_large or said[end - 1].ends) and end < len(said) and is_post(said[end].low):
            return name
    return None


def _behind_post(said: Sequence[Token]) -> str | None:
    """A name that ends the clause, "saya bendaharanya Lely", or the text: "KSP Abadi, bendahara Ibu Yusra"."""
    for at, token in enumerate(said[1:], 1):
        if not is_post(stem(token.low)):
            continue
        is_mine = said[at - 1].among("me") and not (at > 1 and _is_of_another(said[at - 2]))
        is_listed = bool(said[at - 1].ends) and said[0].among("forms")
        if is_mine or is_listed:
            name, end = run(said, _past(said, at + 1, over_ends="") if is_listed else at + 1, freely=False)
            if name and said[end - 1].ends and (is_mine or end == len(said)):
                return name
    return None


def _alone(said: Sequence[Token]) -> str | None:
    """A clause that is a name and nothing more."""
    for part in clauses(said):
        at = 0
        while at < len(part) - 1 and part[at].among("titles") and not part[at].among("degrees_before"):
            at += 1
        end_of_all = len(part)
        while end_of_all > at + 1 and (part[end_of_all - 1].among("titles") or part[end_of_all - 1].low in _HERE):
            end_of_all -= 1
        if part[at].is_large or part[at].among("degrees_before"):
            whole = list(said[said.index(part[0]) :])
            name, end = run(whole, at, freely=False)
            if name and end >= end_of_all and not _SIGN.fullmatch(name):
                return name
    return None


def _other_at(said: Sequence[Token], at: int, *, anyhow: bool) -> str:
    """The name that begins here, if a title or a cue says that another is meant."""
    lead = at - 2 if at > 1 and said[at - 1].low == "nya" and not said[at - 1].ends else at - 1
    before = said[lead] if at else None
    titled = said[at].among("titles") and not said[at].ends
    cued = before is not None and (before.among("named_by") or reaching.is_in_post_now(said, at))
    if not titled and not cued:
        return ""
    first = at
    while first < len(said) and (said[first].among("titles") or is_post(stem(said[first].low))):
        first += 1
    told = before is not None and (before.among("reached") or is_post(stem(before.low)))
    opens = before is None or bool(before.ends)
    name, end = run(
        said, first, freely=titled or (reaching.is_in_post_now(said, at) and reaching.is_before_number(said, first))
    )
    told = told or (bool(name) and end < len(said) and is_post(stem(said[end].low)))
    if not (told or (anyhow and (opens or (first < len(said) and said[first].is_large)))):
        return ""
    back = at - 1
    while back >= 0 and (said[back].among("titles") or said[back].low in ("yang", "oleh", "dari")):
        back -= 1
    if back >= 0 and reaching.is_not_reached(said, back, end):
        return ""
    if _SIGN.fullmatch(name):
        return ""
    if name and end < len(said) and said[end].among("passed_away"):
        return ""
    return name


def run(said: Sequence[Token], start: int, *, freely: bool) -> tuple[str, int]:
    """The name that begins at a word and where it ends; `freely` takes words typed small as well."""
    at, words, large = start, 0, False
    while at < len(said) and words < LONGEST:
        token = said[at]
        opens = at == 0 or bool(said[at - 1].ends)
        large = large or token.is_large
        is_one = _is_name_word(token, freely=freely, opens=opens) and token.is_large == large
        beside = token.among("joining") if words else _is_degree_before(token)
        if not (is_one or beside):
            break
        words += not beside
        at += 1
        if said[at - 1].ends:
            break
    if not words:
        return "", start
    at = _with_degrees(said, at)
    typed = [
        f"{token.typed}{',' if token.ends == ',' and place < at - 1 else ''}" for place, token in enumerate(said[:at])
    ]
    return _finish(" ".join(typed[start:at])), at


def _is_degree_before(token: Token) -> bool:
    return token.among("degrees_before") and (token.is_large or "." in token.typed)


def _finish(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    return name[:-1] if name.endswith(".") and "." not in last[:-1] and len(last) > 2 else name


def _with_degrees(said: Sequence[Token], at: int) -> int:
    """Where the degrees end: "Muh. Yamin, SE"."""
    while (
        at < len(said)
        and said[at - 1].ends in ("", ",")
        and _DEGREE.fullmatch(said[at].typed)
        and not said[at].among("no_names")
    ):
        at += 1
    return at


def _run_before(said: Sequence[Token], at: int) -> str:
    """The name that ends just before a word: "Togar namaku"."""
    start = at
    while (
        start > 0
        and not said[start - 1].ends
        and said[start - 1].is_large
        and _is_name_word(said[start - 1], freely=True, opens=True)
    ):
        start -= 1
    return run(said[:at], start, freely=True)[0]


def _is_name_word(token: Token, *, freely: bool, opens: bool) -> bool:
    """Whether a word may be part of a name; `opens` where anything is written large."""
    if not _LETTERS.fullmatch(token.typed) or is_post(stem(token.small)) or is_post(stem(token.low)):
        return False
    if token.small in listed("names"):
        return freely or token.is_large
    if token.small in _stops():
        return False
    if token.is_large:
        spelled = token.small in SPELLINGS or vocabulary.is_word(token.small)
        return freely or len(token.small) == 1 or not spelled or not (opens or token.small in SPELLINGS)
    known = token.small in SPELLINGS or vocabulary.is_word(token.small) or vocabulary.is_word(token.low)
    return freely and len(token.small) > 2 and not (known or _VERB.match(token.small)) and token.low not in _stops()


def _stops() -> frozenset[str]:
    return listed("no_names") | listed("me") | listed("titles") | listed("ends") | listed("relatives")


def _past(said: Sequence[Token], at: int, *, over_ends: str) -> int:
    """Past the words that may stand between a cue and a name."""
    if at and said[at - 1].ends and said[at - 1].ends not in over_ends:
        return at
    while at < len(said) and (
        (said[at].among("between") or said[at].among("titles") or said[at].low in ("nama", "namanya"))
        and not (said[at].ends and said[at].ends not in over_ends)
    ):
        at += 1
    return at


_TURN_TO = ("telepon", "hubungi", "wa", "kontak", "ke", "tanya", "sama", "kepada")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’-]?\.?")
_HERE = ("di", "sini", "disini", "ini", "nih", "siko")
_VERB = re.compile(r"(?:ter|mem|men[gy]|diper)\w{3}|ber\w{5}")
_SIGN = re.compile(r"[A-Z]{1,3}|\w")
"""What is written large and alone and is no name."""
_DEGREE = re.compile(r"(?:[SMAD]|Dr|Sp)\.?(?:[A-Z][A-Za-z]{0,3}\.?){1,2}|[A-Z]{2,4}|Ak|CA|Apt|Amd|SPd|MPd")
