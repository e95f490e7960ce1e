"""News that nobody typed: kept once, followed by what it means, told once to those who answer for the office."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Json, Notice, Outgoing
from db import accounts, outbox, people, staff, templates
from db.models import Audit, Identity, Inbound, Outbox, Person, Template
from db.outbox import RELAY
from db.session import Database
from handlers.notices import SHOWN, noticed
from tests.machine.fake import ACCOUNT, NOW, OFFICE
from tests.machine.number import NUMBER, SITI, know, seat
from tests.machine.test_inbox import answers

ID, NEW_ID, NEW_PHONE = "ID.1502000000000101", "ID.1502000000000909", "6281200000909"
NUR = Address(ACCOUNT, "73")
OURS, SISTER = "62761000000", "62761999999"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Ear:
    """An office with one head, and an inbox that hears news."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, answers, noticed)
        self.heard = 0

    async def hears(self, kind: str, subject: str = "", data: Json = None, **more: Any) -> None:
        self.heard += 1
        news = Notice(NUMBER, kind, subject, data or {}, NOW, id=f"n{self.heard}")
        await self.inbox.note(replace(news, **more))

    async def told(self) -> list[str]:
        """What the head was told, without bold marks."""
        async with self.database.reading() as session:
            rows = (await session.execute(select(Outbox).where(Outbox.lane == RELAY).order_by(Outbox.id))).scalars()  # type: ignore[arg-type]
            found = list(rows)
        assert {(each.account, each.user) for each in found} <= {(NUR.account, NUR.user)}
        return [each.body["text"].replace("\x02", "") for each in found]

    async def kept(self) -> list[tuple[str, str]]:
        async with self.database.reading() as session:
            rows = (await session.execute(select(Inbound).order_by(Inbound.id))).scalars()  # type: ignore[arg-type]
            return [(each.state, (each.payload or {}).get("kind", "")) for each in rows]

    async def facts(self) -> Json:
        async with self.database.reading() as session:
            return dict(await accounts.facts(session, NUMBER))

    async def audited(self) -> list[str]:
        async with self.database.reading() as session:
            return list((await session.execute(select(Audit.action).order_by(Audit.id))).scalars())  # type: ignore[call-overload]


@pytest.fixture
async def ear(database: Database) -> Ear:
    async with database.transaction() as session:
        person, _ = await people.heard(session, NUR, "Nur", NOW)
        member = await staff.add(session, "Nur", "head", [], NOW)
        member.person_id = person.id
        await accounts.learn(session, NUMBER, {"number": OURS, "limit": "TIER_250"})
    await know(database, SITI, "Siti", HOUR)
    return Ear(database)


async def test_the_same_news_is_heard_once(ear: Ear) -> None:
    data = {"language": "id", "what": "status", "value": "PAUSED", "reason": "", "payload": {}}
    for _ in range(3):
        await ear.hears("template", "news", data, id="one")
    assert (len(await ear.told()), await ear.kept(), ear.inbox.duplicates) == (1, [("noted", "template")], 2)


async def test_what_nobody_understands_is_only_kept(ear: Ear) -> None:
    for kind in ("reaction", "edited", "revoked", "group", "other_number", "flows", "field.template", "preference"):
        await ear.hears(kind, SITI, {"payload": {"event": "x"}})
    await ear.hears("unreadable", "", {"payload": 7})
    kept = await ear.kept()
    assert [state for state, _ in kept] == ["noted"] * 8 + ["parked"]
    assert (await ear.told(), await ear.audited(), ear.inbox.parked) == ([], [], 1)


async def test_news_without_id_is_not_kept(ear: Ear) -> None:
    await ear.hears("blocked", SITI, id="")
    assert await ear.kept() == []
    assert (await seat(ear.database)).blocked_at == NOW


async def test_somebody_blocks_us_and_lets_us_in_again(ear: Ear) -> None:
    for kind, blocked in (("blocked", True), ("blocked", True), ("unblocked", False)):
        await ear.hears(kind, SITI)
        assert ((await seat(ear.database)).blocked_at is not None) == blocked
    for kind in ("blocked", "unblocked"):
        await ear.hears(kind, "6281999")
    assert await ear.told() == []


