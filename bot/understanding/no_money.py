"""That there is no amount at all: "nihil", "impas", "ga punya utang, modal sendiri semua"."""

import re

from bot.understanding.spellings import ADDRESSES
from bot.understanding.words import normalise, strip_politeness

_NOTHING = re.compile(
    r"(?:(?:rp|idr)\.? ?)?0(?:[.,]0+)?(?: ?,?--?|\.-)?(?: rupiah)?|(?:nihil|nol|kosong|zero)(?: rupiah"
    r"| besar|,? (?:tidak|belum|bukan) (?!di|ter|tahu|selesai|rekap|hitung)[a-z ]+)?|-"
    r"|(?:tidak|tiada) (?:ada|punya)(?: sama sekali| sedikit ?pun| se ?rupiah ?pun| apa-apa| lagi| pak"
    r"| bu)*(?:, [a-z ]+)?"
    r"|(?:(?:tidak|bukan|belum) (?:ada )?(?:untung|laba|rugi|surplus|lebih)[ ,]*(?:dan |juga |atau |maupun )*){2}"
    r"|(?:shu )?(?:impas|balik modal|break ?even|bep|pas-pasan balik modal)(?: saja| pak| bu| kak)*"
    r"(?:,? (?:tidak|bukan|belum) (?:ada )?(?:untung|laba|rugi|surplus|lebih)(?: (?:dan|juga|atau|maupun))*)*(?:, .*)?"
)
_DEBT = r"(?:pinjaman|utang|hutang|modal (?:luar|pinjaman|utang|hutang)|kewajiban|kredit|cicilan|tunggakan)"
_NONE_OF_IT = re.compile(
    r"(?:(?:kami|kita|koperasi|koperasi kami|alhamdulillah|memang|saat ini|sekarang|masih) )*"
    rf"(?:(?:tidak|bukan|belum|tiada) (?:pernah )?(?:ada|punya|mempunyai|memiliki|pakai|memakai|menggunakan"
    rf"|ambil)? ?{_DEBT}"
    rf"|(?:tidak|belum) (?:pernah |ada )?(?:pinjam|minjam|meminjam|berutang|berhutang|ngutang|utang|hutang)"
    rf"|(?:tanpa|bebas|nol) {_DEBT}"
    r"|(?:(?:tidak|bukan) ada|(?:tidak|belum) (?:punya|mempunyai|memiliki)) (?:uang|aset|harta|biaya|pengeluaran|beban"
    r"|pendapatan|pemasukan|penghasilan|penjualan|jual[- ]beli|transaksi|omset|omzet|shu|modal)"
    rf"|(?:{_DEBT}|shu|aset|biaya|pendapatan|omset|omzet)(?:nya)?(?: kami)?(?: ?[:=-])? (?:memang |masih )?"
    r"(?:tidak ada|nihil|nol|kosong|0))"
    r"(?: [\w-]+){0,3}"
)
LONGEST = 120
"""Characters in which it is said that there is nothing."""


def how_surely(text: str) -> str:
    """ "exact" or "doubtful" where a text says that there is none; "" where it doesn't.

    Other words beside it leave open whether that is all; not so with debts.
    """
    if len(text) > LONGEST:
        return ""
    words = _ADDRESSED.sub("", normalise(text).strip(" .!"))
    if _NOTHING.fullmatch(strip_politeness(text)) or _NOTHING.fullmatch(words) or _NONE_OF_IT.fullmatch(words):
        return "exact"
    parts = [_ADDRESSED.sub("", each).strip() for each in words.split(", ")] if "," in words else []
    none = next((each for each in parts if _NIL.fullmatch(each) or _NONE_OF_IT.fullmatch(each)), "")
    if not none or _OPEN.search(words):
        return ""
    return "exact" if _NIL.fullmatch(none) or _OF_DEBT.search(none) else "doubtful"


_NIL = re.compile(
    r"(?:nihil|nol|zero|impas|balik modal)(?: saja| besar| rupiah)*"
    r"|(?:(?:tidak|bukan) (?:ada )?(?:untung|laba|rugi)[ ,]*(?:dan |juga |atau |maupun )*){2}"
)
_OF_DEBT = re.compile(rf"\b{_DEBT}\b|pinjam|utang")
_OPEN = re.compile(
    r"\d|\b(?:tapi|kecuali|belum (?!ada|pernah|punya)|entah|mungkin|kayaknya|sepertinya|tahun lalu|dulu)\b"
)
"""Beside "nothing" it leaves open whether that is all."""


_ADDRESSED = re.compile(rf"(?:[ ,]+(?:{'|'.join(sorted(ADDRESSES))}|iya|deh|kok|lah))+$")
