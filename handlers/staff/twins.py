"""Two rows of the registry that may be one cooperative: seen side by side, kept apart, or made one."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import contacts, cooperatives, merging, tasks, visits
from db import rat as reports
from db.exports.table import masked
from db.merging import Prospect
from db.merging_rows import REGISTRY
from db.models import Cooperative, District, RatReport, Staff, Task
from handlers.ids import number
from handlers.persons import named
from handlers.roles import refused

KIND, CHAIR = "twin", "ketua"
SHOWN = 6
"""Differing facts that a confirmation lists; all of them stand in the audit log."""


async def facts(turn: Turn, task: Task) -> dict[str, Json]:
    """Both, side by side; of one in somebody else's district only where it is."""
    found: dict[str, Json] = {"why": {"key": f"twin.why_{task.data['why']}"}}
    for name, each in zip(("one", "another"), await _both(turn, task), strict=True):
        if each is None:
            found[name] = {"key": "twin.gone"}
        elif await tasks.may_see(turn.session, turn.member, each.district_id):
            found[name] = await _side(turn, each)
        else:
            elsewhere: Json = {"district": await _district(turn, each.district_id)}
            found[name] = {"key": "twin.elsewhere", "params": elsewhere}
    return found


async def _both(turn: Turn, task: Task) -> tuple[Cooperative | None, Cooperative | None]:
    other = await cooperatives.get(turn.session, task.data["other_id"])
    return other, await cooperatives.get(turn.session, task.cooperative_id or 0)


async def _side(turn: Turn, each: Cooperative) -> Json:
    known = await contacts.of_cooperatives(turn.session, [each.id])
    chair = next((one for one in known if one.position == CHAIR), known[0] if known else None)
    (visit,) = await visits.coverage(turn.session, turn.today, 1, cooperative_ids=[each.id], zone=turn.zone)
    years = sorted(await reports.years_held(turn.session, each.id), reverse=True)
    before = (await cooperatives.former_names(turn.session, [each.id])).get(each.id)
    params: dict[str, Json] = {
        **{name: getattr(each, name) for name in ("name", "nik", "legal_number", "village", "address")},
        "formerly": {"key": "coop.formerly", "params": {"names": ", ".join(before)}} if before else None,
        "district": await _district(turn, each.district_id),
        "position": named(chair.position if chair and chair.position else CHAIR),
        "chair": chair.name if chair else "",
        "phone": masked(chair.phone) if chair else "",
        "linked": sum(one.is_linked for one in known),
        "years": ", ".join(map(str, years)),
        "visit": visit.last_visit.isoformat() if visit.last_visit else None,
    }
    return {"key": "twin.side", "params": params}


async def _district(turn: Turn, district_id: int | None) -> str:
    district = await turn.session.get(District, district_id) if district_id else None
    return district.name if district else ""


async def may_decide(turn: Turn, task: Task) -> bool:
    """Only who sees both districts says whether they are one."""
    both = [each for each in await _both(turn, task) if each is not None]
    return all([await tasks.may_see(turn.session, turn.member, each.district_id) for each in both])


async def ask(turn: Turn, task: Task) -> Sequence[Say] | None:
    """They are one: which stays, and what that means. None where one of them is gone."""
    one, other = await _both(turn, task)
    if one is None or other is None:
        return None
    keep, why = await _default(turn, one, other)
    gone = other if keep is one else one
    return await _confirm(turn, task, keep.id, gone.id, why)


async def _default(turn: Turn, one: Cooperative, other: Cooperative) -> tuple[Cooperative, str]:
    """The one with a NIK, else the one whose officers are linked, else the elder row."""
    if bool(one.nik) != bool(other.nik):
        return (one if one.nik else other), "nik"
    known = await contacts.of_cooperatives(turn.session, [one.id, other.id])
    linked = [sum(each.is_linked for each in known if each.cooperative_id == of.id) for of in (one, other)]
    if linked[0] != linked[1]:
        return (one if linked[0] > linked[1] else other), "linked"
    return one, "older"


async def _confirm(turn: Turn, task: Task, keep: int, gone: int, why: str) -> Sequence[Say] | None:
    found = await merging.prospect(turn.session, keep, gone)
    if found is None:
        return None
    moved: list[Json] = [
        {"key": f"twin.moved_{name}", "params": {"count": count}} for name, count in found.moved.items()
    ]
    filled: list[Json] = [{"key": f"twin.field_{name}"} for name in found.filled]
    left = await _differing(turn, found)
    params: dict[str, Json] = {
        "keep": _named(found.keep),
        "gone": _named(found.gone),
        "why": {"key": f"twin.keep_{why}"},
        "moved": {"key": "twin.names", "params": {"names": moved}} if moved else {"key": "twin.nothing"},
        "filled": {"key": "twin.names", "params": {"names": filled}} if filled else {"key": "twin.nothing"},
        "left": {"key": "twin.list", "params": {"lines": left}} if left else {"key": "twin.nothing"},
    }
    subject = f"twin.{task.id}-{keep}"
    choices = (
        Choice(f"{subject}-{found.digest}.do=merge"),
        Choice(f"{subject}.do=swap"),
        Choice(f"{subject}.do=stop"),
    )
    return [Say("twin.confirm", params, choices)]


