"""The figures of a cooperative's year in one sentence: "aset 1,2 M, modal sendiri 800 jt, SHU rugi 3 jt"."""

import re
from typing import Any

from bot.understanding import money, numbers
from bot.understanding.values import Read

LABELS = {
    "own_capital": r"modal (?:sendiri|sdr|sdri|inti)|ekuitas",
    "outside_capital": (
        r"modal (?:luar|pinjaman|hutang|utang)|(?:pinjaman|hutang|utang)(?: (?:ke|dari|di))? (?:bank|lpdb|bri|bni"
        r"|brk|mandiri|kur|luar|pihak ketiga|pihak luar|koperasi lain)|(?:hutang|utang)(?! (?:anggota|nasabah|macet))"
        r"|kewajiban"
    ),
    "assets": r"(?:total |jumlah )?(?:aset|asset|aktiva|harta)",
    "turnover": r"volume usaha|omset|omzet|perputaran",
    "income": r"pendapatan|pemasukan|penghasilan",
    "expenses": (
        r"biaya(?:[ -]biaya)?(?! (?:konsumsi|rat|rapat|transport\w*|sewa|makan|cetak|notaris))|beban|pengeluaran"
    ),
    "surplus": (
        r"shu(?!(?:nya)? (?:yang )?(?:(?:saya|kami|anggota|dia) (?:terima|dapat|ambil)|bagian saya))|sisa hasil usaha"
        r"|hasil usaha|laba|untung|keuntungan|rugi|kerugian|surplus|defisit|tekor|nombok"
        r"|(?<!plus )minus(?= [^,;\d]{0,12}\d[\d.,]* ?(?:juta|ribu|miliar))"
    ),
}
"""The words by which people call each figure (rupiah, for the year or at its end)."""
_NAMED = "|".join(rf"(?P<{name}>(?:{words})(?:nya)?\b)" for name, words in LABELS.items())
_LABEL = re.compile(rf"\b(?:{_NAMED})")
_LOOKS_LIKE_MONEY = re.compile(
    rf"\brp\b|\d ?(?:{'|'.join(numbers.SCALES)}|m|t|k)\b|setengah (?:{'|'.join(numbers.SCALES)})|\d\.\d{{3}}|\d{{6}}"
)
_UNKNOWN = re.compile(
    r"\b(?:belum|tidak|masih|kurang|sedang|lagi|tengah|baru)\b[^\d,;]{0,24}\b(?:(?:di|meng?)?(?:hitung|rekap|susun"
    r"|audit|cek|kerjakan|proses"
    r"|cari|buat|catat)|menyusun|menghitung|ada|tahu|jelas|selesai|jadi|pasti|hafal|ingat|paham|ketemu|dapat|lihat"
    r"|punya data|pegang|(?:me)?(?:nyetor|setor"
    r"|rampung|beres|kelar|final|fix|keluar)|(?:di|me)?(?:kasih|beri|kirim|laporkan|serahkan)(?:kan)?)\b"
    r"|\blupa\b|^(?:menyusul|belum|entah|tunggu)\b|^nanti(?: (?:dulu|saja|menyusul|pak|bu|iya))*$"
    r"|\b(?:tanya\w*|cek|lihat|tunggu|menunggu|konfirmasi|hubungi|buka|cari|hitung|telepon)\b[^\d]{0,24}\b(?:dulu"
    r"|sebentar|bendahara|ketua|manajer)\b"
    r"|\b(?:bendahara|ketua|manajer|pengurus)\w* (?:saja )?(?:yang |lebih )*(?:tahu|pegang|punya|urus|mengurus"
    r"|hitung|mengerti)\b"
    r"|\b(?:data|angka|catatan|buku|laporan)\w* (?:masih )?(?:ada )?(?:di|sama|dengan|pada|dibawa"
    r"|dipegang) (?:bendahara|ketua|manajer|pengurus|sekretaris)\b"
    r"|\b(?:laporan|angka|data|neraca)\w* (?:belum|tidak ada|hilang)\b|\bmenyusul\b"
)


