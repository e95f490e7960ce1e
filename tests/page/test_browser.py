"""The page as people use it, in a real browser against the real simulator."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from bot.simulator.people import Person
from bot.simulator.world import World

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
Bot = Callable[..., Awaitable[Any]]
KEYS = {
    "inline_keyboard": [
        [{"text": "Hadir", "callback_data": "hadir"}, {"text": "Tidak", "callback_data": "tidak"}],
        [{"text": "Diwakilkan", "callback_data": "wakil"}],
    ]
}


def phone(screen: Page, name: str) -> Locator:
    return screen.get_by_role("article", name=f"Telepon {name}")


async def begin(screen: Page, name: str = "Siti Rahmawati") -> Locator:
    """A phone whose person has pressed START."""
    seat = phone(screen, name)
    await seat.get_by_role("button", name="Mulai").click()
    await expect(seat.locator(".bubble")).to_have_count(1)
    return seat


async def say(seat: Locator, text: str) -> None:
    await seat.get_by_label("Pesan dari").fill(text)
    await seat.get_by_label("Pesan dari").press("Enter")


async def test_three_phones_stand_side_by_side(screen: Page) -> None:
    await expect(screen.get_by_role("article")).to_have_count(3)
    for name in ("Siti Rahmawati", "Budi Santoso", "Rina Kartika"):
        await expect(phone(screen, name).get_by_role("button", name="Mulai")).to_be_visible()
    await expect(screen.locator("#clock")).to_have_text("08.30 WIBSenin, 11 Januari 2027")


async def test_words_reach_the_world_and_markup_stays_words(screen: Page, world: World, siti: Person) -> None:
    seat = await begin(screen)
    trick = "<img src=x onerror=\"document.title='x'\"> & <b>tebal</b>"
    await say(seat, trick)
    await expect(seat.locator(".words").last).to_have_text(trick)
    assert await seat.locator(".words img, .words b").count() == 0
    assert await screen.title() == "Sapa · Simulator"
    assert [update.update["message"]["text"] for update in world.updates.waiting()] == ["/start", trick]


async def test_a_bot_message_shows_its_format_and_its_buttons_are_answered(
    screen: Page, world: World, siti: Person, bot: Bot
) -> None:
    seat = await begin(screen)
    text = "🙏 Rapat *anggota* <b>Senin</b>"
    bold = [{"type": "bold", "offset": 3, "length": 5}, {"type": "italic", "offset": 3, "length": 2}]
    sent = await bot("sendMessage", chat_id=siti.id, text=text, entities=bold, reply_markup=KEYS)
    await expect(seat.locator(".words strong")).to_have_text(["Ra", "pat"])
    await expect(seat.locator(".words em")).to_have_text("Ra")
    await expect(seat.locator(".words").last).to_have_text(text)
    await expect(seat.locator(".keys .keys-row")).to_have_count(2)
    await seat.get_by_role("button", name="Tidak", exact=True).click()
    await expect(seat.locator('.key[aria-busy="true"]')).to_have_text("Tidak")
    query = world.updates.waiting()[-1].update["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("tidak", sent["message_id"])
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="Sudah kami catat")
    await expect(seat.get_by_text("Sudah kami catat")).to_be_visible()
    await expect(seat.locator(".key[aria-busy]")).to_have_count(0)
    await seat.get_by_role("button", name="Diwakilkan").click()
    await expect(seat.locator(".key[aria-busy]")).to_have_count(1)
    query = world.updates.waiting()[-1].update["callback_query"]
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="Jadwal penuh", show_alert=True)
    await expect(seat.get_by_role("alertdialog")).to_contain_text("Jadwal penuh")
    await screen.keyboard.press("Enter")
    await expect(seat.get_by_role("alertdialog")).to_have_count(0)


async def test_edits_and_deletions_show(screen: Page, siti: Person, bot: Bot) -> None:
    seat = await begin(screen)
    sent = await bot("sendMessage", chat_id=siti.id, text="Terkirim 1 dari 9", reply_markup=KEYS)
    await bot("editMessageText", chat_id=siti.id, message_id=sent["message_id"], text="Terkirim 9 dari 9")
    await expect(seat.locator(".bubble").last).to_contain_text("Terkirim 9 dari 9")
    await expect(seat.locator(".meta").last).to_contain_text("diedit")
    await expect(seat.locator(".keys")).to_have_count(0)
    await bot("deleteMessage", chat_id=siti.id, message_id=sent["message_id"])
    await expect(seat.locator(".bubble")).to_have_count(1)


async def test_a_person_replies_to_and_mends_messages(screen: Page, world: World, siti: Person) -> None:
    seat = await begin(screen)
    await say(seat, "besok jam 9")
    await seat.locator(".bubble").last.click(button="right")
    await seat.get_by_role("menuitem", name="Edit").click()
    await say(seat, "besok jam 10")
    await expect(seat.locator(".bubble").last).to_contain_text("besok jam 10")
    await seat.get_by_role("button", name="Tindakan untuk pesan ini").last.focus()
    await screen.keyboard.press("Enter")
    await seat.get_by_role("menuitem", name="Balas").click()
    await say(seat, "maaf, jam 11")
    await expect(seat.locator(".quote")).to_contain_text("besok jam 10")
    assert world.chat(siti.id)[-1]["reply_to_message"]["text"] == "besok jam 10"


async def test_the_own_contact_leaves_by_the_bots_keyboard(screen: Page, world: World, siti: Person, bot: Bot) -> None:
    seat = await begin(screen)
    keyboard = {"keyboard": [[{"text": "Bagikan nomor", "request_contact": True}]], "one_time_keyboard": True}
    await bot("sendMessage", chat_id=siti.id, text="Mohon nomor Bapak/Ibu", reply_markup=keyboard)
    await seat.get_by_role("button", name="Bagikan nomor").click()
    await seat.get_by_role("button", name="Bagikan", exact=True).click()
    await expect(seat.locator(".contact")).to_contain_text(siti.phone)
    assert world.chat(siti.id)[-1]["contact"]["user_id"] == siti.id


async def test_the_attach_sheet_sends(screen: Page, world: World, siti: Person) -> None:
    seat = await begin(screen)
    for name, count in (("Foto contoh", 2), ("Pesan suara", 3), ("Stiker", 4)):
        await seat.get_by_role("button", name="Lampirkan").click()
        await seat.get_by_role("menuitem", name=name).click()
        await expect(seat.locator(".bubble")).to_have_count(count)
    await seat.get_by_role("button", name="Lampirkan").click()
    await seat.get_by_role("menuitem", name="Lokasi").click()
    await seat.get_by_label("Lintang").fill("0.6")
    await seat.get_by_role("button", name="Kirim", exact=True).click()
    await expect(seat.locator(".place")).to_contain_text("0,6000")
    photo, voice, sticker, place = world.chat(siti.id)[1:]
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (960, 1200)
    assert world.file(voice["voice"]["file_id"])[0].startswith(b"OggS")
    assert world.file(sticker["sticker"]["file_id"])[1] == "image/webp"
    assert place["location"]["latitude"] == 0.6
    await expect(seat.locator(".photo img")).to_have_js_property("naturalWidth", 960)


async def test_blocking_and_letting_in_again(screen: Page, siti: Person) -> None:
    seat = await begin(screen)
    await seat.get_by_role("button", name="Menu percakapan").click()
    await seat.get_by_role("menuitem", name="Blokir bot").click()
    await expect(seat.locator(".chat-name")).to_contain_text("diblokir")
    assert siti.blocked
    await seat.get_by_role("button", name="Buka blokir").click()
    await expect(seat.get_by_label("Pesan dari")).to_be_visible()
    assert not siti.blocked


async def test_commands_and_typing(screen: Page, world: World, siti: Person, bot: Bot) -> None:
    await bot("setMyCommands", commands=[{"command": "rat", "description": "Lapor RAT"}])
    seat = await begin(screen)
    await bot("sendChatAction", chat_id=siti.id, action="typing")
    await expect(seat.locator(".chat-name")).to_contain_text("sedang mengetik")
    await seat.get_by_role("button", name="Daftar perintah").click()
    await seat.get_by_role("menuitem", name="/rat").click()
    await expect(seat.locator(".bubble").last).to_contain_text("/rat")
    assert world.chat(siti.id)[-1]["entities"][0]["type"] == "bot_command"


async def test_an_invitation_starts_and_a_demanded_reply_quotes(
    screen: Page, world: World, siti: Person, bot: Bot
) -> None:
    seat = await begin(screen)
    await seat.get_by_role("button", name="Menu percakapan").click()
    await seat.get_by_role("menuitem", name="Buka tautan undangan").click()
    await seat.get_by_label("Tautan atau kode").fill("https://t.me/sapa_bot?start=k3f-9")
    await screen.keyboard.press("Enter")
    await expect(seat.locator(".bubble").last).to_contain_text("/start k3f-9")
    await bot("sendMessage", chat_id=siti.id, text="Nama koperasi?", reply_markup={"force_reply": True})
    await expect(seat.locator(".context")).to_contain_text("Nama koperasi?")
    await say(seat, "KSP Melati")
    await expect(seat.locator(".quote")).to_contain_text("Nama koperasi?")
    assert world.chat(siti.id)[-1]["reply_to_message"]["text"] == "Nama koperasi?"


async def test_phones_are_hidden_badged_and_remembered(screen: Page, world: World, bot: Bot) -> None:
    dewi = next(person for person in world.people.values() if person.name == "Dewi Lestari")
    world.start(dewi.id)
    await bot("sendMessage", chat_id=dewi.id, text="Yth. Ibu Dewi")
    line = screen.get_by_role("complementary").get_by_role("button", name="Dewi Lestari")
    await expect(line.locator(".badge")).to_have_text("1")
    await line.click()
    await expect(phone(screen, "Dewi Lestari").get_by_role("log")).to_contain_text("Yth. Ibu Dewi")
    await expect(line.locator(".badge")).to_have_count(0)
    await phone(screen, "Budi Santoso").get_by_role("button", name="Sembunyikan telepon").click()
    await screen.reload()
    await expect(screen.get_by_role("article")).to_have_count(3)
    await expect(phone(screen, "Dewi Lestari").get_by_role("log")).to_contain_text("Yth. Ibu Dewi")


async def test_the_clock_and_the_faults_are_in_the_bar(screen: Page, world: World) -> None:
    await screen.get_by_role("button", name="+10 menit").click()
    await expect(screen.locator("#clock")).to_contain_text("08.40")
    await screen.get_by_role("button", name="Hari kerja berikut 08.30").click()
    await expect(screen.locator("#clock")).to_contain_text("Selasa, 12 Januari 2027")
    await screen.get_by_text("Pilih waktu").click()
    await screen.get_by_label("Lompat ke tanggal").fill("2027-03-31T15:00")
    await screen.get_by_role("button", name="Lompat").click()
    await expect(screen.locator("#clock")).to_contain_text("15.00 WIBRabu, 31 Maret 2027")
    await screen.get_by_text("Layanan: Lancar").click()
    await screen.get_by_label("Mati").check()
    await expect(screen.get_by_text("Layanan: Mati")).to_be_visible()
    assert world.faults.mode == "down"


async def test_a_small_screen_shows_one_phone_and_tabs(screen: Page, siti: Person) -> None:
    await screen.set_viewport_size({"width": 390, "height": 844})
    await expect(screen.locator(".seat:visible")).to_have_count(1)
    await begin(screen)
    await screen.get_by_role("tab", name="Rina").click()
    await expect(phone(screen, "Rina Kartika")).to_be_visible()
    await screen.get_by_role("button", name="Orang dan pengaturan").click()
    await screen.locator("#side").get_by_role("button", name="+1 jam").click()
    await expect(screen.locator("#clock")).to_contain_text("09.30")
    assert await screen.evaluate("document.documentElement.scrollWidth") == 390
    assert await screen.evaluate("document.body.scrollWidth") == 390


async def test_the_page_finds_back_after_the_line_broke(screen: Page, siti: Person, bot: Bot) -> None:
    lines: list[WebSocketRoute] = []

    def pass_on(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    await screen.route_web_socket("**/ws", pass_on)
    await screen.reload()
    seat = await begin(screen)
    await lines[0].close()
    await expect(screen.locator("#link")).to_have_text("menyambung lagi…")
    await bot("sendMessage", chat_id=siti.id, text="Dikirim selagi terputus")
    await expect(screen.locator("#link")).to_have_text("tersambung")
    await expect(seat.locator(".bubble").last).to_contain_text("Dikirim selagi terputus")
    await say(seat, "Terima kasih")
    await expect(seat.locator(".bubble").last).to_contain_text("Terima kasih")
    assert len(lines) == 2
