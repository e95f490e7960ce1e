"""`sapa templates sync` and `list`: what Meta says of our templates, and what differs."""

import asyncio

import pytest

from bot.commands import templates
from bot.commands.template_plan import drafts
from tests.cli.platforms import Platforms
from tests.cli.test_templates import COUNT, FOREIGN, NEWS, at_meta, kept, push, reworded


async def test_sync_says_what_has_changed(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    await push()
    meta = office.whatsapp.templates
    meta.approve(*NEWS)
    meta.rate(*NEWS, "YELLOW")
    meta.recategorise("news", "en", "MARKETING")
    meta.reject("visit_reminder", "id", "TAG_CONTENT_MISMATCH")
    meta.create(FOREIGN)
    meta.delete("visit_declined")
    capsys.readouterr()
    await templates.sync()
    said = capsys.readouterr().out.splitlines()
    for line in (
        "news (id): status PENDING → APPROVED",
        "news (id): quality UNKNOWN → YELLOW",
        "news (en): category UTILITY → MARKETING",
        "visit_reminder (id): status PENDING → REJECTED",
        "visit_reminder (id): reason none → TAG_CONTENT_MISMATCH",
        "hello_world (en_US): new, PENDING as UTILITY",
        "visit_declined (id): gone at Meta, not used any more",
        "At Meta and not ours: hello_world (en_US).",
        "Ours and missing at Meta (`sapa templates push` creates them): visit_declined (id, en).",
    ):
        assert line in said
    stored = await kept(office)
    assert stored[NEWS] == ("APPROVED", "UTILITY")
    assert stored["news", "en"] == ("PENDING", "MARKETING")
    assert stored["visit_declined", "id"][0] == "LAPSED"
    await templates.sync()
    assert capsys.readouterr().out.splitlines()[0] == "Nothing has changed at Meta."


async def test_a_long_list_is_read_to_its_end(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(201):
        office.whatsapp.templates.create({**FOREIGN, "name": f"filler_{number:03}"})
    await templates.sync()
    assert "filler_200 (en_US): new" in capsys.readouterr().out
    assert len(await kept(office)) == 201


# List.


async def test_the_list_shows_ours_and_metas(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    meta = office.whatsapp.templates
    for draft in drafts().values():
        if draft["name"] != "visit_declined":
            meta.create(draft)
    meta.approve(*NEWS)
    meta.rate(*NEWS, "GREEN")
    reworded(at_meta(office, ("news", "en")))
    meta.reject("visit_reminder", "id", "TAG_CONTENT_MISMATCH")
    meta.create(FOREIGN)
    await templates.show()
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == "Name Language Ours At Meta Category Quality Reason"
    for row in (
        "news id UTILITY, 1 button APPROVED UTILITY GREEN",
        "news en UTILITY, 1 button PENDING, other body UTILITY UNKNOWN",
        "visit_reminder id UTILITY, 3 buttons REJECTED UTILITY UNKNOWN TAG_CONTENT_MISMATCH",
        "rat_verified id UTILITY, no button PENDING UTILITY UNKNOWN",
        "hello_world en_US not ours PENDING UTILITY UNKNOWN",
        "visit_declined id UTILITY, 1 button missing",
    ):
        assert row in rows, rows


@pytest.mark.slow
async def test_in_a_shell(office: Platforms, sapa) -> None:
    pushed = await asyncio.to_thread(sapa, "templates", "push", **office.settings)
    assert (pushed.returncode, f"{COUNT} created" in pushed.stdout) == (0, True), pushed.stderr
    listed = await asyncio.to_thread(sapa, "templates", "list", **office.settings)
    assert len(listed.stdout.splitlines()) == COUNT + 1
    office.whatsapp.faults.mode = "revoked"
    refused = await asyncio.to_thread(sapa, "templates", "push", **office.settings)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1), refused.stderr
    taught = await asyncio.to_thread(sapa, "templates", "list", "--help")
    assert "PAUSED" in taught.stdout
