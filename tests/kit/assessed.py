"""What the engine would find in figures, from the second opinion: for tests that need findings and not the engine."""

from __future__ import annotations

import hashlib

from gouji.model import Assessment, Category, Finding, Place, Severity, Text, VerdictKind
from kit.figures import Figures, Relation
from kit.oracle import failing

_FRAMES = {"T301": "applicants", "T302": "applicants", "T303": "requests", "T401": "disputes"}
_NOTHING = Text("", "")


def fingerprint(relation: Relation) -> str:
    """What stands for the fingerprint of a finding of `relation`."""
    return hashlib.sha256(repr(relation).encode()).hexdigest()[:16]


def assessment_of(figures: Figures, id: str | None = None) -> Assessment:
    """The findings of the relations that fail in `figures`, without words."""
    findings = tuple(_finding(relation) for relation in sorted(failing(figures), key=str))
    verdict = VerdictKind.FAULTS if findings else VerdictKind.CLEAR
    return Assessment(id or figures.id, verdict, findings, (), ())


def _finding(relation: Relation) -> Finding:
    rule, row, column = relation
    return Finding(
        rule=rule,
        name=rule,
        severity=Severity.CRITICAL,
        category=Category.ARITHMETIC,
        where=Place(_FRAMES[rule], row, column),
        message=_NOTHING,
        expected=None,
        actual=None,
        difference=None,
        operands=(),
        basis=_NOTHING,
        remedy=_NOTHING,
        fingerprint=fingerprint(relation),
    )