MOVED: dict[str, tuple[Json, tuple[str, str] | None]] = {
    "a new number and id": ({"before": [SITI], "user_id": NEW_ID, "phone": NEW_PHONE}, (NEW_ID, NEW_PHONE)),
    "a new number": ({"before": ["", SITI], "user_id": "", "phone": NEW_PHONE}, (NEW_PHONE, "")),
    "a new id": ({"before": [SITI], "user_id": NEW_ID, "phone": ""}, (NEW_ID, "")),
    "somebody nobody knows": ({"before": ["6281999"], "user_id": NEW_ID, "phone": NEW_PHONE}, None),
}


@pytest.mark.parametrize(("data", "after"), MOVED.values(), ids=MOVED)
async def test_a_number_or_an_id_moves(ear: Ear, data: Json, after: tuple[str, str] | None) -> None:
    async with ear.database.transaction() as session:
        await outbox.enqueue(session, Address(NUMBER, SITI), Outgoing("x"), key="k", now=NOW)
    await ear.hears("moved", SITI, data)
    async with ear.database.reading() as session:
        (found,) = (await session.execute(select(Identity).where(Identity.account == NUMBER))).scalars()  # type: ignore[arg-type]
        row = (await session.execute(select(Outbox).where(Outbox.key == "k"))).scalar_one()  # type: ignore[arg-type]
    assert (found.user, found.alias) == (after or (SITI, ""))
    assert row.user == found.user, "what is on its way goes there"
    assert await ear.audited() == (["person.moved"] if after else [])


MARKETING: dict[str, tuple[str, Json, bool, list[str]]] = {
    "by number": (SITI, {"stopped": True, "alias": ""}, True, ["person.marketing_stopped"]),
    "by id, known by number": (ID, {"stopped": True, "alias": SITI}, True, ["person.marketing_stopped"]),
    "by id, nobody knows it": (ID, {"stopped": True, "alias": ""}, False, []),
    "nobody knows either": (ID, {"stopped": True, "alias": "6281999"}, False, []),
    "they want it": (SITI, {"stopped": False, "alias": ""}, False, ["person.marketing_resumed"]),
}


@pytest.mark.parametrize(("subject", "data", "stopped", "audited"), MARKETING.values(), ids=MARKETING)
async def test_what_somebody_tells_the_platform_of_promotion(
    ear: Ear, subject: str, data: Json, stopped: bool, audited: list[str]
) -> None:
    await ear.hears("marketing", subject, data)
    assert ((await seat(ear.database)).marketing_stopped_at is not None) == stopped
    assert (await ear.audited(), await ear.told()) == (audited, [])


async def test_promotion_is_wanted_again(ear: Ear) -> None:
    for stopped in (True, False):
        await ear.hears("marketing", SITI, {"stopped": stopped, "alias": ""})
    assert (await seat(ear.database)).marketing_stopped_at is None
    assert (await people_of(ear)).opted_out_at is None, "it never was our own BERHENTI"


async def people_of(ear: Ear) -> Any:
    found = await seat(ear.database)
    async with ear.database.reading() as session:
        return await session.get_one(Person, found.person_id)


TEMPLATES: dict[str, tuple[str, str, str, list[str]]] = {
    "approved": ("status", "APPROVED", "", ["news", "(id)", "disetujui"]),
    "refused": ("status", "REJECTED", "TAG_CONTENT_MISMATCH", ["ditolak", "TAG_CONTENT_MISMATCH"]),
    "paused": ("status", "PAUSED", "", ["dijeda"]),
    "disabled": ("status", "DISABLED", "low quality", ["dinonaktifkan", "low quality"]),
    "a status nobody has heard of": ("status", "LIMIT_EXCEEDED", "", ["LIMIT_EXCEEDED"]),
    "another category": ("category", "MARKETING", "", ["pemasaran"]),
    "quality": ("quality", "YELLOW", "", ["sedang"]),
    "quality, and why": ("quality", "RED", "many blocks", ["buruk", "many blocks"]),
}


@pytest.mark.parametrize(("what", "value", "reason", "words"), TEMPLATES.values(), ids=TEMPLATES)
async def test_news_of_a_template(ear: Ear, what: str, value: str, reason: str, words: list[str]) -> None:
    data = {"language": "id", "what": what, "value": value, "reason": reason, "payload": {}}
    for number in range(2):
        await ear.hears("template", "news", data, at=NOW + number * MINUTE)
    (told,) = await ear.told()
    assert all(word in told for word in ["news", *words])
    async with ear.database.reading() as session:
        found = await templates.find(session, NUMBER, "news", "id")
        assert found is not None
        assert (getattr(found, what), found.reason) == (value, reason if what == "status" else "")


