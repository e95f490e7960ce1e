"""What somebody says of a cooperative that is looked for, or of a number: one word for it, or none in doubt."""

from bot.understanding.words import normalise, strip_politeness

UNKNOWN = (
    *("tidak tahu", "kurang tahu", "belum tahu", "tidak mengetahui", "tidak kenal", "tidak pernah dengar"),
    *("belum pernah dengar", "baru dengar", "saya tidak tahu", "entah", "don't know", "i don't know", "no idea"),
)
GONE = (
    *("sudah tidak ada", "tidak ada lagi", "tidak ada", "sudah tutup", "sudah lama tutup", "tutup", "sudah bubar"),
    *("sudah lama tidak", "tidak aktif", "tidak berjalan", "sudah tidak aktif", "sudah tidak berjalan", "mati suri"),
    *("it is gone", "no longer", "closed"),
)
MOVED = ("sudah pindah", "pindah", "ada, pindah", "kantornya pindah", "alamatnya pindah", "moved", "it has moved")
THERE = (
    *("masih ada", "masih aktif", "masih berjalan", "masih jalan", "masih", "tahu", "iya tahu", "iya masih"),
    *("saya tahu", "iya saya tahu", "kenal", "saya kenal", "still there", "i know"),
)
YES, NO = ("iya", "benar", "betul", "yes"), ("bukan", "salah sambung", "salah nomor", "tidak", "no")
WORDS = {
    "answer": {"unknown": UNKNOWN, "gone": GONE, "moved": MOVED, "known": THERE},
    "alive": {"gone": GONE, "moved": MOVED, "here": (*THERE, *YES)},
    "owner": {"no": NO, "yes": YES},
}
"""By question the values, and how an answer of each begins. The first that fits is meant: "tidak ada" before "ada"."""
MOST_WORDS = 8
"""A longer message tells of something else as well, and is not taken for an answer."""


def read(question: str, text: str) -> str | None:
    """The value that the words mean as an answer to a question of `WORDS`."""
    said = [normalise(text), strip_politeness(text)]
    if len(said[0].split()) > MOST_WORDS:
        return None
    for value, beginnings in WORDS.get(question, {}).items():
        if any(each == words or each.startswith((f"{words} ", f"{words},")) for each in said for words in beginnings):
            return value
    return None
