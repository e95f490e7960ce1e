"""Phone numbers as people type them → E.164, with Indonesia as home."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType

_RUN = re.compile(r"\+?\(?\d(?:[ ().-]{0,3}\d){6,16}")
_NAMED = re.compile(r"\([^()\d]{0,60}\)")
_MOST_RUNS = 6
HOME = 62
"""Country code of the office."""


def read_phone(text: str) -> str | None:
    """The first valid phone number in E.164; a number that starts with 62 is international even without its plus."""
    text = unicodedata.normalize("NFKC", text[:4096])[:4096].translate(
        {0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-"}
    )
    runs = _RUN.finditer(_NAMED.sub(" ", text))
    for run, _ in zip(runs, range(_MOST_RUNS), strict=False):
        groups = re.split(r"[ ().-]+", run[0].strip("( "))
        for end in range(len(groups), 0, -1):
            if number := _valid("".join(groups[:end])):
                return number
    return None


def written(e164: str) -> str:
    """A number as people write it: 0812-3456-7890, 0761 853512. No sign before it, which a spreadsheet would reckon."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164.replace("+", "00")
    if number.country_code == HOME:
        return _national(number).translate({ord("("): "", ord(")"): ""})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("+", "00")


def _national(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def is_mobile(e164: str) -> bool:
    """Can this number carry WhatsApp or SMS? False for landlines and for what is no number."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return False
    return kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _valid(digits: str) -> str | None:
    bare = digits.lstrip("+")
    if bare.startswith("0062"):
        bare = bare[2:]
    if bare.startswith("62"):
        digits = "+62" + bare[2:].removeprefix("0")
    elif not digits.startswith("+"):
        if bare[:1] not in ("0", "8"):
            return None
        digits = "+62" + bare.removeprefix("0")
    try:
        number = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
