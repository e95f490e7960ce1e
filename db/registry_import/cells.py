"""One cell → one value. What can't be read with certainty raises Doubt and stays unknown."""

import re
from datetime import date, datetime, timedelta

from bot.understanding import dates, phones
from db.registry_import.reading import Cell

EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 60_000)
NEVER = "never"
NOTHING = {"", "-", "--", "tidak ada", "nihil", "n/a", "na", "null", "none", "tidak diketahui", "?", "0000-00-00"}
NEVER_WORDS = re.compile(r"\b(?:belum (?:pernah|ada|dikunjungi|dibina)|blm pernah|tidak pernah|never)\b")

FORMS = {"primer": "primer", "sekunder": "sekunder"}
KINDS = {
    "konsumen": "konsumen",
    "konsumsi": "konsumen",
    "produsen": "produsen",
    "produksi": "produsen",
    "jasa": "jasa",
    "pemasaran": "pemasaran",
    "simpan pinjam": "simpan pinjam",
    "simpan-pinjam": "simpan pinjam",
    "s.pinjam": "simpan pinjam",
    "ksp": "simpan pinjam",
    "kspps": "simpan pinjam",
    "usp": "simpan pinjam",
    "bmt": "simpan pinjam",
}
ACTIVITIES = {
    "aktif": "aktif",
    "active": "aktif",
    "true": "aktif",
    "ya": "aktif",
    "1": "aktif",
    "tidak aktif": "tidak aktif",
    "non aktif": "tidak aktif",
    "non-aktif": "tidak aktif",
    "nonaktif": "tidak aktif",
    "inactive": "tidak aktif",
    "false": "tidak aktif",
    "tidak": "tidak aktif",
    "0": "tidak aktif",
    "beku": "beku",
    "dibekukan": "beku",
    "pembubaran": "dalam proses pembubaran",
    "proses pembubaran": "dalam proses pembubaran",
    "dalam proses pembubaran": "dalam proses pembubaran",
    "bubar": "bubar",
    "dibubarkan": "bubar",
}


class Doubt(Exception):
    """The cell holds something that can't be used; the message is the reason."""


def text(cell: Cell) -> str:
    """Plain words; whole numbers without the `.0` that spreadsheets add; placeholders are nothing."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = " ".join(str(cell).replace("\0", "").split())
    return "" if words.casefold() in NOTHING else words


def nik(cell: Cell) -> str:
    """The cooperative's number, as text of 10 to 16 digits."""
    found = text(cell).lstrip("'")
    if re.search(r"\d[eE]\+", found):
        raise Doubt("a spreadsheet has rounded this number; format the column as text")
    digits = re.sub(r"[\s.-]", "", found)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{10,16}", digits):
        raise Doubt("not a number of 10 to 16 digits")
    if not digits.strip("0"):
        return ""
    return digits


def legal_key(number: str) -> str:
    """A legal entity number without what registries write in different ways."""
    return re.sub(r"[\W_]+", "", number).casefold()


def phone(cell: Cell) -> str:
    """The first mobile number in E.164, else the first number; a landline is kept, it just can't chat."""
    found = text(cell)
    if not found:
        return ""
    parts = [found, *re.split(r"[/;,|]|\bdan\b|\batau\b", found)]
    numbers = [number for part in parts if (number := phones.read_phone(part))]
    if not numbers:
        raise Doubt("not a telephone number")
    return next((number for number in numbers if phones.is_mobile(number)), numbers[0])


def activity(cell: Cell) -> str:
    """One of the five activities."""
    found = text(cell).casefold()
    if found and found not in ACTIVITIES:
        raise Doubt("not a known status")
    return ACTIVITIES.get(found, "")


def form(cell: Cell) -> str:
    """primer or sekunder, whatever level is written behind."""
    found = text(cell).casefold()
    known = next((value for word, value in FORMS.items() if found.startswith(word)), "")
    if found and not known:
        raise Doubt("neither primer nor sekunder")
    return known


def kind(cell: Cell) -> str:
    """One of the five kinds; another word is kept as it stands."""
    found = text(cell)
    plain = re.sub(r"^(?:koperasi|kop)\b\.? *", "", found.casefold())
    return KINDS.get(plain, found)


def visited(cell: Cell, today: date) -> date | str | None:
    """The day of the last visit, NEVER, or None for an empty cell."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, bool):
        raise Doubt("not a date")
    if isinstance(cell, int | float) and SERIALS.start <= cell < SERIALS.stop:
        cell = EPOCH + timedelta(days=int(cell))
    found = cell if isinstance(cell, date) else _spoken_day(text(cell), today)
    if isinstance(found, date) and not date(1950, 1, 1) <= found <= today:
        raise Doubt("a visit can't lie in the future" if found > today else "not a date")
    return found


def _spoken_day(words: str, today: date) -> date | str | None:
    if NEVER_WORDS.search(words.casefold()):
        return NEVER
    if not words or not re.sub(r"[0/.\s:-]", "", words):
        return None
    found = dates.read_date(words, today, tense="past")
    if found is None or found.precision != "exact":
        raise Doubt("not a full date")
    if not re.search(rf"(?<!\d)(?:{found.value.year}|'?{found.value.year % 100:02d})(?!\d)", found.words):
        raise Doubt("a date without its year")
    return found.value
