"""Files that people send: fetched before the platform forgets them, kept once by digest, passed on."""

import hashlib
import os
from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import messages, texts
from bot.errors import Rejected, SendError, Unreachable
from bot.fetching import Fetcher
from bot.messages import Address, Say
from bot.texts.wire import outgoing_from_json, say_to_json
from db import attachments, people
from db.models import Attachment, Outbox, Person
from db.outbox import RELAY
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW, Fake, Watch
from tests.machine.number import NUMBER, SITI, Line

SENDER, NUR, YAN = Address(NUMBER, SITI), Address(ACCOUNT, "73"), Address(ACCOUNT, "74")
DATA = b"\x89PNG and so on"
DIGEST = hashlib.sha256(DATA).hexdigest()
WORDS = Say("question.file", {"person": "Siti", "name": {"key": "question.unregistered"}, "caption": "lihat ini"})


class Store(Line):
    """A channel on which files lie; each fetch may fail first."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {"f1": DATA}
        self.fails: dict[str, list[Exception]] = {}
        self.asked: list[messages.Attachment] = []

    async def fetch(self, attachment: messages.Attachment) -> bytes:
        self.asked.append(attachment)
        if errors := self.fails.get(attachment.id):
            raise errors.pop(0)
        return self.files[attachment.id]


class Post:
    """A fetcher between a database, a store and a folder."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.store, self.clock, self.folder = database, Store(), Watch(), folder / "files"
        self.fetcher = Fetcher(database, self.store, self.clock, self.folder)

    async def note(
        self, name: str = "f1", recipients: Collection[int] = (2,), to: Address = SENDER, **more: str
    ) -> None:
        found = messages.Attachment(name, more.pop("kind", "photo"), **{"mime": "image/png", **more})  # type: ignore[arg-type]
        async with self.database.transaction() as session:
            await attachments.note(
                session, 1, to, found, say=say_to_json(WORDS), recipients=recipients, subject="question:1", now=NOW
            )

    async def after(self, wait: timedelta) -> None:
        """A round, so long after the beginning."""
        self.clock.jump(NOW + wait)
        await self.fetcher.round()

    async def rows(self) -> list[Attachment]:
        async with self.database.reading() as session:
            return list((await session.execute(select(Attachment).order_by(Attachment.id))).scalars())  # type: ignore[arg-type]

    async def passed_on(self) -> list[Outbox]:
        async with self.database.reading() as session:
            return list((await session.execute(select(Outbox).order_by(Outbox.id))).scalars())  # type: ignore[arg-type]


@pytest.fixture
async def post(database: Database, tmp_path: Path) -> AsyncIterator[Post]:
    """Siti writes to Nur and Yan, who read English and Indonesian."""
    async with database.transaction() as session:
        for address, name in ((SENDER, "Siti"), (NUR, "Nur"), (YAN, "Yan")):
            await people.heard(session, address, name, NOW)
            await session.flush()
        (await session.get_one(Person, 3)).language = "en"
    yield Post(database, tmp_path)


async def test_a_file_is_kept_by_its_digest_and_passed_on(post: Post) -> None:
    await post.note(recipients=(2, 3), filename="berita.png")
    for _ in range(2):
        await post.after(timedelta())
    (row,) = await post.rows()
    assert (row.state, row.digest, row.size, row.reason) == ("stored", DIGEST, len(DATA), "")
    assert [path.name for path in post.folder.iterdir()] == [DIGEST]
    assert (post.folder / DIGEST).read_bytes() == DATA
    assert [(each.id, each.kind, each.mime) for each in post.store.asked] == [("f1", "photo", "image/png")]
    sent = await post.passed_on()
    assert [(each.account, each.user, each.lane, each.key, each.subject) for each in sent] == [
        (NUR.account, NUR.user, RELAY, "file:1:2", "question:1"),
        (YAN.account, YAN.user, RELAY, "file:1:3", "question:1"),
    ]
    assert all("Siti" in each.body["text"] for each in sent)
    assert sent[0].body["text"] != sent[1].body["text"], "each in their own language"


async def test_the_same_bytes_are_kept_once_whoever_sends_them(post: Post) -> None:
    post.store.files |= {"f2": DATA, "f3": b"others"}
    await post.note("f1")
    await post.after(timedelta())
    kept = os.stat(post.folder / DIGEST).st_mtime_ns
    for name in ("f2", "f3"):
        await post.note(name)
    await post.after(timedelta())
    assert sorted(path.name for path in post.folder.iterdir()) == sorted(
        [DIGEST, hashlib.sha256(b"others").hexdigest()]
    )
    assert os.stat(post.folder / DIGEST).st_mtime_ns == kept, "not written again"
    assert [row.digest for row in await post.rows()][:2] == [DIGEST, DIGEST]
    assert len(await post.passed_on()) == 3


async def test_half_a_file_from_a_crash_is_no_file(post: Post) -> None:
    post.folder.mkdir(parents=True)
    (post.folder / f"{DIGEST}.half").write_bytes(DATA[:3])
    await post.note()
    await post.after(timedelta())
    assert [path.name for path in post.folder.iterdir()] == [DIGEST]
    assert (post.folder / DIGEST).read_bytes() == DATA


SHOWN: dict[str, tuple[str, str, str, str, str]] = {
    "a photo": ("photo", "image/jpeg", "", "image", "photo.jpg"),
    "a picture": ("photo", "image/png", "a.png", "image", "a.png"),
    "a sticker": ("sticker", "image/webp", "a.webp", "document", "a.webp"),
    "a document": ("document", "application/pdf", "Laporan RAT.pdf", "document", "Laporan RAT.pdf"),
    "a document without a name": ("document", "application/pdf", "", "document", "document.pdf"),
    "a voice message": ("voice", "audio/ogg; codecs=opus", "a.ogg", "document", "a.ogg"),
    "nobody says what it is": ("document", "", "", "document", "document.bin"),
    "a kind that nobody knows": ("document", "x/y", "", "document", "document"),
    "a picture sent as a file": ("document", "image/jpeg", "scan.jpg", "image", "scan.jpg"),
}


