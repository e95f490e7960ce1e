"""The contract through a client library that knows nothing of ours: pywa drives the API and reads the webhooks."""

import asyncio
import struct
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.simulator.whatsapp.conftest import reminder, text
from tests.simulator.whatsapp.hook import quiet

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200) + b"\x08\x02\0\0\0"


@pytest.fixture
async def pywa_client(address, world) -> AsyncIterator[Any]:
    import pywa_async

    client = pywa_async.WhatsApp(
        phone_id=world.number_id, token=world.token, waba_id=world.account_id, app_secret="wa-secret"
    )
    client.api._session.base_url = address
    yield client
    await client.api._session.aclose()


@pytest.fixture
def read(hook) -> Iterator[Any]:
    """What pywa makes of the posts that came; every post must be one that it understands."""
    import pywa
    from pywa import handlers

    client = pywa.WhatsApp(phone_id="106540352242922", token="x", app_secret="wa-secret", waba_id="102290129340398")
    found: list[Any] = []
    for name in (
        *("MessageHandler", "CallbackButtonHandler", "CallbackSelectionHandler", "MessageStatusHandler"),
        *("EditedMessageHandler", "DeletedMessageHandler", "PhoneNumberChangeHandler"),
        *("UserMarketingPreferencesHandler", "TemplateStatusUpdateHandler", "TemplateCategoryUpdateHandler"),
        "TemplateQualityUpdateHandler",
    ):
        client.add_handlers(getattr(handlers, name)(lambda _, update: found.append(update)))

    def look() -> list[Any]:
        found.clear()
        for body, signature in zip(hook.bodies, hook.signatures, strict=True):
            assert client.webhook_update_validator(body, signature) is None
            assert client.webhook_update_handler(body) == ("ok", 200)
        assert len(found) == len(hook.bodies)
        return list(found)

    yield look
    client.api._session.close()


async def test_text_with_quote_and_tracker(pywa_client, world, budi, hook):
    asked = world.chat(budi.id)[0]
    sent = await pywa_client.send_message(budi.wa_id, "Yth. *Budi*", reply_to_message_id=asked["wamid"], tracker="42")
    message = world.chat(budi.id)[-1]
    assert (sent.id, sent.input, message["text"]) == (message["wamid"], budi.wa_id, "Yth. *Budi*")
    assert message["reply_to_message"]["text"] == "Halo"
    await quiet(world)
    assert {status["biz_opaque_callback_data"] for status in hook.statuses()} == {"42"}


async def test_to_somebody_without_a_number(pywa_client, world, siti):
    world.type_text(siti.id, "Halo")
    sent = await pywa_client.send_message(siti.user_id, "Selamat pagi")
    assert sent.to == siti.user_id
    assert world.chat(siti.id)[-1]["text"] == "Selamat pagi"


async def test_buttons_and_a_list(pywa_client, world, budi):
    from pywa.types import Button, Section, SectionList, SectionRow

    await pywa_client.send_message(
        budi.wa_id, "Sudah?", header="RAT", footer="Dinas", buttons=[Button("Ya", "y"), Button("Belum", "n")]
    )
    shown = world.chat(budi.id)[-1]["wa"]
    assert shown["buttons"] == [{"id": "y", "title": "Ya"}, {"id": "n", "title": "Belum"}]
    assert (shown["header"], shown["footer"]) == ("RAT", "Dinas")
    rows = [SectionRow("2025", "y2025", "Tahun lalu"), SectionRow("2026", "y2026")]
    await pywa_client.send_message(budi.wa_id, "Tahun?", buttons=SectionList("Pilih", [Section("Tahun buku", rows)]))
    sheet = world.chat(budi.id)[-1]["wa"]["list"]
    assert sheet["button"] == "Pilih"
    assert sheet["sections"][0]["rows"][0] == {"id": "y2025", "title": "2025", "description": "Tahun lalu"}


