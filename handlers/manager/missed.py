"""An officer of ours was awaited and did not come: an apology, a task, and a new day."""

import re
from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.words import normalise
from db import cooperatives, visits
from db.models import Cooperative
from handlers.manager import picking
from handlers.notify import hand_to_staff

NOT_COME = re.compile(
    r"\b(?:tidak|batal) (?:jadi |juga |kunjung |ada (?:yang )?)*(?:datang|muncul|berkunjung|kelihatan)\b"
)
AWAITED = re.compile(r"\b(?:ditunggu\w*|tunggu\w*|menunggu|nunggu\w*|kok|kenapa|katanya|janji\w*)\b")
VISITOR = re.compile(r"\b(?:petugas\w*|dinas|penyuluh\w*|\w*kunjung\w*|\w*tunggu\w*|nunggu\w*)\b")
OTHERS = re.compile(
    r"\b(?:pernah|anggota|rat|rapat\w*|kuorum|undangan|hadir|berkas|surat|(?:kami|saya) tidak|besok|lusa|nanti"
    r"|(?:kode|pesan|sms|balasan|jawaban|bantuan|dana|uang|modal|hibah|pinjaman|barang|sertifikat|kartu)(?:nya)?)\b"
)
"""Who or what else may not have come."""


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Kemarin ditunggu kok tidak datang", from an officer whom we know."""
    if turn.staff is not None or turn.incoming.choice is not None:
        return None
    if not is_told(normalise(turn.incoming.text)):
        return None
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    if not mine:
        return None
    one = picking.meant(turn, mine) or await _of_the_visit(turn, mine)
    text = turn.incoming.text
    say = Say("staff.visit_missed", {"name": one.name, "person": turn.person.name, "words": text})
    await hand_to_staff(turn, "visit_missed", f"visit_missed:{one.id}", one, say, {"words": text[:300]}, urgent=True)
    return [Say("appointment.missed", {}, (Choice("menu.-.go=visit_again"), Choice("menu.-.go=human")))]


def is_told(words: str) -> bool:
    """Whether words complain that nobody of the office came."""
    return all(each.search(words) for each in (NOT_COME, AWAITED, VISITOR)) and not OTHERS.search(words)


async def _of_the_visit(turn: Turn, mine: Sequence[Cooperative]) -> Cooperative:
    """The cooperative whose time for a visit was the last to pass; the first of theirs where none was arranged."""
    last = await visits.last_due(turn.session, [each.id for each in mine], turn.now)
    return next((each for each in mine if last is not None and each.id == last.cooperative_id), mine[0])