async def test_as_an_image_or_as_a_document(post: Post) -> None:
    for kind, mime, filename, *_ in SHOWN.values():
        await post.note(kind=kind, mime=mime, filename=filename)
    await post.after(timedelta())
    wrong = {}
    for (case, (_, mime, _, way, name)), row in zip(SHOWN.items(), await post.passed_on(), strict=True):
        sent = outgoing_from_json(dict(row.body))
        file = sent.image or sent.document
        assert file is not None and Path(file.path).is_absolute() and Path(file.path).read_bytes() == DATA
        found = ("image" if sent.image else "document", file.filename)
        if found != (way, name) or file.mime != (mime.partition(";")[0] or "application/octet-stream"):
            wrong[case] = (*found, file.mime)
    assert wrong == {}


async def test_what_cannot_be_fetched_now_is_fetched_later_and_given_up_in_the_end(post: Post) -> None:
    post.store.fails["f1"] = [SendError("131000: server error"), Unreachable("no network"), *[SendError("x")] * 20]
    await post.note()
    at = timedelta()
    for number, minutes in enumerate(attachments.RETRY_MINUTES, 1):
        await post.after(at)
        (row,) = await post.rows()
        assert (row.state, row.attempts, row.due_at) == ("waiting", number, NOW + at + timedelta(minutes=minutes))
        await post.after(at + timedelta(minutes=minutes, seconds=-1))
        assert len(post.store.asked) == number, "not before its time"
        at += timedelta(minutes=minutes)
    await post.after(at)
    (row,) = await post.rows()
    assert (row.state, row.reason) == ("failed", "x")
    await post.after(at + timedelta(days=30))
    assert len(post.store.asked) == len(attachments.RETRY_MINUTES) + 1
    told = await post.passed_on()
    assert ["tidak dapat kami ambil" in each.body["text"] for each in told] == [True], "who waits for it learns of it"
    assert not {"image", "document"} & set(told[0].body)


async def test_a_try_that_works_after_others_leaves_no_reason(post: Post) -> None:
    post.store.fails["f1"] = [SendError("131000: server error")]
    await post.note()
    for minutes in (0, 1):
        await post.after(timedelta(minutes=minutes))
    (row,) = await post.rows()
    assert (row.state, row.reason, row.attempts) == ("stored", "", 1)
    assert len(await post.passed_on()) == 1


async def test_what_will_never_be_there_is_given_up_at_once(post: Post) -> None:
    post.store.fails["f1"] = [Rejected("file is too big")]
    await post.note()
    for minutes in (0, 1, 60):
        await post.after(timedelta(minutes=minutes))
    (row,) = await post.rows()
    assert (row.state, row.reason, len(post.store.asked)) == ("failed", "file is too big", 1)


async def test_one_that_fails_holds_up_nobody(post: Post) -> None:
    post.store.fails["f1"] = [SendError("x")]
    post.store.files["f2"] = b"others"
    for name in ("f1", "f2"):
        await post.note(name)
    await post.after(timedelta())
    assert [row.state for row in await post.rows()] == ["waiting", "stored"]


async def test_a_disk_that_takes_nothing_is_waited_out(post: Post) -> None:
    post.folder.write_bytes(b"a file where the folder should be")
    await post.note()
    await post.after(timedelta())
    (row,) = await post.rows()
    assert (row.state, row.attempts) == ("waiting", 1)
    post.folder.unlink()
    await post.after(timedelta(minutes=1))
    assert [row.state for row in await post.rows()] == ["stored"]


async def test_each_channel_fetches_its_own(post: Post) -> None:
    await post.note(to=Address(ACCOUNT, "7"))
    await post.after(timedelta())
    assert post.store.asked == []
    other = Fetcher(post.database, Fake(), post.clock, post.folder)
    await other.round()
    assert [row.state for row in await post.rows()] == ["stored"]


async def test_who_cannot_be_reached_gets_none_and_the_others_do(post: Post) -> None:
    async with post.database.transaction() as session:
        await blocked(session, NUR)
    await post.note(recipients=(2, 3, 99))
    await post.after(timedelta())
    assert [each.key for each in await post.passed_on()] == ["file:1:3"]


async def blocked(session: AsyncSession, who: Address) -> None:
    await people.block(session, who, NOW)


async def test_who_sent_a_file_that_only_we_keep_learns_that_it_is_lost(post: Post) -> None:
    post.store.fails["f1"] = [Rejected("gone")]
    await post.note(recipients=())
    await post.after(timedelta())
    [row] = await post.rows()
    assert row.state == "failed"
    [told] = await post.passed_on()
    assert (told.user, told.body["text"]) == (SITI, texts.fill(Say("channel.file_not_fetched")))


async def test_a_kept_file_goes_to_one_more_person_without_being_fetched_again(post: Post) -> None:
    await post.note(recipients=())
    await post.after(timedelta())
    async with post.database.transaction() as session:
        kept = await session.get_one(Attachment, 1)
        await attachments.send_again(session, kept, 3, say=WORDS, now=NOW)
    await post.after(timedelta())
    assert len(post.store.asked) == 1
    assert [each.user for each in await post.passed_on()] == [YAN.user]
    assert (post.folder / DIGEST).stat().st_mode & 0o777 == 0o600
