"""WhatsApp phones as people use them, beside Telegram ones."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.simulator.whatsapp.world import WhatsAppPerson, WhatsAppWorld
from tests.patience import PATIENCE

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
Bot = Callable[..., Awaitable[Any]]


def buttons(text: str, *titles: str, **more: Any) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": title.lower(), "title": title}} for title in titles]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": replies}, **more}


LIST = {
    "type": "list",
    "body": {"text": "Koperasi mana?"},
    "action": {
        "button": "Pilih koperasi",
        "sections": [
            {
                "rows": [
                    {"id": "k1", "title": "KSP Melati", "description": "Simpan pinjam"},
                    {"id": "k2", "title": "KUD Maju"},
                ]
            }
        ],
    },
}
TEMPLATE = {
    "name": "undangan",
    "language": "id",
    "category": "UTILITY",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Undangan"},
        {"type": "BODY", "text": "Bapak/Ibu diundang pada hari Senin."},
        {"type": "FOOTER", "text": "Dinas Koperasi"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Hadir"}]},
    ],
}


@pytest.fixture
def whatsapp(whatsapp_world: WhatsAppWorld) -> WhatsAppWorld:
    return whatsapp_world


def phone(screen: Page, name: str = "Yusuf Maulana") -> Locator:
    return screen.get_by_role("article", name=f"Telepon {name}")


async def begin(screen: Page) -> Locator:
    """A phone whose person has greeted."""
    seat = phone(screen)
    await seat.get_by_role("button", name="Kirim Halo").click()
    await expect(seat.locator(".bubble")).to_have_count(1)
    return seat


async def choose(seat: Locator, item: str) -> None:
    """An item of the menu of the last message."""
    await seat.locator(".bubble").last.click(button="right")
    await seat.get_by_role("menu").get_by_label(item).or_(seat.get_by_role("menuitem", name=item)).first.click()


async def test_both_messengers_are_seen_at_once(screen: Page) -> None:
    await expect(screen.locator('.phone[data-skin="telegram"]')).to_have_count(2)
    await expect(screen.locator('.phone[data-skin="whatsapp"]')).to_have_count(2)
    await expect(screen.locator(".seat").last).to_be_in_viewport(ratio=1)
    assert await screen.evaluate("document.querySelector('.phones').scrollWidth <= innerWidth")
    await expect(phone(screen).get_by_role("button", name="Mulai")).to_have_count(0)


async def test_a_newcomer_writes_or_greets(screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson) -> None:
    seat = phone(screen)
    await seat.get_by_role("button", name="Tulis pesan").click()
    await expect(seat.get_by_label("Pesan dari")).to_be_focused()
    await expect(seat.get_by_text("Jendela 24 jam tertutup")).to_be_visible()
    await seat.get_by_role("button", name="Kirim Halo").click()
    await expect(seat.locator(".words")).to_have_text("Halo")
    await expect(seat.get_by_text("Jendela 24 jam terbuka")).to_be_visible()
    await expect(seat.get_by_role("button", name="Daftar perintah")).to_have_count(0)


async def test_the_window_closes_as_time_passes(screen: Page) -> None:
    seat = await begin(screen)
    await expect(seat.get_by_text("Jendela 24 jam terbuka")).to_be_visible()
    await screen.get_by_role("button", name="Hari kerja berikut 08.30").click()
    await screen.get_by_role("button", name="+10 menit").click()
    await expect(seat.get_by_text("Jendela 24 jam tertutup")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("*tebal* _miring_ ~coret~", "<strong>tebal</strong> <em>miring</em> <s>coret</s>", id="the marks"),
        pytest.param("*_dua_*", "<strong><em>dua</em></strong>", id="one within the other"),
        pytest.param("```a *b* c```", "<pre>a *b* c</pre>", id="a block keeps its marks"),
        pytest.param("2*3*4 nama_file_a", "2*3*4 nama_file_a", id="signs within words"),
        pytest.param("* satu\n* dua", "* satu\n* dua", id="signs with a space behind"),
        pytest.param(
            "*1.* Koperasi: *KSP*.", "<strong>1.</strong> Koperasi: <strong>KSP</strong>.", id="two in a line"
        ),
        pytest.param("<b>*x*</b>", "&lt;b&gt;<strong>x</strong>&lt;/b&gt;", id="markup stays words"),
    ],
)
async def test_marks(screen: Page, text: str, shown: str) -> None:
    draw = """async (text) => {
        const { marked } = await import("/static/marks.js");
        const node = document.createElement("div");
        node.append(...marked(text));
        return node.innerHTML;
    }"""
    assert await screen.evaluate(draw, text) == shown


async def test_buttons_lie_below_and_answer(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, send: Bot
) -> None:
    seat = await begin(screen)
    more = {"header": {"type": "text", "text": "Laporan RAT"}, "footer": {"text": "Balas BERHENTI"}}
    await send(yusuf, "interactive", buttons("Apakah *benar*?", "Benar", "Ubah", "Batal", **more))
    await expect(seat.locator(".headline")).to_have_text("Laporan RAT")
    await expect(seat.locator(".footline")).to_have_text("Balas BERHENTI")
    boxes = [await choice.bounding_box() for choice in await seat.locator(".choice").all()]
    assert len({(box["x"], box["width"]) for box in boxes if box}) == 1
    await seat.get_by_role("button", name="Ubah").click()
    await expect(seat.locator(".quote")).to_contain_text("Apakah benar?")
    assert whatsapp_world.chat(yusuf.id)[-1]["text"] == "Ubah"


async def test_a_list_opens_a_sheet(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, send: Bot
) -> None:
    seat = await begin(screen)
    await send(yusuf, "interactive", LIST)
    await seat.get_by_role("button", name="Pilih koperasi").click()
    sheet = seat.get_by_role("dialog", name="Pilih koperasi")
    await expect(sheet.get_by_role("button", name="Kirim")).to_be_disabled()
    await screen.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    await seat.get_by_role("button", name="Pilih koperasi").click()
    await expect(sheet.get_by_text("Simpan pinjam")).to_be_visible()
    await screen.keyboard.press("ArrowDown")
    await sheet.get_by_role("button", name="Kirim").click()
    await expect(seat.locator(".words").last).to_have_text("KUD Maju")


async def test_requests_for_contact_and_place(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, send: Bot
) -> None:
    seat = await begin(screen)
    asked = {"type": "request_contact_info", "body": {"text": "Nomor?"}, "action": {"name": "request_contact_info"}}
    await send(yusuf, "interactive", asked)
    await seat.get_by_role("button", name="Bagikan info kontak").click()
    await seat.get_by_role("button", name="Bagikan", exact=True).click()
    await expect(seat.locator(".contact")).to_contain_text(yusuf.phone)
    await expect(seat.get_by_role("button", name="Bagikan info kontak")).to_have_count(0)
    asked = {"type": "location_request_message", "body": {"text": "Di mana?"}, "action": {"name": "send_location"}}
    await send(yusuf, "interactive", asked)
    await seat.get_by_role("button", name="Kirim lokasi").click()
    await seat.get_by_role("button", name="Kirim", exact=True).click()
    await expect(seat.locator(".place")).to_be_visible()


async def test_a_template_shows_its_parts_and_its_button_answers(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, send: Bot
) -> None:
    whatsapp_world.templates.create(TEMPLATE)
    whatsapp_world.templates.approve("undangan", "id")
    await send(yusuf, "template", {"name": "undangan", "language": {"code": "id"}})
    seat = phone(screen)
    await expect(seat.locator(".bubble")).to_contain_text("Bapak/Ibu diundang")
    await expect(seat.locator(".headline")).to_have_text("Undangan")
    await expect(seat.locator(".footline")).to_have_text("Dinas Koperasi")
    await seat.get_by_role("button", name="Hadir").click()
    await expect(seat.locator(".words").last).to_have_text("Hadir")


async def test_what_did_not_arrive_says_so(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, send: Bot
) -> None:
    whatsapp_world.late_window_errors = True
    await send(yusuf, "text", {"body": "Terlambat"})
    await expect(phone(screen).locator(".failed")).to_have_text("Tidak sampai ke telepon ini")


async def test_ticks_turn_blue_and_looking_reads(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, graph: Bot, send: Bot
) -> None:
    seat = await begin(screen)
    await expect(seat.get_by_role("img", name="Sampai")).to_be_visible()
    await graph(status="read", message_id=whatsapp_world.chat(yusuf.id)[0]["wamid"])
    await expect(seat.get_by_role("img", name="Sudah dibaca")).to_be_visible()
    changes = whatsapp_world.subscribe()
    await send(yusuf, "text", {"body": "Selamat pagi"})
    async with asyncio.timeout(PATIENCE):
        while (await changes.get()).data.get("wa", {}).get("state") != "read":
            pass
    whatsapp_world.unsubscribe(changes)


async def test_own_messages_are_mended_reacted_to_and_taken_back(screen: Page) -> None:
    seat = await begin(screen)
    await choose(seat, "Edit")
    await seat.get_by_label("Pesan dari").fill("Halo, Bapak")
    await seat.get_by_label("Pesan dari").press("Enter")
    await expect(seat.locator(".words")).to_have_text("Halo, Bapak")
    await choose(seat, "Reaksi 👍")
    await expect(seat.get_by_role("img", name="Reaksi 👍")).to_be_visible()
    await choose(seat, "Tarik reaksi 👍")
    await expect(seat.locator(".reaction")).to_have_count(0)
    await choose(seat, "Hapus untuk semua orang")
    await expect(seat.locator(".words")).to_have_text("Pesan ini telah dihapus")
    await expect(seat.get_by_role("button", name="Tindakan untuk pesan ini")).to_have_count(0)


async def test_the_menu_of_the_chat(screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson) -> None:
    seat = phone(screen)

    async def pick(item: str) -> None:
        await seat.get_by_role("button", name="Menu percakapan").click()
        await seat.get_by_role("menuitem", name=item).click()

    await pick("Buka tautan")
    await seat.get_by_label("Tautan atau kode").fill("https://wa.me/62761000000?text=MULAI%20k3f+9")
    await screen.keyboard.press("Enter")
    await expect(seat.locator(".words")).to_have_text("MULAI k3f 9")
    await pick("Ganti nomor")
    await seat.get_by_label("Nomor baru").fill("+62 812 0000 1111")
    await screen.keyboard.press("Enter")
    await expect(seat.locator(".via")).to_contain_text("+62 812 0000 1111")
    await pick("Berhenti pesan pemasaran")
    await pick("Terima lagi pesan pemasaran")
    await pick("Blokir bot")
    await expect(seat.locator(".chat-name")).to_contain_text("diblokir")
    await seat.get_by_role("button", name="Buka blokir").click()
    await expect(seat.get_by_label("Pesan dari")).to_be_visible()
