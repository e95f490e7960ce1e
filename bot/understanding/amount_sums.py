"""Several amounts: one is the sum, or all are its parts: "kas 15 juta, tanah 200 juta, total 215 juta"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.values import Read


class Amount(NamedTuple):
    """Whole rupiah and where in the words it stands."""

    value: int
    start: int
    end: int


FROM_EACH = re.compile(
    r"(?<![\d.,])(\d{1,4}) (?:orang|anggota)\b[^\d,;]{0,24}?(?:masing[- ]masing|@|(?:tiap|setiap|per) ?orang)\b"
    r"[^\d,;]{0,12}"
)
"""How many paid what follows."""
_TOTAL = re.compile(r"\b(?:total|jumlah|semua|seluruh|keseluruhan)\w*\b|=")
_RESULT = re.compile(
    r"\b(?:jadi|menjadi|berarti|sama dengan|hasil(?:nya)?|sisa(?:nya)?|untung(?:nya)?|laba(?:nya)?|shu)\b"
)
_LOSS = re.compile(r"\b(?:rugi|minus|tekor|defisit|nombok)\w*\b")
_INCOME = re.compile(r"\b(?:pendapatan|pemasukan|penghasilan|penerimaan|masuk(?:nya)?|untung kotor|laba kotor)\b")
_EXPENSE = re.compile(r"\b(?:biaya|pengeluaran|beban|ongkos|belanja|dipotong|dikurangi|keluar(?:nya)?)\b")
_JOINS = re.compile(r"^[ ,]*(?:\+|&|dan|sama|ditambah|tambah|plus|serta)(?= |$)")
_PART = re.compile(
    r"\b(?:kas|bank|tabungan|deposito|tanah|gedung|bangunan|kantor|ruko|toko|kios|mobil|motor|inventaris|piutang"
    r"|peralatan|perabot|mesin|stok|persediaan|barang|simpanan|pokok|wajib|cadangan|hibah|sukarela|listrik|gaji|honor"
    r"|atk|sewa|transport\w*|konsumsi|pulsa|air|bunga|jasa|administrasi|provisi|lpdb|bri|bni|mandiri|brk|pinjaman"
    r"|utang|hutang|penjualan|jualan|unit|warung|kantin|simpan pinjam|koperasi \w+)\b"
)
_NO_PART = re.compile(
    r"\b(?:sisa\w*|dari|sebelum|sesudah|setelah|tahun|turun|naik|bayar|dibayar|lunas|dulu|sekarang|kemarin|lalu|bukan"
    r"|rugi|minus|tekor|atau|sampai|antara|kalau|target|rencana|anggaran|per|tiap|setiap|sebulan|maksimal|minimal"
    r"|dibagi|kurang|lebih|dipotong|selisih|termasuk|diantaranya|di antaranya|bulan|hari|minggu)\b"
)
_NO_MORE = re.compile(r"\b(?:itu|cuma|hanya|ini) (?:itu |ini )?(?:saja|semua\w*)\b")
_OWN_CAPITAL = tuple(re.compile(rf"\b{word}\b") for word in ("pokok", "wajib", "cadangan"))
"""What a cooperative's own capital is made of."""


def read(words: str, amounts: Sequence[Amount]) -> Read[int] | None:
    """The sum, certain where it is said and agrees with the parts, or where the parts are plainly all of it.

    `words` are normalised, spelled numerals in digits.
    """
    starts = [0, *(each.end for each in amounts[:-1])]
    leads = [words[start : each.start] for start, each in zip(starts, amounts, strict=True)]
    values = [each.value for each in amounts]
    return _said(words, leads, values, amounts) or _difference(words, leads, values) or _parts(words, leads, values)


def _said(words: str, leads: list[str], values: list[int], amounts: Sequence[Amount]) -> Read[int] | None:
    """The last amount, or the first, as the sum or the difference of the others."""
    last, others = values[-1], values[:-1]
    told = _TOTAL.search(leads[-1])
    if told or _RESULT.search(leads[-1]) or _LOSS.search(leads[-1]):
        if last == sum(others) > others[0] or (len(others) == 2 and last == others[0] - others[1]):
            return Read(last, "exact", words)
        if len(others) == 2 and last == others[1] - others[0] and _LOSS.search(leads[-1]):
            return Read(-last, "exact", words)
        if told and len(others) > 1:
            return Read(last, "doubtful", words[amounts[-1].start : amounts[-1].end])
    if len(values) > 2 and _TOTAL.search(leads[0]) and values[0] == sum(values[1:]):
        return Read(values[0], "exact", words)
    return None


def _difference(words: str, leads: list[str], values: list[int]) -> Read[int] | None:
    """What is left of an income."""
    if len(values) != 2 or not (_INCOME.search(leads[0]) and _EXPENSE.search(leads[1])):
        return None
    return Read(values[0] - values[1], "doubtful", words)


def _parts(words: str, leads: list[str], values: list[int]) -> Read[int] | None:
    """The sum that nobody says, to be asked unless no other part is left."""
    if any(_NO_PART.search(each) for each in leads):
        return None
    if not all(_JOINS.search(each) or _PART.search(each) for each in leads[1:]):
        return None
    if not (_PART.search(leads[0]) or all(_JOINS.search(each) for each in leads[1:])):
        return None
    whole = _NO_MORE.search(words) or all(each.search(words) for each in _OWN_CAPITAL)
    if whole:
        return Read(sum(values), "exact", words)
    return Read(sum(values), "several", words, (sum(values), values[0]))
