"""Asking who somebody is."""

from bot.messages import Choice, Say


def ask_contact() -> Say:
    """The request for one's own number; the name of the cooperative is the other way."""
    return Say("register.contact", {"asks_contact": "register.share"}, (Choice("register.-.how=name"),))
