"""Whatever handlers say, the request keeps Meta's limits and loses no answer."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.whatsapp_writing import body
from bot.messages import BOLD, Choice, File, Filled, Outgoing

B = BOLD
PDF = File("undangan.pdf", "Undangan.pdf", "application/pdf")
PHOTO = File("peta.jpg", "peta.jpg", "image/jpeg")

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    ["*", B, f"{B}a\nb{B}", "x" * 1100, f"{B}{'y' * 4200}{B}", "Koperasi Maju Bersama Sejahtera", "\n", "👩‍🌾"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map("".join).map(lambda text: f"RAT {text}")
LABEL = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=90).map(lambda text: f"A{text}")


@st.composite
def outgoings(draw: st.DrawFn) -> Outgoing:
    """Anything that handlers could say, and more."""
    labels = draw(st.lists(LABEL, max_size=13))
    ids = [f"rat.k3f.{draw(st.sampled_from(['held', '!back', 'pick']))}={n}" for n in range(len(labels))]
    file = draw(st.sampled_from(["", "", "document", "image"]))
    filled = Filled(
        "news", "id", tuple(draw(st.lists(WORDS, max_size=4))), tuple(draw(st.lists(st.just("a.b.c=d"), max_size=3)))
    )
    return Outgoing(
        draw(TEXTS),
        tuple(Choice(id_, label) for id_, label in zip(ids, labels, strict=True)),
        document=PDF if file == "document" else None,
        image=PHOTO if file == "image" else None,
        template=filled if draw(st.integers(0, 5)) == 0 else None,
        asks_contact=draw(st.sampled_from(["", "", "", "Bagikan"])),
        asks_location=draw(st.sampled_from(["", "", "", "Bagikan"])),
        language=draw(st.sampled_from(["id", "en"])),
    )


def check_interactive(part: dict[str, Any]) -> None:
    """Meta's limits on everything that can be pressed."""
    action = part["action"]
    assert (
        0 < len(part["body"]["text"].strip()) <= len(part["body"]["text"]) <= (4096 if part["type"] == "list" else 1024)
    )
    if part["type"] == "button":
        replies = [each["reply"] for each in action["buttons"]]
        assert 1 <= len(replies) <= 3
        assert all(0 < len(each["title"]) <= 20 and 0 < len(each["id"]) <= 256 for each in replies)
        assert len({each["title"] for each in replies}) == len({each["id"] for each in replies}) == len(replies)
    if part["type"] == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        assert 1 <= len(rows) <= 10
        assert 0 < len(action["button"]) <= 20
        assert all(0 < len(each["title"]) <= 24 and 0 < len(each["id"]) <= 200 for each in rows)
        assert all(0 < len(each.get("description", "x")) <= 72 for each in rows)
        assert len({each["id"] for each in rows}) == len(rows)


def check_template(part: dict[str, Any]) -> None:
    """Meta's limits on variables and payloads."""
    for component in part["components"]:
        for parameter in component["parameters"]:
            value = parameter.get("text", parameter.get("payload"))
            assert 0 < len(value) <= 1024
            assert not {"\n", "\t", "\r"} & set(value)
            assert "    " not in value


@settings(deadline=None)
@given(outgoings())
def test_every_request_keeps_metas_limits(message: Outgoing) -> None:
    found = body(message, "701" if message.document or message.image else "")
    kind = found["type"]
    assert set(found) == {"type", kind}
    if kind == "interactive":
        check_interactive(found[kind])
    elif kind == "template":
        check_template(found[kind])
    else:
        assert 0 < len(shown(found)) <= (4096 if kind == "text" else 1024)
    if kind != "template":
        assert BOLD not in shown(found)
        assert shown(found).count("*") % 2 == 0


@settings(deadline=None)
@given(outgoings())
def test_no_choice_is_lost(message: Outgoing) -> None:
    """Every answer can be pressed, or is named by number where there is room for the words."""
    found = body(message, "701" if message.document or message.image else "")
    if message.template or shown(found).endswith("…"):
        return
    answers = [each for each in message.choices if ".!" not in each.id]
    if pressable(found):
        assert [id_ for id_, _ in pressable(found)] == [each.id for each in message.choices]
    else:
        assert all(f"*{number}.* " in shown(found) for number in range(1, len(answers) + 1))


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
