"""Everything the readers load when first used, loaded before the first message arrives."""

from datetime import date

from bot.understanding import corrections, identity, intents, likely, likely_intents, rat, rsvp, visits

_SAID = "kalau ada kursi saya mau, tapi habis lebaran tgl 12 jam 9, hadir 75 dari 120, shu 3 jt"


def prepare() -> None:
    """Load what was learned and compile the tables, which take about half a second of processor time together."""
    for path in likely.FOLDER.glob("*.json"):
        likely.load(path.stem)
    likely_intents.prepare()
    today = date(2027, 3, 1)
    for read in (intents.read_intent, rsvp.read_rsvp, rsvp.read_question, identity.read_identity):
        read(_SAID)
    for read_dated in (rat.read_rat, visits.read_visit):
        read_dated(_SAID, today)
    corrections.read_correction(_SAID)
