"""How an Outgoing looks on Telegram: bold stretches in UTF-16 units, keyboards."""

import pytest
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_writing import TEXT_LIMIT, edited_markup, entities, markup, shortened
from bot.messages import BOLD, Choice, Outgoing

B = BOLD
BOLD_STRETCHES = {
    "none": ("halo", []),
    "at the start": (f"{B}Mohon{B} diperiksa", [(0, 5)]),
    "in the middle": (f"ketik {B}MENU{B}.", [(6, 4)]),
    "two": (f"{B}a{B} dan {B}bc{B}", [(0, 1), (6, 2)]),
    "behind an emoji outside the plane": (f"👍 {B}ya{B}", [(3, 2)]),
    "behind a family": (f"👨‍👩‍👧 {B}ya{B}", [(9, 2)]),
    "an emoji inside": (f"{B}⚠️👍{B}", [(0, 4)]),
    "behind right to left": (f"مرحبا {B}ya{B}", [(6, 2)]),
    "an empty stretch": (f"a{B}{B}b", []),
    "a stretch that never ends": (f"a {B}b", [(2, 1)]),
    "across lines": (f"{B}a\nb{B}\nc", [(0, 3)]),
}


@pytest.mark.parametrize(("text", "stretches"), BOLD_STRETCHES.values(), ids=BOLD_STRETCHES)
def test_bold(text: str, stretches: list[tuple[int, int]]) -> None:
    found = entities(text)
    assert [(each.offset, each.length) for each in found or ()] == stretches
    assert found is None or {each.type for each in found} == {"bold"}


@given(st.lists(st.text(alphabet=st.characters(exclude_characters=BOLD, exclude_categories=["Cs"])), max_size=6))
def test_every_stretch_cuts_out_what_was_marked(pieces: list[str]) -> None:
    whole = "".join(pieces).encode("utf-16-le")
    found = entities(BOLD.join(pieces)) or []
    cut = [whole[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le") for each in found]
    assert cut == [piece for number, piece in enumerate(pieces) if number % 2 and piece]


LENGTHS = {
    "our longest text": ("x" * TEXT_LIMIT, "x" * TEXT_LIMIT),
    "bold marks don't count": (f"{B}{'x' * TEXT_LIMIT}{B}", f"{B}{'x' * TEXT_LIMIT}{B}"),
    "one too many": ("x" * (TEXT_LIMIT + 1), "x" * (TEXT_LIMIT - 1) + "…"),
    "a cut text keeps no half mark": (f"{B}{'x' * 9000}{B}", "x" * (TEXT_LIMIT - 1) + "…"),
}


@pytest.mark.parametrize(("text", "short"), LENGTHS.values(), ids=LENGTHS)
def test_shortened(text: str, short: str) -> None:
    assert shortened(text) == short


def choices(*labels: str) -> tuple[Choice, ...]:
    """`<` is back, `x` cancel, `>` skip; anything else an answer."""
    ways = {"<": "!back", "x": "!cancel", ">": "!skip"}
    return tuple(Choice(f"rat.k3f.{ways.get(label, f'held={n}')}", label) for n, label in enumerate(labels))


LONG = "Belum, sudah ada rencana"
KEYBOARDS = {
    "none": ((), None),
    "one": (("Sudah",), [["Sudah"]]),
    "short ones stand two in a row": (("Ketua", "Wakil", "Staf"), [["Ketua", "Wakil"], ["Staf"]]),
    "a long one makes them all stand alone": (("Sudah", LONG), [["Sudah"], [LONG]]),
    "the ways out come last, in one row": (("<", "Sudah", ">", "Tidak", "x"), [["Sudah", "Tidak"], ["<", ">", "x"]]),
    "only ways out": (("<", "x"), [["<", "x"]]),
}


@pytest.mark.parametrize(("labels", "rows"), KEYBOARDS.values(), ids=KEYBOARDS)
def test_keyboard(labels: tuple[str, ...], rows: list[list[str]] | None) -> None:
    found = markup(Outgoing("x", choices(*labels)))
    if rows is None:
        assert found is None
        return
    assert isinstance(found, InlineKeyboardMarkup)
    assert [[button.text for button in row] for row in found.inline_keyboard] == rows
    pressed = {button.text: button.callback_data for row in found.inline_keyboard for button in row}
    assert pressed == {choice.label: choice.id for choice in choices(*labels)}


def test_asking_for_a_number_needs_the_keyboard_below() -> None:
    found = markup(Outgoing("x", choices("Lewat nama koperasi"), asks_contact="Bagikan nomor saya"))
    assert isinstance(found, ReplyKeyboardMarkup)
    rows = [[(button.text, button.request_contact) for button in row] for row in found.keyboard]
    assert rows == [[("Bagikan nomor saya", True)], [("Lewat nama koperasi", None)]]
    assert (found.resize_keyboard, found.one_time_keyboard) == (True, True)


def test_a_message_that_is_edited_keeps_inline_buttons_only() -> None:
    assert isinstance(edited_markup(Outgoing("x", choices("Sudah"), asks_contact="Bagikan")), InlineKeyboardMarkup)
    assert edited_markup(Outgoing("x")) is None
