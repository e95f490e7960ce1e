"""What a message costs: templates always, free-form messages after the first thousand of a month."""

from collections import Counter
from datetime import UTC, datetime

from bot.simulator.people import Json

FREE_SERVICE_MESSAGES = 1000


class Prices:
    """Counts the free messages of one number by calendar month, UTC."""

    def __init__(self) -> None:
        self._used: Counter[tuple[int, int]] = Counter()

    def of(self, category: str, now: datetime) -> Json:
        """The `pricing` of a delivered message; counts it."""
        is_free = False
        if category == "service":
            month = now.astimezone(UTC)
            self._used[month.year, month.month] += 1
            is_free = self._used[month.year, month.month] <= FREE_SERVICE_MESSAGES
        kind = "free_customer_service" if is_free else "regular"
        return {"billable": not is_free, "pricing_model": "PMP", "type": kind, "category": category}
