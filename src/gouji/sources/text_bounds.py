"""How much text is read: far more than any report has, and far less than would keep a reader busy."""

from __future__ import annotations

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable

# A portal's page has some five thousand tags, a dump some hundred lines; a hundred times as many is an attack or a log.
_MOST_MARKS = (("<", 500_000), ("\n", 100_000))
_MOST_CHARACTERS = 5_000_000


def refuse_too_many_marks(content: str, name: str) -> None:
    """Raise `Unreadable` when `content` has too many tags or lines."""
    # A text of fewer characters need not be counted.
    if any(len(content) > most and content.count(mark) > most for mark, most in _MOST_MARKS):
        raise Unreadable(Problem("too_much_text", {"name": name}))


def refuse_too_long(content: str, name: str) -> None:
    """Raise `Unreadable` when `content` is too long for a text; a page may be longer, for what it carries besides."""
    if len(content) > _MOST_CHARACTERS:
        raise Unreadable(Problem("too_much_text", {"name": name}))
