"""WhatsApp phones as people use them, beside Telegram ones."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.simulator.whatsapp.world import WhatsAppPerson, WhatsAppWorld
from bot.simulator.world import World

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
    async with asyncio.timeout(5):
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


async def test_templates_are_reviewed_in_the_bar(screen: Page, whatsapp_world: WhatsAppWorld) -> None:
    whatsapp_world.templates.create(TEMPLATE)
    await expect(screen.locator("#templates-waiting")).to_have_text("1")
    await screen.get_by_text("Template WhatsApp").first.click()
    panel = screen.locator("#templates")
    await expect(panel.get_by_role("listitem")).to_contain_text("id · layanan")
    await panel.get_by_role("button", name="Setujui undangan").click()
    await expect(panel.locator(".template-state")).to_have_text("disetujui")
    await panel.get_by_role("button", name="Jeda undangan").click()
    await expect(panel.locator(".template-state")).to_have_text("dijeda")
    await panel.get_by_role("button", name="Tolak undangan").click()
    await expect(panel.locator(".template-state")).to_have_text("ditolak")


async def test_trouble_of_one_messenger_is_named(screen: Page, world: World, whatsapp_world: WhatsAppWorld) -> None:
    await screen.get_by_text("Layanan: Lancar").click()
    await screen.get_by_label("Berlaku di").select_option("whatsapp")
    await screen.get_by_label("Mati").check()
    await expect(screen.locator("#fault-name")).to_have_text("Mati (WhatsApp)")
    assert (world.faults.mode, whatsapp_world.faults.mode) == ("none", "down")
    await screen.get_by_label("Berlaku di").select_option("telegram")
    await expect(screen.get_by_label("Lancar")).to_be_checked()
    await screen.get_by_label("Berlaku di").select_option("both")
    await screen.get_by_label("Lancar").check()
    await expect(screen.locator("#fault-name")).to_have_text("Lancar")
    assert whatsapp_world.faults.mode == "none"


async def test_somebody_new_gets_whatsapp(screen: Page, whatsapp_world: WhatsAppWorld) -> None:
    await screen.get_by_role("button", name="Tambah orang").click()
    await expect(screen.get_by_label("Sembunyikan nomor")).to_be_hidden()
    await screen.get_by_label("Aplikasi pesan").select_option("whatsapp")
    await screen.get_by_label("Nama").fill("Hasan Basri")
    await screen.get_by_label("Sembunyikan nomor").check()
    await screen.get_by_role("button", name="Tambah", exact=True).click()
    await expect(phone(screen, "Hasan Basri").locator(".via")).to_have_text("WhatsApp · @hasan_basri")
    assert [person.hides_number for person in whatsapp_world.people.values()] == [False, True, False, True]


async def test_day_chips_push_each_other_away(
    screen: Page, whatsapp_world: WhatsAppWorld, yusuf: WhatsAppPerson, calendar: Any
) -> None:
    for _ in range(4):
        for text in ("satu\ndua\ntiga", "empat\nlima\nenam"):
            whatsapp_world.type_text(yusuf.id, text)
        calendar.move(calendar.now + timedelta(days=1))
    seat = phone(screen)
    await expect(seat.locator(".day")).to_have_count(4)
    await seat.locator(".chat").evaluate("node => node.scrollTo(0, 260)")
    boxes = [await chip.bounding_box() for chip in await seat.locator(".day span").all()]
    tops = sorted(box["y"] for box in boxes if box)
    assert all(later - earlier >= 20 for earlier, later in itertools.pairwise(tops))


async def test_large_counts_stay_beside_the_icon(screen: Page, world: World, bot: Bot) -> None:
    dewi = list(world.people.values())[-1]
    world.start(dewi.id)
    for _ in range(101):
        world.post(world.chats[dewi.id], {"text": "Yth. Ibu Dewi"})
    await screen.set_viewport_size({"width": 390, "height": 844})
    button = screen.get_by_role("button", name="Orang dan pengaturan")
    await expect(button).to_have_attribute("data-unread", "99+")
    await button.click()
    line = screen.get_by_role("complementary").get_by_role("button", name="Dewi Lestari")
    await expect(line.locator(".badge")).to_have_text("99+")
    assert await screen.evaluate("document.documentElement.scrollWidth") == 390
