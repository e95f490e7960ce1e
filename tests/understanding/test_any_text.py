"""No text whatever makes a reader raise."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import (
    answers,
    clauses,
    corrections,
    counts,
    dates,
    finance,
    identity,
    intents,
    money,
    names,
    papers,
    phones,
    places,
    rat,
    rat_reasons,
    rat_words,
    rsvp,
    times,
    visits,
    words,
)

TODAY = date(2027, 3, 1)
READERS: dict[str, Callable[[str], object]] = {
    "words": words.strip_politeness,
    "answers": answers.read_answer,
    "dates": lambda text: dates.read_date(text, TODAY),
    "times": times.read_time,
    "counts": counts.read_count,
    "pairs": counts.read_pair,
    "money": money.read_money,
    "phones": phones.read_phone,
    "mobile": phones.is_mobile,
    "keys": names.match_key,
    "districts": lambda text: names.find_district(text, ["Rumbai", "Rumbai Barat", "Sail"]),
    "rank": lambda text: names.rank(text, {1: "KSP Mawar", 2: text}),
    "intents": intents.read_intent,
    "rat": lambda text: rat.read_rat(text, TODAY),
    "split": counts.read_split,
    "figures": finance.read_figures,
    "periods": money.is_of_a_period,
    "meetings": rat_words.meeting_alone,
    "standing": rat_words.read_standing,
    "reasons": rat_reasons.read_reason,
    "papers": papers.said_to_be_in_the_office,
    "identity": papers.is_identity,
    "who": identity.read_identity,
    "clauses": clauses.split,
    "corrections": corrections.read_correction,
    "invitations": rsvp.read_rsvp,
    "about events": rsvp.read_question,
    "visits": lambda text: visits.read_visit(text, TODAY),
    "places": places.read_place,
    "find": lambda text: names.verdict(names.find(text, {1: "KSP Mawar", 2: text}, places={1: "Sail"})),
}
intents.read_intent("apa saja")  # tables and examples are read once, before anything is timed
# fmt: off
PIECES = [
    "12", "31", "0", "99", "2027", "1.000", "2,5", "/", "-", ".", ",", ":", "(", ")", "rp", "jt", "rb", "m",
    "k", "%", "±", "🙏", "'", '"', "000000000000000000000000", "2", "an", "org", "lk", "pr", "l", "p", "hadir",
    "dari", "anggota", "tgl", "jam", "pkl", "setengah", "kurang", "lewat", "senin", "minggu", "depan", "lalu",
    "lagi", "hari", "bulan", "tahun", "maret", "feb", "29", "awal", "akhir", "kemarin", "besok", "lusa",
    "aset", "shu", "omset", "kantor", "ktp", "berkas", "ditunda", "bubar", "aktif", "ke",
    "malam", "sudah", "belum", "rencana", "tidak", "insya", "allah", "maaf", "dua", "puluh", "ratus", "seribu",
    "juta", "koma", "belas", "sejuta", "rat", "tb", "buku", "rugi", "per", "stop", "pak", "0812", "+62", "62",
    "ﷺ", "½", "²", "Ⅷ", "٣", "İ", "ß", "\u200b", "\x00", "tahun", "9999", "0000",
]
# fmt: on
LONG = [
    piece * (4096 // len(piece))
    for piece in ("dua ", "1.", "000", "12/", "hadir 1 anggota ", "ﷺ", "jam ", "(", "1 juta ", "anggota2 ", "-", "r.a.")
]
TEXTS = st.one_of(
    st.text(max_size=4096),
    st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.sampled_from(LONG),
)


@pytest.mark.parametrize("reader", READERS)
@given(text=TEXTS)
def test_never_raises(reader: str, text: str) -> None:
    READERS[reader](text)


@given(TEXTS, st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from([None, "past", "future"]))
def test_a_date_never_raises_on_any_day(text: str, today: date, tense: dates.Tense | None) -> None:
    dates.read_date(text, today, tense=tense)
