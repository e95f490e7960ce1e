"""Whether what stands around a name tells that its bearer is whom we may reach instead."""

from collections.abc import Sequence

from bot.understanding.introductions import Token, stem
from bot.understanding.posts import is_post

FEW = 6
"""Words between "serah terima" and to whom."""
_NUMBERS = ("nomor", "nomornya", "hp", "hpnya", "wa", "kontak")


def is_in_post_now(said: Sequence[Token], at: int) -> bool:
    """ "Ketua sekarang Anwar", "yang jalankan skrg Suparman", "sudah diganti sama Yuli"."""
    if at and said[at - 1].low in ("sama", "dengan", "ke", "kepada"):
        return any(token.among("handed") for token in said[max(at - FEW, 0) : at - 1])
    if at < 2 or said[at - 1].low not in ("sekarang", "kini"):
        return False
    return said[at - 2].among("holding") or any(is_post(stem(token.low)) for token in said[max(at - 3, 0) : at - 1])


def is_not_reached(said: Sequence[Token], back: int, end: int) -> bool:
    """Whether what stands before a name, which ends at `end`, tells that its bearer isn't whom we may reach."""
    leads = said[back - 1] if back else None
    if said[back].low in _NUMBERS:
        denied = leads is not None and leads.low in ("bukan", "salah", "ini", "tersebut")
        return denied or (said[back].among("not_reached") and not is_before_number(said, end))
    if said[back].among("me") and leads is not None and leads.among("replaced"):
        return False
    return said[back].among("not_reached") or (said[back].among("me", "greeted") and not said[back].ends)


def is_before_number(said: Sequence[Token], at: int) -> bool:
    """Whether a telephone number follows within a few words."""
    return any(token.typed[-1].isdigit() for token in said[at : at + 5])
