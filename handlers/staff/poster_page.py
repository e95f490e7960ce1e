"""The poster: one code a messenger, for everybody."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.settings import Office
from handlers.staff.letter_page import say
from handlers.staff.ways import Way, qr, ways

PAGE = Path(__file__).with_name("poster_page.typ")
PAPERS = ("a4", "a3")
PAYLOAD = "poster"


async def make(session: AsyncSession, subject: str, _language: str, _now: datetime, office: Office) -> bytes:
    """The PDF on the paper that the subject names. Raises LookupError when no chat can be opened yet."""
    opening = await ways(session)
    if not opening:
        raise LookupError("ways")
    return await asyncio.to_thread(printed, opening, office, subject)


def printed(opening: Sequence[Way], office: Office, paper: str) -> bytes:
    """The PDF, upright."""
    import typst

    inputs = {"data": written(opening, office), "paper": paper}
    made = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


def written(opening: Sequence[Way], office: Office) -> str:
    """All words and codes, as the page takes them."""
    hello = say("invite.poster_hello")
    phone = say("invite.page_phone", phone=office.phone) if office.phone else ""
    return json.dumps(
        {
            "from": f"{office.name} {office.city}".strip(),
            "title": say("invite.poster_title"),
            "lead": say("invite.poster_lead"),
            "free": say("invite.poster_free"),
            "how": say("invite.poster_how"),
            "privacy": say("invite.poster_data"),
            "where": " · ".join(filter(None, (office.address, phone))),
            "ways": [
                {
                    "platform": each.platform,
                    "qr": qr(each.link(PAYLOAD, hello)),
                    "typed": say("invite.poster_typed", hello=hello, address=each.address),
                }
                for each in opening
            ],
        }
    )
