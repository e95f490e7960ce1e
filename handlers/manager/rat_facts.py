"""What a sentence says of a meeting, freed of what it says of the reporting itself."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.understanding import rat
from bot.understanding.values import Read
from bot.understanding.words import normalise
from handlers.manager import mourning

_WANTS_TO_REPORT = re.compile(
    r"\b(?:mau|ingin|pengen|hendak|akan|izin|ijin|numpang|minta)\s+(?:me)?(lapor)(?:kan)?\b", re.IGNORECASE
)
""" "Mau lapor" plans a report, and no meeting."""
_PLANS = re.compile(
    r"\b(?:rencana\w*|direncanakan|akan|mau|target\w*|perkiraan|diperkirakan|undang\w*|insya|besok|lusa|nanti|jadwal\w*"
    r"|dijadwalkan|depan|belum)\b"
)


def read(text: str, today: date, *, is_asked: bool = False) -> Mapping[str, Read[Any]]:
    """The facts by name, see `rat.read_rat`. Whoever counts who came has held the meeting: its day is left to be asked.

    Where somebody died, that is why there was none yet.
    """
    text = _WANTS_TO_REPORT.sub(r"\1", text)
    facts = rat.read_rat(text, today, is_asked=is_asked)
    held = facts["held"].value if "held" in facts else ""
    if held == "planned" and "attended" in facts and not _PLANS.search(normalise(text)):
        facts = {name: each for name, each in facts.items() if name != "planned_on"} | {"held": Read("yes")}
    if held in ("no", "postponed") and "reason" not in facts and (why := mourning.clause(text)):
        facts = {**facts, "reason": Read("other", "exact", why)}
    return facts
