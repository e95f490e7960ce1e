"""`sapa breach`: letters and the list of those concerned, when data were not protected. Nothing is sent."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channel import PLATFORMS
from bot.clock import Clock
from bot.commands.office import opened
from bot.errors import SapaError
from bot.messages import Json, Say
from bot.settings import Settings, load
from bot.texts.looks import use_zone
from db import audit, cooperatives
from db.exports.table import write_xlsx
from db.privacy import concerned
from db.privacy.concerned import HEADERS, WAYS, Concerned
from db.privacy.requests import DEADLINE

LETTERS = {"surat-orang.txt": "breach.person", "surat-lembaga.txt": "breach.agency"}
LIST = "daftar-terdampak.xlsx"
OWN_ONLY = 0o600
IN_WORDS = {"chat": "chat", "phone": "telephone", "letter": "letter", "public": "public notice only"}


async def prepare(
    since: str,
    until: str,
    folder: Path,
    *,
    channel: str,
    district: str,
    known: str,
    words: dict[str, str],
) -> None:
    """Write the letters and the list into the folder, and say what is to be done by when."""
    settings = load()
    zone = ZoneInfo(settings.office_timezone)
    use_zone(settings.office_timezone)
    now = Clock.parse(settings.clock).now()
    begin, end = _moment("--since", since, zone), _moment("--until", until, zone, is_end=True)
    known_at = _moment("--known", known, zone) if known else now
    if end <= begin:
        raise SapaError("--until is not after --since.")
    if _moment("--until", until, zone) > now or known_at > now:
        raise SapaError(f"--until and --known can't lie ahead: it is {now.astimezone(zone):%Y-%m-%d %H:%M}.")
    _check_free(folder)
    if channel and channel not in PLATFORMS:
        raise SapaError(f"--channel knows {', '.join(PLATFORMS)}, not {channel!r}.")
    async with opened(settings) as database, database.transaction() as session:
        place = await _district(session, district)
        found = await concerned.find(session, begin, end, channel=channel, district_id=place)
        about = {"since": begin.isoformat(), "until": _last(end).isoformat()}
        audit.note(session, "sapa", "breach.listed", "", now, **about, channel=channel, people=found.people)
        _write(folder, _letters(settings, found, words, about, known_at), found, zone)
    _tell(folder, found, (known_at + DEADLINE).astimezone(zone), now)


def _tell(folder: Path, found: Concerned, deadline: datetime, now: datetime) -> None:
    """What was written, and until when it has to be sent."""
    late = " That moment has passed: send them at once, and say why they come late." if deadline <= now else ""
    ways = ", ".join(f"{found.by_way[each]} by {IN_WORDS[each]}" for each in WAYS if found.by_way.get(each))
    typer.echo(
        f"{found.people} people of {found.cooperatives} cooperatives are concerned; letters and list lie in {folder}. "
        f"The list says how each can be told: {ways or 'nobody'}. Nothing was sent. Fill in what stands in brackets, "
        f"and send both letters before {deadline:%Y-%m-%d %H:%M}.{late}"
    )


def _check_free(folder: Path) -> None:
    """Letters that lie there may have been filled in by hand. Raises SapaError."""
    for name in (*LETTERS, LIST):
        if (folder / name).exists():
            raise SapaError(f"{folder / name} is there already and may have been filled in; choose another folder.")


def _moment(option: str, written: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """A day or a moment in the office's zone; a day as an end means all of it. Raises SapaError."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise SapaError(f"{option} is like 2027-03-01 or 2027-03-01T14:30, not {written!r}.") from None
    if is_end and found.time() == time() and len(written) <= len("2027-03-01"):
        found += timedelta(days=1)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _last(end: datetime) -> datetime:
    """As a letter says it: midnight is the last minute of the day before."""
    return end - timedelta(minutes=1) if end.time() == time() else end


async def _district(session: AsyncSession, name: str) -> int | None:
    if not name:
        return None
    known = {each.name.casefold(): each for each in await cooperatives.districts(session)}
    if (found := known.get(name.casefold())) is None:
        raise SapaError(f"there is no district {name!r}; choose of {', '.join(each.name for each in known.values())}.")
    return found.id


def _letters(
    settings: Settings, found: Concerned, words: dict[str, str], about: dict[str, str], known_at: datetime
) -> dict[str, str]:
    """The finished letters by file name; what nobody has said yet stands in brackets."""
    office, blank = settings.office, texts.words("breach.to_fill")
    said = {name: each or blank for name, each in words.items()}
    params: dict[str, Json] = {
        **said,
        "what": words["what"] or texts.fill(Say("breach.kinds")),
        "office": office.name,
        "city": office.city,
        "address": office.address,
        "person": blank,
        "contact": words["contact"] or f"{office.name}, {office.phone or blank}",
        "when": texts.fill(Say("breach.period", about)),
        "known": known_at.isoformat(),
        "deadline": (known_at + DEADLINE).isoformat(),
        "people": found.people,
        "cooperatives": found.cooperatives,
    }
    return {file: texts.plain(texts.fill(Say(key, params))) + "\n" for file, key in LETTERS.items()}


def _meaning(code: str) -> str:
    """Why no message arrives, or how somebody can be told."""
    return texts.words(f"breach.cell_{code}") if code else ""


def _write(folder: Path, letters: dict[str, str], found: Concerned, zone: ZoneInfo) -> None:
    """Only the user who runs this may read them: they hold everybody's contacts."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, words in letters.items():
            (folder / name).write_text(words, encoding="utf-8")
        headings = [texts.words(f"heading.{each}") for each in HEADERS]
        write_xlsx(found.table(zone, headings, _meaning), folder / LIST)
        for name in (*letters, LIST):
            (folder / name).chmod(OWN_ONLY)
    except OSError as error:
        raise SapaError(f"{folder} can't be written: {error.strerror}.") from None
