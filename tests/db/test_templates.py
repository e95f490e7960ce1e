"""Templates as the platform sees them: news of them comes late, twice and in any order."""

from datetime import UTC, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from db import templates
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
HERE, NAME = "whatsapp:1", "news"
News = tuple[dict[str, str], float | None]
APPROVED, PAUSED = {"status": "APPROVED"}, {"status": "PAUSED", "reason": "low quality"}
NOTED: dict[str, tuple[list[News], dict[str, str]]] = {
    "the first word on it": ([(APPROVED, 0)], {"status": "APPROVED"}),
    "a later word": ([(APPROVED, 0), (PAUSED, 1)], {"status": "PAUSED", "reason": "low quality"}),
    "an earlier one comes later": ([(PAUSED, 1), (APPROVED, 0)], {"status": "PAUSED", "reason": "low quality"}),
    "the same moment: the last to come": ([(PAUSED, 1), (APPROVED, 1)], {"status": "APPROVED"}),
    "the same word twice": ([(PAUSED, 1), (PAUSED, 1)], {"status": "PAUSED", "reason": "low quality"}),
    "the list later gives no reason": (
        [(PAUSED, 1), ({"status": "PAUSED", "reason": ""}, 2)],
        {"status": "PAUSED", "reason": "low quality"},
    ),
    "approved again: no reason is left": (
        [(PAUSED, 1), ({"status": "APPROVED", "reason": ""}, 2)],
        {"status": "APPROVED", "reason": ""},
    ),
    "a category leaves the status alone": (
        [(APPROVED, 0), ({"category": "MARKETING"}, 5), (PAUSED, 3)],
        {"status": "PAUSED", "category": "MARKETING"},
    ),
    "an old word on the category still counts": (
        [(APPROVED, 5), ({"category": "MARKETING"}, 1)],
        {"status": "APPROVED", "category": "MARKETING"},
    ),
    "quality": ([(APPROVED, 0), ({"quality": "RED"}, 0)], {"status": "APPROVED", "quality": "RED"}),
    "what is asked at a start is as of now": ([(PAUSED, 1), (APPROVED, None)], {"status": "APPROVED"}),
    "and stands against what was older": ([(APPROVED, None), (PAUSED, 1)], {"status": "APPROVED", "reason": ""}),
}
"""What was said, and how many minutes after the hour (None: asked, an hour later); what is known in the end."""


async def note(session: AsyncSession, facts: dict[str, str], minutes: float | None, name: str = NAME) -> dict[str, str]:
    at = None if minutes is None else NOW + timedelta(minutes=minutes)
    return dict(await templates.note(session, HERE, name, "id", NOW + timedelta(hours=1), facts, at))


async def test_of_two_words_the_later_one_stands(database: Database) -> None:
    for number, (case, (news, expected)) in enumerate(NOTED.items()):
        for facts, minutes in news:
            async with database.transaction() as session:
                await note(session, facts, minutes, f"{NAME}{number}")
        async with database.reading() as session:
            row = await templates.find(session, HERE, f"{NAME}{number}", "id")
            assert row is not None
            assert {each: getattr(row, each) for each in expected} == expected, case


async def test_what_was_known_before_is_told(database: Database) -> None:
    async with database.transaction() as session:
        assert await note(session, {"status": "PENDING", "category": "UTILITY"}, 0) == {"status": "", "category": ""}
        assert await note(session, APPROVED, 1) == {"status": "PENDING"}
        assert await note(session, {"category": "MARKETING"}, 2) == {"category": "UTILITY"}
    async with database.reading() as session:
        assert await templates.find(session, HERE, NAME, "en") is None
        assert await templates.find(session, "whatsapp:2", NAME, "id") is None


async def test_only_an_approved_one_may_be_sent(database: Database) -> None:
    for name, status in {"a": "APPROVED", "b": "PAUSED", "c": "PENDING", "d": "REJECTED", "e": "DISABLED"}.items():
        async with database.transaction() as session:
            await note(session, {"status": status, "category": "UTILITY"}, 0, name)
    async with database.reading() as session:
        assert [await templates.category(session, HERE, name, "id") for name in "abcdef"] == ["UTILITY"] + [None] * 5
        assert await templates.category(session, HERE, "a", "en") is None
        assert await templates.category(session, "whatsapp:2", "a", "id") is None
        assert [each.name for each in await templates.everything(session, HERE)] == list("abcde")


async def test_what_lapsed_is_not_used_again_until_the_platform_says_so(database: Database) -> None:
    async with database.transaction() as session:
        await note(session, {**APPROVED, "category": "UTILITY"}, 0)
        await note(session, APPROVED, 0, "other")
    async with database.transaction() as session:
        assert await templates.category(session, HERE, NAME, "id") == "UTILITY"
        await templates.lapse(session, HERE, NAME, "id", NOW + timedelta(minutes=1))
        assert await templates.category(session, HERE, NAME, "id") is None, "in the same transaction already"
        assert await templates.category(session, HERE, "other", "id") is not None
        await templates.lapse(session, HERE, "", "", NOW)
    async with database.transaction() as session:
        await note(session, APPROVED, 2)
    async with database.reading() as session:
        assert await templates.category(session, HERE, NAME, "id") == "UTILITY"
