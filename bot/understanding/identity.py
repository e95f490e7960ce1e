"""Who somebody says to be: "saya bendahara KSU Maju Jaya", "bukan pengurus lagi", "salah sambung"."""

import re
from typing import Any

from bot.understanding import asking, clauses, phones, posts
from bot.understanding.posts import ANY
from bot.understanding.spellings import SPELLINGS
from bot.understanding.values import Read
from bot.understanding.words import normalise, plain


def read_identity(text: str) -> dict[str, Read[Any]]:
    """What the words say, by name.

    position (see `posts`), name, cooperative (as typed) · status ("former" officer, "not_officer",
    "wrong_number", "deceased") · successor and phone of whom we may reach instead. A question says nothing.
    """
    text = " , ".join(line for line in text[:LONGEST].splitlines() if line.strip())
    words = normalise(text)
    if _WHO_IS_THAT.search(words) or (_UNKNOWN.search(words) and not read_status(words)):
        return {"status": Read("wrong_number", "doubtful", words)}
    text = _QUESTION.sub("", text)
    words = normalise(text)
    if not words or _ASKS.search(words) or all(asking.is_asking(part) for part in clauses.split(text)):
        return {}
    facts: dict[str, Read[Any]] = {}
    if status := read_status(words):
        doubtful = _NOTANY.search(words) or (status == "deceased" and _OF_THEIRS.search(words))
        facts["status"] = Read(status, "doubtful" if doubtful else "exact", words)
    if (phone := phones.read_phone(text)) is not None:
        facts["phone"] = Read(phone, "exact", phone)
    if status not in ("wrong_number", "deceased") or _REACH.search(words):
        successor = _successor(text)
        if successor and (status == "former" or phone or _REACH.search(words) or _NEW.search(words)):
            facts["successor"] = Read(successor, "exact", successor)
    if status or "successor" in facts or _OTHERS_POST.search(words):
        return facts
    if position := posts.read_claim(words):
        facts["position"] = position
    if cooperative := _cooperative(text):
        facts["cooperative"] = Read(cooperative, "exact", cooperative)
    if name := _name(text, bool(facts)):
        facts["name"] = Read(name, "exact", name)
    return facts


LONGEST = 1000
"""Characters looked at: nobody needs more to say who they are."""


def read_status(words: str) -> str:
    """Why normalised words say that this is the wrong person; empty when they don't."""
    found = next((name for name, pattern in _STATUS.items() if pattern.search(words)), "")
    return "" if found == "former" and _ANOTHER_POST.search(words) else found


def is_somebody_else(words: str) -> bool:
    """Whether normalised words say that the one who writes is not (any longer) whom we mean."""
    status = read_status(words)
    return bool(status) and not (status == "deceased" and _OF_THEIRS.search(words) is not None)


