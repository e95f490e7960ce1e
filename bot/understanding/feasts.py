"""Days named by a feast: "setelah lebaran", "h+7 lebaran", "hari pertama puasa"."""

import re
from datetime import date, timedelta
from functools import cache

from bot.understanding.date_rules import Context, nearest
from bot.understanding.values import Read


def around_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "setelah lebaran", "sebelum puasa": a range that starts there, by the (estimated) calendar of feasts."""
    if match["count"]:
        return _from_feast(match, context)
    name = _name(match)
    days = [*_days("lebaran" if name == "puasa" else name, context)]
    first = match["side"] in _BEFORE
    if not first:
        found = nearest([day + timedelta(AFTER_EID if name in ("lebaran", "puasa") else 1) for day in days], context)
        return Read(found, "range", match[0]) if found else None
    feast = nearest([*_days(name, context)], context)
    if feast is None:
        return None
    start = feast - timedelta(BEFORE_FEAST)
    return Read(max(start, context.today) if feast > context.today else start, "range", match[0])


_BEFORE = ("sebelum", "menjelang", "jelang")


def _from_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "sehari sebelum puasa" is a day; "seminggu setelah lebaran" about one, to be asked."""
    count = (1 if match["count"] == "se" else int(match["count"])) * (1 if match["unit"] == "hari" else 7)
    read = _shifted(_name(match), -count if match["side"] in _BEFORE else count, match, context)
    return Read(read.value, "doubtful", match[0]) if read and match["unit"] != "hari" else read


FEASTS = {
    "iduladha": r"(?:hari raya )?idul ?adha|lebaran haji"
    r"|(?:hari raya )?(?:kurban|qurban)|hari raya haji|lebaran kurban",
    "lebaran": r"lebaran(?: idul ?fitri)?|idul ?fitri|hari raya(?: idul ?fitri)?(?! (?:idul|haji|kurban|qurban))"
    r"|(?:raya|rayo)(?! (?:idul|haji|kurban|qurban))",
    "puasa": r"ramadhan|ramadan|puasa|bulan puasa|bulan ramadhan|bulan ramadan",
    "natal": r"natal|natalan|nataru",
    "tahun baru": r"tahun baru(?! (?:islam|imlek|hijri))|tahun baruan",
    "imlek": r"(?:tahun baru )?imlek|cap ?go ?meh",
    "kemerdekaan": r"17 ?-? ?an|7 belasan|17 ?agustus ?an|agustusan|hut ri|hari kemerdekaan|17 agustus",
    "nyepi": r"nyepi",
    "maulid": r"maulid(?: nabi)?|maulud",
    "isra": r"isra'? ?mi'?k?ra[jz]",
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
_ESTIMATED = "estimated"
"""So the calendar marks a day that is announced only shortly before."""
AFTER_EID, RAMADAN_DAYS, BEFORE_FEAST = 2, 30, 14
"""Idul Fitri takes two days; the fast before it 29 or 30; "sebelum" means about two weeks."""


def _name(match: re.Match[str]) -> str:
    groups = match.groupdict()
    feast = groups["feast"] or groups["alone"] or groups["gone"]
    return next(each for each, said in FEASTS.items() if re.fullmatch(said, feast))


@cache
def _feast(name: str, year: int) -> dict[date, bool]:
    """The first day of a feast in each of its times that fall into the year, with whether it is only estimated."""
    import holidays  # 70 ms, and few people name a feast

    named = holidays.country_holidays("ID", years=year, language="en_US")
    days = {day: printed for day, printed in named.items() if _PRINTED[name] in printed and "Second" not in printed}
    return {day: _ESTIMATED in days[day] for day in sorted(days)}


def _days(name: str, context: Context) -> dict[date, bool]:
    """When the feast is in last year, this one and the next, with whether that is only estimated."""
    years = range(context.today.year - 1, context.today.year + 2)
    shift = timedelta(RAMADAN_DAYS if name == "puasa" else 0)
    days = [_feast("lebaran" if name == "puasa" else name, year).items() for year in years]
    return {day - shift: is_estimated for some in days for day, is_estimated in some}


def near_feast(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "pas lebaran", "h+7 lebaran", "malam tahun baru", "lebaran kedua"; the fast alone lasts a month."""
    groups, name = match.groupdict(), _name(match)
    if groups.get("count"):
        return _shifted(name, int(f"{match['sign']}{match['count']}"), match, context)
    if nth := groups.get("nth"):
        return _shifted(name, (_NTH.get(nth) or int(nth)) - 1, match, context)
    if name == "puasa":
        return _fast(match, context)
    return _shifted(name, -1 if groups.get("eve") else 0, match, context)


_NTH = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}


def _fast(match: re.Match[str], context: Context) -> Read[date] | None:
    """The month of the fast, from its first day; what is left of it, where that is still to come."""
    month = timedelta(RAMADAN_DAYS - 1 if context.tense != "past" else 0)
    found = nearest([day + month for day in _days("puasa", context)], context)
    if found is None:
        return None
    is_left = month and found > context.today
    return Read(max(found - month, context.today) if is_left else found - month, "range", match[0])


def _shifted(name: str, days: int, match: re.Match[str], context: Context) -> Read[date] | None:
    """The day so many days from a feast; to be asked where the calendar only estimates one that is still to come."""
    feasts = {day + timedelta(days): is_estimated for day, is_estimated in _days(name, context).items()}
    found = nearest([*feasts], context)
    if found is None:
        return None
    return Read(found, "doubtful" if feasts[found] and found > context.today else "exact", match[0])


RULES = (around_feast, near_feast)
