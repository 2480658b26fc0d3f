"""The rulebook's check of itself: what a rule file can say wrongly although each field is well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from string import Formatter

from gouji import frames
from gouji.model import LINEAR_RELATION, Relation, Rule
from gouji.rulebook.expectation_types import OPERATORS
from gouji.rulebook.rulebook import Rulebook

_ID = re.compile(r"[DTFXYHU]\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lint(rulebook: Rulebook) -> list[str]:
    """One line a fault, `T301: …`; empty when the rulebook is sound."""
    found = [f"{rule.id}: {fault}" for rule in rulebook.rules for fault in _faults(rule)]
    names = [rule.name for rule in rulebook.rules]
    found += [f"{name}: two rules have this name" for name in sorted({n for n in names if names.count(n) > 1})]
    return found


def _faults(rule: Rule) -> Iterator[str]:
    if not _ID.fullmatch(rule.id):
        yield "the id is not a family letter and three digits"
    if not _NAME.fullmatch(rule.name):
        yield f"the name {rule.name} is not lower-case words joined by hyphens"
    if rule.frame not in frames.GRAINS:
        yield f"there is no frame {rule.frame}; known: {', '.join(frames.GRAINS)}"
        return
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        yield f"no year lies between valid_from {rule.valid_from} and valid_to {rule.valid_to}"
    if _fields(rule.message.zh) != _fields(rule.message.en):
        yield "the messages in zh and en do not name the same values"
    seen = set()
    for relation in rule.relations:
        if relation.id in seen:
            yield f"{relation.id} is declared twice; give each relation its row or column"
        seen.add(relation.id)
        yield from _relation_faults(rule, relation)


def _relation_faults(rule: Rule, relation: Relation) -> Iterator[str]:
    known = frames.columns(rule.frame, relation.edition)
    for column in (*relation.columns, *relation.when):
        if column not in known:
            yield f"{relation.id}: frame {rule.frame} has no column {column} in edition {relation.edition}"
    for column, values in relation.when.items():
        if not values:
            yield f"{relation.id}: the condition on {column} can never hold"
    if relation.expectation == LINEAR_RELATION:
        yield from _linear_faults(relation)
    # A share of rows that may fail would let violations pass in silence.
    if "mostly" in relation.arguments:
        yield f"{relation.id}: `mostly` is not allowed"


def _linear_faults(relation: Relation) -> Iterator[str]:
    if relation.arguments["operator"] not in OPERATORS:
        yield f"{relation.id}: the operator must be one of {' '.join(OPERATORS)}"
    left, right = relation.arguments["left"], relation.arguments["right"]
    if not isinstance(left, dict) or not isinstance(right, dict) or not left or not right:
        yield f"{relation.id}: left and right must map columns to coefficients"
    elif set(left) & set(right):
        yield f"{relation.id}: {min(set(left) & set(right))} stands on both sides"
    else:
        for column, coefficient in (left | right).items():
            if not _weighs(coefficient):
                yield f"{relation.id}: the coefficient of {column} must be a number other than 0"


def _weighs(coefficient: object) -> bool:
    if isinstance(coefficient, bool) or not isinstance(coefficient, int | float):
        return False
    return isfinite(coefficient) and coefficient != 0


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
