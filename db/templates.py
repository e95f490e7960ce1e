"""Templates as the platform sees them: approved or not, of which category, how well they are received."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Template
from db.statements import dialect_insert, table_of

TEMPLATE = table_of(Template)
APPROVED, MARKETING = "APPROVED", "MARKETING"


async def note(
    session: AsyncSession,
    account: str,
    name: str,
    language: str,
    now: datetime,
    facts: Mapping[str, str],
    at: datetime | None = None,
) -> Mapping[str, str]:
    """Keep what the platform said of a template (status, category, quality, reason), now or at `at`; what was known.

    News comes in any order: of two words on the status the later one stands.
    """
    at, row = at or now, await find(session, account, name, language)
    before = {each: getattr(row, each) if row else "" for each in facts}
    if row is not None and row.status_at is not None and at < row.status_at:
        facts = {each: value for each, value in facts.items() if each not in ("status", "reason")}
    if row is not None and facts.get("reason") == "" and facts.get("status") == row.status:
        facts = {each: value for each, value in facts.items() if each != "reason"}  # why is told once, when it happens
    changed: dict[str, Any] = {**facts, "changed_at": now} | ({"status_at": at} if "status" in facts else {})
    values = {"category": "", "status": "", "quality": "", "reason": "", **changed}
    statement = dialect_insert(session, Template).values(account=account, name=name, language=language, **values)
    keys = ["account", "name", "language"]
    await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
    return before


async def find(session: AsyncSession, account: str, name: str, language: str) -> Template | None:
    """One template in one language."""
    query = select(Template).where(
        TEMPLATE.c.account == account, TEMPLATE.c.name == name, TEMPLATE.c.language == language
    )
    found: Template | None = (await session.execute(query.execution_options(populate_existing=True))).scalars().first()
    return found


USABLE = select(TEMPLATE.c.name, TEMPLATE.c.language, TEMPLATE.c.category).where(
    TEMPLATE.c.account == bindparam("account"), TEMPLATE.c.status == APPROVED
)


async def category(session: AsyncSession, account: str, name: str, language: str) -> str | None:
    """The category of a template that may be sent; None when it may not. Looked up once in a transaction."""
    key = ("templates", account)
    if key not in session.info:
        found = await session.execute(USABLE, {"account": account})
        session.info[key] = {(n, spoken): kind for n, spoken, kind in found}
    usable: Mapping[tuple[str, str], str] = session.info[key]
    return usable.get((name, language))


async def everything(session: AsyncSession, account: str) -> list[Template]:
    """All that is known, by name."""
    query = select(Template).where(TEMPLATE.c.account == account).order_by(TEMPLATE.c.name, TEMPLATE.c.language)
    return list((await session.execute(query)).scalars())


async def lapse(session: AsyncSession, account: str, name: str, language: str, now: datetime) -> None:
    """The platform has refused it: it is not used again until the platform says that it may be."""
    session.info.pop(("templates", account), None)
    await session.execute(
        update(TEMPLATE)
        .where(TEMPLATE.c.account == account, TEMPLATE.c.name == name, TEMPLATE.c.language == language)
        .values(status="LAPSED", changed_at=now)
    )
