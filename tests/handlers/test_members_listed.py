"""/pegawai, a page at a time."""

from db.models import Staff
from db.session import Database
from tests.handlers.town import NOW, YANDRI, Phone, settle


async def test_the_numbers_run_on_from_page_to_page(database: Database) -> None:
    await settle(database)
    async with database.transaction() as session:
        session.add_all(Staff(name=f"Ani {n:02}", role="viewer", created_at=NOW) for n in range(1, 11))
    phone = Phone(database, YANDRI, "Yandri")
    first = await phone.say("/pegawai")
    assert "8. Ani 08" in first.words and "9." not in first.words
    second = await phone.say(choice="member.0.more=8")
    assert "9. Ani 09" in second.words and "11. Yandri" in second.words
    assert next(each.label for each in second.choices if each.id.endswith("see=1")) == "9. Ani 09"
    assert "1. Ani 01" in (await phone.say(choice="member.0.more=99")).words, "a forged page is the first"
