"""A claim to be an officer, handed to staff."""

from bot.messages import Json, Say
from bot.turn import Turn
from db.models import Cooperative, Officer
from handlers.manager import renumber
from handlers.notify import hand_to_staff
from handlers.persons import named


async def hand_in(turn: Turn, officer: Officer, cooperative: Cooperative) -> None:
    """Staff decide on a claim; where it may be a known officer's new number, the old one is asked too."""
    old = await renumber.who_else(turn, officer)
    kind = renumber.KIND if old else "claim"
    params = {"person": officer.name, "position": named(officer.position), "name": cooperative.name}
    data: dict[str, Json] = {"officer_id": officer.id, "position": officer.position}
    if old is not None:
        data |= {"old_person": old.person_id, "old_name": old.name}
        data["asked"] = await renumber.ask(turn, officer, old, cooperative)
    await hand_to_staff(turn, kind, f"claim:{officer.id}", cooperative, Say(f"staff.{kind}", params), data)
