"""The conversation engine: questions asked one at a time. It knows neither database nor platform.

A form's state is the log of what the person did; the position is computed from it. Going back drops the last entry,
changing an answer appends "reopen", resuming after a restart asks again, a question that a deploy removed is ignored.
"""

from bot.forms.asking import ask, fitted, short
from bot.forms.correcting import Correcting
from bot.forms.form import (
    OPENING,
    REOPEN,
    VAGUE,
    Answers,
    Context,
    Entry,
    Field,
    Form,
    Log,
    Position,
    Value,
    fold,
    given,
    log_from_json,
    log_to_json,
    said,
)
from bot.forms.naming import named
from bot.forms.reading import Reading
from bot.forms.retelling import Retelling
from bot.forms.stepping import Step, step

__all__ = [
    "OPENING",
    "REOPEN",
    "VAGUE",
    "Answers",
    "Context",
    "Correcting",
    "Entry",
    "Field",
    "Form",
    "Log",
    "Position",
    "Reading",
    "Retelling",
    "Step",
    "Value",
    "ask",
    "fitted",
    "fold",
    "given",
    "log_from_json",
    "log_to_json",
    "named",
    "said",
    "short",
    "step",
]
