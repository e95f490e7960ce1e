"""What a text that names a cooperative says beside the name: "riau andalan, kami buruh pabriknya", "bukan yg kud"."""

import re

LONGEST = 80
"""Characters in which a name is looked for before a description."""
_DENIED = re.compile(r"\b(?:bukan(?:nya)?|bkn)\b.*?(?=[,;.]|\b(?:tapi|tp|tetapi)\b|$)", re.IGNORECASE)
_DESCRIBED = re.compile(
    rf"^(?P<name>[^,]{{3,{LONGEST}}}?)(?: ?,| (?:yang|yg|nan)\b(?! di\b)) ?(?P<what>.+)$", re.IGNORECASE | re.DOTALL
)


def without_denied(text: str) -> str:
    """The text without what it says not to mean; all of it where nothing else is said."""
    left = _DENIED.sub(" ", text)
    return left if re.search(r"\w", left) else text


def apart(text: str) -> tuple[str, str]:
    """What stands before "yang" or a comma, and what behind; nothing where there is neither."""
    found = _DESCRIBED.match(text)
    return (found["name"], found["what"]) if found else ("", "")