async def _differing(turn: Turn, found: Prospect) -> list[Json]:
    lines = [_reports(year, *both) for year, both in found.reports.items()]
    for name, value in list(found.left.items())[:SHOWN]:
        shown = await _district(turn, value) if name == "district_id" else str(value)
        params: dict[str, Json] = {"field": {"key": f"twin.field_{name}"}, "value": shown}
        lines.append({"key": "twin.differs", "params": params})
    if (more := len(found.left) - SHOWN) > 0:
        lines.append({"key": "twin.differs_more", "params": {"count": more}})
    return lines


def _reports(year: int, other: RatReport, used: RatReport) -> Json:
    why = "newest" if other.account != REGISTRY or used.account == REGISTRY else "officer"
    params: dict[str, Json] = {"year": str(year), "other": _said(other), "used": _said(used)}
    return {"key": f"twin.reports_{why}", "params": params}


def _said(report: RatReport) -> Json:
    """What a report says, in a few words."""
    if report.held != "yes":
        return {"key": "twin.report_none"}
    held_on = report.held_on.isoformat() if report.held_on else None
    params: dict[str, Json] = {"attended": report.attended, "members": report.members, "held_on": held_on}
    return {"key": "twin.report", "params": params}


def _named(cooperative: Cooperative) -> Json:
    return {"key": "twin.one_of", "params": {"name": cooperative.name, "nik": cooperative.nik}}


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """`twin.<task>-<keep>-<digest>.do=merge`, `twin.<task>-<keep>.do=swap`, `twin.<task>-<keep>.do=stop`."""
    task_id, keep, digest = (*subject.split("-"), "", "")[:3]
    task = await turn.session.get(Task, key) if (key := number(task_id)) else None
    if turn.staff is None:
        return [Say("router.old_button")]
    if task is None or "other_id" not in task.data or task.state != "open":
        return [await decided(turn, task)]
    if no := refused(turn, "tasks"):
        return [no]
    if not await may_decide(turn, task):
        return [Say("twin.not_yours")]
    pair = {task.data["other_id"], task.cooperative_id}
    stays = number(keep)
    if stays not in pair or value not in ("merge", "swap", "stop"):
        return [Say("router.old_button")]
    (goes,) = pair - {stays}
    if value == "stop":
        return [Say("twin.stopped", {}, (Choice(f"task.{task.id}.open=1"),))]
    if value == "swap":
        return await _confirm(turn, task, goes or 0, stays or 0, "chosen") or [await decided(turn, task)]
    return await _merge(turn, task, stays or 0, goes or 0, digest)


async def decided(turn: Turn, task: Task | None) -> Say:
    """What somebody has decided already, and who it was; as far as the member who speaks may see it."""
    by = await turn.session.get(Staff, task.done_by) if task and task.done_by else None
    if task is None or by is None or "other_id" not in task.data or not await may_decide(turn, task):
        return Say("twin.decided")
    one, other = await _both(turn, task)
    about: dict[str, Json] = {"who": by.name, "at": task.done_at.isoformat() if task.done_at else None}
    if one is not None and one is other:
        return Say("twin.decided_same", {**about, "name": one.name}, (Choice(f"coop.{one.id}.see=1"),))
    return Say("twin.decided_different", about)


async def _merge(turn: Turn, task: Task, keep: int, gone: int, digest: str) -> Sequence[Say]:
    """Exactly what was shown; where it has changed since, it is shown again."""
    if await tasks.claim_open(turn.session, task.id) is None:
        await turn.session.refresh(task)
        return [await decided(turn, task)]
    found = await merging.prospect(turn.session, keep, gone)
    if found is None:
        return [await decided(turn, None)]
    if found.digest != digest:
        return [Say("twin.changed"), *(await _confirm(turn, task, keep, gone, "chosen") or ())]
    names = {"keep": found.keep.name, "gone": found.gone.name}
    tasks.close(task, turn.member.id, turn.now)
    await merging.merge(turn.session, keep, gone, actor=turn.actor, now=turn.now)
    choices = (Choice(f"coop.{keep}.see=1"), Choice("menu.-.go=tasks", texts.words("menu.go=tasks", turn.language)))
    return [Say("twin.merged", names, choices)]
