"""GET, POST and DELETE /{account_id}/message_templates, and one template by its id."""

from collections.abc import Mapping
from typing import Any

from bot.simulator.people import Json
from bot.simulator.whatsapp.paging import chosen, page
from bot.simulator.whatsapp.refusals import GraphError
from bot.simulator.whatsapp.templates import MOST, Template, Templates

FIELDS = ("name", "parameter_format", "components", "language", "status", "category")
FILTERS = ("status", "category", "language", "quality")
EMPTY = (
    *("correct_category", "library_template_name", "cta_url_link_tracking_opted_out", "sub_category"),
    "degrees_of_freedom_spec",
)
"""Fields that Meta knows and no template here has a value for."""


class TemplateApi:
    """The edge for one account."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def list(self, query: Mapping[str, str], address: str) -> Json:
        """A page of those that match; `name` matches anywhere in a name, the others take several words."""
        found = [each for each in self._templates if _matches(each, query)]
        shapes = [chosen(_shape(each), query, FIELDS, EMPTY) for each in found]
        return {**page(shapes, query, address), **({"summary": _summary(found)} if query.get("summary") else {})}

    def create(self, body: Any) -> Json:
        made = self._templates.create(body)
        return {"id": made.id, "status": made.status, "category": made.category}

    def delete(self, query: Mapping[str, str]) -> Json:
        if not query.get("name"):
            raise GraphError(100, "name is required")
        self._templates.delete(query["name"], query.get("hsm_id", ""))
        return {"success": True}

    def look(self, template: Template, query: Mapping[str, str]) -> Json:
        return chosen(_shape(template), query, FIELDS, EMPTY)

    def edit(self, template: Template, body: Any) -> Json:
        if not isinstance(body, dict):
            raise GraphError(100, "the request must be a JSON object")
        self._templates.edit(template, body)
        return {"success": True, "id": template.id, "name": template.name, "category": template.category}


def _matches(template: Template, query: Mapping[str, str]) -> bool:
    wanted = {name: query.get("quality_score" if name == "quality" else name, "") for name in FILTERS}
    return query.get("name", "") in template.name and all(
        not words or getattr(template, name) in words.split(",") for name, words in wanted.items()
    )


def _summary(found: list[Template]) -> Json:
    counts = {"total_count": len(found), "message_template_count": len(found), "message_template_limit": MOST}
    return {**counts, "are_translations_complete": True}


def _shape(template: Template) -> Json:
    return {
        "id": template.id,
        "name": template.name,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "previous_category": template.previous_category or None,
        "quality_score": {"score": template.quality, "date": template.rated_at},
        "rejected_reason": template.reason,
        "message_send_ttl_seconds": template.ttl,
    }
