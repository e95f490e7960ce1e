"""Say and Outgoing as JSON, so that they can wait in a table."""

from dataclasses import asdict

from bot.messages import Choice, File, Filled, Json, Outgoing, Say


def say_to_json(say: Say) -> dict[str, Json]:
    """A Say as a JSON object."""
    return {"key": say.key, "params": dict(say.params), "choices": [[c.id, c.label] for c in say.choices]}


def say_from_json(data: dict[str, Json]) -> Say:
    """The Say that `say_to_json` wrote."""
    return Say(data["key"], data.get("params", {}), tuple(Choice(*c) for c in data.get("choices", ())))


def outgoing_to_json(message: Outgoing) -> dict[str, Json]:
    """An Outgoing as a JSON object without its empty parts."""
    found = {name: value for name, value in asdict(message).items() if value}
    if message.choices:
        found["choices"] = [[c.id, c.label] for c in message.choices]
    return found


def outgoing_from_json(data: dict[str, Json]) -> Outgoing:
    """The Outgoing that `outgoing_to_json` wrote."""
    parts = dict(data)
    parts["choices"] = tuple(Choice(*c) for c in data.get("choices", ()))
    for name in ("document", "image"):
        if name in parts:
            parts[name] = File(**parts[name])
    if filled := parts.get("template"):
        parts["template"] = Filled(
            filled["name"], filled["language"], tuple(filled["values"]), tuple(filled["buttons"])
        )
    return Outgoing(**parts)
