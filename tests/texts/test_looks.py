"""How parameters look in both languages, and that nobody else's words change how a text looks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.messages import BOLD, Choice, File, Filled, Outgoing, Say
from bot.texts import looks, wire

EVENING = "2027-01-11T17:30:00+00:00"
"""Half past midnight of the 12th in Pekanbaru."""

SHOWN = [
    ("a day by its date", "2027-01-11", "day", "Senin, 11 Januari 2027", "Monday, 11 January 2027"),
    ("a date", "2027-01-11", "date", "11 Januari 2027", "11 January 2027"),
    ("a short date", "2027-05-03", "short", "3 Mei", "3 May"),
    ("a day by its instant is the office's", EVENING, "day", "Selasa, 12 Januari 2027", "Tuesday, 12 January 2027"),
    ("a short date by its instant", EVENING, "short", "12 Jan", "12 Jan"),
    ("a time", "2027-01-11T02:05:00+00:00", "time", "09.05 WIB", "09.05 WIB"),
    (
        "a moment",
        EVENING,
        "moment",
        "Selasa, 12 Januari 2027, pukul 00.30 WIB",
        "Tuesday, 12 January 2027, at 00.30 WIB",
    ),
    ("a number", 1234567, "number", "1.234.567", "1,234,567"),
    ("zero is a number", 0, "number", "0", "0"),
    ("a fraction", 2.5, "number", "2,5", "2.5"),
    ("nothing", None, "", "–", "–"),
    ("nothing where a day should be", None, "day", "–", "–"),
    ("nothing where a number should be", None, "number", "–", "–"),
    ("empty words", "", "", "–", "–"),
    ("words as they are", "KSU *Maju* {name} <b>", "", "KSU *Maju* {name} <b>", "KSU *Maju* {name} <b>"),
    ("a bold mark of somebody's is taken out", f"a{BOLD}b", "", "ab", "ab"),
    ("long words are cut", "x" * 301, "", "x" * 299 + "…", "x" * 299 + "…"),
    ("long words in full", "x" * 301, "full", "x" * 301, "x" * 301),
    ("even full has an end", "x" * 4096, "full", "x" * 3399 + "…", "x" * 3399 + "…"),
    ("a number as words", 2026, "", "2026", "2026"),
]


@pytest.mark.parametrize(("_case", "value", "look", "indonesian", "english"), SHOWN, ids=[row[0] for row in SHOWN])
def test_look(_case: str, value: object, look: str, indonesian: str, english: str) -> None:
    assert (looks.show(value, look, "id"), looks.show(value, look, "en")) == (indonesian, english)


def test_the_offices_zone_decides_the_clock() -> None:
    looks.use_zone("Asia/Jayapura")
    try:
        assert looks.show("2027-01-11T02:05:00+00:00", "time", "id") == "11.05 WIT"
    finally:
        looks.use_zone("Asia/Jakarta")


FILLED = [
    (
        "bold stands in the template",
        Say("question.sent", {"person": "Siti"}),
        "Terkirim kepada Siti.",
    ),
    (
        "an asterisk in a value never becomes bold",
        Say("rat.receipt_gone", {"name": "KSU *Maju*", "receipt": "R-1"}),
        "Terima kasih atas keterbukaan Bapak/Ibu. Keterangan tentang "
        f"{BOLD}KSU *Maju*{BOLD} telah kami catat apa adanya, dan petugas kami akan menghubungi Bapak/Ibu untuk "
        f"mendengarkan dan membantu langkah berikutnya.\nNomor: {BOLD}R-1{BOLD}\n\n"
        "Tidak ada yang diputuskan lewat percakapan ini. Bila koperasi ingin dijalankan kembali, kami senang membantu.",
    ),
    (
        "a title that ends with a full stop gets no second",
        Say("question.sent", {"person": "Siti Rahmah, S.E."}),
        "Terkirim kepada Siti Rahmah, S.E.",
    ),
    (
        "nor where it is bold",
        Say("letter.linked", {"person": "Siti, S.E.", "position": "Ketua", "name": "Kopkar X Tbk."}),
        f"Bapak/Ibu {BOLD}Siti, S.E.{BOLD} sudah terhubung sebagai Ketua {BOLD}Kopkar X Tbk.{BOLD}",
    ),
    (
        "a slot in a value is no slot",
        Say("question.sent", {"person": "{text:full}"}),
        "Terkirim kepada {text:full}.",
    ),
    (
        "a choice is shown by its label",
        Say("rat.line.held", {"held": "no"}),
        "Pelaksanaan RAT: Belum ada rencana",
    ),
    (
        "a choice from data is shown by the label it had",
        Say("rat.line.cooperative", {"cooperative": "12", "cooperative_label": "KSU Maju"}),
        "Koperasi: KSU Maju",
    ),
    (
        "a choice nobody made",
        Say("rat.line.reason", {}),
        "Kendala: –",
    ),
    (
        "numbered lines",
        Say("answer.summary", {"lines": [{"key": "answer.line.text", "params": {"text": "a"}}, "b"]}),
        "1. a\n2. b",
    ),
    (
        "a list with bullets",
        Say("register.verified", {"cooperatives": ["KSU A", "KSU B"]}),
        "Terima kasih, nomor Bapak/Ibu cocok dengan daftar kami:\n• KSU A\n• KSU B",
    ),
    (
        "a text within a text",
        Say("cast.reason", {"why": {"key": "cast.why.blocked"}, "count": 1200}),
        "diblokir atau nomor tidak aktif: 1.200",
    ),
]


@pytest.mark.parametrize(("_case", "say", "words"), FILLED, ids=[row[0] for row in FILLED])
def test_filled(_case: str, say: Say, words: str) -> None:
    assert texts.fill(say) == words


@given(st.sampled_from(sorted(texts.catalogue("id"))), st.sampled_from(texts.LANGUAGES), st.text(max_size=40))
def test_no_words_of_a_person_change_what_is_bold(key: str, language: str, typed: str) -> None:
    """The number of bold marks is the template's, whatever stands in the slots."""
    template = texts.words(key, language)
    slots = [slot for slot in looks.SLOT.finditer(template) if slot["look"] in (None, "full", "choice", "text")]
    if len(slots) != len(list(looks.SLOT.finditer(template))):
        return
    said = texts.fill(Say(key, {slot["name"]: typed for slot in slots}), language)
    assert said.count(BOLD) == template.count("*")


