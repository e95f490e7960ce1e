"""What people write about who is new and who has left: "Pak Budi diganti Bu Sri Utami 0812…, ketua sampai 2029"."""

import re
from collections.abc import Mapping
from contextlib import suppress

from bot.errors import Invalid
from bot.forms import Value
from bot.turn import Turn
from bot.understanding.identity import read_identity
from bot.understanding.phones import read_phone
from bot.understanding.posts import read_position
from bot.understanding.words import normalise
from handlers.persons import POSITIONS, full_name, name_and_phone, plain

LONGEST_TERM = 10
"""Years from now up to which a term may run."""
_POST = r"(?:ketua|sekretaris|bendahara|pengawas|manajer)"
_TITLE = r"(?:bapak|pak|bpk|ibu|bu|buk|h\.|hj\.|bang|uda|uni)"
_NAME = rf"(?:{_TITLE} )?[a-z][a-z'.]*(?: [a-z][a-z'.]*){{0,3}}?"
_ENDS = (
    r"(?= ?(?:$|[,;.\d+(]|\b(?:jadi|sebagai|selaku|sampai|hingga|sd|s/d|periode|nomor|nomer|no|hp|wa|telp|telepon"
    r"|sejak|mulai|karena|krn|yang|yg|adalah|kemarin|tadi|wakil|plt|pj|pjs|ketua|sekretaris|bendahara|pengawas|manajer)\b))"
)
_SWAP = re.compile(
    rf"(?:^|[,;] ?|\b(?:{_POST}|lama)(?: lama| kami)?,? )(?P<left>{_NAME})"
    rf" (?:sudah |telah )?(?:di)?ganti(?:kan)?(?: oleh| sama| dengan| dgn| jadi| ke)? (?P<new>{_NAME}){_ENDS}",
    re.IGNORECASE,
)
_NEW = re.compile(
    rf"\b(?:(?:pengurus|{_POST})(?:nya)? (?:yang |yg )?baru(?:nya)?|penggantinya|pengganti)"
    r"(?: (?:koperasi|kop|ksu|ksp|kpri|kopkar|kud)\b[^,;:]{0,50}?(?= adalah| ialah| yaitu| namanya|:))?"
    rf"(?: adalah| ialah| yaitu| itu| namanya|:)? (?P<new>{_NAME}){_ENDS}",
    re.IGNORECASE,
)
_BECAME = re.compile(
    rf"(?<!saya )\b(?P<new>{_TITLE} {_NAME}) (?:(?:yang|yg) )?(?:sekarang |skrg )?"
    rf"(?:(?:ter)?pilih |diangkat |ditunjuk )?(?:menjadi|jadi|sebagai) (?P<post>{_POST})\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"(?:^|[,;] ?)(?P<left>{_TITLE} {_NAME}) (?:sudah |sdh |telah )?"
    r"(?:berhenti|mundur|mengundurkan|meninggal|pensiun|keluar|wafat|tidak lagi|bukan)\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    rf"\b(?:meninggal|wafat|berpulang)(?: dunia)? (?:adalah |itu )?(?:{_POST}(?:nya)? (?:kami |lama |koperasi )?)?"
    rf"(?P<left>{_TITLE} {_NAME}){_ENDS}",
    re.IGNORECASE,
)
_POST_BEHIND = re.compile(rf",? (?:itu )?{_POST}(?:nya)?$", re.IGNORECASE)
_AROUND = re.compile(
    rf"^(?:(?:pengurus|{_POST})(?:nya)?\b ?)?(?:(?:lama|baru|kami|yang|yg|itu|adalah|namanya) )*",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(rf"\b(?P<who>{_TITLE} {_NAME})[ ,:(]*(?=\+?\d)", re.IGNORECASE)
_TITLED = re.compile(rf"{_TITLE} [a-z]", re.IGNORECASE)
_UNTIL = re.compile(r"(?:\b(?:sampai|hingga|sd|s/d|s\.d\.?)|-|–)\s*(?:th|thn|tahun)?\s*(20\d\d)\b", re.IGNORECASE)


def sentence(turn: Turn, text: str) -> dict[str, Value]:
    """Everything a sentence says: who left, who came, as what, until when, and the number."""
    said = " ".join(text.split())
    found = newcomer(turn, said)
    gone = _SWAP.search(said) or _LEFT.search(said) or _DIED.search(said)
    if gone and (left := _proper(gone["left"])):
        found["left"] = Value(left, label=left)
        if found.get("who") == Value(left):
            return {"left": found["left"]}
    if "who" not in found:
        return found
    became = _BECAME.search(said)
    if (position := became["post"].lower() if became else read_position(normalise(said))) in POSITIONS:
        found["position"] = Value(position)
    if (until := _UNTIL.search(said)) and turn.today.year <= int(until[1]) <= turn.today.year + LONGEST_TERM:
        found["term"] = Value(until[1])
    return found


def newcomer(turn: Turn, text: str) -> dict[str, Value]:
    """Who comes next, and the number beside the name."""
    facts = read_identity(text)
    match = _SWAP.search(text) or _NEW.search(text) or _BECAME.search(text)
    name = _proper(match["new"]) if match else ""
    if not name and "successor" in facts:
        name = facts["successor"].value
    try:
        found = {"who": full_name(turn, name)}
    except Invalid:
        return {}
    if (number := read_phone(text)) is not None:
        found["phone"] = Value(number)
    return found


def follower(turn: Turn, text: str) -> dict[str, Value]:
    """The same of words about nobody else: a number is theirs, and a title before it begins the name."""
    found, number = newcomer(turn, text), read_phone(text)
    if found or number is None:
        return found
    named = _BEFORE_NUMBER.search(text)
    with suppress(Invalid):
        found = {"who": full_name(turn, plain(named["who"]))} if named else {}
    return {**found, "phone": Value(number)}


def without_post(words: str) -> str:
    """A name without the position said behind it: "pak Hamdan ketuanya"."""
    return _POST_BEHIND.sub("", words.strip())


def _proper(words: str) -> str:
    """A person's name without what stands around it; empty where nothing shows that it is one."""
    name = without_post(_AROUND.sub("", words))
    return plain(name) if _TITLED.match(name) or name[:1].isupper() else ""


def who(turn: Turn, text: str) -> Mapping[str, Value]:
    """Who the new one is: the name in a sentence, else a name with a number or without. Raises Invalid."""
    return newcomer(turn, text) or name_and_phone(turn, text)
