"""Numbers that buttons carry back. What somebody's client makes up is no number of ours."""

LONGEST = 15


def number(text: str) -> int | None:
    """The id in a button's subject; None for anything that can't be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
