"""A user's own lexicon: words that a report's text should not have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchedWord:
    """A word to look for in the text, white space and width of characters aside.

    `right` is what should stand instead, None where the word is only to be looked at; `note` is what the user says of
    it. Where it is part of one of `within`, it is right.
    """

    word: str
    right: str | None = None
    note: str | None = None
    within: tuple[str, ...] = ()
