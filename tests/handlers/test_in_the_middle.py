"""What managers say in the middle of a form, or where nothing was asked: real sentences, and what they lead to."""

import pytest
from sqlmodel import col, select, update

from bot.messages import Address
from db import outbox
from db.models import Outbox, Question, QuestionLine, Task
from db.session import Database
from tests.handlers import town

REPORT = ("lapor rat", "2026")
VISIT = ("minta dikunjungi",)
NOT_UNDERSTOOD = "belum memahami"
SAID = {
    "a planned meeting with its hour opens the report": ("rat rencana sabtu depan jam 9", "Tahun buku"),
    "a meeting that is going on opens the report": ("hari ini rapat pak, lg berlangsung", "Tahun buku"),
    "a meeting with a guess of its people": ("RAT kemarin lusa hadir lima puluhan org", "Tahun buku"),
    "the meeting of others is none of ours": ("rapat pemuda masjid tadi malam ramai", NOT_UNDERSTOOD),
    "figures alone open the report": ("shu kami rugi 3jt", "Tahun buku"),
    "a question about money, at a question": (*REPORT, "biayanya brp", "tidak dipungut biaya"),
    "and the question comes again": (*REPORT, "biayanya brp", "Apakah RAT tahun buku 2026 sudah"),
    "a question about the deadline": (*REPORT, "kapan batas lapornya", "paling lambat"),
    "a whole report, in a talk with staff": (
        *("petugas", "nomor kantor brp ya"),
        *("pak RAT kami sdh dilaksanakan tgl 9 jan, hadir 58 org dari 80 anggota", "Tahun buku"),
    ),
    "thanks in one's own words, in a talk with staff": ("petugas", "kantor tutup ya", "oh iya makasih bu", "Sama-sama"),
    "who is the officer": (*VISIT, "petugasnya siapa", "Yandri"),
    "thanks are no answer": (*REPORT, "🙏", "Sama-sama"),
    "staff are asked for": (*REPORT, "sy mau bicara dgn petugas", "Silakan tuliskan pertanyaan"),
    "to be called is a request already": ("tolong telp saya pak", "untuk dihubungi sudah kami teruskan"),
    "asked with bisa": ("bisa telepon saya?", "untuk dihubungi sudah kami teruskan"),
    "to be called, to a number": ("telp aja ya pak ke 081233334444", "untuk dihubungi sudah kami teruskan"),
    "to be called, and what follows": ("minta ditelpon", "soal pembukuan pak", "Kami tambahkan"),
    "to be called, in a report": (*REPORT, "bisa minta ditelp aja pak? bingung sy isinya", "Lanjutkan isian"),
    "the office's number is asked for": ("nomor telepon kantor berapa?", "Silakan tuliskan pertanyaan"),
    "who called says so": ("ada yg telpon saya ngaku dari dinas", "Silakan tuliskan pertanyaan"),
    "somebody is no officer any more": (*REPORT, "saya bukan pengurus lagi", "bukan lagi pengurus"),
    "a visit is wanted": (*REPORT, "minta dikunjungi kamis jam 10", "Usulan kunjungan"),
    "berhenti jadi ketua is no opt-out": (*REPORT, "berhenti jadi ketua", "bukan lagi pengurus"),
    "stop kontrak is none either": (*REPORT, "sudah", "stop kontrak", "Tanggal berapa"),
    "tidak apa-apa says nothing of a meeting": (*REPORT, "tidak apa-apa", NOT_UNDERSTOOD),
    "belum tentu is a plan in doubt": (*REPORT, "belum tentu", "sudah ada rencana"),
    "sudah belum ya asks": (*REPORT, "sudah belum ya?", NOT_UNDERSTOOD),
    "the day instead of yes": (*REPORT, "tgl 5 jan", "jumlah anggota"),
    "a day to come instead of no": (*REPORT, "20 februari", "Rencana RAT: Sabtu, 20 Februari 2027"),
    "a reason of one's own": (*REPORT, "ditunda", "nunggu rups perusahaan", "direncanakan kembali"),
    "a reason from the list": (*REPORT, "ditunda", "pembukuan blm selesai", "direncanakan kembali"),
    "why not, and help": (*REPORT, "belum ada tgl, pembukuan blm beres, bisa dibantu ga?", "Kendala: Pembukuan belum"),
    "and how to get help": (*REPORT, "belum ada tgl, pembukuan blm beres, bisa dibantu ga?", "Tentu dapat kami bantu"),
    "a question is no reason": (*REPORT, "ditunda", "gmn caranya?", "Apa kendalanya"),
    "the month of a plan is kept": ("rat akhir februari rencananya", "2026", "tgl 25", "Kamis, 25 Februari 2027"),
    "another day instead of the hour": (
        *VISIT,
        "31 maret",
        "rabu setelah lebaran, tgl 17 maret",
        "Rabu, 17 Maret 2027",
    ),
    "a day instead of the hour": (*VISIT, "31 maret", "jumat 5 feb", "Jam berapa pada Jumat, 5 Februari 2027"),
    "a day too far away": (*VISIT, "kalo tgl 4 agustus kelamaan, april aja", "Kami pahami april"),
    "a report is no day": (*VISIT, "laporan saya tadi sdh 65 kan?", "teruskan kepada petugas"),
    "a number and a weekday apart": (*VISIT, "habis lebaran aja bu", "rabu tgl 4", "Rabu, 7 April 2027"),
    "two days are shown in full": (*VISIT, "tgl 2 atau 3 april", "Sabtu, 3 April 2027"),
    "one of two by its number": (*VISIT, "tgl 2 atau 3 april", "2", "Jam berapa pada Jumat, 2 April 2027"),
    "the week of a visit is kept": (*VISIT, "minggu depan", "kamis", "10", "Kamis, 21 Januari 2027"),
    "another day beside the hour": (*VISIT, "kamis", "jumat saja jam 9", "Jumat, 15 Januari 2027"),
    "any time is for the office to choose": (*VISIT, "kapan saja bisa", "Waktu: petugas yang memilih"),
    "as the office likes": (*VISIT, "terserah bapak", "Waktu: petugas yang memilih"),
    "bebas": (*VISIT, "bebas", "Waktu: petugas yang memilih"),
    "any day of a week": (*VISIT, "minggu depan", "terserah bapak aja", "Waktu: petugas yang memilih"),
    "any time, in the same sentence": ("minta dikunjungi pak, kapan aja", "Waktu: petugas yang memilih"),
    "any time, sent": (*VISIT, "kapan aja", "benar", "memilih waktu kunjungan ke KSU Tunas Bertuah"),
    "any hour of a day": (*VISIT, "kamis", "jam berapa saja pak", "Hari: Kamis, 14 Januari 2027"),
    "any time, and then a time": (*VISIT, "kapan aja", "kamis jam 10 deh", "Jam: 10.00 WIB"),
    "kapan saja with a question mark asks": (*VISIT, "kapan saja bisanya?", "Hari apa sebaiknya"),
    "what a visit is for": (*VISIT, "untuk apa?", "untuk pembinaan"),
    "who comes": (*VISIT, "siapa yang datang?", "Yandri"),
    "what a visit costs": (*VISIT, "bayar?", "tidak dipungut biaya"),
    "and its question comes again below": (*VISIT, "kamis", "untuk apa?", "Jam berapa"),
    "a visit whose day is forgotten": ("sudah dikunjungi pak", "lupa tgl brp", "Siapa petugas yang berkunjung"),
    "a visit of which the month is known": (
        *("sudah dikunjungi bulan lalu pak", "lupa tgl brp pak", "lupa", "Tanggal: –"),
    ),
    "a visit without a day, sent": ("sudah dikunjungi pak", "lupa", "lupa", "benar", "sudah pernah dikunjungi"),
    "a visit that was": ("sudah dikunjungi bulan lalu pak", "tgl 14", "Siapa petugas yang berkunjung"),
    "a time offered unasked": ("boleh pak silakan datang kamis jam 10", "Usulan kunjungan"),
    "coming, with no invitation in sight": ("kami hadir 2 orang", "kegiatan mendatang"),
    "iya masih is no name": ("kami ganti ketua", "saya masih", "iya masih", NOT_UNDERSTOOD),
    "a number is no name": ("kami ganti ketua", "saya masih", "0812 7777 1234", "namanya saja"),
    "a question is no name": ("kami ganti ketua", "saya masih", "pak kalau rat telat kena denda ga?", "paling lambat"),
    "the report was wrong": (
        "kami ganti ketua",
        "saya masih",
        "eh pak laporan tadi salah, yg hadir 45",
        "bentuk rapat",
    ),
    "a death, and nothing else": ("innalillahi, mertua saya wafat subuh tadi", "tidak perlu tergesa-gesa"),
    "another position": ("saya sekretaris bukan ketua", "Sekretaris"),
    "somebody else's position": ("bendahara sdh bukan sri utami lg, skrg pak budi", "tidak lagi menjadi pengurus"),
    "yes to having left": ("saya bukan pengurus lagi", "iya pak", "siapakah pengurus yang dapat kami hubungi"),
    "yes, and replaced": (
        "saya bukan pengurus lagi",
        "ya, lah diganti jo buk Rina",
        "pengurus yang dapat kami hubungi",
    ),
    "yes, replaced by somebody": ("saya bukan pengurus lagi", "iya sudah diganti bu Rina", "Berapa nomor"),
    "yes to it in a form": (*REPORT, "berhenti jadi ketua", "iya pak", "pengurus yang dapat kami hubungi"),
    "ok is no such yes": ("saya bukan pengurus lagi", "ok", "Baik, Bapak/Ibu."),
    "still an officer": ("saya bukan pengurus lagi", "masih pak", "tidak ada yang berubah"),
    "a report is no yes to having left": ("saya bukan pengurus lagi", "sudah rat tgl 5 jan", "Tahun buku"),
    "replaced by somebody": ("saya sudah diganti bu Sri pak", "bukan lagi pengurus"),
    "replaced soon": ("saya bukan pengurus lagi", "iya masih tapi sebentar lagi diganti", "Sampai saat itu"),
    "replaced next month": ("saya bukan pengurus lagi", "bulan depan diganti pak", "Sampai saat itu"),
    "replaced after the meeting": ("saya bukan pengurus lagi", "nanti setelah RAT", "Sampai saat itu"),
    "a yes that is one for next month": (
        "saya bukan pengurus lagi",
        "iya nanti bulan depan diganti pak Budi",
        "Sampai",
    ),
    "replaced next month, unasked": ("iya tapi bulan depan saya diganti", "Sampai saat itu"),
    "no officer from next month on": ("saya bukan pengurus lagi mulai bulan depan", "Sampai saat itu"),
    "whom to ask later is no time to come": ("saya bukan pengurus lagi, nanti hubungi pak Budi", "bukan lagi pengurus"),
    "replaced last month": ("saya sudah diganti bu Sri bulan lalu", "bukan lagi pengurus"),
    "another position now": ("saya bukan pengurus lagi", "sekarang bendahara pak", "Bendahara"),
    "awaited in vain": ("kemarin ditunggu kok tidak datang", "Mohon maaf sebesar-besarnya"),
    "awaited in vain, the officer named": ("kok petugasnya ga datang kemarin pak", "Mohon maaf sebesar-besarnya"),
    "left long ago": ("saya bukan pengurus lagi", "udah lama", "pengurus yang dapat kami hubungi"),
    "whom to ask instead, with a number": (
        *("saya bukan pengurus lagi", "ga tau, tanya aja pak Hendri 081365557777"),
        "Terima kasih",
    ),
    "the number first, then the name": (
        *("saya bukan pengurus lagi", "Nomor beliau 0812-7654-3210"),
        "pengurus yang dapat kami hubungi",
    ),
    "stopped, and taken back": ("hapus nomor gue dong dr sini", "ga jadi", "bersedia menerima pesan"),
    "stopped, and not meant so": ("hapus nomor gue dong dr sini", "jangan distop", "bersedia menerima pesan"),
    "a meeting that is over opens the report": (
        "rapat sudah selesai tanggal 2 januari di balai adat, yang datang 60 orang dari 100",
        "Tahun buku",
    ),
    "what a meeting is": ("rat tuh apaan sih? kok kudu lapor", "Rapat Anggota Tahunan"),
    "where the office is": ("minta alamat dong", "layanan pesan otomatis"),
    "a talk with staff ends by the word": ("petugas", "halo pak", "menu", "selesai", "Percakapan ditutup"),
    "nobody known yet is no name": ("saya bukan pengurus lagi", "iya", "belum ada pak", "atas bantuan"),
    "the name will come": ("saya bukan pengurus lagi", "iya", "nanti saya tanyakan", "kami tunggu"),
    "over again, with nothing begun": ("ulang dr awal", "tidak ada isian yang terbuka"),
    "news of some other cooperative goes to staff": ("koperasi itu sudah tidak ada pak", "teruskan kepada petugas"),
    "over again, in a report": (*REPORT, "ulang dr awal", "Tahun buku berapa"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...]) -> None:
    *words, wanted = said
    phone = await chair(database)
    for each in words:
        shown = await phone.say(each)
        await arrives(database, shown)
    assert wanted in shown.words


