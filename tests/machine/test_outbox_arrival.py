"""What proves that a message arrived, and which prompt a reply belongs to."""

from datetime import timedelta

from sqlalchemy import select

from bot import progress
from bot.messages import Address, Choice, Say, State, Status
from db import outbox, prompts
from db.models import Cooperative, Ledger
from db.outbox import Result
from db.session import Database
from tests.machine.test_outbox import BUDI, HELD, NOW, OTHER, SITI, STALE, put, reserve, row, settle


async def undecided(database: Database) -> None:
    """An announcement that may have arrived, with the ledger row that counts it."""
    async with database.transaction() as session:
        made = Cooperative(name="Maju", match_name="maju", updated_at=NOW)
        session.add(made)
        await session.flush()
        session.add(
            Ledger(
                purpose="announcement:3",
                cooperative_id=made.id,
                lead_id=made.id,
                state="maybe",
                reason="no answer",
                outbox_key="announcement:3:1:0",
                at=NOW,
            )
        )
    await put(database, "announcement:3:1:0", say=HELD)
    (one,) = await reserve(database)
    await settle(database, Result(one, "undecided", "no answer"))


CONFIRMED: dict[str, tuple[Address, str | None, str | None, str]] = {
    "another button is pressed": (SITI, "rat.zzz.held=no", "44", "undecided"),
    "somebody else presses it": (BUDI, "rat.k3f.held=no", "44", "undecided"),
    "the same person elsewhere": (OTHER, "rat.k3f.held=no", "44", "undecided"),
    "words without a quote": (SITI, None, None, "undecided"),
    "its button is pressed": (SITI, "rat.k3f.held=no", "44", "sent"),
    "and pressed again": (SITI, "rat.k3f.held=no", "44", "sent"),
}
"""What a person did, in this order, and how the message stands then."""


async def test_a_tap_proves_that_a_message_arrived(database: Database) -> None:
    await undecided(database)
    for case, (who, choice, reply_to, state) in CONFIRMED.items():
        async with database.transaction() as session:
            await prompts.confirm(session, who, choice, reply_to, NOW)
        assert (await row(database, "announcement:3:1:0")).state == state, case
        async with database.reading() as session:
            counted = (await session.execute(select(Ledger.state))).scalar_one()  # type: ignore[call-overload]
        assert counted == ("reached" if state == "sent" else "maybe"), case
    found = await row(database, "announcement:3:1:0")
    assert (found.external_id, found.delivery, found.reason) == ("44", "read", "")


RANKS: list[tuple[list[State], str]] = [
    (["sent"], "sent"),
    (["sent", "delivered", "read"], "read"),
    (["read", "delivered"], "read"),
    (["delivered", "sent", "delivered"], "delivered"),
    (["read", "failed"], "failed"),
    (["failed", "read", "sent"], "failed"),
]


async def test_the_rank_of_a_delivery_only_rises(database: Database) -> None:
    for number, (states, expected) in enumerate(RANKS):
        await put(database, f"k{number}")
        (one,) = await reserve(database)
        await settle(database, Result(one, "sent", external_id=f"m{number}"))
        async with database.transaction() as session:
            for state in states:
                await progress.take(session, [Status(SITI.account, f"m{number}", state, NOW)], NOW)
        assert (await row(database, f"k{number}")).delivery == expected, states


async def test_prompts_and_quotes(database: Database) -> None:
    """The prompt last delivered is the newest with buttons; a quote is found for its reader only."""
    for minute, (key, say) in enumerate({"1": HELD, "2": STALE, "3": STALE}.items()):
        await put(database, key, say=say, subject=f"s{key}")
        (one,) = await reserve(database)
        async with database.transaction() as session:
            await outbox.settle(session, [Result(one, "sent", external_id=key)], NOW + timedelta(minutes=minute))
    await put(database, "4", say=Say("form.leaving", {}, (Choice("rat.k3f.!leave"),)))
    async with database.reading() as session:
        choices, subject = await prompts.last_prompt(session, SITI)
        assert ([each.label for each in choices], subject) == (["Sudah", "Belum ada rencana"], "s1")
        assert await prompts.last_prompt(session, BUDI) == ([], "")
        assert await prompts.quoted(session, SITI, "2") == ([], "s2")
        assert await prompts.quoted(session, BUDI, "2") is None
        assert [await outbox.newest_external_id(session, key) for key in ("3", "4")] == ["3", None]
