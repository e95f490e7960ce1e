"""One cell → one value of what identifies and classifies. What can't be read with certainty raises Doubt."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.understanding import phones
from db.registry_import.reading import Cell, words_of

NOTHING = {
    "",
    "-",
    "--",
    "---",
    "_",
    ".",
    "tidak ada",
    "tdk ada",
    "nihil",
    "n/a",
    "na",
    "null",
    "none",
    "?",
    "0000-00-00",
}
ERRORS = {"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#spill!", "#calc!"}
"""What a spreadsheet shows where a formula has failed."""
NOTHING |= {"tidak diketahui", "xxx"} | ERRORS
NOT_YET = {"belum", "blm", "belum ada", "blm ada", "belum punya", "belum memiliki", "kosong", "tidak punya", "proses"}
PERSON = re.compile(r"(?:1[1-9]|[2-8]\d|9[1-6])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")
"""A person's identity number: region, then the day of birth (40 more for women), month, year."""
INSIDE = re.compile(r"[(\[]?\+?\d[\d\s.-]{7,18}\d[)\]]?")
SIGNS = re.compile(r"[\s.()'-]")
MASKED = re.compile(r"[+\d ]*\*{3,}\d*")
"""A number as an export hides it: it says nothing new."""
MOBILE = re.compile(r"(?:\+?62|0)?(8[1-35-9]\d{7,10})")

FORMS = {"primer": "primer", "sekunder": "sekunder"}
KINDS = {
    "konsumen": ("konsumen", "konsumsi"),
    "produsen": ("produsen", "produksi"),
    "jasa": ("jasa",),
    "pemasaran": ("pemasaran",),
    "simpan pinjam": ("simpanpinjam", "spinjam", "ksp", "kspps", "usp", "uspps", "bmt", "kjks", "simpanpinjamsyariah"),
}
SYARIAH = {"kspps", "uspps", "bmt", "kjks", "simpanpinjamsyariah"}
GROUPS = {"ksu", "serbausaha", "kud", "kpri", "kopkar", "koppontren", "kopontren", "kopinkra", "koppas", "kopwan"}
GROUPS |= {"unitdesa", "karyawan", "pegawainegeri", "wanita", "pasar", "profesi", "pertanian", "angkatandarat"}
ACTIVITIES = {
    "aktif": ("aktif", "active", "true", "ya", "1", "a", "y"),
    "tidak aktif": ("tidakaktif", "tdkaktif", "nonaktif", "inactive", "false", "tidak", "0", "takaktif", "na", "t"),
    "beku": ("beku", "dibekukan"),
    "dalam proses pembubaran": ("pembubaran", "prosespembubaran", "dalamprosespembubaran"),
    "bubar": ("bubar", "dibubarkan", "sudahbubar", "telahbubar"),
}
CERTIFICATES = {
    "aktif": ("aktif", "sertifikataktif", "bersertifikat", "bersertifikatnik", "sudahbersertifikat", "berlaku"),
    "kedaluwarsa": (
        "expired",
        "sertifikatexpired",
        "kedaluwarsa",
        "kadaluarsa",
        "kadaluwarsa",
        "sertifikatkedaluwarsa",
    ),
    "belum": ("belum", "belumbersertifikat", "tidakbersertifikat", "belumsertifikat", "belumada", "tidak"),
}
PATTERNS = {"konvensional": ("konvensional", "konven"), "syariah": ("syariah", "syari'ah", "sharia", "syarih")}
SCALES = {name: (name, f"usaha{name}", f"skala{name}") for name in ("mikro", "kecil", "menengah", "besar")}
GRADES = {name: (name.casefold(), f"grade{name.casefold()}") for name in ("A", "B", "C1", "C2", "D")}


class Doubt(Exception):
    """The cell holds something that can't be used. `code` is one of `report.CODES`.

    `secret`: the cell must not be repeated to anybody.
    """

    def __init__(self, code: str, *, secret: bool = False) -> None:
        super().__init__(code)
        self.code, self.secret = code, secret


def text(cell: Cell) -> str:
    """Plain words; placeholders are nothing."""
    words = words_of(cell)
    return "" if words.casefold() in NOTHING else words


def safe_text(cell: Cell) -> str:
    """Plain words in which nobody's identity number stands."""
    words = text(cell)
    if is_personal(words):
        raise Doubt("number_personal", secret=True)
    return words


def is_personal(words: str) -> bool:
    """Whether these words are or hold a person's identity number."""
    return any(
        PERSON.fullmatch(run) for run in re.findall(r"(?<!\d)\d{16}(?!\d)", re.sub(r"(?<=\d)[ .-](?=\d)", "", words))
    )


def nik(cell: Cell) -> str:
    """The cooperative's number, as text of 10 to 16 digits."""
    found = text(cell).lstrip("'`’")
    if found.casefold() in NOT_YET:
        return ""
    if re.search(r"\d[eE]\+?\d", found):
        raise Doubt("nik_rounded")
    digits = re.sub(r"[\s.-]", "", found)
    if not digits:
        return ""
    if PERSON.fullmatch(digits):
        raise Doubt("nik_personal", secret=True)
    if not re.fullmatch(r"[0-9]{10,16}", digits):
        raise Doubt("nik_length")
    return digits if digits.strip("0") else ""


