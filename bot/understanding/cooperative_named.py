"""Which cooperative somebody names in passing, as they typed it: "ketua KSU Maju Jaya", "koperasi tunas harapan"."""

from collections.abc import Sequence

from bot.understanding import vocabulary
from bot.understanding.introductions import Token, listed
from bot.understanding.posts import is_post

LONGEST = 6


def cooperative(said: Sequence[Token]) -> str:
    """The first name that stands behind a form of cooperatives; "" where only the form is said."""
    for at, token in enumerate(said):
        low = token.low.strip(".")
        if {low, token.small} & listed("forms") and not token.ends:
            name = _words(said, at + 1)
            if len(" ".join(name)) > 1 and name != ["baru"]:
                return " ".join([token.typed, *name])
        elif low in listed("bare") and token.ends in ("", ":"):
            name = _words(said, _past_ours(said, at + 1))
            kinds = next(
                (place for place, word in enumerate(name) if word.casefold() not in listed("kinds")), len(name)
            )
            if name[kinds:] and (_looks_like_one(name[kinds:]) or (kinds and _is_no_word(name[kinds].casefold()))):
                return " ".join([token.typed, *name] if kinds else name)
    return ""


def _is_no_word(word: str) -> bool:
    """Whether what follows a kind is a name for being a place or none of the words of every day."""
    return word in listed("places") or not vocabulary.is_word(word)


def _past_ours(said: Sequence[Token], at: int) -> int:
    """Past "kami", "kami namanya"."""
    while at < len(said) and said[at].small in _OURS and not said[at].ends:
        at += 1
    return at


_OURS = ("kami", "kita", "saya", "namanya", "bernama")


def _words(said: Sequence[Token], at: int) -> list[str]:
    """The words from here to what ends a name."""
    found: list[str] = []
    while at < len(said) and len(found) < LONGEST:
        token = said[at]
        low = token.typed.casefold().strip(".")
        if low == "sama" and at + 1 < len(said) and said[at + 1].low.strip(".") in listed("forms"):
            break
        is_district = not found and low in ("kel", "kelurahan")  # "KMP Kelurahan Sail"
        if (
            (low in listed("ends") and not is_district)
            or low in listed("forms")
            or low in listed("me")
            or is_post(token.low)
            or _on_behalf(said, at)
        ):
            break
        found.append(token.typed)
        if token.ends:
            break
        at += 1
    return found


def _on_behalf(said: Sequence[Token], at: int) -> bool:
    """Whether a person's name begins here: "atas nama", "a.n."."""
    following = said[at + 1].low if at + 1 < len(said) else ""
    return said[at].small in ("a.n", "an") or (said[at].low == "atas" and following == "nama")


def _looks_like_one(words: Sequence[str]) -> bool:
    """Whether words behind "koperasi" alone are a name: written large, or such as names are made of."""
    small = [word.casefold() for word in words]
    if len(small) == 1 and small[0] in listed("begin"):
        return False
    return words[0][0].isupper() or any(word in listed("words") for word in small)
