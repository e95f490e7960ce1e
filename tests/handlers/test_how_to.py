"""Questions of procedure, which staff answer: what they read, and that nobody has to write them twice."""

import pytest
from sqlmodel import col, select

from db.models import QuestionLine
from db.session import Database
from tests.handlers.test_in_the_middle import chair

PASSED_ON = "Teruskan ke petugas"
SAID = {
    "how the surplus is shared": ("cara bagi SHU gimana ya", PASSED_ON),
    "how to found one": ("mau dirikan koperasi baru syaratnya apa", PASSED_ON),
    "how to end one": ("koperasi kami mau bubar caranya gimana", PASSED_ON),
    "a paper to copy": ("minta contoh berita acara dong", PASSED_ON),
    "how long before": ("undangan rat harus dikirim berapa hari sebelumnya", PASSED_ON),
    "what others are paid": ("biaya notaris brp kalau mau ubah AD/ART", PASSED_ON),
    "what we are paid": ("biayanya brp", "tidak dipungut biaya"),
    "the clinic itself": ("apa itu kkb", "melayani pengurus"),
    "the papers": ("berita acara kami sudah ada", "0 dari 4"),
    "that it is no more": ("koperasi kami sudah bubar", "hal ini tidak mudah"),
    "the office's number": ("nomor telpon kantor brp", "telepon 0761-000000"),
    "a password greets nobody": ("password ods lupa", "Selamat pagi"),
}


@pytest.mark.parametrize(("said", "answer"), SAID.values(), ids=SAID)
async def test_what_is_asked(database: Database, said: str, answer: str) -> None:
    assert answer in (await (await chair(database)).say(said)).words


async def test_the_question_goes_on_as_it_was_written(database: Database) -> None:
    phone = await chair(database)
    await phone.say("cara bagi SHU gimana ya")
    await phone.say(choice="ask.-.do=forward")
    async with database.reading() as session:
        lines = (await session.exec(select(QuestionLine).order_by(col(QuestionLine.id)))).all()
    assert lines[-1].text == "cara bagi SHU gimana ya"
