"""Names of months, days and calendar moments as people type them."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari pebruari feb peb februarie",
            "maret mar mrt march",
            "april apr apil",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt agust agus august aug",
            "september sep sept",
            "oktober okt oct october",
            "november nopember nov nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
FULL_MONTHS = [name for name in MONTHS if len(name) > 4] + ["mei", "juni", "juli"]
"""Month names that mean a month even when they stand alone ("mar", "des", "sep" don't)."""

WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6}

PLANNING = frozenset(
    [
        "rencana",
        "rencananya",
        "direncanakan",
        "merencanakan",
        "akan",
        "bakal",
        "dijadwalkan",
        "jadwal",
        "jadwalnya",
        "belum",
    ]
)
"""Words that make a sentence future even beside a past word ("sudah direncanakan")."""
PAST = frozenset(["sudah", "kemarin", "tadi", "lalu", "barusan", "semalam", "silam"])
FUTURE = frozenset(["besok", "lusa", "nanti", "depan", "mau", "insya", "menyusul"])