async def test_older_news_of_a_template_that_comes_later_is_told_to_nobody(ear: Ear) -> None:
    for value, minutes in (("APPROVED", 5), ("PENDING", 1), ("PAUSED", 9), ("APPROVED", 7)):
        data = {"language": "id", "what": "status", "value": value, "reason": "", "payload": {}}
        await ear.hears("template", "news", data, at=NOW + minutes * MINUTE)
    assert ["disetujui" in each or "dijeda" in each for each in await ear.told()] == [True, True]
    async with ear.database.reading() as session:
        assert [row.status for row in (await session.execute(select(Template))).scalars()] == ["PAUSED"]


def limit(told: Json, number: str = "", event: str | None = None) -> Json:
    return {"limit": told, "event": event, "payload": {"display_phone_number": number, "event": event}}


LIMITS: dict[str, tuple[Json, Json, list[str]]] = {
    "more people": (limit("TIER_2K"), "TIER_2K", ["2.000"]),
    "in digits": (limit(2000), 2000, ["2.000"]),
    "no limit any more": (limit("TIER_UNLIMITED"), "TIER_UNLIMITED", ["tidak membatasi"]),
    "the same in other words": (limit(250), 250, []),
    "our number, as people write it": (limit("TIER_2K", "+62 761-000-000"), "TIER_2K", ["2.000"]),
    "a sister number": (limit("TIER_2K", SISTER), "TIER_250", []),
    "a sister number's quality": (limit(None, SISTER, "FLAGGED"), "TIER_250", []),
    "our quality, no limit named": (limit(None, OURS, "FLAGGED"), "TIER_250", ["FLAGGED"]),
    "our quality fell, the limit stays": (limit("TIER_250", OURS, "FLAGGED"), "TIER_250", ["FLAGGED"]),
    "our quality is well again": (limit("TIER_250", OURS, "UNFLAGGED"), "TIER_250", ["UNFLAGGED"]),
    "set up, the limit stays": (limit("TIER_250", OURS, "ONBOARDING"), "TIER_250", []),
    "upgraded": (limit("TIER_1K", OURS, "UPGRADE"), "TIER_1K", ["1.000"]),
}


@pytest.mark.parametrize(("data", "kept", "words"), LIMITS.values(), ids=LIMITS)
async def test_how_many_may_be_written_to_first(ear: Ear, data: Json, kept: Json, words: list[str]) -> None:
    await ear.hears("limit", "", data)
    told = await ear.told()
    assert [word in said for word, said in zip(words, told, strict=True)] == [True] * len(words)
    assert (await ear.facts())["limit"] == kept
    assert (await ear.facts())["number"] == OURS, "nothing else is forgotten"


ACCOUNT_NEWS: list[tuple[Json, str]] = [
    ({"event": "DISABLED_UPDATE", "ban_info": {}}, "DISABLED_UPDATE"),
    ({"alert_type": "OBA_REJECTED"}, "OBA_REJECTED"),
    ({"decision": "APPROVED"}, "APPROVED"),
]


@pytest.mark.parametrize("kind", SHOWN)
async def test_news_of_the_account_is_shown_whatever_it_says(ear: Ear, kind: str) -> None:
    for payload, word in [*ACCOUNT_NEWS, ({}, kind)]:
        before = len(await ear.told())
        await ear.hears(kind, "", {"payload": payload})
        (said,) = (await ear.told())[before:]
        assert word in said and "WhatsApp" in said


async def test_news_that_cannot_be_handled_is_kept_with_its_reason_and_holds_up_nobody(ear: Ear) -> None:
    await ear.hears("moved", SITI, {"before": [SITI]})
    await ear.hears("blocked", SITI)
    async with ear.database.reading() as session:
        first = (await session.execute(select(Inbound).order_by(Inbound.id))).scalars().first()  # type: ignore[arg-type]
    assert first is not None and first.state == "parked" and "KeyError" in first.trace
    assert (await seat(ear.database)).blocked_at == NOW
