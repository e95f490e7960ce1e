"""Who somebody says to be: "saya bendahara KSU Maju Jaya", "bukan pengurus lagi", "salah sambung"."""

import re
from typing import Any

from bot.understanding import phones
from bot.understanding.values import Read
from bot.understanding.words import normalise

POSITIONS = {
    "lainnya": (
        r"wakil (?:ketua|sekretaris|bendahara)|juru buku|pembantu umum|penasehat|penasihat|pembina"
        r"|dewan pengawas syariah|dps|seksi \w+|humas|anggota pengurus|pengurus biasa"
    ),
    "ketua": r"ketua(?: umum| koperasi| 1| pengurus)?",
    "sekretaris": r"sekretaris(?: umum| koperasi| 1)?",
    "bendahara": r"bendahara(?: umum| koperasi| 1)?",
    "pengawas": r"(?:ketua |anggota |badan )?pengawas",
    "manajer": r"(?:manajer|manager|general manager|gm|pengelola)",
}
"""Positions as people name them, those that contain another one first."""


def read_identity(text: str) -> dict[str, Read[Any]]:
    """What the words say, by name.

    position (see `POSITIONS`), name, cooperative (as typed) · status ("former" officer, "not_officer",
    "wrong_number", "deceased") · successor and phone of whom we may reach instead. A question says nothing.
    """
    text = " , ".join(line for line in text[:LONGEST].splitlines() if line.strip())
    words = normalise(text)
    if _WHO_IS_THAT.search(words):
        return {"status": Read("wrong_number", "doubtful", words)}
    if _ASKS.search(words):
        return {}
    facts: dict[str, Read[Any]] = {}
    if status := read_status(words):
        facts["status"] = Read(status, "doubtful" if _NOT_ANY.search(words) else "exact", words)
    if (phone := phones.read_phone(text)) is not None:
        facts["phone"] = Read(phone, "exact", phone)
    if status not in ("wrong_number", "deceased") or _REACH.search(words):
        successor = _successor(text)
        if successor and (status == "former" or phone or _REACH.search(words) or _NEW.search(words)):
            facts["successor"] = Read(successor, "exact", successor)
    if status or "successor" in facts or _OTHERS_POST.search(words):
        return facts
    if position := _position(words):
        facts["position"] = position
    if cooperative := _cooperative(text):
        facts["cooperative"] = Read(cooperative, "exact", cooperative)
    if name := _name(text, bool(facts)):
        facts["name"] = Read(name, "exact", name)
    return facts


LONGEST = 1000
"""Characters looked at: nobody needs more to say who they are."""


def _position(words: str) -> Read[str] | None:
    """A position that is claimed; one that may be another, or none of the office's, in doubt."""
    said = _OVER.sub(" ", words)
    if double := _DOUBLE.search(said):
        return Read(double[1], "several", double[0], (double[1], double[2]))
    if _CANDIDATE.search(said):
        return Read("lainnya", "doubtful", words)
    if _NUMBERED.search(said):
        return Read("ketua", "several", words, ("ketua", "lainnya"))
    if position := read_position(words):
        return Read(position, "exact", position)
    if _BOOKS.search(words):
        return Read("bendahara", "several", words, ("bendahara", "lainnya"))
    if _EMPLOYED.search(words):
        return Read("lainnya", "doubtful", words)
    return Read("", "doubtful", words) if _HOLDS.search(words) else None


def read_position(words: str) -> str:
    """The position that normalised words claim; one they deny or that is over doesn't count."""
    said = _OVER.sub(" ", words)
    found = [(match.start(), name) for name, pattern in _POSITIONS.items() if (match := pattern.search(said))]
    names = {name for _, name in found}
    if "lainnya" in names:
        return "lainnya"
    if "pengawas" in names:
        return "pengawas"
    return min(found)[1] if found else ""


def read_status(words: str) -> str:
    """Why normalised words say that this is the wrong person; empty when they don't."""
    return next((name for name, pattern in _STATUS.items() if pattern.search(words)), "")


