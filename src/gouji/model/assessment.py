"""What the rules made of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gouji.model.document import Locator, Problem
from gouji.model.rules import Category, Severity
from gouji.model.text import Text


class Outcome(StrEnum):
    """What became of a rule for one report."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    OFF = "off"  # switched off by a profile or on the command line
    ERROR = "error"  # an error of ours: the rule did not run


class VerdictKind(StrEnum):
    """The overall result for a report."""

    FAULTS = "faults"
    REVIEW = "review"
    CLEAR = "clear"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a finding stands; keys of the form or None."""

    frame: str
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that takes part in a relation: the form's cell, its value, its text and its place in the file.

    `coefficient` is its sign and weight in the relation, None where the relation is not arithmetic. `report` is the id
    of the report that states it where that is another one, `of` what that report is called in a sentence.
    """

    cell: str
    value: float | None
    raw: str | None
    at: Locator | None
    coefficient: float | None = None
    report: str | None = None
    of: Text | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A text of this report beside one of another that it resembles.

    `report` is the other's id, `name` what it is called in a sentence; `chapter` the form's chapter, `similarity` from
    0 to 1. `text` and `other` are what stands in either, clipped; None where only the likeness is recorded.
    """

    report: str
    name: Text
    chapter: int | None
    similarity: float
    text: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Another report that a finding holds its own against: whose it is, and the digest of its file.

    `code` is the body's id in the manifest.
    """

    organisation: str | None
    code: str | None
    year: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation of one rule that does not hold in one report; `beside` are the other reports that it rests on."""

    rule: str
    name: str
    severity: Severity
    category: Category
    where: Place
    message: Text
    expected: float | str | None
    actual: float | str | None
    difference: float | None
    operands: tuple[Operand, ...]
    basis: Text
    remedy: Text
    fingerprint: str
    compared: tuple[Compared, ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Undetermined:
    """One relation that could not be decided, and why."""

    rule: str
    name: str
    where: Place
    reason: Text
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule on one report: what came of it and how many relations were decided.

    `reason` says why a rule that needs another report did not apply.
    """

    rule: str
    outcome: Outcome
    checked: int = 0
    failed: int = 0
    undetermined: int = 0
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the rules made of one report. `errors` are ours, never the reporting body's."""

    report: str
    verdict: VerdictKind
    findings: tuple[Finding, ...]
    undetermined: tuple[Undetermined, ...]
    outcomes: tuple[RuleOutcome, ...]
    errors: tuple[Problem, ...] = ()

    def at_least(self, severity: Severity) -> Sequence[Finding]:
        """Findings of `severity` or heavier."""
        return [finding for finding in self.findings if finding.severity.rank <= severity.rank]
