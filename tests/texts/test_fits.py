"""Labels that we write fit on every channel in every language, and texts fit into one message."""

import re

import pytest

from bot import texts
from bot.channel import PLATFORMS
from bot.forms.asking import LINES_A_PAGE
from bot.messages import BOLD, Choice, Json, Say
from bot.texts import templates
from bot.texts.looks import SLOT
from handlers import FORMS
from handlers.staff import task_kinds
from tests.texts import spoken

BUTTON, ROW, MOST_BUTTONS = 20, 24, 3
"""WhatsApp: a message has three reply buttons of 20 characters, or a list of rows of 24."""
CALLBACK_BYTES = 64
TEXT, TEXT_WITH_BUTTONS = 4096, 1024
RUN = "zzzzz"
LONGEST_ID = str(2**63 - 1)
COOPERATIVE = "Koperasi Konsumen Syariah Pegawai Negeri Sumber Rezeki Bersama Sejahtera Mandiri"

ROWS = {
    "menu.go",
    "coop.do",
    "member.do",
    "download.get",
    "invite.do",
    "invite.whom",
    "change.what",
    "privacy.do",
    "privacy.fix",
    "board.position",
    "position.position",
    "claim.position",
    "letter.position",
    "rat.reason",
    "visitlog.result",
    "rat.held",
    "papers.kind",
    "papers.office",
    "refusal.kind",
    "rat.meeting",
    "rat.standing",
    "staff.role",
}
"""Questions with more than three choices (the ways out of a form count)."""
GROUPS = {
    "task.do": task_kinds.ACTIONS.values(),
    "progress.do": [("chart", "file", "contacts"), ("chart", "file", "meetings")],
    "cast.do": [("undo", "report"), ("stop", "report"), ("retry", "calls", "report")],
}
"""Questions of which a message shows a few at a time."""


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("question", spoken.CHOICES)
def test_labels_of_answers(question: str, language: str) -> None:
    assert all(len(group) <= MOST_BUTTONS for group in GROUPS.get(question, ()))
    most = ROW if question in ROWS else BUTTON
    labels = [texts.words(f"{question}={value}", language) for value in spoken.CHOICES[question]]
    assert [label for label in labels if len(label) > most] == []
    if question not in GROUPS:
        assert len(set(labels)) == len(labels), "two buttons of one question look the same"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_labels_of_controls(language: str) -> None:
    labels = [texts.words(f"control.{name}", language) for name in spoken.CONTROLS]
    others = [texts.words(key, language) for key in ("register.share", "claim.not_listed", "announce.all")]
    others += [texts.words(f"visitlog.{day}", language) for day in ("today", "yesterday")]
    assert [label for label in (*labels, *others) if len(label) > BUTTON] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_labels_of_a_form(form: object, language: str) -> None:
    """The list of lines shows names of fields; "which one do you mean?" the name of the form."""
    fields = [field.name for field in form.fields]  # type: ignore[attr-defined]
    most = BUTTON if len(fields) + 1 <= MOST_BUTTONS else ROW
    names = [texts.words(f"{form.name}.name.{name}", language) for name in fields]  # type: ignore[attr-defined]
    assert [name for name in names if len(name) > most] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert len(texts.words(f"{form.name}.form_name", language)) <= BUTTON  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_ids_of_a_form_fit_into_a_callback(form: object) -> None:
    name, fields = form.name, [field.name for field in form.fields]  # type: ignore[attr-defined]
    digest = "f" * 6
    ids = [f"{name}.{RUN}.!{control}" for control in spoken.CONTROLS]
    ids += [f"{name}.{RUN}.!send~{digest}", f"{name}.{RUN}.!edit~{len(fields) // LINES_A_PAGE}"]
    ids += [f"{name}.{RUN}.!{control}~{field}" for control in ("yes", "no", "reopen") for field in fields]
    ids += [f"{name}.{RUN}.{field}={LONGEST_ID}" for field in fields]
    assert [each for each in ids if len(each.encode()) > CALLBACK_BYTES] == []


