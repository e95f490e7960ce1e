"""How people really write in chat: abbreviations, Minang and Melayu forms. Ambiguous ones stay out on purpose."""

import tomllib
from pathlib import Path

with Path(__file__).with_name("spellings.toml").open("rb") as _file:
    _FULL_TO_SHORT: dict[str, str] = tomllib.load(_file)
SPELLINGS = {short: full for full, shorts in _FULL_TO_SHORT.items() for short in shorts.split()}

ALONE_MEANS_OTHERWISE = {"no": "tidak", "k": "oke", "kk": "oke", "lah": "sudah"}
"""A word that is the whole message."""

AT_START = {"lah": "sudah", "da": "sudah", "no": "nomor", "pun": "sudah"}
"""Minang "lah rat", not the particle in "boleh lah"; "no antrian"."""

SIGNS = {
    "🆗": " oke ",
    "👎": " ❌ ",
    "❓": "?",
    "☝": "1",
    " s/d ": " sampai ",
    " s.d. ": " sampai ",
    " s.d ": " sampai ",
}
"""What is spelled out wherever it stands."""
SIGNS |= {" u/ ": " untuk "}

with Path(__file__).with_name("phrases.toml").open("rb") as _file:
    _PHRASES: dict[str, list[str]] = tomllib.load(_file)
PHRASES = {said: full for full, ways in _PHRASES.items() for said in ways}
"""Several words that mean what their parts don't, as they are typed."""

NO_PLURAL = frozenset(
    [
        "jam",
        "pkl",
        "pukul",
        "tgl",
        "tanggal",
        "bln",
        "bulan",
        "hadir",
        "sekitar",
        "kurleb",
        "total",
        "jumlah",
        "tahun",
        "thn",
        "lewat",
    ]
)
"""Words after which a 2 is a number: "jam2", not jam-jam."""

ADDRESSES = frozenset(
    [
        "pak",
        "bapak",
        "bp",
        "bu",
        "buk",
        "ibu",
        "ibuk",
        "bang",
        "abang",
        "bg",
        "kak",
        "kakak",
        "min",
        "mas",
        "mbak",
        "mba",
        "om",
        "tuk",
        "ajo",
        "uni",
        "pakcik",
        "bro",
        "gan",
        "kakanda",
        "cik",
        "encik",
        "makcik",
        "lae",
        "pakde",
        "bude",
        "ustad",
        "ustadz",
        "bos",
        "boss",
        "bosku",
        "kang",
        "datuak",
        "buya",
        "sis",
        "ndan",
    ]
)