def read_figures(words: str) -> tuple[dict[str, Read[Any]], str]:
    """Figures by name, and the words without them. `words` are normalised; a number counts only if it looks like money.

    One that is only so for a part of the year is doubtful, as what it would be in a year; None is not known yet.
    """
    words = _LAST_YEARS.sub(r"\1 ", numbers.to_digits(words, with_scales=False))
    labels = list(_LABEL.finditer(words))
    found: dict[str, Read[Any]] = {}
    rest = words
    ends = [*(each.start() for each in labels), len(words)][1:]
    for label, end in zip(labels, ends, strict=True):
        part, name = words[label.start() : end], label.lastgroup or ""
        read = _amount(part, alone=len(labels) == 1)
        if read and name in found and found[name].value == 0:
            continue
        if read and name not in found:
            found[name] = read
            rest = rest.replace(read.words, " ", 1)
        elif read is None and name not in found and (open_words := _still_open(words, label)):
            found[name] = Read(None, "exact", open_words)
            rest = rest.replace(open_words, " ", 1)
    return found, rest


def _still_open(words: str, label: re.Match[str]) -> str:
    """The words by which that figure is not known (yet): "shu nya belum dihitung"."""
    if behind := _NOT_COUNTED.match(words, label.end()):
        return words[label.start() : behind.end()]
    before = _NOT_KNOWN.search(words, 0, label.start())
    return words[before.start() : label.end()] if before else ""


_NOT_COUNTED = re.compile(
    r"(?: (?!\d)[a-z-]+){0,5}? (?:belum|masih|sedang|lagi|tidak)(?: (?!\d)[a-z-]+){0,2}? (?:(?:di|meng?)?(?:hitung"
    r"|rekap|audit)|tahu|ketemu|final|pasti|menghitung|(?:selesai|sempat|siap) (?:di)?(?:hitung|rekap|audit))\b"
)
_NOT_KNOWN = re.compile(r"\b(?:tidak|belum|kurang) tahu (?:berapa )?$")


def _amount(part: str, *, alone: bool) -> Read[int] | None:
    """The amount behind a label. A bare number between labels is so many millions, to be asked."""
    if match := _NONE.search(part):
        return Read(0, "exact", match[0])
    if _LOOKS_LIKE_MONEY.search(part):
        read = money.read_money(part, adds_up=False)
        if read and (times := money.times_a_year(part)) > 1:
            return Read(read.value * times, "several", read.words, (read.value * times, read.value))
        return read
    if not alone and (match := _BARE.fullmatch(part)) and not _YEAR.search(part):
        value = int(float(match["number"].replace(",", ".")) * 1_000_000)
        return Read(-value if match["minus"] or match["loss"] else value, "doubtful", match["number"])
    return None


_LAST_YEARS = re.compile(
    r"(?<=\d)((?: ?(?:juta|ribu|miliar))?) ?,? (?:kalau |sedangkan )?tahun (?:lalu|kemarin|sebelumnya) "
    r"(?:cuma |hanya |ada |rp\.? ?)*\d[\d.,]*(?: ?(?:juta|ribu|miliar))?"
)
"""The year's figure of the year before, told behind this year's."""
_YEAR = re.compile(r"\b(?:tahun|tb|buku) (?:buku )?20\d\d\b")
_NONE = re.compile(
    r"(?<=\w) (?:nihil|nol|kosong|0(?! ?(?:[.,]?\d|juta|ribu|miliar))|(?:tidak|bukan) ada)\b(?!.{0,12}\brugi)"
)
_BARE = re.compile(
    r"(?P<loss>rugi|kerugian|defisit)?[a-z ]{3,24}(?P<minus>- ?)?(?::|=)? ?(?P<number>\d{1,4}(?:,\d)?)[ ,.;]*(?:dan "
    r"|sama )?"
)


def is_unknown(words: str) -> bool:
    """Whether the answer is that the figure is not known (yet): "belum dihitung". `words` are normalised."""
    return _UNKNOWN.search(words) is not None


_SURPLUS = r"(?:shu|sisa hasil usaha|laba)(?:nya)?"
_COUNTED = r"(?:(?:di|meng)?hitung|ketahuan|tahu|keluar|ketemu|jelas|selesai|rampung|berani)"
_SURPLUS_UNKNOWN = re.compile(
    rf"\b{_SURPLUS}\b(?![^,;.]*\d)[^,;.]{{0,24}}\b(?:belum|tidak|masih|sedang|lagi)\b[^,;.]{{0,16}}\b{_COUNTED}\b"
    r"(?:[^,;.\d]{0,24}\bbelum (?:selesai )?(?:di)?hitung\w*)?"
    rf"|\b(?:belum|tidak|kurang) (?:tahu|dihitung|ketahuan|ketemu)(?: \w+)? {_SURPLUS}\b(?![^,;.]*\d)"
)


def unknown_surplus(words: str) -> str:
    """The words that say that the year's result is not known (yet): "shu belum dihitung"; empty where none do."""
    found = _SURPLUS_UNKNOWN.search(words)
    return found[0] if found else ""
