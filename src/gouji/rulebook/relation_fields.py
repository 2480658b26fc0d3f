"""The relations of a rule, from the fields of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from gouji.form import EDITIONS
from gouji.model import Relation
from gouji.rulebook.expectation_types import ARGUMENTS, TYPES, columns_of
from gouji.rulebook.fields import Fields
from gouji.rulebook.parameters import put_in

_FIELDS = ("id", "editions", "row", "column", "expectation", "arguments", "when")


def read_relations(
    rule: Fields, rule_id: str, editions: tuple[str, ...], parameters: Mapping[str, float]
) -> tuple[Relation, ...]:
    """Every relation of a rule, once for each edition that it holds for."""
    return tuple(
        _relation(entry, rule_id, edition, number, parameters)
        for number, entry in enumerate(rule.entries("relations", "rule_field_relations"))
        for edition in read_editions(entry, editions)
    )


def read_editions(fields: Fields, default: tuple[str, ...] = EDITIONS) -> tuple[str, ...]:
    """The editions that a rule or a relation holds for."""
    value = fields.data.get("editions", default)
    if not isinstance(value, list | tuple) or not value or not all(edition in EDITIONS for edition in value):
        raise fields.error("editions", "rule_field_editions", known=", ".join(EDITIONS))
    return tuple(value)


def _relation(entry: Fields, rule_id: str, edition: str, number: int, parameters: Mapping[str, float]) -> Relation:
    entry.allow(_FIELDS)
    expectation = entry.data.get("expectation")
    if not isinstance(expectation, str) or expectation not in TYPES:
        raise entry.error("expectation", "rule_field_type", known=", ".join(TYPES))
    arguments = _arguments(entry, expectation, parameters)
    row, column = entry.optional_string("row"), entry.optional_string("column")
    return Relation(
        id=".".join(filter(None, (rule_id, edition, row, column))),
        edition=edition,
        expectation=expectation,
        arguments=arguments,
        columns=columns_of(expectation, arguments),
        when=_when(entry, parameters),
        row=row,
        column=column,
        entry=number,
    )


def _arguments(entry: Fields, expectation: str, parameters: Mapping[str, float]) -> dict[str, Any]:
    if not isinstance(entry.data.get("arguments"), dict):
        raise entry.error("arguments", "rule_field_mapping")
    given = entry.mapping("arguments")
    kind = TYPES[expectation]
    if missing := sorted(kind.required - set(given.data)):
        raise given.error(missing[0], "rule_argument_missing", type=expectation)
    if unknown := sorted(str(name) for name in given.data if name not in kind.required | kind.optional):
        raise given.error(unknown[0], "rule_argument_unknown", type=expectation)
    values = {str(name): put_in(value, parameters, given, str(name)) for name, value in given.data.items()}
    for name in values:
        _check(given, name, values[name])
    return values


def _check(given: Fields, name: str, value: object) -> None:
    """Complain of an argument that does not hold what its name asks for."""
    kind = ARGUMENTS[name]
    if isinstance(kind, tuple):
        if value not in kind:
            raise given.error(name, "rule_field_choice", known=" ".join(kind))
        return
    code = next((code for good, code in _KINDS[kind] if not good(value)), None)
    if code is not None:
        raise given.error(name, code)
    if kind == "regex":
        try:
            re.compile(str(value))
        except re.error as error:
            raise given.error(name, "rule_field_regex", reason=str(error)) from error


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_values(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) or _is_number(item) for item in value)


def _are_terms(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(_is_text(column) and _is_number(weight) and weight != 0 for column, weight in value.items())
    )


_KINDS = {
    "text": [(_is_text, "rule_field_text")],
    "regex": [(_is_text, "rule_field_text")],
    "number": [(_is_number, "rule_field_number")],
    "flag": [(_is_flag, "rule_field_flag")],
    "values": [(_are_values, "rule_field_values")],
    "terms": [(_are_terms, "rule_field_terms")],
}


def _when(entry: Fields, parameters: Mapping[str, float]) -> dict[str, tuple[object, ...]]:
    return {name: tuple(values) for name, values in _conditions(entry.mapping("when"), parameters)}


def _conditions(when: Fields, parameters: Mapping[str, float]) -> Iterator[tuple[str, list[Any]]]:
    for name, values in when.data.items():
        resolved = put_in(values, parameters, when, str(name))
        if not _are_values(resolved) or not resolved:
            raise when.error(str(name), "rule_field_values")
        yield str(name), resolved