def test_a_missing_language_falls_back_to_the_source() -> None:
    assert texts.words("form.stale", "en") != texts.words("form.stale", "id")
    with pytest.raises(KeyError):
        texts.words("form.nobody_wrote_this")


FILLED = Filled("news", "id", ("Rahmat",), ("knock.-.read=1",))
MESSAGES = [
    Outgoing("teks"),
    Outgoing("teks", (Choice("a.b.c=1", "Satu"), Choice("a.b.!back", "‹ Kembali")), asks_contact="Bagikan"),
    Outgoing("surat", document=File("/a", "b.pdf", "application/pdf"), replaces="12"),
    Outgoing(
        "gambar",
        image=File("/a", "b.png", "image/png"),
        template=Filled("news", "id", ("Rahmat",), ("knock.-.read=1",)),
    ),
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_survives_a_table(message: Outgoing) -> None:
    assert wire.outgoing_from_json(json.loads(json.dumps(wire.outgoing_to_json(message)))) == message


def test_a_say_survives_a_table() -> None:
    say = Say("rat.held", {"book_year": "2026", "x": [1, None]}, (Choice("rat.k3f.held=yes"), Choice("a.b.c=1", "A")))
    assert wire.say_from_json(json.loads(json.dumps(wire.say_to_json(say)))) == say
