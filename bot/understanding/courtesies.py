"""What answers and asks nothing: greetings, how one does, wishes at a feast, a plea to wait, a message gone astray."""

import re

from bot.understanding.spellings import ADDRESSES
from bot.understanding.words import plain, strip_politeness

LONGEST = 160
"""Characters beyond which nobody says no more than that."""


def is_courtesy(text: str) -> bool:
    """Whether a message says nothing else: "assalamualaikum bu sehat?", "maaf lahir batin", "bentar lg ngajar"."""
    if len(text) > LONGEST:
        return False
    said = strip_politeness(text)
    return is_greeting(text) or any(
        (_KIND_WORDS.fullmatch(said), _WAITS.fullmatch(plain(text)), _ASTRAY.fullmatch(said))
    )


def is_greeting(text: str) -> bool:
    """Whether a message greets and says nothing else; folded hands beside a greeting are no thanks."""
    if strip_politeness(text).replace("🙏", "").strip():
        return False
    return bool(set(plain(text).split()) - ADDRESSES - {"🙏", "alhamdulillah"})


_KIND_WORDS = re.compile(
    r"(?:(?:(?:mohon |minta )?maaf lahir(?: dan| &)? bat[ih]?in|minal aidin(?: wal ?fai?zin)?|taqabb?al\w*(?: \w+){0,3}"
    r"|selamat (?:hari raya|(?:hari )?lebaran|tahun baru|menunaikan|menjalankan|berpuasa|puasa|berbuka|sahur|tarawih"
    r"|natal|menyambut)(?: (?:idul ?fitri|idul ?adha|ibadah|puasa|ramadhan|ramadan|bulan|suci|nyepi|imlek|natal|dan|\d+"
    r"|hijriah|masehi|h|m))*"
    r"|(?:apa|bagaimana) kabar(?:nya)?|kabar(?:nya)? (?:sehat|baik)|(?:semoga )?sehat(?:[ -]sehat)?"
    r"|lama tidak (?:jumpa|berjumpa|bertemu|ketemu|bersua|kelihatan)"
    r"|(?:mohon )?maaf (?:meng)?ganggu(?: (?:waktunya|malam-malam|pagi-pagi|istirahatnya))?)"
    r"(?: (?:iya|selalu|semua(?:nya)?|juga|dan|sekeluarga|keluarga|untuk|buat|bagi|kita|dari|kami|saya|saja|hari ini"
    r"|atas|segala|kesalahan|khilaf|alhamdulillah|(?:pak|bapak|bu|ibu|bang|kak|min|admin)))*(?: |$))+"
)
_ADDRESS = rf"(?:{'|'.join(sorted(ADDRESSES))})"
_WAITS = re.compile(
    rf"(?:(?:mohon|tolong|tunggu|maaf|iya|oke|{_ADDRESS}) )*(?:sebentar(?: (?:dulu|iya|saja|{_ADDRESS}))*"
    rf"(?:(?: (?:saya|kami) lagi|(?: (?:saya|kami))? (?:masih|sedang)) [a-z]+(?: [a-z]+){{0,4}})?"
    rf"|sebentar (?:{_ADDRESS} )+lagi [a-z]+(?: [a-z]+){{0,4}})"
    rf"|(?:saya |kami )?(?:lagi|sedang|masih) [a-z]+(?: [a-z]+){{0,4}} (?:tunggu )?sebentar"
    rf"(?: (?:iya|dulu|{_ADDRESS}))*"
)
"""Who asks to wait a moment. What happens "sebentar lagi" is no such plea."""
_ASTRAY = re.compile(
    r"(?=.*\b(?:maaf|aduh|eh|wah|tadi|grup)\b)(?:(?:maaf|aduh|eh|wah|tadi|itu|saya|iya) )*"
    r"salah (?:kirim|kamar|grup)(?:nya)?(?: (?:maaf|tadi|iya|grup|sebelah|itu|saya|hehe))*"
)
"""Who says "salah kirim" alone may mean that we have reached the wrong person."""
