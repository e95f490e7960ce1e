"""Letters of invitation as they are printed: for each district a list to sign on, then a page a cooperative."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.messages import Json, Say
from bot.settings import Office
from db import audit, invitations, letters, parameters
from db import staff as staff_table
from db.attachments import Noted
from db.letters import COOPERATIVE, DISTRICT, WANTED, Draft
from db.models import Staff
from handlers.staff.ways import Way, qr, ways

PAGE = Path(__file__).with_name("letter_page.typ")
PAYLOAD = "surat_"
SEATS = ("Kota ", "Kabupaten ")
HEADS = ("number", "name", "village", "address", "given", "sign", "day")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A cooperative, as it stands on its letter. `officers` are the field officers of its district."""

    cooperative_id: int
    name: str
    address: str
    village: str
    district: str
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that stands on the letters but their codes. Letters to cooperatives are Indonesian."""

    office: Office
    ways: Sequence[Way]
    day: date
    expires_at: datetime
    addressees: Sequence[Addressee]

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.office.timezone)


async def make(session: AsyncSession, subject: str, _language: str, now: datetime, office: Office) -> Noted:
    """Letters for `<district, 0 for all>:<whom>:<staff id>`; the codes are kept once the PDF is there.

    Raises PermissionError for a member who may not, LookupError when there is nobody to write to or no way to answer.
    """
    place, wanted, number = subject.split(":")
    member = await session.get(Staff, int(number))
    if member is None or member.suspended_at is not None or not staff_table.may(member, "visits"):
        raise PermissionError(subject)
    districts = await staff_table.scope(session, member)
    if place != "0":
        districts = [int(place)] if not districts or int(place) in districts else [0]
    whom = next(each for each in WANTED if each == wanted)
    listed = await letters.addressees(session, whom, now, district_ids=districts or None)
    found = await batch(session, listed, now, office)
    if not found.addressees or not found.ways:
        raise LookupError(subject)
    drafts = letters.draw(listed)
    data = await asyncio.to_thread(printed, found, drafts)

    async def note(writing: AsyncSession) -> None:
        await keep(writing, found, drafts, staff_id=member.id, now=now)

    return Noted(data, note)


async def keep(
    session: AsyncSession, batch: Batch, drafts: Sequence[Draft], *, staff_id: int | None, now: datetime
) -> None:
    """They are on paper."""
    await letters.keep(session, drafts, staff_id=staff_id, now=now, expires_at=batch.expires_at)
    actor = f"staff:{staff_id}" if staff_id else "sapa"
    audit.note(session, actor, "letter.printed", "letters", now, count=len(drafts))


async def batch(session: AsyncSession, cooperative_ids: Sequence[int], now: datetime, office: Office) -> Batch:
    """Letters to these cooperatives, in this order."""
    zone = ZoneInfo(office.timezone)
    query = select(
        *(COOPERATIVE.c.id, COOPERATIVE.c.name, COOPERATIVE.c.address, COOPERATIVE.c.village),
        *(DISTRICT.c.id, DISTRICT.c.name),
    ).outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
    officers = await invitations.field_officers(session)
    known = {
        number: Addressee(number, name, address, village, district or "", officers.get(place, ()))
        for number, name, address, village, place, district in await session.execute(query)
    }
    days = (await parameters.load(session)).letter_days
    listed = [known[number] for number in cooperative_ids]
    return Batch(office, await ways(session), now.astimezone(zone).date(), letters.expiry(now, days, zone), listed)


def printed(batch: Batch, drafts: Sequence[Draft], progress: Progress = lambda _done, _total: None) -> bytes:
    """The PDF. `progress` hears of each letter that is ready to be set."""
    import typst

    data = written(batch, drafts, progress)
    # Tags for screen readers would make paper's file thrice as big.
    made = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs={"data": data}, pdf_tags=False)
    assert isinstance(made, bytes)
    return made


def written(batch: Batch, drafts: Sequence[Draft], progress: Progress = lambda _done, _total: None) -> str:
    """All words and codes, as the page takes them."""
    codes = {each.cooperative_id: each.code for each in drafts}
    pages: dict[int, Json] = {}
    for place, each in enumerate(batch.addressees, 1):
        pages[each.cooperative_id] = _letter(batch, each, codes[each.cooperative_id])
        progress(place, len(batch.addressees))
    rounds = [
        {"cover": _cover(batch, list(own)), "letters": [pages[each.cooperative_id] for each in own]}
        for own in (list(found) for _, found in groupby(batch.addressees, key=lambda each: each.district))
    ]
    return json.dumps({"common": _common(batch), "rounds": rounds})


def word() -> str:
    """What is typed before a code."""
    return texts.words("alias.letter_code").partition(",")[0].strip().upper()


def letterhead(office: Office) -> dict[str, str]:
    """Who writes."""
    return {"office": office.name, "city": office.city, "address": office.address, "phone": office.phone}


def say(key: str, **params: Json) -> str:
    """Words of the letter, bold ones marked."""
    return texts.fill(Say(key, params))


def _until(batch: Batch) -> str:
    """The last day on which a code works."""
    return letters.last_day(batch.expires_at, batch.zone).isoformat()


def _common(batch: Batch) -> Mapping[str, Json]:
    office = batch.office
    place = next((office.city.removeprefix(each) for each in SEATS if office.city.startswith(each)), office.city)
    names = [each.platform for each in batch.ways]
    platforms = {"key": "invite.page_both", "params": {"one": names[0], "other": names[-1]}}
    about = {"office": office.name, "city": office.city, "platforms": platforms if len(names) > 1 else names[0]}

    def said(key: str) -> str:
        return say(key, **about)

    return {
        **letterhead(office),
        "call": say("invite.page_phone", phone=office.phone) if office.phone else "",
        "day": say("invite.page_day", place=place, day=batch.day.isoformat()),
        "number": said("invite.page_number"),
        "about": said("invite.page_about"),
        "subject": said("invite.page_subject"),
        "to": said("invite.page_to"),
        "greeting": said("invite.page_greeting"),
        "who": said("invite.page_who"),
        "offers": said("invite.page_offers").splitlines(),
        "how": said("invite.page_how" if len(batch.ways) > 1 else "invite.page_how_one"),
        "code": said("invite.page_code"),
        "data": said("invite.page_data"),
        "close": said("invite.page_close"),
        "sign": said("invite.page_sign"),
        "heads": [say(f"invite.cover_{each}") for each in HEADS],
        "title": said("invite.cover_title"),
        "foot": said("invite.cover_foot"),
    }


def _letter(batch: Batch, to: Addressee, code: str) -> Mapping[str, Json]:
    line = f"{word()} {code}"
    typed = {"word": word(), "code": letters.grouped(code)}
    places = [
        say("invite.page_village", village=to.village) if to.village else "",
        say("invite.page_district", district=to.district) if to.district else "",
    ]
    key = "invite.page_help_officer" if to.officers else "invite.page_help"
    return {
        "name": to.name,
        "where": [each for each in (to.address, ", ".join(filter(None, places))) if each],
        "code": letters.grouped(code),
        "ways": [
            {
                "platform": each.platform,
                "qr": qr(each.link(f"{PAYLOAD}{code}", line)),
                "typed": say("invite.page_typed", address=each.address, **typed),
            }
            for each in batch.ways
        ],
        "once": say("invite.page_once", name=to.name, until=_until(batch)),
        "help": say(key, district=to.district, officers=list(to.officers)),
    }


def _cover(batch: Batch, own: Sequence[Addressee]) -> Mapping[str, Json]:
    first = own[0]
    about = {"count": len(own), "day": batch.day.isoformat(), "until": _until(batch)}
    where = say("invite.page_district", district=first.district) if first.district else say("progress.nowhere")
    return {
        "where": where,
        "officers": say("invite.cover_officers", officers=list(first.officers)) if first.officers else "",
        "count": say("invite.cover_count", **about),
        "rows": [[str(each.cooperative_id), each.name, each.village, each.address] for each in own],
    }
