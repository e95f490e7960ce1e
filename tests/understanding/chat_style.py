"""Days, times, amounts and counts printed as people type them in chat: the other end of the readers."""

from collections.abc import Sequence
from datetime import date, time

from num2words import num2words

MONTHS = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nop", "des"]
SCALES = ((10**12, "T"), (10**9, "M"), (10**9, "milyar"), (10**6, "jt"), (10**6, "juta"), (10**3, "rb"), (10**3, "k"))


def days(day: date) -> Sequence[str]:
    """The day in every style, with its year."""
    month, year = MONTHS[day.month - 1], day.year
    return (
        f"{day.day} {month} {year}",
        f"tgl {day.day} {month} {year}",
        f"tgl{day.day}{month}{year}",
        f"{day.day:02}{month.upper()}{year}",
        f"{day.day}/{day.month}/{year % 100:02}",
        f"{day.day}-{day.month}-{year}",
        f"{day.day:02}{day.month:02}{year}",
        f"tggl {day.day} bln {day.month} thn {year}",
        f"tanggal {num2words(day.day, lang='id')} {month} {year}",
    )


def times(at: time) -> Sequence[str]:
    """The time by the clock of 24 hours, and in words where an office would say so."""
    shown = [f"jam {at:%H.%M}", f"pkl {at:%H:%M} wib", f"jam{at:%H.%M}", f"pukul {at.hour}.{at.minute:02}"]
    if 8 <= at.hour <= 11 and at.minute == 0:
        shown += [f"jam {at.hour}", f"jm {at.hour} pagi", f"jam {num2words(at.hour, lang='id')}"]
    if at.minute == 30 and 8 <= at.hour <= 10:
        shown += [f"stgh {at.hour + 1}", f"jam setengah {num2words(at.hour + 1, lang='id')} pagi"]
    if 13 <= at.hour <= 14:
        shown += [f"jam {at.hour - 12}.{at.minute:02} siang"]
    if at.minute == 15 and 8 <= at.hour <= 11:
        shown += [f"jam {at.hour} lewat seperempat", f"jam {at.hour} lewat 15"]
    return shown


def amounts(rupiah: int) -> Sequence[str]:
    """The amount in full, and with every scale that leaves at most two decimals."""
    dotted = f"{rupiah:,}".replace(",", ".")
    shown = [f"Rp{dotted}", f"rp. {dotted},-", f"rp.{dotted}", f"Rp {rupiah}"]
    for scale, word in SCALES:
        whole, rest = divmod(rupiah, scale)
        hundredths, left = divmod(rest * 100, scale)
        if left or not 0 < whole < 1000:
            continue
        decimals = f",{hundredths:02}".rstrip("0").rstrip(",")
        shown += [f"{whole}{decimals}{word}", f"{whole}{decimals} {word}", f"Rp {whole}{decimals} {word} pak"]
    return shown


def counts(people: int) -> Sequence[str]:
    """The number of people in figures and in words."""
    spelled = num2words(people, lang="id")
    return (f"{people} org", f"{people}org", f"ada {people} orang pak", f"{spelled} orang", f"yg hadir {people}")
