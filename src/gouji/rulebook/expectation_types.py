"""The expectation types that rules may name, as data, so that the rulebook need not import the engine.

For each: its arguments, which of them are required, and which name columns of the frame. `expect_linear_relation` is
our own (gouji.engine.linear_relation); the others are Great Expectations' built-ins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.model import LINEAR_RELATION


@dataclass(frozen=True, slots=True)
class ExpectationType:
    """What a rule may say to one type. `columns` are arguments that hold a column's name, `terms` those that map
    column names to coefficients. A row is decided when all these columns hold a value.
    """

    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ("column",)
    terms: tuple[str, ...] = ()


TYPES: Mapping[str, ExpectationType] = {
    LINEAR_RELATION: ExpectationType(
        required=frozenset({"left", "operator", "right"}),
        optional=frozenset({"tolerance"}),
        columns=(),
        terms=("left", "right"),
    ),
    "expect_column_values_to_be_between": ExpectationType(
        required=frozenset({"column"}),
        optional=frozenset({"min_value", "max_value", "strict_min", "strict_max"}),
    ),
    "expect_column_values_to_be_in_set": ExpectationType(required=frozenset({"column", "value_set"})),
    "expect_column_values_to_not_be_in_set": ExpectationType(required=frozenset({"column", "value_set"})),
    "expect_column_values_to_match_regex": ExpectationType(required=frozenset({"column", "regex"})),
    "expect_column_values_to_not_match_regex": ExpectationType(required=frozenset({"column", "regex"})),
    "expect_column_pair_values_to_be_equal": ExpectationType(
        required=frozenset({"column_A", "column_B", "ignore_row_if"}),
        columns=("column_A", "column_B"),
    ),
}

OPERATORS = ("=", "<=", ">=")

# What each argument holds: `terms` a mapping of columns to coefficients, the other names as they say; a tuple is a
# choice.
ARGUMENTS: Mapping[str, str | tuple[str, ...]] = {
    "left": "terms",
    "right": "terms",
    "operator": OPERATORS,
    "tolerance": "number",
    "column": "text",
    "column_A": "text",
    "column_B": "text",
    "min_value": "number",
    "max_value": "number",
    "strict_min": "flag",
    "strict_max": "flag",
    "value_set": "values",
    "regex": "regex",
    "ignore_row_if": ("both_values_are_missing", "either_value_is_missing", "neither"),
}


def columns_of(expectation: str, arguments: Mapping[str, object]) -> tuple[str, ...]:
    """The frame's columns that `arguments` name, in order, each once; KeyError for an unknown type."""
    kind = TYPES[expectation]
    names = [str(arguments[name]) for name in kind.columns if name in arguments]
    for name in kind.terms:
        terms = arguments.get(name)
        if isinstance(terms, Mapping):
            names.extend(str(column) for column in terms)
    return tuple(dict.fromkeys(names))
