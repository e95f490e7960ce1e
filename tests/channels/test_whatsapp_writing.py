"""How an Outgoing looks on WhatsApp: buttons, a list or numbered text, in one bubble, within Meta's limits."""

from typing import Any

import pytest

from bot.channels.whatsapp_writing import body, reads, recipient
from bot.messages import BOLD, Address, Choice, File, Filled, Outgoing

B = BOLD
PDF = File("undangan.pdf", "Undangan.pdf", "application/pdf")
PHOTO = File("peta.jpg", "peta.jpg", "image/jpeg")


def choices(*labels: str) -> tuple[Choice, ...]:
    """`<` is back, `x` cancel; anything else an answer."""
    ways = {"<": ("!back", "‹ Kembali"), "x": ("!cancel", "Batal")}
    return tuple(
        Choice(f"rat.k3f.{ways[label][0]}", ways[label][1]) if label in ways else Choice(f"rat.k3f.held={n}", label)
        for n, label in enumerate(labels)
    )


def form(request: dict[str, Any]) -> str:
    """Which of Meta's forms a request takes."""
    return str(request["interactive"]["type"] if request["type"] == "interactive" else request["type"])


def shown(request: dict[str, Any]) -> str:
    """The words that stand in the bubble."""
    if request["type"] == "interactive":
        return str(request["interactive"]["body"]["text"])
    if request["type"] == "text":
        return str(request["text"]["body"])
    return str(request[request["type"]].get("caption", ""))


def pressable(request: dict[str, Any]) -> list[tuple[str, str]]:
    """Id and title of every button or row."""
    action = request.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    parts = [*(each["reply"] for each in action.get("buttons", ())), *rows]
    return [(each["id"], each["title"]) for each in parts]


FORMS: dict[str, tuple[Outgoing, str]] = {
    "words alone are a text": (Outgoing("halo"), "text"),
    "one choice is a button": (Outgoing("x", choices("Ya")), "button"),
    "three choices are buttons": (Outgoing("x", choices("Ya", "Tidak", "x")), "button"),
    "four choices are a list": (Outgoing("x", choices("Ya", "Tidak", "<", "x")), "list"),
    "a label of twenty characters fits a button": (Outgoing("x", choices("x" * 20)), "button"),
    "a label of twenty-one makes a list": (Outgoing("x", choices("x" * 21)), "list"),
    "two labels alike can't be buttons": (Outgoing("x", choices("Ya", "Ya")), "list"),
    "a text of 1,024 fits above buttons": (Outgoing("x" * 1024, choices("Ya")), "button"),
    "a text of 1,025 goes above a list": (Outgoing("x" * 1025, choices("Ya")), "list"),
    "ten choices are a list": (Outgoing("x", choices(*map(str, range(10)))), "list"),
    "eleven choices are numbered words": (Outgoing("x", choices(*map(str, range(11)))), "text"),
    "a file with words is a document": (Outgoing("x", document=PDF), "document"),
    "a picture with words is an image": (Outgoing("x", image=PHOTO), "image"),
    "a file with two choices is buttons below it": (Outgoing("x", choices("Ya", "Tidak"), document=PDF), "button"),
    "a picture with two choices is buttons below it": (Outgoing("x", choices("Ya", "Tidak"), image=PHOTO), "button"),
    "a file with four choices numbers them": (Outgoing("x", choices("a", "b", "c", "d"), document=PDF), "document"),
    "a wish for the number": (Outgoing("x", asks_contact="Bagikan nomor"), "request_contact_info"),
    "a wish for the place": (Outgoing("x", asks_location="Bagikan lokasi"), "location_request_message"),
    "a template goes before everything": (
        Outgoing("x", choices("Ya"), document=PDF, asks_contact="y", template=Filled("news", "id")),
        "template",
    ),
}


@pytest.mark.parametrize(("message", "kind"), FORMS.values(), ids=FORMS)
def test_form(message: Outgoing, kind: str) -> None:
    assert form(body(message, "701" if message.document or message.image else "")) == kind


def test_buttons_carry_ids_and_labels() -> None:
    found = body(Outgoing(f"{B}RAT{B}?", choices("Sudah", "Belum")))
    assert pressable(found) == [("rat.k3f.held=0", "Sudah"), ("rat.k3f.held=1", "Belum")]
    assert shown(found) == "*RAT*?"
    assert {each["type"] for each in found["interactive"]["action"]["buttons"]} == {"reply"}


@pytest.mark.parametrize(("language", "words"), [("id", "Pilih"), ("en", "Choose")])
def test_a_list_is_opened_by_a_word_in_the_persons_language(language: str, words: str) -> None:
    found = body(Outgoing("x", choices("a", "b", "c", "d"), language=language))
    assert found["interactive"]["action"]["button"] == words
    assert len(found["interactive"]["action"]["sections"]) == 1


