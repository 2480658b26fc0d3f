"""The rulebook's check of itself, with what only the readers of reports know: the topics of remarks, the quantities."""

from __future__ import annotations

from gouji.normalise.facets import TOPICS
from gouji.rulebook import Rulebook, lint
from gouji.rulebook.conditions import Values
from gouji.rulebook.consistency import consistency
from gouji.rulebook.faults import Fault


def known_values() -> Values:
    """Values of the frames' columns that the rulebook cannot know by itself."""
    return {("remarks", "topic"): frozenset(TOPICS)}


def examine(rulebook: Rulebook) -> list[Fault]:
    """Every fault of the rules and every note on them; whether relations agree is asked only of sound rules."""
    return lint(rulebook, known_values()) or consistency(rulebook)
