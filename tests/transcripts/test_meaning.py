"""A script means the same on both messengers: who hears of it, what they may choose, and which rows remain.

Read from the recordings, which `test_transcripts.py` holds to what is really said. How it looks may differ: buttons,
a list, numbers to type, an approved template. A knock and the tap that answers it stand before what they let in.
"""

from pathlib import Path

import pytest

from tests.transcripts.meaning import differences, told
from tests.transcripts.test_transcripts import FILES, HERE

KNOWS_NUMBER = "WhatsApp gives the number away: nobody is asked to share it, the cooperative is looked for at once"
NO_NEWS = "WhatsApp tells of a block only when something could not be delivered"
NO_EDITS = "an edit on WhatsApp is kept and gets no answer"
NO_BAR = "a bar that edits itself is Telegram's: on WhatsApp only its beginning and the end are told"
NO_SIZE = "WhatsApp tells how large a file is only when it is asked for it: it is taken in first, then found too big"
NUMBERED = "Telegram offers the name beside the number below the chat; WhatsApp numbers it under the message"
OWN_NAMES = "accounts, ids of users and what is kept of an erased one are named as the messenger names them"
DIFFERENT = {
    ("papers_too_big", "Rahmat sends a document of 21 MB named lpj.pdf"): NO_SIZE,
    ("papers_too_big", "== attachments: kind, filename, state, reason"): NO_SIZE,
    ("blocked_while_sending", "tick"): NO_BAR,
    ("blocked_then_next_officer", "tick"): NO_NEWS,
    ("blocked_then_next_officer", "== identities: person, blocked_at"): NO_NEWS,
    ("blocked_then_next_officer", "== ledger: cooperative, state, reason, person"): NO_NEWS,
    ("who_answers_is_gone", "Rahmat > bisa lewat pos?"): NO_NEWS,
    ("claim_in_one_sentence", "Sri taps [Setuju]"): KNOWS_NUMBER,
    ("consent_refused", "Rahmat taps [Setuju]"): KNOWS_NUMBER,
    ("foreign_contact", "Joko taps [Setuju]"): KNOWS_NUMBER,
    ("foreign_contact", "Joko shares the contact of Rahmat"): KNOWS_NUMBER,
    ("foreign_contact", "== identities: person, phone"): KNOWS_NUMBER,
    ("first_message_is_a_wish", "Rahmat > mau lapor rat"): KNOWS_NUMBER,
    ("keyboard_stays", "Joko taps [Setuju]"): KNOWS_NUMBER,
    ("keyboard_stays", "Joko > Bagikan nomor saya"): KNOWS_NUMBER,
    ("asked_by_a_stranger", "Joko > petugasnya siapa?"): KNOWS_NUMBER,
    ("asked_by_a_stranger", "Joko > kapan batas lapor rat pak"): KNOWS_NUMBER,
    ("letter_after_a_report", "Joko > sdh rat tgl 9 jan 2027 pak, tahun buku 2026, hadir 75 dari 120"): NUMBERED,
    ("letter_expired", "Budi taps [Setuju]"): KNOWS_NUMBER,
    ("letter_expired", "Budi > SURAT ABCDEFGH2"): KNOWS_NUMBER,
    ("who_in_one_sentence", "Budi taps [Setuju]"): KNOWS_NUMBER,
    ("who_in_one_sentence", "Budi > tunas"): KNOWS_NUMBER,
    ("letter_links", "== officers: name, position, cooperative, person, phone, status"): KNOWS_NUMBER,
    ("letter_links", "== audit: actor, action, subject"): KNOWS_NUMBER,
    ("letter_links", "== consents: person, granted, account, at"): OWN_NAMES,
    ("erase", "== identities: user"): OWN_NAMES,
    ("erase", "== suppressions: at"): OWN_NAMES,
    ("list_not_taken", "== imports: filename, state, reason"): NO_SIZE,
    ("not_understood", 'Rahmat edits "lapor rat tahun buku 2026" > lapor rat tahun buku 2025'): NO_EDITS,
}
"""Script and line → why something else is offered there, or other rows remain. There is nothing else."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_mean_the_same(path: Path) -> None:
    found = {(path.stem, line) for line in differences(told(path, path), told(HERE / "whatsapp" / path.name, path))}
    assert found == {each for each in DIFFERENT if each[0] == path.stem}