async def test_requests_reactions_and_marks(pywa_client, world, budi):
    await pywa_client.request_location(budi.wa_id, "Di mana?")
    await pywa_client.request_contact_info(budi.wa_id, "Nomor Bapak?")
    assert [message["wa"]["request"] for message in world.chat(budi.id)[-2:]] == ["location", "contact"]
    asked = world.chat(budi.id)[0]
    await pywa_client.send_reaction(budi.wa_id, "👍", asked["wamid"])
    await pywa_client.indicate_typing(asked["wamid"])
    assert (asked["reaction"], asked["wa"]["ticks"]) == ("👍", "read")
    await pywa_client.send_location(budi.wa_id, 0.507, 101.447, name="Kantor")
    assert world.chat(budi.id)[-1]["location"] == {"latitude": 0.507, "longitude": 101.447}


async def test_media_up_and_down(pywa_client, world, budi):
    await pywa_client.send_document(budi.wa_id, b"%PDF-1", "surat.pdf", "Surat", mime_type="application/pdf")
    message = world.chat(budi.id)[-1]
    assert (message["document"]["file_name"], message["caption"]) == ("surat.pdf", "Surat")
    await pywa_client.send_image(budi.wa_id, PNG, "Grafik", mime_type="image/png")
    assert world.chat(budi.id)[-1]["photo"][0]["width"] == 320
    uploaded = await pywa_client.upload_media(PNG, "image/png", "grafik.png")
    address = await pywa_client.get_media_url(uploaded.id)
    assert (address.mime_type, address.file_size) == ("image/png", len(PNG))
    assert await pywa_client.get_media_bytes(url=address.url) == PNG


async def test_a_template_from_making_to_pressing(pywa_client, world, siti, hook, read):
    from pywa.types import templates

    body = templates.BodyText("Yth. {{1}}, laporan rapat {{2}} kami tunggu.", "Budi", "2026")
    reply = templates.QuickReplyButton(text="Lapor")
    made = await pywa_client.create_template(
        templates.Template(
            name="rat",
            language=templates.TemplateLanguage.INDONESIAN,
            category=templates.TemplateCategory.UTILITY,
            components=[body, templates.FooterText(text="Dinas"), templates.Buttons(buttons=[reply])],
        )
    )
    assert made.status == templates.TemplateStatus.PENDING
    world.templates.approve("rat", "id")
    await pywa_client.send_template(
        siti.user_id,
        "rat",
        templates.TemplateLanguage.INDONESIAN,
        [body.params("Siti", "2026"), reply.params(callback_data="rat.k3f", index=0)],
    )
    message = world.chat(siti.id)[-1]
    assert message["text"] == "Yth. Siti, laporan rapat 2026 kami tunggu."
    assert message["wa"]["footer"] == "Dinas"
    await quiet(world)
    world.press(siti.id, message["message_id"], "rat.k3f")
    await quiet(world)
    pressed = read()[-1]
    assert (pressed.data, pressed.title, pressed.reply_to_message.id) == ("rat.k3f", "Lapor", message["wamid"])


async def test_templates_are_listed_and_deleted(pywa_client, world):
    world.templates.create(reminder())
    world.templates.create(reminder(language="en"))
    found = [each for each in await pywa_client.get_templates(name="rat_reminder")]
    assert [(each.name, each.language.value, each.status.value) for each in found] == [
        ("rat_reminder", "id", "PENDING"),
        ("rat_reminder", "en", "PENDING"),
    ]
    await pywa_client.delete_template("rat_reminder", template_id=found[0].id)
    assert [each.language for each in world.templates] == ["en"]


async def test_the_number_and_the_account(pywa_client, world):
    number = await pywa_client.get_business_phone_number()
    assert (number.display_phone_number, number.quality_rating) == ("+62 761 000 000", "GREEN")
    account = await pywa_client.get_business_account()
    assert account.name == "Sapa"


