"""Throughput, pairs, reach and the free thousand."""

from datetime import timedelta

import pytest

from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.pricing import Prices
from bot.simulator.whatsapp.refusals import GraphError
from tests.simulator.conftest import Ticker
from tests.simulator.whatsapp.conftest import NOON, filled, reminder, text


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def counting(ticker) -> WhatsAppLimits:
    return WhatsAppLimits(monotonic=ticker)


def take(limits: WhatsAppLimits, user: str, **more: object) -> int:
    """The code of the refusal, 0 when it was counted."""
    try:
        limits.count(
            user, more.get("now", NOON), is_first=bool(more.get("is_first")), tier=more.get("tier", "TIER_250")
        )
    except GraphError as error:
        return error.code
    return 0


def test_eighty_a_second(counting, ticker):
    assert [take(counting, f"u{n}") for n in range(81)] == [0] * 80 + [130429]
    ticker.seconds += 0.9
    assert take(counting, "other") == 130429
    ticker.seconds += 0.1
    assert take(counting, "other") == 0


def test_a_thousand_a_second_by_upgrade(ticker):
    upgraded = WhatsAppLimits(throughput=1000, monotonic=ticker)
    assert [take(upgraded, f"u{n}") for n in range(1001)][-1] == 130429


def test_a_burst_to_one_person_is_paid_back(counting, ticker):
    assert [take(counting, "budi") for _ in range(46)] == [0] * 45 + [131056]
    assert take(counting, "siti") == 0
    ticker.seconds += 5.9
    assert take(counting, "budi") == 131056
    ticker.seconds += 0.1
    assert (take(counting, "budi"), take(counting, "budi")) == (0, 131056)
    ticker.seconds += 45 * 6
    assert [take(counting, "budi") for _ in range(46)] == [0] * 45 + [131056]


def test_reach_counts_people_in_a_moving_day(counting, ticker):
    for number in range(250):
        ticker.seconds += 1
        assert take(counting, f"u{number}", is_first=True, now=NOON + timedelta(minutes=number)) == 0
    ticker.seconds += 1
    late = NOON + timedelta(hours=12)
    assert take(counting, "new", is_first=True, now=late) == 131048
    assert take(counting, "u0", is_first=True, now=late) == 0
    assert take(counting, "new", now=late) == 0
    assert take(counting, "new", is_first=True, tier="TIER_2K", now=late) == 0
    assert take(counting, "next", is_first=True, now=NOON + timedelta(hours=24)) == 131048
    assert take(counting, "next", is_first=True, now=NOON + timedelta(hours=24, minutes=1)) == 0


def test_switched_off():
    off = WhatsAppLimits(enabled=False)
    assert {take(off, "budi", is_first=True) for _ in range(1000)} == {0}


def test_a_thousand_service_messages_a_month_are_free():
    prices = Prices()
    bills = [prices.of("service", NOON)["billable"] for _ in range(1002)]
    assert (bills.count(False), bills[-1]) == (1000, True)
    assert not prices.of("service", NOON + timedelta(days=31))["billable"]
    assert prices.of("utility", NOON + timedelta(days=31)) == {
        "billable": True,
        "pricing_model": "PMP",
        "type": "regular",
        "category": "utility",
    }


class TestOverTheWire:
    @pytest.fixture
    def limits(self, counting):
        return counting

    async def test_refused_and_not_shown(self, send, world, budi):
        for _ in range(45):
            await send(budi, **text("halo"))
        error = await send(budi, **text("halo"))
        assert (error["code"], error["status"]) == (131056, 400)
        assert len(world.chat(budi.id)) == 46

    async def test_the_tier_of_the_account(self, send, world, siti):
        world.templates.create(reminder())
        world.templates.approve("rat_reminder", "id")
        world.tier = "TIER_50"
        for number in range(50):
            stranger = world.add_person(f"Orang {number}")
            assert "messages" in await send(stranger, **filled("a", "b"))
        assert (await send(siti, **filled("a", "b")))["code"] == 131048
        world.type_text(siti.id, "Halo")
        assert "messages" in await send(siti, **filled("a", "b"))
