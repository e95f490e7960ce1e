"""Who somebody says to be: "saya bendahara KSU Maju Jaya", "bukan pengurus lagi", "salah sambung"."""

import re
from collections.abc import Sequence
from typing import Any

from bot.understanding import asking, clauses, likely, numbers, own_names, phones, posts, wrong_person
from bot.understanding.cooperative_named import cooperative
from bot.understanding.introductions import Token, tokens
from bot.understanding.values import Read
from bot.understanding.words import normalise

LONGEST = 1000
"""Characters looked at: nobody needs more to say who they are."""


def read_identity(text: str) -> dict[str, Read[Any]]:
    """What the words say, by name.

    position (see `posts`), name, cooperative (as typed) · status ("former" officer, "not_officer",
    "wrong_number", "deceased") · successor and phone of whom we may reach instead. A question says nothing.
    """
    text = _WHAT_FOR.sub("", text)
    text = "\n".join(line for line in text[:LONGEST].replace("\\n", "\n").splitlines() if line.strip())
    words = normalise(text.replace("\n", " , "))
    status = wrong_person.read_status(words)
    if _WHO_IS_THAT.search(words) or (wrong_person.is_unknown(words) and not status):
        return {"status": Read("wrong_number", "doubtful", words)}
    text = _QUESTION.sub("", text)
    words = normalise(text.replace("\n", " , "))
    if not words or _ASKS.search(words) or all(asking.is_asking(part) for part in clauses.split(text)):
        return {}
    said = tokens(text)
    facts = _of_others(text, words, said, status)
    if status or "successor" in facts:
        name = own_names.introduced(said) if status in ("former", "not_officer") else ""
        return facts | ({"name": Read(name, "exact", name)} if name and name != _value(facts, "successor") else {})
    return facts | _of_oneself(text, said)


def _of_others(text: str, words: str, said: Sequence[Token], status: str) -> dict[str, Read[Any]]:
    """Why this is the wrong person, and whom to reach instead."""
    facts: dict[str, Read[Any]] = {}
    if status or (status := _likely_status(text, words)):
        facts["status"] = Read(status, "doubtful" if wrong_person.is_doubtful(words, status) else "exact", words)
    if (phone := phones.read_phone(text) or phones.read_phone(numbers.to_digits(words))) is not None:
        facts["phone"] = Read(phone, "exact", phone)
    if _TAKES_OVER.search(words):
        return facts
    anyhow = bool(status or phone or _NEW.search(words))
    looked_for = anyhow and status not in ("wrong_number", "deceased")
    name = own_names.introduced(said) if phone and _THEIR_NUMBER.search(words) else ""
    if not name and (_REACH.search(words) or looked_for):
        name = own_names.somebody_else(said, anyhow=anyhow)
    return facts | ({"successor": Read(name, "exact", name)} if name else {})


def _likely_status(text: str, words: str) -> str:
    """What the weights of the words make of a message in which neither a rule finds a reason nor a post is claimed."""
    if posts.mine(words) or posts.read_claim(words):
        return ""
    return likely.surest("identity.status", text, LIKELY)


LIKELY = 0.8
"""Of 1 shared by all reasons: what one must have to be taken without a rule."""


def _of_oneself(text: str, said: Sequence[Token]) -> dict[str, Read[Any]]:
    """Position, cooperative and name of who writes; nothing where another's post is all that is spoken of."""
    facts: dict[str, Read[Any]] = {}
    name = own_names.own_name(said)
    words = normalise(text.replace("\n", " , ").replace(name, "", 1)) if name else normalise(text.replace("\n", " , "))
    if _OTHERS_POST.search(words) and not posts.mine(words):
        return {}
    if position := posts.read_claim(words):
        facts["position"] = position
    if named := cooperative(said):
        facts["cooperative"] = Read(named, "exact", named)
    if name:
        facts["name"] = Read(name, "exact", name)
    return facts


def _value(facts: dict[str, Read[Any]], name: str) -> Any:
    return facts[name].value if name in facts else None


_WHAT_FOR = re.compile(r"(?i)[,.]?\s*\bada (?:apa|perlu apa|yang bisa (?:saya |di)?bantu)\b(?: (?:ya|pak|bu|kak))*\W*$")
_QUESTION = re.compile(r"[^.?!,;\n]*\?")
_ASKS = re.compile(
    r"\?|^siapa\b|^kira-kira\b.*\b(?:tidak|belum|bukan)(?: (?:pak|bu|kak|bang|mas|mbak))?$"
    r"|\b(?:ketua|bendahara|sekretaris|pengurus) apa(?: lagi| bukan| tidak)\b|\bapakah\b"
    r"|\b(?:bagaimana|cara) (?:caranya|jadi)\b|\bbagaimana\b"
)
_WHO_IS_THAT = re.compile(
    r"^(?:pak|bu|ibu|bapak) (?!sendiri\b|ini\b)\w+(?: \w+)? (?:itu )?siapa\b|^siapa (?:itu )?(?:pak|bu|ibu|bapak) \w+"
)
_NEW = re.compile(r"\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b")
_OTHERS_POST = re.compile(
    r"\b(?:ketua|bendahara|sekretaris|pengurus|pengawas|manajer) (?:kami|kita|saya|di sini"
    r"|koperasi kami)\b(?! yang (?:pegang|urus|jabat))|\b(?:mau"
    r"|ingin|cara|caranya) (?:jadi|menjadi) (?:ketua|pengurus|bendahara|sekretaris)\b"
    r"|\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b(?!.{0,6}\bsaya\b)"
)
_TAKES_OVER = re.compile(
    r"\b(?:saya|ambo|awak) (?:yang )?(?:ganti|pengganti|penerus)nya\b(?! adalah| (?:pak|bu) (?!nama)\w)"
)
_THEIR_NUMBER = re.compile(
    r"^(?:ini )?(?:nomor|kontak|hp|wa)(?:nya)? (?:hp |wa )?(?:ketua|bendahara|sekretaris|pengurus|pengawas"
    r"|manajer)\b(?! saya| kami saya)"
)
_REACH = re.compile(
    r"\b(?:hubungi|dihubungi|penerusnya|penerus|pengganti|berganti|menghubungi|kontak|wa|telepon|tanya|ke|sama|sekarang|kini|gantinya|penggantinya|digantikan|gantikan"
    r"|menggantikan|diteruskan|diketuai)\b"
)