async def test_a_request_to_be_called_reaches_staff_in_their_words(database: Database) -> None:
    stranger = town.Phone(database, town.STRANGER)
    await chair(database)
    assert "tuliskan nomor yang dapat dihubungi" in (await stranger.say("tolong telp saya pak")).words
    async with database.reading() as session:
        assert "tolong telp saya pak" in (await session.exec(select(QuestionLine.text))).all()


async def test_a_visit_awaited_in_vain_is_a_task_with_their_words(database: Database) -> None:
    phone = await chair(database)
    await phone.say("sudah kami tunggu dari pagi pak yandri tidak datang")
    async with database.reading() as session:
        (task,) = (await session.exec(select(Task).where(Task.kind == "visit_missed"))).all()
    assert task.urgent and task.data["words"] == "sudah kami tunggu dari pagi pak yandri tidak datang"


async def test_what_nobody_understood_reaches_staff_with_its_question(database: Database) -> None:
    phone = await chair(database)
    for each in (*REPORT, "asdf", "qwer"):
        shown = await phone.say(each)
    assert "Teruskan ke petugas" in [each.label for each in shown.choices]
    await phone.say("petugas")
    async with database.reading() as session:
        last = (await session.exec(select(QuestionLine.text).order_by(col(QuestionLine.id).desc()))).first()
    assert last is not None and "Apakah RAT tahun buku 2026 sudah dilaksanakan?" in last
    assert last.endswith("qwer")