def test_ids_outside_forms_fit_into_a_callback() -> None:
    for question, values in spoken.CHOICES.items():
        group, _, name = question.partition(".")
        for value in values:
            assert len(f"{group}.{LONGEST_ID}.{name}={value}".encode()) <= CALLBACK_BYTES
    assert len(f"event.{LONGEST_ID}.pick=1".encode()) <= CALLBACK_BYTES


SIZES = {
    "name": COOPERATIVE,
    "person": "Hj. Nurhayati binti Syamsuddin Rangkuti",
    "office": "Dinas Koperasi, Usaha Kecil dan Menengah",
    "city": "Kota Pekanbaru",
    "title": "Pelatihan Penyusunan Laporan Keuangan Koperasi Simpan Pinjam Tahap II",
    "place": "Aula Lantai 3 Dinas Koperasi dan UKM, Jalan Teratai Nomor 83, Sukajadi",
    "text": "x" * 600,
    "remark": "x" * 300,
}
BIG_LISTS = {"list": 5, "lines": 9}


def plausible(template: str) -> dict[str, Json]:
    """Long but likely values for every slot of a template."""
    found: dict[str, Json] = {}
    for slot in SLOT.finditer(template):
        name, look = slot["name"], slot["look"] or ""
        if look in ("day", "date", "short", "moment", "time"):
            found[name] = "2027-09-29T02:30:00+00:00"
        elif look in ("number", "rupiah"):
            found[name] = 123_456
        elif look in BIG_LISTS:
            found[name] = [COOPERATIVE] * BIG_LISTS[look]
        else:
            found[name] = SIZES.get(name, COOPERATIVE)
    return found


BUTTONLESS = re.compile(r"^(breach\.|optout\.|privacy\.copy$|command\.|alias\.|router\.apology)")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_texts_fit_into_a_message(language: str) -> None:
    too_long = {}
    for key, template in texts.catalogue(language).items():
        said = texts.plain(texts.fill(Say(key, plausible(template)), language))
        most = TEXT if BUTTONLESS.match(key) else TEXT_WITH_BUTTONS
        if len(said) > most:
            too_long[key] = len(said)
    assert too_long == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_somebody_elses_longest_words_still_fit(language: str) -> None:
    """What a person wrote at length is cut where it is relayed, never refused by the platform."""
    for key, template in texts.catalogue(language).items():
        if ":full}" in template:
            params = plausible(template) | {"text": "x" * 4096, "remark": "x" * 4096}
            assert len(texts.plain(texts.fill(Say(key, params), language))) <= TEXT, key


def test_a_message_with_buttons_is_finished() -> None:
    say = Say("form.leaving", {}, (Choice("rat.k3f.!leave"), Choice("rat.k3f.held=yes"), Choice("rat.k3f.x=1", "Maju")))
    assert [each.label for each in texts.render((say,)).choices] == ["Ya, batalkan", "Sudah", "Maju"]
    assert BOLD not in texts.plain(texts.render((Say("form.which_time"),)).text)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_words_that_a_channel_adds(language: str) -> None:
    """The button that opens a list, and the names of apps on buttons."""
    assert len(texts.words("channel.choose", language)) <= BUTTON
    assert [each.name for each in PLATFORMS.values() if len(each.name) > BUTTON] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("name", templates.written())
def test_an_approved_template_fits_whatever_fills_it(name: str, language: str) -> None:
    """Slots filled with long but likely values, and with somebody's longest words."""
    written = templates.written()[name]
    choices = tuple(Choice(f"{key.partition('.')[0]}.1.{key.partition('.')[2]}") for key in written.buttons)
    for size in (80, 4096):
        params = plausible(written.bodies[language]) | {"remark": "x" * size, "title": "x" * min(size, 200)}
        params |= {"cooperatives": [COOPERATIVE] * (5 if size == 80 else 30)}
        filled = texts.render((Say(written.say, params, choices),), language, with_template=True).template
        assert filled is not None
        assert len(templates.shown(filled)) <= TEXT_WITH_BUTTONS
        assert all(filled.values), "Meta takes no empty variable"
