"""What is stored as a code, as words for people."""

from bot import texts


def in_words(family: str, code: str, language: str = texts.SOURCE) -> str:
    """The words of a code, whose key is the family's, such as `deed.{}`; a code without words stays as it is."""
    key = family.format(code)
    return texts.words(key, language) if texts.has(key) else code
