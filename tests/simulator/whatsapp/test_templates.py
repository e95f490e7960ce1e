"""Templates: handed in, reviewed, listed, and filled in when they are sent."""

import pytest

from tests.simulator.whatsapp.conftest import filled, reminder
from tests.simulator.whatsapp.hook import quiet


def body(text: str, *examples: str) -> dict:
    part = {"type": "BODY", "text": text}
    return part if not examples else {**part, "example": {"body_text": [list(examples)]}}


def with_body(text: str, *examples: str) -> dict:
    return reminder(components=[body(text, *examples)])


def with_part(**part: object) -> dict:
    return reminder(components=[body("Selamat pagi."), part])


def with_buttons(*some: dict) -> dict:
    return with_part(type="BUTTONS", buttons=list(some))


QUICK = {"type": "QUICK_REPLY", "text": "Ya"}
LINK = {"type": "URL", "text": "Buka", "url": "https://example.org/{{1}}", "example": ["a"]}

REFUSED = [
    ("upper case in the name", reminder(name="RAT"), 0),
    ("a name too long", reminder(name="a" * 513), 0),
    ("an unknown category", reminder(category="SERVICE"), 0),
    ("no language code", reminder(language="Indonesian"), 0),
    ("no body", reminder(components=[{"type": "FOOTER", "text": "a"}]), 0),
    ("two bodies", reminder(components=[body("a"), body("b")]), 0),
    ("an unknown part", with_part(type="CAROUSEL"), 0),
    ("an unknown field", reminder(colour="red"), 0),
    ("a body too long", with_body("a" * 1025), 2388040),
    ("a variable first", with_body("{{1}} sudah kami terima.", "a"), 2388299),
    ("a variable last", with_body("Yang terhormat {{1}}", "a"), 2388299),
    ("more variables than words", with_body("Yth. {{1}} {{2}} ini", "a", "b"), 2388293),
    ("no example", with_body("Yang terhormat {{1}}, mohon lapor."), 2388047),
    ("too few examples", with_body("Yang terhormat {{1}}, mohon lapor {{2}} segera.", "a"), 2388047),
    ("a gap in the numbers", with_body("Yang terhormat {{2}}, mohon lapor.", "a"), 2388047),
    ("a named variable in numbers", with_body("Yang terhormat {{nama}}, mohon lapor.", "a"), 2388047),
    ("a variable in the footer", with_part(type="FOOTER", text="Dinas {{1}} Kota"), 2388073),
    ("a footer too long", with_part(type="FOOTER", text="a" * 61), 2388040),
    ("a header too long", with_part(type="HEADER", format="TEXT", text="a" * 61), 2388040),
    ("two variables in the header", with_part(type="HEADER", format="TEXT", text="{{1}} {{2}}"), 2388047),
    ("a picture without example", with_part(type="HEADER", format="IMAGE"), 2388047),
    ("a long button", with_buttons({"type": "QUICK_REPLY", "text": "a" * 26}), 2388040),
    ("a variable on a button", with_buttons({"type": "QUICK_REPLY", "text": "Ya {{1}}"}), 2388047),
    ("eleven buttons", with_buttons(*[QUICK] * 11), 0),
    ("three links", with_buttons(LINK, LINK, LINK), 0),
    ("two telephones", with_buttons(*[{"type": "PHONE_NUMBER", "text": "Telepon", "phone_number": "+6276100"}] * 2), 0),
    ("a variable inside a link", with_buttons({**LINK, "url": "https://example.org/{{1}}/a"}), 0),
    ("a link's variable without example", with_buttons({**LINK, "example": []}), 2388047),
    ("a code too long", with_buttons({"type": "COPY_CODE", "example": "a" * 16}), 2388040),
    ("an unknown button", with_buttons({"type": "DANCE", "text": "a"}), 0),
]


