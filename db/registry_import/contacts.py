"""Whom the cells of an officer name: the officer, and whoever else the numbers belong to.

A second mobile number in the cell is kept as a contact of the same name: whoever writes from it is recognised, and a
search for a cooperative that can't be found has one more number to try. A name in brackets that is not the officer's
is the number's owner: the number must not prove that somebody else is the ketua. "Anaknya" names nobody, and who has
died holds no position.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.understanding import names
from db.registry_import import cells, fields

OTHER = "pengurus"
"""Position of a contact whose position nobody says."""
TITLES = re.compile(r"^(?:bapak|pak|bpk|ibu|bu|sdr|sdri|h|hj)\b\.? +", re.IGNORECASE)
PLACES = {
    "wa",
    "whatsapp",
    "hp",
    "rumah",
    "telp",
    "telepon",
    "fax",
    "aktif",
    "tidak aktif",
    "lama",
    "baru",
    "mati",
}
RELATION = re.compile(
    r"\b(?:(?:anak(?! agung\b)|istri|isteri|suami|menantu|mertua|ipar|adik|adek|kakak|abang|saudara|keponakan|ponakan"
    r"|sepupu|cucu|keluarga|kerabat|tetangga|teman|kawan|kantor|mantan|bekas|staf|karyawan)(?:nya)?"
    r"|(?:bapak|ayah|papa|ibu|mama|orang ?tua)nya)\b",
    re.IGNORECASE,
)
"""What a remark says of a number's owner instead of a name."""
DECEASED = re.compile(r"\b(?:alm|almh|almarhum|almarhumah|wafat|meninggal)\b", re.IGNORECASE)
REMARKED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]?\s*$")


@dataclass(frozen=True, slots=True)
class Named:
    """An officer as the registry names one; either name or phone may be empty, not both.

    `is_extra`: beside the officer of the row's position, found by the number alone.
    """

    position: str
    name: str
    phone: str
    is_extra: bool = False
    since: date | None = None
    until: date | None = None


def officer(
    position: str, name: str, numbers: Sequence[str], beside: str, term: Sequence[date | None] = (None, None)
) -> list[Named]:
    """The officers that a name, the numbers of its cells and the words in brackets behind them come to."""
    name = name if re.search(r"[^\W\d_]", name) and name.strip("()").casefold() not in cells.NOT_YET else ""
    mobile = [number for number in numbers if not cells.is_landline(number)]
    first = (mobile or list(numbers) or [""])[0]
    found: list[Named] = []
    owner = TITLES.sub("", beside)
    if owner and owner.casefold() in fields.POSITIONS:
        if owner.casefold() != position:
            found, first = [Named(owner.casefold(), "", first, is_extra=True)], ""
    elif owner and not RELATION.search(owner) and owner.casefold() not in PLACES and re.search(r"[^\W\d_]{3}", owner):
        if not name:
            name = owner
        elif first and not names.may_be_same(name, owner):
            found, first = [Named(OTHER, owner, first, is_extra=True)], ""
    found += [Named(OTHER, "" if found else name, number, is_extra=True) for number in mobile[1:]]
    if name or first:
        found.insert(0, Named(position, name, first, since=term[0], until=term[1]))
    return found


def is_deceased(*words: str) -> bool:
    """Whether these words about an officer say that nobody holds the position any longer."""
    return any(DECEASED.search(each) for each in words)


def without_relation(name: str) -> tuple[str, str]:
    """A name, and the remark behind it that says to whom a number in the same cell belongs."""
    found = REMARKED.search(name)
    return (name[: found.start()], found[1]) if found and RELATION.search(found[1]) else (name, "")
