"""When a question of the report is asked: by what was answered before it."""

from collections.abc import Callable

from bot.forms import Answers


def given_other(answers: Answers) -> bool:
    """A reason of their own."""
    return says(answers, "held", "no", "postponed") and says(answers, "reason", "other")


def says(answers: Answers, name: str, *values: str) -> bool:
    """Whether a question was answered by one of these."""
    return name in answers and answers[name].value in values


def detail(name: str) -> Callable[[Answers], bool]:
    """A question that is asked of a full report, and whose answer shows wherever somebody gave it unasked."""

    def is_asked(answers: Answers) -> bool:
        known = name in answers and answers[name].value is not None
        return says(answers, "held", "yes") and (says(answers, "details", "yes") or known)

    return is_asked


def place_asked(answers: Answers) -> bool:
    """Asked as a detail of a meeting that was; that of a plan shows where somebody gave it."""
    is_known = "place" in answers and answers["place"].value is not None
    return detail("place")(answers) or (is_known and says(answers, "held", "planned", "postponed"))


def never(_answers: Answers) -> bool:
    """What is only ever told, never asked."""
    return False
