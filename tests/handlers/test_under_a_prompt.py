"""What managers write under a message of ours that has buttons: real sentences, and what they lead to."""

from datetime import timedelta

import pytest
from sqlmodel import delete, select, update

from bot.messages import Address, Choice, Contact
from db.models import Announcement, Attendance, Identity, VisitPlan
from db.session import Database
from tests.handlers import town
from tests.handlers.test_in_the_middle import NOT_UNDERSTOOD, arrives, chair

INVITED = ("event.1.answer=yes", "event.1.answer=no")
REMINDED = ("season.3.act=date", "season.3.act=notyet", "season.3.act=help")
UNCLEAR, COMES, COMES_NOT = "belum jelas apakah", "kami catat hadir", "tidak dapat hadir pada"
TALK = ("petugas", "pak saya mau tanya soal pajak")
INVITATION = {
    "a correction of the report": ("laporan salah pak, hadir 38", "bentuk rapatnya"),
    "more than any room holds": ("eh laporan salah, hadir 100", "bentuk rapatnya"),
    "more than one cooperative sends": ("hadir 38", UNCLEAR),
    "members are counted in a report": ("y tp anggotanya 115", "bentuk rapatnya"),
    "a yes with a but": ("oke pak tapi blm final", UNCLEAR),
    "some other day": ("kayaknya 25 maret", NOT_UNDERSTOOD),
    "bukan is no answer": ("bukan pak", UNCLEAR),
    "some other time": ("saya lagi sakit besok2 aja", UNCLEAR),
    "not on the day": ("ndak bisa bu datang tgl 21 tu", COMES_NOT),
    "two of them": ("sy datang berdua sm sekretaris", "hadir, 2 orang"),
    "hadir": ("hadir bu", COMES),
    "how many is left open": ("kami datang, 2 atau 3 orang", "Berapa orang tepatnya"),
    "and then said": ("kami datang, 2 atau 3 orang", "2", "hadir, 2 orang"),
    "and said in words": ("kami datang, 2 atau 3 orang", "bertiga pak", "hadir, 3 orang"),
    "and it is another number": ("kami datang, 2 atau 3 orang", "jadi 4 org", "hadir, 4 orang"),
    "and it is another number alone": ("kami datang, 2 atau 3 orang", "5", "hadir, 5 orang"),
    "and it is not known yet": ("kami datang, 2 atau 3 orang", "belum tau pak", "Baik"),
    "and it stays open": ("kami datang, 2 atau 3 orang", "makasih pak", "Sama-sama"),
    "somebody is sent": ("diwakilkan bendahara pak", "hadir, diwakili bendahara, pada"),
    "two are sent": ("saya utus bu neni, 2 orang", "hadir, 2 orang, diwakili bu Neni, pada"),
    "who is sent is not said": ("diwakilkan aja ya bu", "hadir, diwakilkan, pada"),
    "not sent after all": ("diwakilkan bendahara", "saya sendiri yang hadir pak", "hadir, 1 orang, pada"),
    "may somebody else come": ("bisa diwakilkan bendahara ga?", "silakan diwakilkan"),
    "a thumb alone": ("👍", COMES),
    "a wrong number": ("pak sy bukan pengurus, salah sambung kali", "bukan lagi pengurus"),
    "sent by name, below something else": ("menu", "diwakilkan bendahara saya pak Anto", "bendahara pak Anto"),
    "two or three may come": ("bisa 2 atau 3 orang", "Berapa orang tepatnya"),
    "sent instead, the day before": ("hadir bu", "maaf besok ga bs, diganti bendahara bu sri", "bendahara bu Sri"),
    "where to, before who": ("yg datang ke pelatihan bendahara saya pak Anto", "bendahara pak Anto"),
    "what no invitation says of the place": ("bs pak, tp parkirnya dmn ya?", "teruskan ke petugas"),
    "words for a question that came later": (
        *("saya bukan pengurus lagi", "belum tau pak siapa gantinya, nanti saya kabari"),
        "siapakah pengurus yang dapat kami hubungi",
    ),
    "coming, below something else": ("menu", "hadir bu", COMES),
    "not coming, below something else": ("menu", "ndak bisa bu datang tgl 21 tu", COMES_NOT),
    "named, below something else": ("menu", "pelatihannya kami ikut pak, berdua", "hadir, 2 orang"),
    "named and not coming, below something else": ("menu", "undangan pelatihan itu kami tidak ikut ya bu", COMES_NOT),
    "perhaps, below something else": ("menu", "insyaallah hadir pak", "belum pasti hadir"),
    "away, below something else": (
        "menu",
        "maaf pak kamis itu sy ada acara keluarga di bangkinang, ga bisa",
        COMES_NOT,
    ),
    "a doubt about the one named": (
        "menu",
        "pelatihannya saya mungkin tidak ikut pak",
        "Apakah KSU Tunas Bertuah hadir?",
    ),
    "what only staff know": ("dapat sertifikat ga nanti", "teruskan ke petugas"),
    "another answer that names coming": ("tidak bisa hadir pak", "eh jadi ikut pak", COMES),
    "not coming, naming the activity": ("menu", "ga jadi ikut pelatihan ya pak, ada kondangan", COMES_NOT),
    "coming, naming the activity": ("menu", "jadi ikut pelatihan ya 2 orang", "hadir, 2 orang"),
    "still coming, naming the activity": ("menu", "utk pelatihan bsk tetep ikut ya", COMES),
    "not coming, in a report": ("lapor rat", "maaf ga jadi ikut, ada kondangan", COMES_NOT),
    "and its question comes again": ("lapor rat", "maaf ga jadi ikut, ada kondangan", "Tahun buku berapa"),
    "coming, at yes or no of a report": ("lapor rat", "2026", "besok sy hadir sama kepala unit", COMES),
    "thanks for the invitation, at the reason": (
        *("lapor rat", "2026", "belum"),
        *("Terima kasih undangannya, kami akan hadir 2 orang", "hadir, 2 orang"),
    ),
    "coming, and where": ("boleh pak, tempatnya dimana?", "hadir pada Pelatihan, Rabu, 20 Januari 2027"),
    "coming, and when, below something else": ("menu", "bisa bu, jam brp mulainya?", COMES),
    "coming, and what it costs": ("ikut pak, bayar ga?", COMES),
    "and that is answered": ("menu", "ikut pak, bayar ga?", "tidak dipungut biaya"),
    "coming, and what the invitation doesn't say": (
        "siap hadir 2 org pak, bawa apa aja?",
        "Apakah pertanyaan Bapak/Ibu kami teruskan",
    ),
    "not coming, and another day": ("ga bisa pak, ada jadwal lain ga?", COMES_NOT),
    "coming, and the meeting": ("hadir bu. oh ya rat kami sdh tgl 5 jan", COMES),
    "and the report is open": ("menu", "hadir bu. oh ya rat kami sdh tgl 5 jan", "Tahun buku"),
    "with what was said": ("hadir bu. oh ya rat kami sdh tgl 5 jan", "2026", "jumlah anggota"),
    "not coming, and a plan": ("maaf tdk bisa hadir pak, rat kami rencana tgl 20 feb", "tidak dapat hadir"),
    "the meeting, and who comes": (
        "rat kami sdh tgl 5 jan hadir 40 dari 60. utk pelatihan kami ikut 2 org",
        "hadir, 2 orang",
    ),
    "coming, in a talk with staff": (*TALK, "hadir pak", "Kami tambahkan pada pertanyaan"),
    "coming to what is named, in a talk": (*TALK, "utk pelatihan kami hadir pak", COMES),
    "and staff read it": (*TALK, "utk pelatihan kami hadir pak", "Kami tambahkan pada pertanyaan"),
    "coming, and a visit is wanted": ("hadir bu. sekalian minta dikunjungi kamis jam 10", COMES),
    "which is proposed": ("hadir bu. sekalian minta dikunjungi kamis jam 10", "Usulan kunjungan"),
    "coming, and a deadline": ("hadir pak. batas lapor rat kapan?", COMES),
    "who was at the meeting answers nothing": ("hadir 40 dari 60, rat tgl 5 jan", "Tahun buku"),
    "many, below something else": ("menu", "hadir 15", "Kegiatan mendatang"),
}
HELP_ASKED = "blm ada tanggal bu, pembukuan belum beres, bisa dibantu ga?"
REMINDER = {
    "not yet": ("blm ada pak", "Bila tanggalnya sudah disepakati"),
    "not settled": ("rapatnya blm ditentukan bu", "Bila tanggalnya sudah disepakati"),
    "no day": ("blm ada tgl pak", "Bila tanggalnya sudah disepakati"),
    "a day in doubt": ("kayaknya 25 maret", "25 Maret 2027"),
    "why, and help": (HELP_ASKED, "Kendala: Pembukuan belum selesai"),
    "and how to get it": (HELP_ASKED, "Tentu dapat kami bantu"),
    "help, with no reason": ("blm ada tanggal bu, bisa dibantu ga?", "Permintaan pendampingan"),
    "why, and help, in two sentences": ("blm rat pak, pembukuan blm selesai. bisa dibantu?", "Belum ada rencana"),
    "a day": ("sdh ada, tgl 27 februari", "27 Februari 2027"),
}
CONSENT = {
    "the word": ("setuju", "telah kami catat"),
    "iyo": ("iyo pak boleh", "telah kami catat"),
    "oke": ("oke pak", "telah kami catat"),
    "oke and the word": ("ok setuju", "telah kami catat"),
    "willing": ("bersedia", "telah kami catat"),
    "no": ("tidak usah pak", "kami hargai"),
    "no officer": ("saya bukan pengurus", "Terima kasih atas informasinya"),
    "a wrong number": ("salah sambung pak", "Terima kasih atas informasinya"),
    "a way to staff": ("asdf", "ketik PETUGAS"),
    "and then yes": ("asdf", "ya", "telah kami catat"),
    "who is this": ("siapa ini?", "Dinas Koperasi"),
    "it may be noted": ("gapapa bu catat aja", "telah kami catat"),
    "the data may be kept": ("oke saya setuju datanya disimpan", "telah kami catat"),
    "a yes below another answer": ("siapa ini?", "ya boleh pak silakan dicatat", "telah kami catat"),
    "a mere yes below another answer is asked": ("siapa ini?", "ya", "apakah Bapak/Ibu bersedia"),
    "no matter is no yes": ("gapapa bu", "apakah Bapak/Ibu bersedia"),
    "a yes with a but is asked again": ("boleh tapi jangan disebar ya", "apakah Bapak/Ibu bersedia"),
    "the notice is not repeated": ("siapa ini?", "datanya buat apa?", "Keterangan lengkap ada pada pesan di atas"),
    "and the rest of it": (
        *("koperasi tunas bertuah", "saya sekretaris", "setuju", "Lewat nama koperasi"),
        "Siapa nama lengkap",
    ),
    "who they are is kept meanwhile": (
        *("saya sekretaris koperasi tunas bertuah", "setuju", "Lewat nama koperasi"),
        "Siapa nama lengkap",
    ),
}
NEW = ("ketua koperasi tunas bertuah pak", "setuju", "Lewat nama koperasi")
INTRODUCED = {
    "what was said at once is known": (*NEW, "Siapa nama lengkap"),
    "a position is no name": (*NEW, "sekretaris pak", "Siapa nama lengkap"),
    "and it is the position": (*NEW, "sekretaris pak", "Joko Permana", "Jabatan: Sekretaris"),
    "the cooperative stands there": (*NEW, "Joko Permana", "Koperasi: KSU Tunas Bertuah"),
}
REPORTED = ("sdh rat tatap muka tahun buku 2026 tgl 5 jan 2027, hadir 75 dari 120", "cukup", "benar")
KEPT = {
    "used after consent": ("setuju", "Tahun buku"),
    "not when it was reported": (*REPORTED, "setuju", "keperluan Bapak/Ibu"),
    "not when it was called off": ("lapor rat", "batal", "ya", "keperluan Bapak/Ibu"),
    "not when nothing was wanted after all": ("batal", "setuju", "keperluan Bapak/Ibu"),
}
AGAIN = {
    "in a sentence": ("berhenti", "mulai", "oke setuju", "telah kami catat"),
    "yes": ("berhenti", "mulai", "ya", "telah kami catat"),
    "the question comes again": ("berhenti", "mulai", "asdf", "apakah Bapak/Ibu bersedia"),
    "below something else": ("berhenti", "mulai", "menu", "oke setuju", "telah kami catat"),
    "in a form": ("berhenti", "mulai", "lapor rat", "setuju", "telah kami catat"),
    "and the form goes on": ("berhenti", "mulai", "lapor rat", "setuju", "Tahun buku"),
}


