"""The one-time link that makes whoever opens it a member of the office."""

from collections.abc import Sequence
from urllib.parse import quote

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Json, Say
from bot.turn import Turn
from db import accounts, audit
from db import staff as staff_table
from db.models import Staff


async def link(turn: Turn, member: Staff) -> Sequence[Say]:
    """A one-time link for each channel, to be passed on to the person."""
    code = await staff_table.invite(turn.session, member.id, turn.now)
    audit.note(turn.session, turn.actor, "staff.invited", f"staff:{member.id}", turn.now)
    word = texts.words("alias.staff_code").partition(",")[0].strip().upper()
    line = f"{word} {code}"
    ways: list[Json] = [
        {
            "key": "link.way",
            "params": {
                "platform": capabilities_of(each.account).name,
                "url": str(each.facts["opens"]).format(payload=f"staff_{code}", text=quote(line)),
            },
        }
        for each in await accounts.opened(turn.session)
    ]
    params = {"name": member.name, "line": line, "days": staff_table.INVITE_DAYS, "ways": ways}
    return [Say("member.link", params)]