LABELS: dict[str, tuple[str, dict[str, str]]] = {
    "a short one stands alone": ("Sudah", {"title": "Sudah"}),
    "one of twenty-four stands alone": ("x" * 24, {"title": "x" * 24}),
    "a long one is cut and stands in full below": (
        "Koperasi Maju Bersama Sejahtera",
        {"title": "Koperasi Maju Bersama S…", "description": "Koperasi Maju Bersama Sejahtera"},
    ),
    "a very long one is cut twice": ("x" * 80, {"title": "x" * 23 + "…", "description": "x" * 71 + "…"}),
    "a cut leaves no blank before the dots": (
        "Koperasi Simpan Pinjam  Harapan",
        {"title": "Koperasi Simpan Pinjam…", "description": "Koperasi Simpan Pinjam  Harapan"},
    ),
}


@pytest.mark.parametrize(("label", "row"), LABELS.values(), ids=LABELS)
def test_rows(label: str, row: dict[str, str]) -> None:
    found = body(Outgoing("x", choices(label, "b", "c", "d")))
    assert found["interactive"]["action"]["sections"][0]["rows"][0] == {"id": "rat.k3f.held=0", **row}


def test_numbered_words_name_answers_by_number_and_ways_out_by_word() -> None:
    found = shown(body(Outgoing(f"Pilih {B}hari{B}", choices(*"abcdefghijk", "<", "x"))))
    lines = found.split("\n")
    assert lines[:3] == ["Pilih *hari*", "", "*1.* a"]
    assert lines[12] == "*11.* k"
    assert lines[-1] == "Atau ketik *KEMBALI* / *BATAL*."
    assert "‹" not in found


def test_numbered_words_without_a_way_out() -> None:
    assert shown(body(Outgoing("x", choices(*"abcdefghijk"), language="en"))).endswith(
        "Reply with the number of your choice."
    )


BOLD_STRETCHES: dict[str, tuple[str, str]] = {
    "none": ("halo", "halo"),
    "at the start": (f"{B}Mohon{B} diperiksa", "*Mohon* diperiksa"),
    "two": (f"{B}a{B} dan {B}bc{B}", "*a* dan *bc*"),
    "an asterisk out of somebody's words": ("5 * 3", "5 ∗ 3"),
    "an asterisk inside a bold name": (f"{B}KSP *Maju*{B}", "*KSP ∗Maju∗*"),
    "across lines: each line has its pair": (f"{B}a\nb{B}\nc", "*a*\n*b*\nc"),
    "across an empty line": (f"{B}a\n\nb{B}", "*a*\n\n*b*"),
    "a blank at the edge stays outside": (f"ketik{B} MENU {B}lagi", "ketik *MENU* lagi"),
    "an empty stretch": (f"a{B}{B}b", "ab"),
    "a stretch of blanks": (f"a{B} {B}b", "a b"),
    "a stretch that never ends": (f"a {B}b", "a *b*"),
}


@pytest.mark.parametrize(("text", "marked"), BOLD_STRETCHES.values(), ids=BOLD_STRETCHES)
def test_bold(text: str, marked: str) -> None:
    assert shown(body(Outgoing(text))) == marked
    assert shown(body(Outgoing(text, choices("Ya")))) == marked
    assert shown(body(Outgoing(text, document=PDF), "701")) == marked


LENGTHS: dict[str, tuple[Outgoing, str]] = {
    "our longest text": (Outgoing("x" * 4096), "x" * 4096),
    "one too many": (Outgoing("x" * 4097), "x" * 4095 + "…"),
    "a cut text keeps no half mark": (Outgoing(f"{B}{'x' * 9000}{B}"), "x" * 4094 + "…"),
    "a cut text keeps whole marks": (Outgoing(f"{B}a{B}{'x' * 9000}"), "*a*" + "x" * 4092 + "…"),
    "a caption": (Outgoing("x" * 1025, document=PDF), "x" * 1023 + "…"),
    "words above a wish": (Outgoing("x" * 1025, asks_contact="Bagikan"), "x" * 1023 + "…"),
    "marks count as they are sent": (Outgoing(f"{B}{'x' * 1023}{B}", choices("Ya")), f"*{'x' * 1023}*"),
}


@pytest.mark.parametrize(("message", "words"), LENGTHS.values(), ids=LENGTHS)
def test_lengths(message: Outgoing, words: str) -> None:
    assert shown(body(message, "701" if message.document else "")) == words


def test_bold_in_many_lines_may_need_a_list_where_the_plain_words_fit_above_buttons() -> None:
    message = Outgoing(f"{B}{'x' * 510}\n{'x' * 511}{B}", choices("Ya"))
    assert len(message.text) == 1024
    assert form(body(message)) == "list"


