"""The page with both messengers: its bar, newcomers, and what stands in the narrow places."""

import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.simulator.whatsapp.world import WhatsAppPerson, WhatsAppWorld
from bot.simulator.world import World
from tests.page.test_whatsapp_browser import TEMPLATE, phone

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
Bot = Callable[..., Awaitable[Any]]


@pytest.fixture
def whatsapp(whatsapp_world: WhatsAppWorld) -> WhatsAppWorld:
    return whatsapp_world


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
