"""The office's score sheet, from its YAML file: what a problem costs, caps, vetoes, adjustments by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

from gouji.model import Category, Severity, Text
from gouji.rulebook import RuleError
from gouji.rulebook.fields import Fields, read_fields

# The sheet that ships with gouji, by this name.
SAMPLE = "sample"

_FIELDS = ("title", "full_marks", "categories", "missing", "vetoes", "adjustments")
_SEVERITIES = tuple(severity.value for severity in Severity)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a problem of one category costs, by severity, in points; `cap` is the most the category costs."""

    points: Mapping[Severity, Decimal]
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Veto:
    """Where one of `rules` found something the total is at most `at_most`."""

    rules: frozenset[str]
    at_most: Decimal
    reason: Text


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points that people add or take, with their reason."""

    body: str
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet; `digest` is the SHA-256 of its file, so that a score can be traced to its sheet."""

    title: Text
    full_marks: Decimal
    categories: Mapping[Category, Deduction]
    missing: Decimal
    vetoes: tuple[Veto, ...]
    adjustments: tuple[Adjustment, ...]
    digest: str

    def cost(self, category: Category, severity: Severity) -> Decimal:
        """What one problem costs before caps."""
        deduction = self.categories.get(category)
        return deduction.points.get(severity, _NOTHING) if deduction else _NOTHING

    def capped(self, category: Category, points: Decimal) -> Decimal:
        """What the problems of a category cost together."""
        deduction = self.categories.get(category)
        return points if deduction is None or deduction.cap is None else min(points, deduction.cap)


def sample_text() -> str:
    """The text of the sample sheet, to be adapted."""
    return files("gouji.scoring").joinpath("sample.yml").read_text(encoding="utf-8")


def load_sheet(name: str) -> Sheet:
    """The sample sheet, or the one in the file `name`. Raises RuleError, naming file, line and field."""
    if name == SAMPLE:
        with as_file(files("gouji.scoring").joinpath("sample.yml")) as path:
            return _read(path)
    return _read(Path(name))


def _read(path: Path) -> Sheet:
    fields = read_fields(path)
    fields.allow(_FIELDS)
    full = _points(fields, "full_marks")
    return Sheet(
        fields.text("title"),
        full,
        dict(_categories(fields.mapping("categories"))),
        _points(fields, "missing") if fields.has("missing") else _NOTHING,
        tuple(_vetoes(fields)) if fields.has("vetoes") else (),
        tuple(_adjustments(fields)) if fields.has("adjustments") else (),
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _categories(fields: Fields) -> Iterator[tuple[Category, Deduction]]:
    fields.allow([category.value for category in Category])
    for name in fields.data:
        own = fields.mapping(str(name))
        own.allow([*_SEVERITIES, "cap"])
        points = {Severity(each): _points(own, each) for each in _SEVERITIES if own.has(each)}
        yield Category(str(name)), Deduction(points, _points(own, "cap") if own.has("cap") else None)


def _vetoes(fields: Fields) -> Iterator[Veto]:
    for own in fields.entries("vetoes", "sheet_no_entries"):
        own.allow(("rules", "at_most", "reason"))
        rules = own.strings("rules")
        if not rules:
            raise own.error("rules", "rule_field_texts")
        yield Veto(frozenset(rules), _points(own, "at_most"), own.text("reason"))


def _adjustments(fields: Fields) -> Iterator[Adjustment]:
    for own in fields.entries("adjustments", "sheet_no_entries"):
        own.allow(("body", "points", "reason"))
        yield Adjustment(own.string("body"), Decimal(str(own.number("points"))), own.string("reason"))


def _points(fields: Fields, field: str) -> Decimal:
    """Points, 0 or more; exact, so that 0.1 three times is 0.3."""
    points = Decimal(str(fields.number(field)))
    if points < 0:
        raise fields.error(field, "sheet_negative")
    return points


__all__ = ["SAMPLE", "Adjustment", "Deduction", "RuleError", "Sheet", "Veto", "load_sheet", "sample_text"]
