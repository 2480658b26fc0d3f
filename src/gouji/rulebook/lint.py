"""The rulebook's check of itself: what a rule file can say wrongly although each field is well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from string import Formatter

from gouji import frames
from gouji.messages import message
from gouji.model import LINEAR_RELATION, Relation, Rule
from gouji.rulebook.conditions import Values, impossible
from gouji.rulebook.expectation_types import OPERATORS
from gouji.rulebook.faults import Fault
from gouji.rulebook.rulebook import Rulebook, is_own

_ID = re.compile(r"[DTFXYHU]\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z_]+")
_NOTHING: Values = {}

# What a finding can fill into the message of a rule of the user's own, by frame.
_LINEAR_FIELDS = frozenset({"place", "left", "right", "difference"})
_MESSAGE_FIELDS = {
    "reports": frozenset({"place", "list", "raw", "count", "expected", "actual"}),
    "tables": frozenset({"place", "list", "count"}),
    "cells": frozenset({"place", "raw", "note", "value", "list"}),
    "claims": frozenset({"place", "sentence", "text", "quantity", "why"}),
    "remarks": frozenset({"place", "list", "count"}),
    **dict.fromkeys(frames.TABLE_OF, frozenset({"place", "cell", "raw", "value"})),
}
# The frames that rules of users' own may look at: the others are made for the rule that looks at them.
OWN_FRAMES = ("reports", "tables", "cells", *frames.TABLE_OF, "claims")


def lint(rulebook: Rulebook, known: Values = _NOTHING) -> list[Fault]:
    """Every fault of the rules one by one, empty when they are sound.

    `known` names values of columns that the rulebook itself cannot know, such as the topics of remarks.
    """
    found = [fault for rule in rulebook.rules for fault in _faults(rulebook, rule, known)]
    names = [rule.name for rule in rulebook.rules]
    for rule in rulebook.rules:
        if names.count(rule.name) > 1:
            found.append(_fault(rulebook, rule, ("name",), "rule_name_shared", name=rule.name))
    return found


def first_fault(rulebook: Rulebook, rule: Rule, known: Values = _NOTHING) -> Fault | None:
    """The first fault of one rule of `rulebook`."""
    return next(_faults(rulebook, rule, known), None)


def _fault(book: Rulebook, rule: Rule, path: tuple[str | int, ...], code: str, **params: object) -> Fault:
    return Fault(rule.id, path, message(code, **params), book.files.get(rule.id))


def _faults(book: Rulebook, rule: Rule, known: Values) -> Iterator[Fault]:
    for path, code, params in _rule_faults(rule):
        yield _fault(book, rule, path, code, **params)
    if rule.frame not in _frames(rule):
        return
    seen: set[str] = set()
    for relation in rule.relations:
        if relation.id in seen:
            yield _fault(book, rule, ("relations", relation.entry), "rule_relation_twice", relation=relation.id)
        seen.add(relation.id)
        for path, code, params in _relation_faults(rule, relation, known):
            yield _fault(book, rule, ("relations", relation.entry, *path), code, **params)


Said = tuple[tuple[str | int, ...], str, dict[str, object]]
"""A field, the code of what is wrong with it, and the code's parameters."""


def _rule_faults(rule: Rule) -> Iterator[Said]:
    if not _ID.fullmatch(rule.id):
        yield ("id",), "rule_id_shape", {}
    if not _NAME.fullmatch(rule.name):
        yield ("name",), "rule_name_shape", {}
    if rule.frame not in _frames(rule):
        yield ("frame",), "rule_frame_unknown", {"known": ", ".join(_frames(rule))}
        return
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        yield ("valid_to",), "rule_years_none", {}
    yield from _text_faults(rule)


def _frames(rule: Rule) -> tuple[str, ...]:
    """The frames that the rule may look at."""
    return OWN_FRAMES if is_own(rule.id) else tuple(frames.GRAINS)


def _text_faults(rule: Rule) -> Iterator[Said]:
    texts = {"title": rule.title, "why": rule.why, "message": rule.message, "remedy": rule.remedy}
    for name, text in (texts | {"example": rule.example}).items():
        for language in ("zh", "en"):
            if not text.get(language).strip():
                yield (name, language), "rule_field_text", {}
    for language in ("zh", "en"):
        if (fault := _template_fault(rule, rule.message.get(language))) is not None:
            yield ("message", language), *fault
            return
    if _names(rule.message.zh) != _names(rule.message.en):
        yield ("message",), "rule_message_differs", {}


def _template_fault(rule: Rule, template: str) -> tuple[str, dict[str, object]] | None:
    fields_of = _LINEAR_FIELDS if rule.is_linear else _MESSAGE_FIELDS.get(rule.frame)
    known = fields_of if is_own(rule.id) else None
    try:
        fields = [(name, form, how) for _, name, form, how in Formatter().parse(template) if name is not None]
    except ValueError:
        return "rule_message_braces", {}
    for name, form, how in fields:
        if not _FIELD.fullmatch(name) or form or how or (known is not None and name not in known):
            return "rule_message_field", {"name": name, "known": ", ".join(sorted(known or ()))}
    return None


def _relation_faults(rule: Rule, relation: Relation, known: Values) -> Iterator[Said]:
    columns = frames.columns(rule.frame, relation.edition)
    for column in relation.columns:
        if column not in columns:
            yield ("arguments",), "rule_column_unknown", _missing(rule, relation, column)
    for column, values in relation.when.items():
        if column not in columns:
            yield ("when", column), "rule_column_unknown", _missing(rule, relation, column)
        elif not values:
            yield ("when", column), "rule_condition_never", {"column": column, "value": "-"}
    for column, value in impossible(rule.frame, relation, known):
        yield ("when", column), "rule_condition_never", {"column": column, "value": value}
    if relation.expectation == LINEAR_RELATION:
        yield from _linear_faults(relation)
    # A share of rows that may fail would let violations pass in silence.
    if "mostly" in relation.arguments:
        yield ("arguments", "mostly"), "rule_mostly", {}


def _missing(rule: Rule, relation: Relation, column: str) -> dict[str, object]:
    return {"frame": rule.frame, "column": column, "edition": relation.edition}


def _linear_faults(relation: Relation) -> Iterator[Said]:
    if relation.arguments["operator"] not in OPERATORS:
        yield ("arguments", "operator"), "rule_field_choice", {"known": " ".join(OPERATORS)}
    left, right = relation.arguments["left"], relation.arguments["right"]
    if not isinstance(left, dict) or not isinstance(right, dict) or not left or not right:
        yield ("arguments",), "rule_field_terms", {}
    elif set(left) & set(right):
        yield ("arguments", "right"), "rule_both_sides", {"column": min(set(left) & set(right))}
    else:
        for side, terms in (("left", left), ("right", right)):
            for column, coefficient in terms.items():
                if not _weighs(coefficient):
                    yield ("arguments", side, column), "rule_coefficient", {}


def _weighs(coefficient: object) -> bool:
    if isinstance(coefficient, bool) or not isinstance(coefficient, int | float):
        return False
    return isfinite(coefficient) and coefficient != 0


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
