"""The columns of the workbook that goes out to be edited and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gouji.ledger.steps import moves
from gouji.messages import message
from gouji.model import Text
from gouji.normalise.text import fold

# In the order in which they stand; those of EDITED are filled in by people, the width is in characters.
COLUMNS: Mapping[str, int] = {
    "organisation": 24,
    "organisation_id": 20,
    "year": 7,
    "category": 14,
    "rule": 7,
    "severity": 9,
    "message": 60,
    "status": 10,
    "first_seen": 12,
    "doubt": 24,
    "decision": 12,
    "text": 40,
    "document": 20,
    "deadline": 12,
    "until": 12,
    "author": 12,
    "fingerprint": 19,
    "version": 9,
}
EDITED = ("decision", "text", "document", "deadline", "until", "author")
NEEDED = ("fingerprint", "version", "decision")


def heading(column: str) -> Text:
    """The heading of a column."""
    return message(f"ledger_column_{column}")


def decisions() -> list[str]:
    """The moves that people make, in the order of the table of steps."""
    return [action for action, move in moves().items() if not move.by_run]


@cache
def _headings() -> Mapping[str, str]:
    return {fold(word).casefold(): column for column in COLUMNS for word in _words(heading(column), column)}


@cache
def _decisions() -> Mapping[str, str]:
    return {
        fold(word).casefold(): action for action in decisions() for word in _words(message(f"move_{action}"), action)
    }


def column_of(text: str) -> str | None:
    """The column that a heading names, in either language; None for no such column."""
    return _headings().get(fold(text).casefold())


def decision_of(text: str) -> str | None:
    """The move that a word in the column of decisions means; None for no such word."""
    return _decisions().get(fold(text).casefold())


def _words(text: Text, key: str) -> tuple[str, str, str]:
    return text.zh, text.en, key