def test_a_label_with_an_asterisk_is_neutral_in_numbered_words_and_itself_on_a_button() -> None:
    assert "*1.* KSP ∗Maju∗\n" in shown(body(Outgoing("x", choices("KSP *Maju*", *"bcdefghijk"))))
    assert pressable(body(Outgoing("x", choices("KSP *Maju*"))))[0][1] == "KSP *Maju*"


def test_a_document_by_itself() -> None:
    found = body(Outgoing(f"{B}Undangan{B}", document=PDF), "701")
    assert found == {
        "type": "document",
        "document": {"id": "701", "caption": "*Undangan*", "filename": "Undangan.pdf"},
    }


def test_a_picture_without_words_has_no_caption() -> None:
    assert body(Outgoing("", image=PHOTO), "702") == {"type": "image", "image": {"id": "702"}}


def test_a_file_above_buttons_is_their_header() -> None:
    found = body(Outgoing("Hadir?", choices("Ya", "Tidak"), document=PDF), "701")["interactive"]
    assert found["header"] == {"type": "document", "document": {"id": "701", "filename": "Undangan.pdf"}}
    assert found["body"] == {"text": "Hadir?"}
    picture = body(Outgoing("Di sini?", choices("Ya"), image=PHOTO), "702")["interactive"]
    assert picture["header"] == {"type": "image", "image": {"id": "702"}}


def test_choices_below_a_file_that_fit_no_buttons_are_not_lost() -> None:
    found = shown(body(Outgoing("Pilih", choices("a", "b", "c", "d", "x"), image=PHOTO), "702"))
    assert "*4.* d" in found
    assert "*BATAL*" in found


WISHES = {
    "the number": (Outgoing("Nomor?", asks_contact="Bagikan nomor"), "request_contact_info", "request_contact_info"),
    "the place": (Outgoing("Di mana?", asks_location="Bagikan lokasi"), "location_request_message", "send_location"),
}


@pytest.mark.parametrize(("message", "kind", "name"), WISHES.values(), ids=WISHES)
def test_wishes(message: Outgoing, kind: str, name: str) -> None:
    found = body(message)["interactive"]
    assert found == {"type": kind, "body": {"text": message.text}, "action": {"name": name}}


def test_other_ways_beside_a_wish_are_words() -> None:
    found = shown(body(Outgoing("Nomor?", choices("Lewat nama koperasi", "x"), asks_contact="Bagikan")))
    assert "*1.* Lewat nama koperasi" in found
    assert "*BATAL*" in found


def test_a_template_with_values_and_buttons() -> None:
    filled = Filled("rat_reminder", "id", ("KSP Maju", "31 Maret"), ("rat.k3f.held=yes", "rat.k3f.held=no"))
    found = body(Outgoing("x", template=filled))
    assert found["template"] == {
        "name": "rat_reminder",
        "language": {"code": "id"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "KSP Maju"}, {"type": "text", "text": "31 Maret"}],
            },
            *(
                {
                    "type": "button",
                    "sub_type": "quick_reply",
                    "index": str(index),
                    "parameters": [{"type": "payload", "payload": payload}],
                }
                for index, payload in enumerate(filled.buttons)
            ),
        ],
    }


def test_a_template_with_neither() -> None:
    assert body(Outgoing("x", template=Filled("news", "en")))["template"]["components"] == []


VALUES = {
    "as it is": ("KSP Maju", "KSP Maju"),
    "line breaks become blanks": ("Jalan Satu\nPekanbaru", "Jalan Satu Pekanbaru"),
    "tabs and gaps become one blank": ("a\t\tb    c", "a b c"),
    "nothing is a dash": ("", "–"),
    "blanks are a dash": (" \n ", "–"),
    "marks go": (f"{B}KSP{B}", "KSP"),
    "an asterisk is neutral": ("*KSP*", "∗KSP∗"),
    "a long one is cut": ("x" * 400, "x" * 299 + "…"),
}


@pytest.mark.parametrize(("value", "sent"), VALUES.values(), ids=VALUES)
def test_values_of_templates(value: str, sent: str) -> None:
    (component,) = body(Outgoing("x", template=Filled("news", "id", (value,))))["template"]["components"]
    assert component["parameters"] == [{"type": "text", "text": sent}]


PEOPLE = {
    "a phone number": ("6281200000101", {"to": "6281200000101"}),
    "a business-scoped id": ("ID.1502000000000101", {"recipient": "ID.1502000000000101"}),
    "an id without its country": ("1502A", {"recipient": "1502A"}),
}


@pytest.mark.parametrize(("user", "field"), PEOPLE.values(), ids=PEOPLE)
def test_recipient(user: str, field: dict[str, str]) -> None:
    found = recipient(Address("whatsapp:7", user))
    assert found == {"messaging_product": "whatsapp", "recipient_type": "individual", **field}


def test_reading_is_told_and_that_we_write() -> None:
    assert reads("wamid.1") == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.1",
        "typing_indicator": {"type": "text"},
    }
