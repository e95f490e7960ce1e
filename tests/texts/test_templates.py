"""Which template says the same as a message, and with which values."""

from typing import Any

import pytest

from bot import texts
from bot.messages import Choice, Filled, Say
from bot.texts import templates
from bot.texts.templates import BODY_LIMIT

COOPERATIVES = [{"key": "register.cooperative", "params": {"name": name}} for name in ("KSU Maju", "KSP Jaya")]
ABOUT = {
    "name": "Siti",
    "office": "Dinas",
    "title": "Pelatihan",
    "day": "2027-01-20T02:00:00+00:00",
    "place": "Aula",
    "can": {"key": "event.can_still"},
    "cooperatives": COOPERATIVES,
}


def choices(form: str, *questions: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"{form}.12.{each}") for each in questions)


ONE, ALL = choices("event", "answer=yes", "answer=no"), choices("event", "all=yes", "all=no", "all=each")
VISIT = choices("unvisited", "act=propose", "act=visited", "act=not_officer")
FOUND: dict[str, tuple[Say, str | None]] = {
    "an invitation to one": (Say("event.invite_session", ABOUT, ONE), "invite_session"),
    "an invitation to several": (Say("event.invite_session", ABOUT, ALL), "invite_session_all"),
    "a clinic day": (Say("event.invite_clinic", ABOUT, ONE), "invite_clinic"),
    "a clinic day for several": (Say("event.invite_clinic", ABOUT, ALL), "invite_clinic_all"),
    "the day before": (Say("event.tomorrow", ABOUT, ONE), "event_reminder"),
    "the day before, for several": (Say("event.tomorrow", ABOUT, ALL), "event_reminder_all"),
    "a visit that is due": (Say("unvisited.reminder", ABOUT, VISIT), "visit_reminder"),
    "the knock": (Say("knock.news", ABOUT, choices("knock", "read=1")), "news"),
    "without its buttons": (Say("event.invite_session", ABOUT), None),
    "with another's": (Say("event.invite_session", ABOUT, VISIT), None),
    "in another order": (Say("event.invite_session", ABOUT, ONE[::-1]), None),
    "one button more": (Say("unvisited.reminder", ABOUT, (*VISIT, Choice("unvisited.12.act=x"))), None),
    "words that nobody has handed in": (Say("menu.thanks"), None),
}


@pytest.mark.parametrize(("say", "name"), FOUND.values(), ids=FOUND)
def test_a_template_is_found_by_words_and_buttons(say: Say, name: str | None) -> None:
    for language in texts.LANGUAGES:
        message = texts.render((say,), language, with_template=True)
        found = message.template
        assert (found.name if found else None) == name
        if found:
            assert found.language == language
            assert found.buttons == tuple(each.id for each in say.choices), "each button says what it would have said"
            assert len(found.values) == len(templates.written()[found.name].slots(language))
            assert message.text, "the words stay, for whoever has written lately"
    assert texts.render((say,), "id").template is None


def test_two_things_said_at_once_are_no_template() -> None:
    says = (Say("unvisited.reminder", ABOUT, VISIT), Say("menu.thanks"))
    assert texts.render(says, "id", with_template=True).template is None


def filled(say: Say, language: str = "id") -> Filled:
    found = texts.render((say,), language, with_template=True).template
    assert found is not None
    return found


def test_values_are_numbered_as_they_first_appear_and_look_as_in_our_texts() -> None:
    found = filled(Say("event.tomorrow", ABOUT, ONE))
    assert found.values == (
        "Pelatihan",
        "KSU Maju, KSP Jaya",
        "Rabu, 20 Januari 2027, pukul 09.00 WIB",
        "Aula",
        "tetap dapat",
    )
    assert "{{1}} untuk {{2}} pada {{3}}" in templates.written()["event_reminder"].body("id")
    assert filled(Say("event.tomorrow", ABOUT, ONE), "en").values[2] == "Wednesday, 20 January 2027, at 09.00 WIB"


def test_shown_is_what_stands_on_the_phone() -> None:
    found = filled(Say("event.tomorrow", ABOUT, ONE))
    assert templates.shown(found) == (
        "Yth. Bapak/Ibu pengurus, kami mengingatkan kembali jadwal Pelatihan untuk KSU Maju, KSP Jaya pada Rabu, "
        "20 Januari 2027, pukul 09.00 WIB, bertempat di Aula. Mohon konfirmasi apakah Bapak/Ibu tetap dapat hadir."
    )


VALUES: dict[str, tuple[dict[str, Any], str]] = {
    "an empty one": ({"place": ""}, "–"),
    "one that is missing": ({"place": None}, "–"),
    "lines and gaps": ({"place": "Aula\n lantai\t2     timur "}, "Aula lantai 2 timur"),
    "bold marks": ({"place": "\x02Aula\x02"}, "Aula"),
    "braces": ({"place": "{{1}} {name}"}, "{{1}} {name}"),
}


@pytest.mark.parametrize(("more", "expected"), VALUES.values(), ids=VALUES)
def test_what_a_value_must_not_hold(more: dict[str, Any], expected: str) -> None:
    assert filled(Say("event.tomorrow", ABOUT | more, ONE)).values[3] == expected


def test_the_longest_value_gives_way_until_the_body_fits() -> None:
    many = [{"key": "register.cooperative", "params": {"name": f"Koperasi Serba Usaha {n}"}} for n in range(200)]
    found = filled(Say("event.tomorrow", ABOUT | {"cooperatives": many}, ONE))
    assert len(templates.shown(found)) <= BODY_LIMIT
    assert found.values[1].startswith("Koperasi Serba Usaha 0, ") and found.values[1].endswith("…")
    assert (found.values[0], found.values[3]) == ("Pelatihan", "Aula"), "the short ones stay whole"


ROOMS = [0, 1, 5, 6, 7, 20, 59, 60, 61, 1000]


@pytest.mark.parametrize("room", ROOMS)
def test_values_are_cut_to_any_room_and_never_to_nothing(room: int) -> None:
    values = ["a" * 40, "b" * 15, "c" * 5]
    cut = templates._within(values, room)
    assert all(cut) and [each[0] for each in cut] == ["a", "b", "c"]
    assert sum(map(len, cut)) <= max(room, 2 * len(values)), "a sign and its dots each, where there is no room at all"
    assert room < 60 or list(cut) == values


def test_a_template_stands_for_words_that_we_say() -> None:
    for name, template in templates.written().items():
        assert texts.has(template.say), name
        assert {texts.has(each) for each in template.buttons} <= {True}, name
    keys = [(each.say, each.buttons) for each in templates.written().values()]
    assert len(set(keys)) == len(keys), "two templates for one message"
