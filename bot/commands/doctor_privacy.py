"""`sapa doctor` on privacy: nothing is kept past its period, and nobody waits for their right past the deadline."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot.commands.findings import Finding, fine, out, wrong
from db import parameters
from db.privacy import requests, retention
from db.session import Database

PATIENCE = timedelta(days=1)
"""What is past its period goes within an hour while the bot runs."""


async def findings(database: Database | None, now: datetime) -> AsyncIterator[Finding]:
    """Retention, and requests of people about their data."""
    if database is None:
        yield out("Retention", "needs the database.")
        return
    async with database.reading() as session:
        rules = await parameters.load(session)
        late = {name: await retention.overdue(session, kind, rules, now) for name, kind in retention.KINDS.items()}
        waiting = await requests.overdue(session, now)
    name, most = max(late.items(), key=lambda each: each[1])
    if most > PATIENCE:
        why = f"{name} lie here {most.days} days past their period; `sapa run` removes them once an hour."
        yield wrong("Retention", why)
    else:
        yield fine("Retention", "nothing is kept past its period.")
    if waiting:
        yield wrong("Requests", f"{waiting} requests about personal data are past 3 x 24 hours; look at the tasks.")
    else:
        yield fine("Requests", "nobody waits past 3 x 24 hours for what they asked about their data.")
