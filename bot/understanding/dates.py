"""Dates as Indonesians type them. Order is always day, month, year; two-digit years are 20xx."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.understanding import calendar_words, feasts, numbers, other_events, said, second_thoughts
from bot.understanding.date_rules import Context, Tense, day_of
from bot.understanding.date_table import FULL_MONTH, MONTH, NARROWER, OUTRIGHT, RULES, WEEKDAY, Way
from bot.understanding.values import Read
from bot.understanding.words import normalise


def read_date(text: str, today: date, *, tense: Tense | None = None) -> Read[date] | None:
    """The date a text names, seen from `today`; None when it names none or one that does not exist.

    A tense that the words themselves show ("sudah", "rencana") wins over the argument; neither overrules a year.
    """
    text = second_thoughts.settled(numbers.to_digits(normalise(text)))
    text = _NO_DAY.sub(" ", _SPOKEN_YEAR.sub(r"20\1\2", text))
    text = _SLASHED_WEEKDAY.sub(r"\1 ", _GONE.sub(r"\1 lalu", _COMING.sub(r"\1 depan", text)))
    text = _WEEKDAY_BETWEEN.sub(r"\1 \3 hari \2", _AFTER_NEXT.sub("2 minggu lagi", _HARIBULAN.sub(r"\1 bulan ", text)))
    text = other_events.without_days(text)
    context = Context(today, _spoken_tense(text) or tense)
    if not _NEGATED_YET.search(text):
        text = said.settled(text)
    if tense and (match := _LONELY.fullmatch(text.strip(" .,"))):
        found = _read(f"tanggal {match[1]}", context)
        return Read(found.value, "doubtful", match[1]) if found else None
    if tense and _BARE.fullmatch(text.strip(" .,")):
        text = re.sub(r"(?<![\d./-])(?=\d{1,2}[./ -]\d)", "tanggal ", text.replace("tanggal ", ""))
    if (
        (near := _NEAR_AND_NUMBER.search(text))
        and (read := _read(near["near"], context))
        and read.value.day == int(near["day"])
    ):
        return Read(read.value, "exact", near[0])
    moved = _moved(text, context)
    read = moved or _one_of_two(text, context) or _read(text, context)
    if read is None or read.precision != "exact":
        return read
    before, _, after = text.partition(read.words)
    unsure = (
        said.is_guess(
            _CLAUSE.split(before)[-1][-40:], _CLAUSE.split(after)[0][:40].rstrip("?" if tense == "future" else "")
        )
        or _ODD_YEAR.match(after)
        or said.is_guess(read.words.rpartition(" tanggal ")[0])
    )
    if unsure:
        return Read(read.value, "doubtful", read.words)
    return moved or _or_another(read, text, context)


def agrees_with_weekday(read: Read[date]) -> bool:
    """Whether the weekday that the words name, if any, is that of the day."""
    named = next((day for day in calendar_words.WEEKDAYS if day in read.words.split()), None)
    return named is None or calendar_words.WEEKDAYS[named] == read.value.weekday()


_NO_DAY = re.compile(
    r"\b(?:jalan|jl|jln|gang|gg)\.? \d{1,2} [a-z]+\b"
    r"|\b(?:uu|undang-undang|pasal|ayat|permenkop\w*|peraturan|perda)\b(?: [a-z]+){0,3} ?\d[\d/.-]*(?: (?:tahun"
    r"|ayat) \d+)*"
    rf"|\b(?:setiap|tiap|beberapa|berapa) (?:hari |malam )?(?:tanggal \d{{1,2}}|{WEEKDAY}|hari|minggu|pekan|bulan"
    rf"|tahun)\b(?: yang)?(?: lalu)?"
)
"""Streets, laws, what comes again and again."""
_SLASHED_WEEKDAY = re.compile(rf"\b({WEEKDAY}) ?[/(|-] ?(?=\d)")
_COMING = re.compile(rf"(?<!\d )\b(minggu|pekan|bulan|tahun|{WEEKDAY}) (?:yang |ka |akan |mau )+(?:datang|depan)\b")
_GONE = re.compile(
    rf"\b((?:se)?(?:minggu|pekan|bulan|tahun)|hari|{WEEKDAY}) (?:yang )?(?:sudah )?(?:lewat|lepas)\b"
    r"(?! (?:itu|lebaran|hari raya|raya|puasa))"
)
_HARIBULAN = re.compile(rf"\b(\d{{1,2}}) ?(?:hb|hari ?bulan) ?(?=\d|{FULL_MONTH})")
"""So Malays name a day: "10 hb 4"."""
_AFTER_NEXT = re.compile(r"\b(?:minggu|pekan) depan(?:nya)? lagi\b")
_WEEKDAY_BETWEEN = re.compile(
    rf"\b(tanggal \d{{1,2}}),? (?:hari )?({WEEKDAY}),? (bulan (?:1[0-2]|0?[1-9]|{MONTH})|{FULL_MONTH})\b"
)
_NEAR_AND_NUMBER = re.compile(
    rf"\b(?P<near>(?:{WEEKDAY}) (?:ini|depan|lalu|kemarin)|besok|lusa)(?: (?:pak|bu|kak"
    rf"|yang))?,? tanggal (?P<day>\d{{1,2}})\b"
    rf"(?! ?(?:{MONTH}|bulan)\b|[./-]\d)"
)
_SPOKEN_YEAR = re.compile(r"200(?<!\w200)(\d) (\d)\b(?! ?(?:orang|anggota))")
"""Of "dua ribu dua tujuh"."""
_NEGATED_YET = re.compile(r"\b(?:tidak|belum) kuorum\b")
"""A meeting that was held and decided nothing has its day."""
_LONELY = re.compile(r"(\d{1,2})(?: (?:pak|bu|saja|kemarin|lalu|ini))*")
_BARE = re.compile(
    r"(?:tanggal )?\d{1,2}[./ -]\d{1,2}(?: (?:atau|apa) (?:tanggal )?\d{1,2}[./ -]\d{1,2})?(?: (?:pak|bu|saja"
    r"|kemarin))*"
)
_ODD_YEAR = re.compile(r"[ /'-]{1,2}\d{3,4}(?![\d.,:]| ?(?:orang|anggota|ribu|juta))")
_CLAUSE = re.compile(r",(?!\d)|;|\.(?!\d)|\b(?:yang|dihadiri|hadir|peserta)\b")
_OR = re.compile(
    r"(?=[ ,])(?: ?,? (?:atau|apa|/)(?: kalau tidak| mungkin| tanggal(?= \d))* "
    r"|(?<=\d) iya (?=(?:tanggal )?\d)"
    rf"|(?<=\d)(?:,| ,)? (?=\d{{1,2}} (?:{MONTH})\b)|(?<=tanggal \d\d), ?(?=\d{{1,2}}(?:,| atau|$)))"
)
_DAY_WORD = re.compile(r"(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|(?:tanggal )?\d{1,2})$")
_TWO_WEEKDAYS = re.compile(
    rf"\b({WEEKDAY})(?: ?(?:,|/|-|dan|sama|sampai|ke) ?| )(?:hari )?({WEEKDAY})\b(?! (?:depan|lalu|ini|lagi"
    rf"|kemarin))"
)
_BEGINS = (
    r"(?=(?:tanggal |hari |malam )?(?:\d|besok|lusa|bulan|minggu|pekan|akhir|awal|pertengahan|setelah|sesudah|habis"
    rf"|{WEEKDAY}|{FULL_MONTH}))"
)
_MOVED_TO = re.compile(
    r"\b(?P<how>(?:di)?(?:undur|mundur|majukan|ganti|pindah|geser|tunda|ulang|rubah|ubah)\w*|maju|(?:di)?lanjut\w*"
    r"|dijadwal(?:kan)? ulang"
    r"|jadi(?:nya)?|menjadi)\b(?: (?:lagi|kembali|saja|tanggal(?=nya)|ke|jadi|menjadi|sampai|pada|hari"
    r"|di))* " + _BEGINS
)
_FROM_TO = re.compile(r"\bdari [^,;]{1,32}? (?:ke|jadi|menjadi) (?:tanggal |hari )*" + _BEGINS)
_MOVED = re.compile(r"\b(?:diundur|mundur|dimundurkan|digeser|dimajukan|ditunda|diganti|dipindah\w*)\b")


def _moved(text: str, context: Context) -> Read[date] | None:
    """The new day of what is moved: "12 feb diundur jadi 20 maret"; where the new one is not said, the old is asked."""
    for match in (*_MOVED_TO.finditer(text), *_FROM_TO.finditer(text)):
        rest = text[match.end() :]
        read = _read(_CLAUSE.split(rest)[0], context) or _same_month(
            rest, _read(text[: match.start()], context), context
        )
        if (read := read or _read(rest, context)) is not None:
            return read
    moved = _MOVED.search(text)
    read = _read(text, context) if moved else None
    if read is None or read.precision != "exact" or moved is None or text.find(read.words) > moved.start():
        return None
    return Read(read.value, "doubtful", read.words)


def _same_month(rest: str, old: Read[date] | None, context: Context) -> Read[date] | None:
    """The day of a bare number that an old day gives way to: "13 maret diundur ke 20"."""
    bare = _BARE_DAY.match(rest)
    if bare is None or old is None or old.precision not in ("exact", "doubtful"):
        return None
    found = day_of(old.value.year, old.value.month, bare[1])
    if found is None or found == old.value:
        return None
    return Read(found, "exact" if context.tense == "future" else old.precision, bare[0])


_BARE_DAY = re.compile(r"(\d{1,2})(?: ?nya)?(?= ?(?:$|[,.;]|(?:pak|bu|kak|saja|lah|karena|soalnya|jam|nanti)\b))")


def _or_another(read: Read[date], text: str, context: Context) -> Read[date]:
    """The day, or several where another one is named outright."""
    if not _NUMBERED_DAY.search(read.words):
        return read
    begin = text.find(read.words)
    rest = text[:begin] + " , " + text[begin + len(read.words) :]
    other = _read(rest, context, RULES[:OUTRIGHT]) if re.search(r"\d", rest) else None
    if other is None or other.value == read.value or other.precision not in ("exact", "doubtful"):
        return read
    second = text.find(other.words)
    if re.search(r" (?:sampai|hingga|-) ", f" {text[begin + len(read.words) : second]} "):
        return Read(read.value, "range", read.words)
    days = (read.value, other.value) if second > begin else (other.value, read.value)
    return Read(days[-1], "several", read.words, days)


_NUMBERED_DAY = re.compile(r"\d")


def _read(text: str, context: Context, ways: Sequence[Way] = RULES) -> Read[date] | None:
    for way in ways:
        if match := way.search(text):
            read = way.rule(match, context)
            bounded = _bounded(read, text[: match.start()], context)
            is_wide = bounded is not read or (way.rule in feasts.RULES and read and read.precision != "exact")
            rest = text[: match.start()] + " , " + text[match.end() :] if is_wide else ""
            return _read(rest, context, NARROWER) or bounded
    return None


_AFTER = re.compile(r"\b(?:setelah|sesudah|habis|lewat|selepas|di ?atas)(?: dari)? $")
_BEFORE = re.compile(
    r"\b(?:sebelum|paling lambat|paling lama|maksimal|maks|selambat-lambatnya"
    r"|di ?bawah) (?:pada )?$"
)


def _bounded(read: Read[date] | None, before: str, context: Context) -> Read[date] | None:
    """ "setelah tanggal 15": some day from the sixteenth on; "sebelum tanggal 15": from today on."""
    if read is None or read.precision not in ("exact", "doubtful"):
        return read
    if _AFTER.search(before):
        return Read(read.value + timedelta(days=1), "range", read.words)
    if _BEFORE.search(before):
        return Read(min(context.today, read.value), "range", read.words)
    return read


def _one_of_two(text: str, context: Context) -> Read[date] | None:
    """ "25 atau 26 maret", "selasa atau rabu": several, to be asked."""
    if (two := _TWO_WEEKDAYS.search(text)) and not re.search(r"\d", text):
        both = [_read(day, context) for day in two.groups()]
        days = tuple(each.value for each in both if each)
        return Read(days[0], "several", two[0], days)
    if not (parted := _OR.search(text)):
        return None
    before, after = text[: parted.start()], text[parted.end() :]
    second = _read(f"tanggal {after}" if re.match(r"\d{1,2}(?:,| atau|$)", after) else after, context)
    if second is None or second.precision not in ("exact", "doubtful"):
        return None
    left = _DAY_WORD.search(before)
    way = _WAY.search(second.words) if left and left[0] in calendar_words.WEEKDAYS else None
    first = _first(left[0] + (way[0] if way else ""), second, context) if left else _read(before, context)
    if first is None or first.value == second.value or first.precision not in ("exact", "doubtful"):
        return None
    named = left[0] if left else first.words
    return Read(first.value, "several", f"{named} atau {second.words}", (first.value, second.value))


def _first(named: str, second: Read[date], context: Context) -> Read[date] | None:
    """The first of two days, that has its month from the second."""
    if not (bare := re.search(r"\d{1,2}$", named)):
        return _read(named, context)
    said_alike = re.sub(r"\d{1,2}", bare[0], second.words, count=1)
    is_whole = "tanggal" in said_alike or _MONTH_IN.search(said_alike)
    return _read(said_alike if is_whole else f"tanggal {bare[0]}", context)


_WAY = re.compile(r"(?<=[a-z]) (?:depan|lalu|kemarin|ini)$")
_MONTH_IN = re.compile(rf"\b(?:{MONTH})\b|/")


_ONCE_DONE = re.compile(
    r"\b(?:kalau|jika|bila|apabila|setelah|sesudah|begitu|asal|tunggu|menunggu)\b"
    r"(?! (?:tidak (?:salah|keliru)|kami|kita|saya|rat|rapat)\b)[^,;.\d]{0,40}?\b(?:sudah|telah)\b"
)
"""What must be over first, and so is still to come."""


_OF_OTHERS = re.compile(
    r"\b(?:undangan|surat|anggota|panitia|tempat|aula|gedung|izin|konsumsi|semua)(?:nya)? (?:\w+ ){0,2}"
    r"(?:sudah|telah)\b"
    r"|\bnanti (?:saya |kami |akan |coba ){0,2}(?:cek|lihat|tengok|tanya\w*|cari|konfirmasi|(?:di)?kabar\w*|hubungi"
    r"|periksa|ingat\w*)"
)
"""What else has been done for a meeting, and what the person will do."""


def _spoken_tense(text: str) -> Tense | None:
    words = set(re.findall(r"[^\W\d_]+", _OF_OTHERS.sub(" ", _ONCE_DONE.sub(" ", text))))
    if words & calendar_words.PLANNING:
        return "future"
    if words & calendar_words.PAST:
        return "past"
    return "future" if words & calendar_words.FUTURE else None