_UNKNOWN = re.compile(
    r"\b(?:tidak|kurang|belum|tak) (?:pernah )?(?:kenal|mengenal|tahu|punya|ikut|dengar|mendengar)(?: dengan| soal"
    r"| tentang| apa-apa)* (?:koperasi|pak|bu|bapak|ibu|orang|beliau|nama)\b"
    r"|^(?:maaf )?(?:saya )?tidak kenal\b|^(?:maaf )?koperasi (?:apa|mana)\b"
)
"""So may speak who has nothing to do with a cooperative."""
_OF_THEIRS = re.compile(
    r"\b(?:ketua|bendahara|sekretaris|pengurus|pengawas|manajer|ayah|bapak|emak|papa|mama|istri|suami|anak|mertua"
    r"|keluarga|saudara|tetangga|adik|kakak|nenek|kakek|orang tua|cucu|ponakan"
    r"|keponakan) (?:saya|kami|ambo)\b"
    rf"(?!,? \(?(?:{ANY})\b)"
)
_QUESTION = re.compile(r"[^.?!,;\n]*\?")
_ASKS = re.compile(r"\?|^siapa\b|\bapakah\b|\b(?:bagaimana|cara) (?:caranya|jadi)\b|\bbagaimana\b")
_RELATIVE = r"(?:anak|istri|suami|adik|kakak|keponakan|ponakan|kemenakan|menantu|mertua|ibu|ayah|keluarga|cucu|ipar)"
_STATUS = {
    "deceased": re.compile(
        r"\b(?:meninggal|wafat|mangkat|almarhum|almarhumah|alm|almh|berpulang|tiada|tutup usia|pulang ke rahmatullah)\b"
    ),
    "wrong_number": re.compile(
        r"\bnomor(?:nya)? salah\b|\bsalah (?:sambung|nomor|no|orang|kirim|alamat|wa)\b(?! (?:rekening|laporan|kirim"
        r"|berkas|foto|file|input|data|nik|rat)\b)|\bbukan nomor(?:nya"
        r"| saya)? (?:koperasi|pengurus|beliau"
        r"|dia|orang)|\b(?:nomor|no) ini bukan\b"
        r"|\b(?:saya|kami) bukan (?:pak|bu|bapak|ibu) \w+|\bganti pemilik\b|\bpindah tangan\b|\bsudah (?:bukan"
        r"|tidak) (?:milik|punya)\b"
        r"|\bbukan koperasi\b(?! (?:kami|saya))|\bwrong number\b|\b(?:ini|nomor|hp|wa) (?:nomor |hp |wa )?(?:pribadi"
        r"|toko|warung|bengkel"
        r"|salon|apotek|rumah makan|kantor lain|laundry|londri|konter|counter|klinik|bidan|hotel|kafe|restoran|depot"
        r"|percetakan|fotokopi|kos|travel|rental|katering|butik|pangkalan|penjahit|pangkas|puskesmas|ruko|gudang"
        r"|kantor (?:notaris|pos|camat|lurah|desa|pajak|pengacara))\b"
        r"(?!.*\bkoperasi)|^kantor (?:notaris|pos|camat|lurah|desa|pajak|pengacara) ini\b|^(?:(?:maaf|ini"
        r"|nomor(?:nya)?|pesan(?:nya)?|wa(?:nya)?|kayaknya|sepertinya|salah) )*(?:nyasar|kesasar)\b"
        r"|\bbukan orang(?:nya)?(?: itu)?\b|\bini bukan (?:nomor|dengan|pak|bu)\b"
    ),
    "former": re.compile(
        rf"\b(?:bukan|tidak)(?: lagi)? (?:jadi |menjadi |sebagai )?(?:{ANY})(?: koperasi)?(?: di \w+)? lagi\b"
        rf"|\b(?:bukan|tidak) lagi (?:jadi |menjadi |sebagai )?(?:{ANY})\b|\bsudah (?:bukan|tidak) (?:jadi |menjadi "
        rf"|lagi |sebagai )*(?:{ANY})\b|\b(?:mantan|bekas|eks) (?:{ANY})\b"
        r"|\b(?:berhenti|mundur|keluar|pensiun|mengundurkan diri|resign|lengser|diganti(?:kan)?"
        rf"|purna)(?: sudah)? (?:dari|jadi|sebagai|menjadi) (?:koperasi|kepengurusan|jabatan|{ANY})\b|\b(?:tidak"
        r"|sudah tidak|bukan) (?:lagi )?menjabat\b|\bmasa (?:jabatan|bakti|tugas"
        r"|kepengurusan)\w*(?: saya)? (?:sudah )?(?:habis|selesai"
        r"|berakhir)\b|\bmengundurkan diri\b"
        r"|\b(?:periode|jabatan|kepengurusan|sk)(?:nya)? (?:saya|kami) (?:sudah )?(?:habis|berakhir|selesai|lewat)\b"
        r"|\bsudah (?:di)?ganti(?:kan)? (?:oleh |dengan |ke )?(?:pengurus|orang|ketua|yang)(?: yang)? (?:baru|lain)\b"
        r"|\bbukan saya lagi\b|\bsudah bukan saya\b"
        rf"|\bsudah lama (?:bukan|tidak) (?:jadi |menjadi )?(?:{ANY}|menjabat)\b|\bsaya sudah berhenti\b"
        r"|\bsudah serah terima\b"
        rf"|\bdulu(?:nya)? (?:iya |memang |saya |pernah )*(?:jadi )?(?:{ANY})\b.{{0,40}}\b(?:sudah tidak|tidak lagi"
        r"|bukan lagi|orang lain|diganti)\b|\bpurna ?(?:tugas|bakti)\b"
        rf"|\b(?:berhenti|mundur|keluar) saya (?:dari|jadi|sebagai|menjadi) (?:{ANY}|koperasi)\b"
        rf"|\b(?:dulu|dulunya) saya (?:{ANY})\b.{{0,8}}\bsekarang\b"
        r"|\b(?:saya|sudah) (?:sudah )?(?:pensiun|resign|mundur|lengser|diganti(?:kan)?)\b|\b(?:sudah tidak"
        r"|tidak lagi) (?:di"
        r"|aktif di|ikut|urus|mengurus|pegang) (?:lagi )?(?:koperasi)?"
    ),
    "not_officer": re.compile(
        r"\b(?:cuma|hanya|sekadar|sekedar|cuman) (?:seorang |sebagai )?(?:karyawan|staf|anggota(?! (?:pengawas"
        r"|pengurus|dewan|badan))|pegawai|satpam"
        rf"|penjaga|kasir|security|sopir|tukang|admin|tetangga|pembantu|nasabah|peminjam|penabung|pembeli|pelanggan"
        r"|konsumen|penyewa|pedagang|warga|orang luar|kurir|magang|honorer|ikut belanja|belanja|menabung|nabung|numpang"
        rf"|(?:me)?(?:nitip|titip)|jaga (?:toko|kantor|warung)|{_RELATIVE})\w*\b|\b(?:saya|ini) (?:pembantu"
        rf"|tetangga|sopir|penjaga|satpam)\b|\b(?:saya|ini) {_RELATIVE}nya\b"
        rf"|\b(?:saya|ini) (?:{_RELATIVE}) (?:pak|bu|dari|beliau|ketua|bendahara|sekretaris)\b|\b(?:saya"
        r"|kami) bukan (?:pengurus|ketua|bendahara|sekretaris)$"
        r"|^(?:saya |ini )?anggota (?:biasa|saja|koperasi)(?: saja| biasa| pak| bu)*$|\bsaya (?:\w+ )?jaga (?:toko"
        r"|kantor|warung)\b|\b(?:saya|kami) (?:karyawan|anggota|staf|pegawai|satpam"
        r"|penjaga)(?:nya)?(?: koperasi)?(?: saja"
        r"| biasa| di sini)\b|\bbukan pengurus\b(?! lagi)(?!, saya)"
        r"|\b(?:saya|ini) (?:karyawan|pegawai|staf|satpam|penjaga|sopir|pembantu|asisten)nya\b|\bini (?:hp|nomor"
        r"|wa) (?:anak|istri|suami)"
        rf"|\b(?:nomor|hp|wa)(?:nya| ini)? (?:sekarang )?(?:dipakai|dipegang|punya"
        rf"|milik) (?:oleh )?{_RELATIVE}(?:nya)?\b"
        rf"|\bbukan saya (?:yang )?(?:{ANY})|^(?:ini )?{_RELATIVE}nya(?: ini| pak| bu| bapak| ibu)*(?: ?,|$)"
        r"|\bbukan anggota(?: koperasi)?(?: ini| itu| pak| bu)*(?: ?,|$)"
    ),
}
_WHO_IS_THAT = re.compile(
    r"^(?:pak|bu|ibu|bapak) \w+(?: \w+)? (?:itu )?siapa\b|^siapa (?:itu )?(?:pak|bu|ibu|bapak) \w+"
)
_ANOTHER_POST = re.compile(
    r"\b(?:mantan|bekas|eks|dulu\w*|tadinya)\b.*\b(?:sekarang|kini) (?:jadi |menjadi |sebagai )?"
    r"(?:ketua|bendahara|sekretaris|pengawas|manajer)(?: koperasi)?(?= ?,|$)"
)
"""Out of one post, and in another."""
_NOTANY = re.compile(r"\bbukan pengurus (?:koperasi )?(?:mana ?pun|apa ?pun)\b")
_NEW = re.compile(r"\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b")
_OTHERS_POST = re.compile(
    r"\b(?:ketua|bendahara|sekretaris|pengurus|pengawas|manajer) (?:kami|kita|saya|di sini"
    r"|koperasi kami)\b(?! yang (?:pegang|urus|jabat))|\b(?:mau"
    r"|ingin|cara|caranya) (?:jadi|menjadi) (?:ketua|pengurus|bendahara|sekretaris)\b"
    r"|\b(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:yang )?baru(?:nya)?\b(?!.{0,6}\bsaya\b)"
)
_REACH = re.compile(r"\b(?:hubungi|kontak|wa|telepon|tanya|ke|sama|sekarang|gantinya|penggantinya|digantikan)\b")
_TITLE = r"(?:pak|bapak|bpk|pk|bu|buk|ibu|ibuk|bang|abang|uda|uni|h\.|hj\.|haji|hajah|sdr\.?|saudara|saudari)"
_PILGRIM = r"(?=(?:h|hj)\. |(?:haji|hajah) )"
"""A title that belongs to the name."""
_PERSON = r"(?P<name>(?:(?:[A-Za-z]\.|[A-Za-z][A-Za-z'’.-]+) ?){1,4})"
_SUCCESSOR = re.compile(
    r"(?:\b(?:hubungi|kontak|tanya|wa|telp|telepon|ke|sama|dengan|dgn|skrg|sekarang|penggantinya|gantinya|digantikan"
    r"|diganti|ketuanya|ketua baru|ketua baru nya|oleh|namanya|yaitu)\b[ ,:]*(?:aja |saja |langsung |ke |sama "
    rf"|ketua |bendahara |sekretaris |baru |yg |yang |nya |oleh |adalah |pengurus )*)?\b{_TITLE} {_PERSON}",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:apa|siapa|mana|saya|sy|jabatan|posisi|hp|wa|no|nomor|nmr|di|yg|yang|sdh|sudah|ya|aja|saja|telp|tlp|ketua"
    r"|sekretaris"
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
    r"[,;\n(]|\b(?:aja|saja|aj|juga|itu|tsb|tersebut|apa|mana|biasa|lain|tidak|bukan|pak|bu|buk|ini|yang|yg|dan|mau"
    r"|tapi|sdh|sudah|belum|blm|di kec|min|saya|sy|kami|ya|dengan|dgn|lagi"
    r"|gmn|bagaimana)\b",
    re.IGNORECASE,
)
_BARE_KIND = re.compile(r"(?:koperasi|kop\.?|koprasi) (?=\S)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:(?:nama|nm|nma)(?:nya| saya| sy| ambo| lengkap| lengkap saya|ku)*|perkenalkan|kenalkan|kenalin|perkenalin"
    r"|dengan|dgn"
    rf"|saya dengan|panggil saja|atas nama|an\.)[ :,]+(?:nama |saya |adalah |ini |dengan )*(?:{_PILGRIM}"
    rf"|{_TITLE} )?{_PERSON}",
    re.IGNORECASE,
)
_BEFORE_POST = re.compile(
    r"^(?P<name>[A-Z][a-z'’.]+(?: [A-Z][a-z'’.]+){0,3}),? (?:ketua|sekretaris|bendahara|pengawas|manajer|wakil)\b"
)
_I_AM = re.compile(
    r"^(?:saya|sy|ini|aku) (?P<name>[A-Z][a-z'’]+(?: [A-Z][a-z'’.]+){0,3})\b(?!.*\b(?:mau|rapat|sudah|belum)\b)"
)
_SELF = re.compile(rf"\b(?:ini|saya|sy)(?: dengan| dgn)? (?:{_PILGRIM}|{_TITLE} ){_PERSON}", re.IGNORECASE)
_WORD = r"(?:[A-Z]\.?|[A-Z][a-z'’]+\.?|[A-Z]{2,})"
_DEGREE = r"(?:(?:S|M|D|A|Dr|Sp)\.? ?(?:[A-Z][A-Za-z]{0,3}\.?){1,2}|[A-Z]{2,4}|Ak|CA|Apt)"
_ALONE = re.compile(
    rf"(?:(?i:Drs|Dra|Ir|Dr|Prof|H|Hj|KH|Tgk|Ust)\.? )*{_WORD}(?: (?:bin|binti|{_WORD})){{0,4}}(?:,? ?{_DEGREE}\.?)*"
)
_SPELLED = frozenset(SPELLINGS.values())
_NO_NAME = frozenset(
    [
        *(
            "selamat",
            "pagi",
            "siang",
            "sore",
            "malam",
            "terima",
            "kasih",
            "oke",
            "siap",
            "baik",
            "halo",
            "hai",
            "menu",
            "tes",
        ),
        *(
            "lapor",
            "kendala",
            "batal",
            "petugas",
            "bantuan",
            "test",
            "amin",
            "info",
            "stop",
            "berhenti",
            "mulai",
            "salam",
        ),
        *(
            "assalamualaikum",
            "waalaikumsalam",
            "privasi",
            "koperasi",
            "permisi",
            "lanjut",
            "ulang",
            "daftar",
            "riwayat",
        ),
        *("nama", "jabatan", "tolong", "bpk", "ketua", "sekretaris", "bendahara", "pengawas", "manajer", "pengurus"),
        *("dan", "jadi", "salah", "keliru", "telegram", "tulis", "sambung", "ass", "wr", "wb", "petugasnya", "sendiri"),
        *("hormat", "insya", "allah", "pasar", "jalan", "simpang", "kelurahan", "kecamatan", "sekolah", "masjid"),
        *("anggota", "pekanbaru", "riau", "kop", "ksu", "ksp", "kud", "kpri", "mohon", "maaf", "konsultasi"),
    ]
)