def is_somebody_else(words: str) -> bool:
    """Whether normalised words say that the one who writes is not (any longer) whom we mean."""
    return bool(read_status(words))


_POSITIONS = {name: re.compile(rf"\b(?:{said})(?:nya)?\b") for name, said in POSITIONS.items()}
_ANY = "|".join(("ketua", "sekretaris", "bendahara", "pengawas", "manajer", "pengurus"))
_OVER = re.compile(
    r"\b(?:bukan|mantan|bekas|eks|dulu|dulunya|tadinya|sebelumnya|dahulu)(?: saya| jadi| sebagai| menjadi"
    rf"| lagi)* (?:{_ANY})\b"
    rf"|\b(?:{_ANY}) (?:lama|dulu|sebelumnya|yang lama)\b"
)
_ASKS = re.compile(r"\?|^siapa\b|\bapakah\b|\b(?:bagaimana|cara) (?:caranya|jadi)\b|\bbagaimana\b")
_RELATIVE = r"(?:anak|istri|suami|adik|kakak|keponakan|menantu|ibu|ayah|keluarga|cucu|ipar)"
_STATUS = {
    "deceased": re.compile(r"\b(?:meninggal|wafat|almarhum|almarhumah|alm|almh|berpulang|tiada|tutup usia)\b"),
    "wrong_number": re.compile(
        r"\bsalah (?:sambung|nomor|orang|kirim|alamat|wa)\b|\bbukan nomor(?:nya| saya)? (?:koperasi|pengurus|beliau"
        r"|dia|orang)|\b(?:nomor|no) ini bukan\b|\bsaya tidak (?:kenal|tahu) (?:koperasi|orang)"
        r"|\bbukan orang(?:nya)?(?: itu)?\b|\bini bukan (?:nomor|dengan|pak|bu)\b|\bsalah orang\b"
    ),
    "former": re.compile(
        rf"\b(?:bukan|tidak)(?: lagi)? (?:jadi |menjadi |sebagai )?(?:{_ANY})(?: koperasi)?(?: di \w+)? lagi\b"
        rf"|\b(?:bukan|tidak) lagi (?:jadi |menjadi |sebagai )?(?:{_ANY})\b|\bsudah (?:bukan|tidak) (?:jadi |menjadi "
        rf"|lagi |sebagai )*(?:{_ANY})\b|\b(?:mantan|bekas|eks) (?:{_ANY})\b"
        r"|\b(?:berhenti|mundur|keluar|pensiun|mengundurkan diri|resign|lengser|diganti(?:kan)?"
        rf"|purna)(?: sudah)? (?:dari|jadi|sebagai|menjadi) (?:koperasi|kepengurusan|jabatan|{_ANY})\b|\b(?:tidak"
        r"|sudah tidak|bukan) (?:lagi )?menjabat\b|\bmasa jabatan\w*(?: saya)? (?:sudah )?(?:habis|selesai"
        r"|berakhir)\b|\bmengundurkan diri\b"
        rf"|\bdulu(?:nya)? (?:iya |memang |saya |pernah )*(?:jadi )?(?:{_ANY})\b.{{0,40}}\b(?:sudah tidak|tidak lagi"
        r"|bukan lagi|orang lain|diganti)\b|\bpurna ?(?:tugas|bakti)\b"
        rf"|\b(?:berhenti|mundur|keluar) saya (?:dari|jadi|sebagai|menjadi) (?:{_ANY}|koperasi)\b"
        rf"|\b(?:dulu|dulunya) saya (?:{_ANY})\b.{{0,8}}\bsekarang\b"
        r"|\b(?:saya|sudah) (?:sudah )?(?:pensiun|resign|mundur|lengser|diganti(?:kan)?)\b|\bsudah tidak (?:di"
        r"|aktif di|ikut|urus|mengurus|pegang) (?:lagi )?(?:koperasi)?"
    ),
    "not_officer": re.compile(
        r"\b(?:cuma|hanya|sekadar|sekedar|cuman) (?:seorang |sebagai )?(?:karyawan|staf|anggota|pegawai|satpam"
        rf"|penjaga|kasir|security|sopir|tukang|admin|tetangga|{_RELATIVE})\w*\b|\b(?:saya|ini) {_RELATIVE}nya\b"
        rf"|\b(?:saya|ini) (?:{_RELATIVE}) (?:pak|bu|dari|beliau|ketua|bendahara|sekretaris)\b|\b(?:saya"
        r"|kami) bukan (?:pengurus|ketua|bendahara|sekretaris)$"
        r"|^anggota (?:biasa|saja|koperasi)$|\b(?:saya|kami) (?:karyawan|anggota|staf|pegawai|satpam"
        r"|penjaga)(?:nya)?(?: saja"
        r"| biasa| di sini)\b|\bbukan pengurus\b(?! lagi)(?!, saya)"
        r"|\b(?:saya|ini) (?:karyawan|pegawai|staf|satpam|penjaga)nya\b|\bini (?:hp|nomor|wa) (?:anak|istri|suami)"
    ),
}
_DOUBLE = re.compile(
    r"\b(ketua|sekretaris|bendahara|pengawas|manajer) (?:merangkap|sekaligus|dan|juga|\+|&|rangkap) (?:jadi "
    r"|sebagai )?(ketua|sekretaris|bendahara|pengawas|manajer)\b"
)
_CANDIDATE = re.compile(r"\bcalon (?:ketua|sekretaris|bendahara|pengurus)\b")
_NUMBERED = re.compile(r"\bketua (?:1|2|3|i|ii|iii)\b")
_BOOKS = re.compile(r"\b(?:urus|mengurus|pegang|bagian|ngurus) (?:pembukuan|keuangan|kas|uang)\w*\b")
_EMPLOYED = re.compile(
    r"^(?:saya |ini |bagian )?(?:kasir|admin|karyawan|staf|operator|pegawai|petugas|juru tagih|sekuriti"
    r"|bagian \w+)(?: (?:koperasi|bagian|kantor|di|kredit|simpan pinjam|\w+))*$"
)
_WHO_IS_THAT = re.compile(
    r"^(?:pak|bu|ibu|bapak) \w+(?: \w+)? (?:itu )?siapa\b|^siapa (?:itu )?(?:pak|bu|ibu|bapak) \w+"
)
_NOT_ANY = re.compile(r"\bbukan pengurus (?:koperasi )?(?:mana ?pun|apa ?pun)\b")
_NEW = re.compile(r"\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b")
_OTHERS_POST = re.compile(
    r"\b(?:ketua|bendahara|sekretaris|pengurus|pengawas|manajer) (?:kami|kita|saya|di sini|koperasi kami)\b|\b(?:mau"
    r"|ingin|cara|caranya) (?:jadi|menjadi) (?:ketua|pengurus|bendahara|sekretaris)\b"
    r"|\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b(?!.{0,6}\bsaya\b)"
)
_HOLDS = re.compile(r"\b(?:pegang|bawa|yang mengurus|yang urus|yang jaga) (?:hp|koperasi|nomor|wa|kantor)\b")
_REACH = re.compile(r"\b(?:hubungi|kontak|wa|telepon|tanya|ke|sama|sekarang|gantinya|penggantinya|digantikan)\b")
_TITLE = r"(?:pak|bapak|bpk|pk|bu|buk|ibu|ibuk|bang|abang|uda|uni|h\.|hj\.|haji|hajah|sdr\.?|saudara|saudari)"
_PERSON = r"(?P<name>(?:(?:[A-Za-z]\.|[A-Za-z][A-Za-z'’.-]+) ?){1,4})"
_SUCCESSOR = re.compile(
    r"(?:\b(?:hubungi|kontak|tanya|wa|telp|telepon|ke|sama|dengan|dgn|skrg|sekarang|penggantinya|gantinya|digantikan"
    r"|diganti|ketuanya|ketua baru|ketua baru nya|oleh|namanya|yaitu)\b[ ,:]*(?:aja |saja |langsung |ke |sama "
    rf"|ketua |bendahara |sekretaris |baru |yg |yang |nya |oleh |adalah |pengurus )*)?\b{_TITLE} {_PERSON}",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:saya|sy|jabatan|posisi|hp|wa|no|nomor|nmr|di|yg|yang|sdh|sudah|ya|aja|saja|telp|tlp|ketua|sekretaris"
    r"|bendahara|pak|bu|itu|lagi|sakit|dari|ini|sekarang|skrg|bendahara|pengawas|manajer|koperasi|kop|ksu|ksp|kpri"
    r"|kopwan|kopkar|yth|tolong|mohon|bukan)\b.*",
    re.IGNORECASE,
)
_COOP = re.compile(
    r"\b(?P<name>(?:(?:koperasi|kop\.?|koprasi) )?(?:ksu|ksp|kspps|kpri|kopkar|kopwan|kud|kjks|bmt|kkmp|primkop\w*"
    r"|koppas|kopma|kopontren|puskop\w*|kop\.|kop|koperasi)\.? [A-Za-z0-9'’.& -]{2,60})",
    re.IGNORECASE,
)
_COOP_ENDS = re.compile(
    r"[,;\n(]|\b(?:pak|bu|buk|ini|yang|yg|dan|mau|tapi|sdh|sudah|belum|blm|di kec|min|saya|sy|kami|ya|dengan|dgn|lagi"
    r"|gmn|bagaimana)\b",
    re.IGNORECASE,
)
_BARE_KIND = re.compile(r"(?:koperasi|kop\.?|koprasi) (?=\S)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:(?:nama|nm|nma)(?:nya| saya| sy| ambo| lengkap| lengkap saya|ku)*|perkenalkan|kenalkan|dengan|dgn"
    rf"|saya dengan|panggil saja|atas nama|an\.)[ :,]+(?:saya |adalah |ini |dengan )?(?:{_TITLE} )?{_PERSON}",
    re.IGNORECASE,
)
_BEFORE_POST = re.compile(
    r"^(?P<name>[A-Z][a-z'’.]+(?: [A-Z][a-z'’.]+){0,3}),? (?:ketua|sekretaris|bendahara|pengawas|manajer|wakil)\b"
)
_I_AM = re.compile(
    r"^(?:saya|sy|ini|aku) (?P<name>[A-Z][a-z'’]+(?: [A-Z][a-z'’.]+){0,3})\b(?!.*\b(?:mau|rapat|sudah|belum)\b)"
)
_SELF = re.compile(rf"\b(?:ini|saya|sy)(?: dengan| dgn)? {_TITLE} {_PERSON}", re.IGNORECASE)
_ALONE = re.compile(r"(?:[A-Z]\.|[A-Z][a-z'’.]+)(?: (?:[A-Z]\.?|bin|binti|[A-Z][a-z'’.]+)){0,3}")


def _successor(text: str) -> str:
    found = [match for match in _SUCCESSOR.finditer(" ".join(text.split()))]
    names = [_clean(match["name"]) for match in found]
    return next((name for name in reversed(names) if name), "")


def _cooperative(text: str) -> str:
    match = _COOP.search(" ".join(text.split()))
    if not match:
        return ""
    name = _COOP_ENDS.split(match["name"], maxsplit=1)[0].strip(" .")
    proper = _BARE_KIND.sub("", name, count=1).strip() if name.lower().startswith("kop") else name
    return proper if len(proper) > 2 and proper.lower() not in ("koperasi", "kop") else ""


def _name(text: str, beside_others: bool) -> str:
    joined = " ".join(text.split())
    for pattern in (_NAMED, _SELF, _BEFORE_POST, _I_AM):
        if match := pattern.search(joined):
            return _clean(match["name"])
    return joined if not beside_others and _ALONE.fullmatch(joined) and not read_position(normalise(joined)) else ""


def _clean(name: str) -> str:
    return _STOP.sub("", name).strip(" ,-'")