@pytest.mark.parametrize("said", INVITATION.values(), ids=INVITATION)
async def test_under_an_invitation(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    assert wanted in await _last(await invited(database), *words)


@pytest.mark.parametrize("words", ["saya masih ketua pak", "iya masih", "betul pak"])
async def test_what_names_no_coming_changes_no_answer(database: Database, words: str) -> None:
    phone = await invited(database)
    await _last(phone, "tidak bisa hadir pak", words)
    async with database.reading() as session:
        assert set((await session.exec(select(Attendance.answer))).all()) == {"no"}


@pytest.mark.parametrize("covered", [True, False], ids=["covered", "last"])
@pytest.mark.parametrize("said", REMINDER.values(), ids=REMINDER)
async def test_under_a_reminder(database: Database, said: tuple[str, ...], covered: bool) -> None:
    *words, wanted = said
    phone = await (invited(database, REMINDED) if covered else _reminded(database))
    assert wanted in await _last(phone, *words)


async def test_not_before_the_audit(database: Database) -> None:
    shown = await _last(await _reminded(database), "belum pak, kami nunggu audit dulu")
    assert "Bila tanggalnya sudah disepakati" in shown


async def test_a_thumb_below_two_messages_answers_neither(database: Database) -> None:
    phone = await invited(database, REMINDED)
    assert UNCLEAR in await _last(phone, "👍")


@pytest.mark.parametrize("said", CONSENT.values(), ids=CONSENT)
async def test_under_the_consent_notice(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    await town.settle(database)
    assert wanted in await _last(town.Phone(database, town.STRANGER), "halo", *words)


@pytest.mark.parametrize("said", KEPT.values(), ids=KEPT)
async def test_a_report_kept_before_consent(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    await town.settle(database)
    phone = town.Phone(database, town.STRANGER, "Hendri Saputra")
    await _last(phone, "sdh rat tgl 5 jan hadir 75 dari 120")
    await arrives(database, await phone.say(contact=Contact("+628127770003", own=True)), phone.address)
    assert wanted in await _last(phone, *words)


@pytest.mark.parametrize("said", INTRODUCED.values(), ids=INTRODUCED)
async def test_who_says_at_once_who_they_are(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    await town.settle(database)
    assert wanted in await _last(town.Phone(database, town.STRANGER), *words)


async def test_a_number_known_on_another_platform_is_said_again(database: Database) -> None:
    await town.settle(database)
    other = town.Phone(database, Address("whatsapp:1", "71"), "Pak Ujang")
    assert "Bapak/Ibu Ujang." in (await other.say("halo")).words
    async with database.transaction() as session:
        await session.exec(update(Identity).values(phone="+628127770009"))
    assert "ketik SAMBUNG" in await _last(other, "lapor rat")


@pytest.mark.parametrize("said", AGAIN.values(), ids=AGAIN)
async def test_consent_after_mulai(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    assert wanted in await _last(await chair(database), *words)


async def _last(phone: town.Phone, *words: str) -> str:
    """What they read after the last of these words."""
    shown = town.Shown("", ())
    for each in words:
        shown = await phone.say(each)
        await arrives(phone.database, shown, phone.address)
    return shown.words


async def _reminded(database: Database) -> town.Phone:
    phone = await chair(database)
    await arrives(database, town.Shown("", tuple(Choice(each, each) for each in REMINDED)))
    return phone


async def invited(database: Database, *before: tuple[str, ...]) -> town.Phone:
    """The chair's phone, with an invitation on it that nobody has answered, below other prompts of ours."""
    phone = await chair(database)
    async with database.transaction() as session:
        await session.exec(update(Announcement).values(state="sent"))
        await session.exec(delete(Attendance))
        await session.exec(update(VisitPlan).values(created_at=town.NOW - timedelta(days=2)))
    for prompt in (*before, INVITED):
        await arrives(database, town.Shown("", tuple(Choice(each, each) for each in prompt)))
    return phone
