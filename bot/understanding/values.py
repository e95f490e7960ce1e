"""What a parser gives back: a value and how sure it is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value found in a text.

    precision: "exact"; "doubtful" = ask back; "several" = one of the `candidates`, the likeliest of which is the value;
    for dates also "week", "month" (the first day of it) and "range" (its first day). `words` is the part of the text it
    came from.
    """

    value: T
    precision: str = "exact"
    words: str = ""
    candidates: tuple[T, ...] = ()