@pytest.mark.parametrize(("template", "subcode"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
async def test_refused(ask, world, template, subcode):
    status, answer = await ask("POST", f"{world.account_id}/message_templates", json=template)
    error = answer["error"]
    assert (status, error["code"], error.get("error_subcode", 0)) == (400, 100, subcode)
    assert list(world.templates) == []


ACCEPTED = [
    ("named variables", {"parameter_format": "NAMED", "components": [
        {"type": "body", "text": "Yth. {{nama}}, mohon lapor.",
         "example": {"body_text_named_params": [{"param_name": "nama", "example": "Budi"}]}}]}),
    ("a header with a variable", {"components": [
        {"type": "HEADER", "format": "TEXT", "text": "RAT {{1}}", "example": {"header_text": ["2026"]}},
        body("Lapor.")]}),
    ("a document", {"components": [
        {"type": "HEADER", "format": "DOCUMENT", "example": {"header_handle": ["4::aW"]}}, body("Lapor.")]}),
    ("every kind of button", {"components": [body("Lapor."), {"type": "BUTTONS", "buttons": [
        QUICK, LINK, {"type": "PHONE_NUMBER", "text": "Telepon", "phone_number": "+6276100"},
        {"type": "COPY_CODE", "example": "A1"}]}]}),
]  # fmt: skip


@pytest.mark.parametrize("parts", [case[1] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
async def test_accepted(ask, world, parts):
    status, answer = await ask("POST", f"{world.account_id}/message_templates", json=reminder(**parts))
    assert (status, answer["status"], answer["category"]) == (200, "PENDING", "UTILITY")


async def test_each_name_and_language_once(ask, world):
    path = f"{world.account_id}/message_templates"
    assert (await ask("POST", path, json=reminder()))[0] == 200
    assert (await ask("POST", path, json=reminder()))[1]["error"]["error_subcode"] == 2388024
    assert (await ask("POST", path, json=reminder(language="en_US")))[0] == 200


async def test_pages_fields_and_filters(ask, world):
    path = f"{world.account_id}/message_templates"
    for number in range(5):
        world.templates.create(reminder(name=f"salam_{number}"))
    world.templates.approve("salam_3", "id")
    _, first = await ask("GET", path, params={"limit": "2", "fields": "name,status"})
    assert [sorted(each) for each in first["data"]] == [["id", "name", "status"]] * 2
    names, after = [each["name"] for each in first["data"]], first["paging"]["cursors"]["after"]
    while after:
        _, page = await ask("GET", path, params={"limit": "2", "after": after})
        names += [each["name"] for each in page["data"]]
        after = page["paging"]["cursors"]["after"] if "next" in page["paging"] else ""
    assert names == [f"salam_{number}" for number in range(5)]
    _, found = await ask("GET", path, params={"status": "APPROVED", "name": "salam"})
    assert [each["name"] for each in found["data"]] == ["salam_3"]
    assert (await ask("GET", path, params={"fields": "colour"}))[1]["error"]["code"] == 100
    assert (await ask("GET", path, params={"after": "zzz"}))[0] == 400
    assert (await ask("GET", path, params={"limit": "0"}))[0] == 400


async def test_one_template_by_its_id(ask, world):
    made = world.templates.create(reminder())
    world.templates.approve("rat_reminder", "id")
    assert (await ask("GET", made.id))[1]["name"] == "rat_reminder"
    status, _ = await ask("POST", made.id, json={"components": [body("Mohon lapor.")]})
    assert (status, made.status, made.part("BODY")["text"]) == (200, "PENDING", "Mohon lapor.")


async def test_deleting(ask, world):
    path = f"{world.account_id}/message_templates"
    world.templates.create(reminder())
    assert await ask("DELETE", path, params={"name": "rat_reminder"}) == (200, {"success": True})
    assert (await ask("DELETE", path, params={"name": "rat_reminder"}))[0] == 400


async def test_reviews_are_told(world, hook):
    world.templates.auto_approve = True
    made = world.templates.create(reminder())
    key = "rat_reminder", "id"
    await quiet(world)
    world.templates.reject(*key, "INCORRECT_CATEGORY")
    await quiet(world)
    world.templates.pause(*key)
    await quiet(world)
    world.templates.disable(*key)
    await quiet(world)
    events = list(hook.values("message_template_status_update"))
    assert [(each["event"], each["reason"]) for each in events] == [
        ("APPROVED", "NONE"),
        ("REJECTED", "INCORRECT_CATEGORY"),
        ("PAUSED", "NONE"),
        ("DISABLED", "NONE"),
    ]
    assert {each["message_template_id"] for each in events} == {int(made.id)}
    with pytest.raises(KeyError):
        world.templates.approve("rat_reminder", "en")


@pytest.fixture
def approved(world):
    made = world.templates.create(reminder())
    world.templates.approve("rat_reminder", "id")
    return made


async def test_a_filled_template(send, world, siti, approved, hook):
    press = {**PRESS, "parameters": [{"type": "payload", "payload": "rat.go"}]}
    await send(siti, **filled("Siti", "2026", components=[press]))
    message = world.chat(siti.id)[-1]
    assert message["text"] == "Yth. Siti, laporan rapat 2026 kami tunggu sampai akhir bulan ini."
    assert message["wa"] == {
        "template": "rat_reminder",
        "footer": "Dinas Koperasi",
        "buttons": [{"id": "rat.go", "title": "Lapor"}, {"id": "Nanti", "title": "Nanti"}],
        "state": "delivered",
    }
    await quiet(world)
    pricing = hook.statuses()[0]["pricing"]
    assert (pricing["billable"], pricing["category"], pricing["type"]) == (True, "utility", "regular")
    world.press(siti.id, message["message_id"], "rat.go")
    await quiet(world)
    (pressed,) = hook.messages()
    assert (pressed["type"], pressed["button"]) == ("button", {"payload": "rat.go", "text": "Lapor"})


PRESS = {"type": "button", "sub_type": "quick_reply", "index": 0}
UNFIT = [
    ("too few values", filled("Siti"), 132000),
    ("too many values", filled("a", "b", "c"), 132000),
    ("no such name", filled("a", "b", name="rat"), 132001),
    ("an empty value", filled("", "b"), 131008),
    ("a line break", filled("a\nb", "b"), 132018),
    ("a tab", filled("a\tb", "b"), 132018),
    ("four spaces", filled("a    b", "b"), 132018),
    ("a body too long", filled("a" * 1024, "b"), 132005),
    ("a value that is no text", filled("a", components=[{"type": "body", "parameters": [{}, {}]}]), 132012),
    ("a part that does not exist", filled("a", "b", components=[{"type": "footer"}]), 132012),
    ("a button too far", filled("a", "b", components=[PRESS | {"index": 2}]), 132012),
    ("a button of another kind", filled("a", "b", components=[PRESS | {"sub_type": "url"}]), 131009),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT])
async def test_unfit(send, world, siti, approved, body, code):
    assert (await send(siti, **body))["code"] == code
    assert world.chat(siti.id) == []


async def test_only_while_approved(send, world, siti, approved):
    key = "rat_reminder", "id"
    for decide, code, status in (
        (world.templates.pause, 132015, 400),
        (world.templates.disable, 132016, 400),
        (world.templates.reject, 132001, 404),
    ):
        decide(*key)
        error = await send(siti, **filled("a", "b"))
        assert (error["code"], error["status"]) == (code, status)


async def test_named_values(send, world, siti):
    examples = [{"param_name": "nama", "example": "Budi"}, {"param_name": "tahun", "example": "2026"}]
    part = {
        "type": "BODY",
        "text": "Yth. {{nama}}, laporan {{tahun}} kami tunggu.",
        "example": {"body_text_named_params": examples},
    }
    world.templates.create(reminder(parameter_format="NAMED", components=[part]))
    world.templates.approve("rat_reminder", "id")
    values = [
        {"type": "text", "parameter_name": "tahun", "text": "2026"},
        {"type": "text", "parameter_name": "nama", "text": "Siti"},
    ]
    message = filled()
    message["template"]["components"] = [{"type": "body", "parameters": values}]
    assert "messages" in await send(siti, **message)
    assert world.chat(siti.id)[-1]["text"] == "Yth. Siti, laporan 2026 kami tunggu."
    values[0]["parameter_name"] = "bulan"
    assert (await send(siti, **message))["code"] == 132012


async def test_marketing_that_was_stopped(send, world, siti, approved, hook):
    world.templates.recategorise("rat_reminder", "id", "MARKETING")
    world.stop_marketing(siti.id, True)
    await quiet(world)
    (value,) = hook.values("user_preferences")
    assert value["user_preferences"][0]["value"] == "stop"
    await send(siti, **filled("a", "b"))
    await quiet(world)
    assert [status["errors"][0]["code"] for status in hook.statuses()] == [131050]
    world.stop_marketing(siti.id, False)
    await send(siti, **filled("a", "b"))
    await quiet(world)
    assert hook.statuses()[-1]["pricing"]["category"] == "marketing"


async def test_an_authentication_template_needs_a_number(send, world, siti, approved):
    approved.category = "AUTHENTICATION"
    assert (await send({"recipient": siti.user_id}, **filled("a", "b")))["code"] == 131062
    assert "messages" in await send(siti, **filled("a", "b"))
