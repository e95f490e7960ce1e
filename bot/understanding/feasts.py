"""Days named by a feast: "setelah lebaran", "h+7 lebaran". The calendar of most feasts is an estimate."""

import re
from datetime import date, timedelta
from functools import cache
from itertools import islice

from bot.understanding.date_rules import Context, nearest
from bot.understanding.values import Read


def around_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "setelah lebaran", "sebelum puasa": a range that starts there, by the (estimated) calendar of feasts."""
    if match["count"]:
        return _from_feast(match, context)
    name = next(each for each, said in FEASTS.items() if re.fullmatch(said, match["feast"]))
    years = range(context.today.year - 1, context.today.year + 2)
    days = [day for year in years for day in _feast("lebaran" if name == "puasa" else name, year)]
    first = match["side"] in _BEFORE
    if not first:
        found = nearest([day + timedelta(AFTER_EID if name in ("lebaran", "puasa") else 1) for day in days], context)
        return Read(found, "range", match[0]) if found else None
    shift = -RAMADAN_DAYS if name == "puasa" else 0
    feast = nearest([day + timedelta(shift) for day in days], context)
    if feast is None:
        return None
    start = feast - timedelta(BEFORE_FEAST)
    return Read(max(start, context.today) if feast > context.today else start, "range", match[0])


_BEFORE = ("sebelum", "menjelang", "jelang")


def _from_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "seminggu setelah lebaran": about that day, to be asked."""
    name = next(each for each, said in FEASTS.items() if re.fullmatch(said, match["feast"]))
    years = range(context.today.year - 1, context.today.year + 2)
    days = [day for year in years for day in _feast("lebaran" if name == "puasa" else name, year)]
    count = (1 if match["count"] == "se" else int(match["count"])) * (1 if match["unit"] == "hari" else 7)
    shift = -count - (RAMADAN_DAYS if name == "puasa" else 0) if match["side"] in _BEFORE else count
    found = nearest([day + timedelta(shift) for day in days], context)
    return Read(found, "doubtful", match[0]) if found else None


FEASTS = {
    "iduladha": r"(?:hari raya )?idul ?adha|lebaran haji"
    r"|(?:hari raya )?(?:kurban|qurban)|hari raya haji|lebaran kurban",
    "lebaran": r"lebaran(?: idul ?fitri)?|idul ?fitri|hari raya(?: idul ?fitri)?(?! (?:idul|haji|kurban|qurban))"
    r"|(?:raya|rayo)(?! (?:idul|haji|kurban|qurban))",
    "puasa": r"ramadhan|ramadan|puasa|bulan puasa|bulan ramadhan|bulan ramadan",
    "natal": r"natal|natalan|nataru",
    "tahun baru": r"tahun baru|tahun baruan",
    "imlek": r"imlek|cap ?go ?meh",
    "kemerdekaan": r"17 ?-? ?an|7 belasan|17 ?agustus ?an|agustusan|hut ri|hari kemerdekaan|17 agustus",
    "nyepi": r"nyepi",
    "maulid": r"maulid(?: nabi)?|maulud",
    "isra": r"isra'? ?mi'?ra[jz]",
}
"""Feasts as people name them, those that contain another one first."""
_PRINTED = {
    "iduladha": "Eid al-Adha",
    "lebaran": "Eid al-Fitr",
    "natal": "Christmas Day",
    "tahun baru": "New Year's Day",
    "imlek": "Lunar New Year",
    "kemerdekaan": "Independence Day",
    "nyepi": "Day of Silence",
    "maulid": "Prophet's Birthday",
    "isra": "Isra' and Mi'raj",
}
COMPUTED = ("natal", "tahun baru", "imlek", "kemerdekaan")
"""Feasts whose day nobody has to announce."""
AFTER_EID, RAMADAN_DAYS, BEFORE_FEAST = 2, 30, 14
"""Idul Fitri takes two days; the fast before it 29 or 30; "sebelum" means about two weeks."""


@cache
def _feast(name: str, year: int) -> tuple[date, ...]:
    """First days of a feast that fall into the year."""
    import holidays  # 70 ms, and few people name a feast

    named = holidays.country_holidays("ID", years=year, language="en_US")
    days = sorted(day for day, printed in named.items() if _PRINTED[name] in printed and "Second" not in printed)
    return tuple(islice(days, 1))


def near_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "pas lebaran", "h+7 lebaran": to be asked where the calendar is an estimate."""
    name = next(each for each, said in FEASTS.items() if re.fullmatch(said, match["feast"]))
    years = range(context.today.year - 1, context.today.year + 2)
    days = [day for year in years for day in _feast("lebaran" if name == "puasa" else name, year)]
    shift = int(f"{match['sign']}{match['count']}") if match["count"] else -RAMADAN_DAYS if name == "puasa" else 0
    found = nearest([day + timedelta(shift) for day in days], context)
    is_known = name in COMPUTED and not match["count"]
    return Read(found, "exact" if is_known else "doubtful", match[0]) if found else None