async def test_what_may_mean_two_things_reaches_staff(database: Database) -> None:
    said = "kemarin ada yang telpon ngaku dari dinas minta 500rb buat urus nik, itu bener?"
    phone = await chair(database)
    await arrives(database, shown := await phone.say(said))
    if "wish.-.is=human" in [each.id for each in shown.choices]:
        await phone.say("tanya petugas")
        async with database.reading() as session:
            assert said in (await session.exec(select(QuestionLine.text))).all()


async def arrives(database: Database, shown: town.Shown, to: Address = town.CHAIR, lane: int = outbox.REPLY) -> None:
    """What they were shown is the last prompt before their eyes."""
    body = {"text": "", "choices": [[each.id, each.label] for each in shown.choices]}
    async with database.transaction() as session:
        about = {"account": to.account, "user": to.user, "lane": lane, "state": "sent"}
        key = f"shown:{next(town.Phone.numbers)}"
        session.add(Outbox(key=key, body=body, created_at=town.NOW, sent_at=town.NOW, **about))


async def chair(database: Database) -> town.Phone:
    """The chair's phone, on which no talk with staff is open."""
    await town.settle(database)
    async with database.transaction() as session:
        await session.exec(update(Question).values(state="closed"))
    return town.Phone(database, town.CHAIR, "Rahmat Darwis")