def _successor(text: str) -> str:
    found = [match for match in _SUCCESSOR.finditer(" ".join(text.split()))]
    names = [_clean(match["name"]) for match in found]
    return next((name for name in reversed(names) if name and not name.endswith("nya")), "")


def _cooperative(text: str) -> str:
    match = _COOP.search(" ".join(text.split()))
    if not match:
        return ""
    name = _COOP_ENDS.split(match["name"], maxsplit=1)[0].strip(" .")
    proper = _BARE_KIND.sub("", name, count=1).strip() if name.lower().startswith("kop") else name
    is_word = " " not in proper and proper.islower() and _is_no_name(proper)
    return proper if len(proper) > 2 and not is_word and proper.lower() not in ("koperasi", "kop") else ""


def _name(text: str, beside_others: bool) -> str:
    joined = " ".join(text.split())
    for pattern in (_NAMED, _SELF, _BEFORE_POST, _I_AM):
        if match := pattern.search(joined):
            return _clean(match["name"])
    joined = _CALLED.sub("", joined)
    return joined if not beside_others and _ALONE.fullmatch(joined) and not _is_no_name(joined) else ""


_HONOURS = re.compile(r"\b(?:Drs|Dra|Ir|Dr|Prof|KH|Hj|H|Tgk|Ust)\b\.?")
_CALLED = re.compile(r"^(?:pak|bapak|bu|ibu|buk|bang|uda|uni) (?=\w)", re.IGNORECASE)


def _is_no_name(joined: str) -> bool:
    """Whether one of the words has a place in our conversations."""
    return any(
        word in _NO_NAME or word in SPELLINGS or word in _SPELLED for word in plain(_HONOURS.sub("", joined)).split()
    )


def _clean(name: str) -> str:
    """The name alone; nothing where what is typed small is a word of every day."""
    name = _STOP.sub("", name).strip(" ,-'")
    return "" if name[:1].islower() and _is_no_name(name) else name
