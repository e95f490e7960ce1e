"""The figures of a cooperative's year in one sentence: "aset 1,2 M, modal sendiri 800 jt, SHU rugi 3 jt"."""

import re

from bot.understanding import money, numbers
from bot.understanding.values import Read

LABELS = {
    "own_capital": r"modal sendiri|ekuitas",
    "outside_capital": r"modal (?:luar|pinjaman|hutang|utang)|hutang|utang|kewajiban",
    "assets": r"(?:total |jumlah )?(?:aset|asset|aktiva)",
    "turnover": r"volume usaha|omset|omzet",
    "income": r"pendapatan",
    "expenses": r"biaya|beban",
    "surplus": r"shu|sisa hasil usaha|hasil usaha|laba|rugi|kerugian",
}
"""The words by which people call each figure (rupiah, for the year or at its end)."""
_LABEL = re.compile("|".join(rf"(?P<{name}>\b(?:{words})(?:nya)?\b)" for name, words in LABELS.items()))
_LOOKS_LIKE_MONEY = re.compile(
    rf"\brp\b|\d ?(?:{'|'.join(numbers.SCALES)}|m|t|k)\b|setengah (?:{'|'.join(numbers.SCALES)})|\d\.\d{{3}}|\d{{6}}"
)
_UNKNOWN = re.compile(
    r"\b(?:belum|tidak|masih) (?:sempat )?(?:di ?hitung|dihitung|ada|tahu|tau|jelas|direkap|selesai|disusun|pasti"
    r"|punya data|hafal|ingat)\b|^(?:lupa|menyusul|nanti|belum|kurang tahu|entah)\b"
)


def read_figures(words: str) -> tuple[dict[str, Read[int]], str]:
    """Figures by name, and the words without them. `words` are normalised; a number counts only if it looks like money.

    One that is only so for a part of the year is left to be asked.
    """
    words = numbers.to_digits(words, with_scales=False)
    labels = list(_LABEL.finditer(words))
    found: dict[str, Read[int]] = {}
    rest = words
    ends = [*(each.start() for each in labels), len(words)][1:]
    for label, end in zip(labels, ends, strict=True):
        part = words[label.start() : end]
        if not _LOOKS_LIKE_MONEY.search(part) or money.is_of_a_period(part):
            continue
        read, name = money.read_money(part), label.lastgroup or ""
        if read and name not in found:
            found[name] = read
            rest = rest.replace(read.words, " ", 1)
    return found, rest


def is_unknown(words: str) -> bool:
    """Whether the answer is that the figure is not known (yet): "belum dihitung". `words` are normalised."""
    return _UNKNOWN.search(words) is not None