@lru_cache(maxsize=50_000)
def legal_key(number: str) -> str:
    """A legal entity number without what registries write in different ways."""
    return re.sub(r"[\W_]+", "", number).casefold()


def numbers_in(cell: Cell) -> list[str]:
    """Every telephone number of a cell in E.164, mobile ones first; a landline is kept, it just can't chat."""
    found = text(cell)
    if not found or found.casefold() in NOT_YET or not found.strip("0") or MASKED.fullmatch(found):
        return []
    plain = SIGNS.sub("", found)
    if match := MOBILE.fullmatch(plain):
        return [f"+62{match[1]}"]
    return _numbers_in(found)


@lru_cache(maxsize=5_000)
def _read_number(part: str) -> tuple[str, bool] | None:
    number = phones.read_phone(part)
    return None if number is None else (number, phones.is_mobile(number))


def _numbers_in(found: str) -> list[str]:
    parts = re.split(r"[/;,|&\n]|\bdan\b|\batau\b|\bhp\b|\bwa\b|\btelp\b", found, flags=re.I)
    read = [number for part in parts if part.strip() and (number := _read_number(part.strip()))]
    if not read and (number := _read_number(found)):
        read = [number]
    if not read:
        raise Doubt("phone_unreadable")
    ranked = sorted(dict.fromkeys(read), key=lambda each: not each[1])
    return [number for number, _ in ranked]


def without_number(name: str) -> tuple[str, list[str]]:
    """A name, and the numbers that stand beside it in the same cell: `Budi Santoso (0812-0000-0001)`."""
    found = INSIDE.search(name)
    if found is None:
        return name, []
    try:
        numbers = numbers_in(found[0])
    except Doubt:
        return name, []
    bare = re.sub(
        r"[/,;:(-]? *\b(?:hp|wa|telp|no)\b\.? *:? *$", "", name.replace(found[0], " ").rstrip(" )"), flags=re.I
    )
    return " ".join(bare.strip(" ()/,;:-").split()), numbers


def is_landline(number: str) -> bool:
    """Whether a number can't chat."""
    return MOBILE.fullmatch(number) is None


def named_in(cell: Cell) -> str:
    """The name in brackets behind a number: `0812… (Pak Budi)`."""
    found = re.search(r"\(([^()\d]{2,60})\)", cell) if isinstance(cell, str) and "(" in cell else None
    return "" if found is None else found[1].strip(" .-:")


def activity(cell: Cell) -> str:
    """One of the five activities."""
    return _of(ACTIVITIES, cell, "activity_unknown")


def form(cell: Cell) -> str:
    """primer or sekunder, whatever level is written behind."""
    found = re.sub(r"^(?:koperasi|kop\b\.?)\s*", "", text(cell).casefold())
    known = next((value for word, value in FORMS.items() if found.startswith(word)), "")
    if found and not known:
        raise Doubt("form_unknown")
    return known


def kind(cell: Cell) -> str:
    """One of the five kinds."""
    plain = _kind_word(cell)
    if plain in GROUPS:
        raise Doubt("kind_is_group")
    return _of(KINDS, plain, "kind_unknown")


def is_syariah(cell: Cell) -> bool:
    """Whether a kind says the pattern too: KSPPS."""
    return _kind_word(cell) in SYARIAH


def _kind_word(cell: Cell) -> str:
    return _bare_kind(text(cell))


@lru_cache(maxsize=5_000)
def _bare_kind(words: str) -> str:
    return _plain(re.sub(r"^(?:koperasi|kop)\b\.? *", "", words.casefold()))


def is_class(words: str) -> bool:
    """Whether words name a kind, group, form or state of cooperatives and none of them."""
    plain = _bare_kind(words)
    every = {*GROUPS, *FORMS, *(word for spellings in (*KINDS.values(), *ACTIVITIES.values()) for word in spellings)}
    return plain in every


def certificate(cell: Cell) -> str:
    """State of the certificate of the cooperative's number."""
    return _of(CERTIFICATES, cell, "certificate_unknown")


def pattern(cell: Cell) -> str:
    """konvensional or syariah."""
    return _of(PATTERNS, cell, "pattern_unknown")


def scale(cell: Cell) -> str:
    """mikro, kecil, menengah or besar."""
    return _of(SCALES, cell, "scale_unknown")


def grade(cell: Cell) -> str:
    """One of the grades of the ministry."""
    return _of(GRADES, cell, "grade_unknown")


def _of(values: Mapping[str, tuple[str, ...]], cell: Cell, code: str) -> str:
    return _value(text(cell), code, *values.items())


@lru_cache(maxsize=5_000)
def _value(words: str, code: str, *values: tuple[str, tuple[str, ...]]) -> str:
    plain = _plain(words)
    if not plain:
        return ""
    for value, spellings in values:
        if plain in spellings:
            return value
    raise Doubt(code)


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def noted_activity(cell: Cell) -> str:
    """The activity that a remark may hold; any other remark says nothing of it."""
    try:
        return activity(cell) if len(_plain(text(cell))) > 3 else ""
    except Doubt:
        return ""