async def test_errors_have_their_types(pywa_client, world, budi, calendar):
    from pywa import errors
    from pywa.types import templates

    with pytest.raises(errors.InvalidParameter):
        await pywa_client.send_message(budi.wa_id, "a" * 4097)
    with pytest.raises(errors.TemplateNotExists):
        await pywa_client.send_template(budi.wa_id, "nothing", templates.TemplateLanguage.INDONESIAN, [])
    calendar.move(hours=24)
    with pytest.raises(errors.ReEngagementMessage):
        await pywa_client.send_message(budi.wa_id, "halo")
    world.faults.mode = "throttle"
    with pytest.raises(errors.RateLimitHit):
        await pywa_client.send_message(budi.wa_id, "halo")
    world.faults.mode = "revoked"
    with pytest.raises(errors.ExpiredAccessToken):
        await pywa_client.get_business_phone_number()


async def test_everything_a_person_does_is_readable(world, budi, hook, read):
    world.type_text(budi.id, "Halo *Sapa*")
    for kind in ("photo", "document", "voice", "video", "audio", "sticker"):
        world.send_file(budi.id, kind, PNG, caption="Foto" if kind == "photo" else "")
        await quiet(world)
    world.share_contact(budi.id)
    await quiet(world)
    world.send_location(budi.id, 0.5, 101.4)
    await quiet(world)
    first = world.chat(budi.id)[1]
    world.react(budi.id, first["message_id"], "👍")
    await quiet(world)
    world.edit_text(budi.id, first["message_id"], "Halo")
    await quiet(world)
    world.revoke(budi.id, first["message_id"])
    await quiet(world)
    world.stop_marketing(budi.id, True)
    await quiet(world)
    updates = read()
    assert [str(getattr(update, "type", "")) for update in updates[:9]] == [
        *("text", "image", "document", "audio", "video", "audio", "sticker"),
        *("contacts", "location"),
    ]
    assert updates[0].text == "Halo *Sapa*"
    assert updates[0].from_user.bsuid == budi.user_id
    assert (updates[1].caption, updates[3].audio.voice, updates[5].audio.voice) == ("Foto", True, False)
    assert updates[7].contacts.first_wa_id == budi.wa_id
    assert updates[9].reaction.emoji == "👍"
    assert (updates[10].message.text, updates[10].original_message_id) == ("Halo", first["wamid"])
    assert updates[11].original_message_id == first["wamid"]
    assert updates[12].value == "stop"


async def test_news_of_number_statuses_and_templates_is_readable(world, budi, hook, read, send):
    sent = await send(budi, **text("halo"), biz_opaque_callback_data="7")
    await quiet(world)
    world.change_number(budi.id, "+62 813 1111 2222")
    await quiet(world)
    world.templates.create(reminder())
    for decide in (
        lambda: world.templates.approve("rat_reminder", "id"),
        lambda: world.templates.recategorise("rat_reminder", "id", "MARKETING"),
        lambda: world.templates.rate("rat_reminder", "id", "RED"),
    ):
        decide()
        await quiet(world)
    taken, delivered, *rest = read()
    assert (taken.id, str(taken.status), taken.tracker) == (sent["messages"][0]["id"], "sent", "7")
    assert (str(delivered.status), delivered.pricing.billable) == ("delivered", False)
    moves = sorted(rest[:2], key=lambda move: str(move.sys_type))
    assert [str(move.sys_type) for move in moves] == ["user_changed_number", "user_changed_user_id"]
    assert moves[0].new_wa_id == "6281311112222"
    assert rest[2].new_status == "APPROVED"
    assert (rest[3].previous_category, rest[3].new_category) == ("UTILITY", "MARKETING")
    assert rest[4].new_quality_score == "RED"


async def test_many_at_once(pywa_client, world, budi):
    await asyncio.gather(*(pywa_client.send_message(budi.wa_id, f"ke-{number}") for number in range(20)))
    assert len(world.chat(budi.id)) == 21
