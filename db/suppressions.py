"""Numbers and seats whose owner had their data erased: no list of the office brings them back.

What is kept is pseudonymous, not anonymous: a digest under a key that lies in the same database.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import accounts
from db.models import Suppression
from db.statements import insert_once

KEYRING = "suppressions"
"""The row of `accounts` that holds the key; it is made once and never changes."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What may not be brought back, as it stood when it was loaded."""

    key: bytes = b""
    digests: frozenset[str] = frozenset()

    def has_phone(self, e164: str) -> bool:
        """Whether the owner of this number had it erased."""
        return bool(self.digests) and phone_digest(self.key, e164) in self.digests

    def has_seat(self, seat: Address) -> bool:
        """Whether the owner of this seat had it erased."""
        return bool(self.digests) and seat_digest(self.key, seat) in self.digests


async def load(session: AsyncSession) -> Suppressed:
    """Everything that is suppressed. Only reads."""
    digests = frozenset((await session.exec(select(Suppression.digest))).all())
    key = (await accounts.facts(session, KEYRING)).get("key", "")
    return Suppressed(bytes.fromhex(key), digests) if digests and key else Suppressed()


async def add(session: AsyncSession, phones: Iterable[str], seats: Iterable[Address], now: datetime) -> None:
    """From now on no list brings these back."""
    key = await _key(session)
    rows = [{"digest": each, "at": now} for each in _digests(key, phones, seats)]
    if rows:
        await insert_once(session, Suppression, rows, ["digest"])


async def lift(session: AsyncSession, phones: Iterable[str], seats: Iterable[Address]) -> None:
    """They write to us again of their own accord: what they bring with them may be kept again."""
    key = (await accounts.facts(session, KEYRING)).get("key", "")
    if key:
        gone = _digests(bytes.fromhex(key), phones, seats)
        await session.exec(delete(Suppression).where(col(Suppression.digest).in_(gone)))


def phone_digest(key: bytes, e164: str) -> str:
    """The digest of a number."""
    return _digest(key, f"phone:{e164}")


def seat_digest(key: bytes, seat: Address) -> str:
    """The digest of a seat."""
    return _digest(key, f"seat:{seat.account}:{seat.user}")


def _digests(key: bytes, phones: Iterable[str], seats: Iterable[Address]) -> list[str]:
    found = {phone_digest(key, each) for each in phones} | {seat_digest(key, each) for each in seats}
    return sorted(found)


def _digest(key: bytes, what: str) -> str:
    return hmac.new(key, what.encode(), hashlib.sha256).hexdigest()


async def _key(session: AsyncSession) -> bytes:
    """The key, made on first use; of two that make it at once the row's lock lets one be first."""
    row = await accounts.ensure(session, KEYRING)
    await session.refresh(row, with_for_update=True)
    if "key" not in row.facts:
        row.facts = {**row.facts, "key": secrets.token_hex(32)}
        await session.flush()
    session.info.pop(("facts", KEYRING), None)
    return bytes.fromhex(row.facts["key"])
