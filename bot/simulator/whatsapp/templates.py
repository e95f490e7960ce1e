"""Message templates of the account: what was reviewed, and the webhooks that tell of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.simulator.people import Json
from bot.simulator.whatsapp import template_rules
from bot.simulator.whatsapp.feed import Feed
from bot.simulator.whatsapp.refusals import GraphError

FIRST_ID = 1_600_000_000_000_000
MOST = 250
"""Of an unverified portfolio; each language counts."""
EXISTS = 2388024
TOO_MANY = 2388019
NOT_THERE = 2593002


@dataclass(slots=True)
class Template:
    """One template in one language. `status`, `quality` and `category` are what the platform thinks of it."""

    id: str
    name: str
    language: str
    category: str
    components: list[Json]
    parameter_format: str = "POSITIONAL"
    ttl: int | None = None
    status: str = "PENDING"
    quality: str = "UNKNOWN"
    rated_at: int = 0
    reason: str = "NONE"
    previous_category: str = ""

    def part(self, kind: str) -> Json:
        """The component of this type; empty when there is none."""
        return next((each for each in self.components if each["type"] == kind), {})


class Templates:
    """All templates. New ones wait for `approve` or `reject`, or are approved at once with `auto_approve`."""

    def __init__(self, feed: Feed, ids_from: int) -> None:
        self.auto_approve = False
        self._feed = feed
        self._last_id = FIRST_ID + 1000 * ids_from
        self._by_key: dict[tuple[str, str], Template] = {}

    def __iter__(self) -> Iterator[Template]:
        return iter(list(self._by_key.values()))

    def find(self, name: str, language: str) -> Template | None:
        return self._by_key.get((name, language))

    def by_id(self, template_id: str) -> Template | None:
        return next((each for each in self if each.id == template_id), None)

    def create(self, body: Json) -> Template:
        """Hand in a template as the API takes it. Raises GraphError."""
        draft = template_rules.checked(body)
        key = draft["name"], draft["language"]
        if key in self._by_key:
            raise GraphError(100, f"template {key[0]} exists in {key[1]} already", EXISTS)
        if len(self._by_key) >= MOST:
            raise GraphError(100, f"the account has {MOST} templates already", TOO_MANY)
        self._last_id += 1
        template = Template(str(self._last_id), **draft, rated_at=self._seconds())
        self._by_key[key] = template
        if self.auto_approve:
            self.approve(*key)
        return template

    def edit(self, template: Template, body: Json) -> None:
        """New words (or category) for a template, which is then reviewed again. Raises GraphError."""
        kept = {"name": template.name, "language": template.language, "parameter_format": template.parameter_format}
        draft = template_rules.checked(
            {"category": template.category, "components": template.components, **body, **kept}
        )
        template.components, template.category = draft["components"], draft["category"]
        template.status = "PENDING"
        if self.auto_approve:
            self.approve(template.name, template.language)

    def delete(self, name: str, template_id: str = "") -> None:
        """Every language of a name, or only the one with this id. Raises GraphError."""
        gone = [key for key, each in self._by_key.items() if each.name == name and template_id in ("", each.id)]
        if not gone:
            raise GraphError(100, f"there is no template {name}", NOT_THERE)
        for key in gone:
            del self._by_key[key]

    # What the platform decides. Raise KeyError when there is no such template.

    def approve(self, name: str, language: str) -> None:
        self._decide(name, language, "APPROVED")

    def reject(self, name: str, language: str, reason: str = "INVALID_FORMAT") -> None:
        info = {"rejection_info": {"reason": reason, "recommendation": "Change the wording and submit it again."}}
        self._decide(name, language, "REJECTED", reason, info)

    def pause(self, name: str, language: str) -> None:
        info = {"other_info": {"title": "FIRST_PAUSE", "description": "Paused for low quality."}}
        self._decide(name, language, "PAUSED", info=info)

    def disable(self, name: str, language: str) -> None:
        info = {"disable_info": {"disable_date": str(self._seconds())}}
        self._decide(name, language, "DISABLED", info=info)

    def recategorise(self, name: str, language: str, category: str) -> None:
        """Meta finds that it is of another category."""
        template = self._by_key[name, language]
        template.previous_category, template.category = template.category, category
        changed = {"previous_category": template.previous_category, "new_category": category}
        self._feed.change("template_category_update", {**_head(template), **changed})

    def rate(self, name: str, language: str, quality: str) -> None:
        """GREEN, YELLOW or RED, by what people think of it."""
        template = self._by_key[name, language]
        before, template.quality, template.rated_at = template.quality, quality, self._seconds()
        changed = {"previous_quality_score": before, "new_quality_score": quality}
        self._feed.change("message_template_quality_update", {**_head(template), **changed})

    def _seconds(self) -> int:
        return int(self._feed.now().timestamp())

    def _decide(
        self, name: str, language: str, status: str, reason: str = "NONE", info: Mapping[str, Json] | None = None
    ) -> None:
        template = self._by_key[name, language]
        template.status, template.reason = status, reason
        head = {**_head(template), "message_template_category": template.category}
        self._feed.change("message_template_status_update", {"event": status, **head, "reason": reason, **(info or {})})


def _head(template: Template) -> Json:
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
    }
