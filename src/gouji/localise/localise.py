"""From the findings of a report to their probable causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.localise.causes import Knot, knots
from gouji.localise.evidence import NO_EVIDENCE, Evidence
from gouji.localise.moves import counterparts
from gouji.localise.rank import Candidate, candidate, confidence, layout_for, rank
from gouji.localise.rearrange import rearranged
from gouji.localise.search import Changes, Gaps, apply, in_order, smallest_changes
from gouji.localise.system import System, breaks_equation, build_system, tidy
from gouji.localise.wording import explanation
from gouji.model import Assessment, Cause, Confidence, Report, Solution
from gouji.rulebook import Rulebook

# Explanations that a cause lists.
_LISTED = 12

# With more wrong cells than this in a report, fewer may explain by chance what more had done: nothing is certain then.
_FEW = 3

# Steps that following one piece of evidence may take.
_EVIDENCE_BUDGET = 500


def localise(
    report: Report, assessment: Assessment, rulebook: Rulebook, evidence: Evidence = NO_EVIDENCE
) -> tuple[Cause, ...]:
    """The causes behind the failing sums and balances of `report`: which cells are probably wrong and what would fit.

    Every finding of a linear equation is in exactly one cause. Relations that could not be decided say nothing here.
    """
    if not breaks_equation(assessment.findings, rulebook):
        return ()
    system = build_system(report, assessment.findings, rulebook)
    fingerprints = {(f.rule, f.where.frame, f.where.row, f.where.column): f.fingerprint for f in assessment.findings}

    def moved_back(gaps: Gaps) -> Iterator[Changes]:
        cell = system.equations[next(iter(gaps))].terms[0][0]
        return rearranged(layout_for(report, cell), system, gaps)

    causes = [
        _cause(report, system, knot, evidence, tuple(fingerprints[system.equations[n].key] for n in knot.gaps))
        for knot in knots(system, moved_back)
    ]
    if sum(len(solution.cells) for cause in causes for solution in cause.solutions[:1]) > _FEW:
        causes = [_less_sure(cause) for cause in causes]
    return tuple(causes)


def _less_sure(cause: Cause) -> Cause:
    return replace(cause, confidence=Confidence.LIKELY) if cause.confidence is Confidence.CERTAIN else cause


def _cause(report: Report, system: System, knot: Knot, evidence: Evidence, findings: tuple[str, ...]) -> Cause:
    explanations = in_order(system, _explanations(report, system, knot, evidence))
    ranked = rank([candidate(report, system, changes, evidence) for changes in explanations])
    return Cause(
        findings=findings,
        confidence=confidence(ranked, relations=len(findings), complete=knot.found.complete),
        solutions=tuple(_solution(report, system, knot, each) for each in ranked[:_LISTED]),
        minimal=len(knot.found.changes) if knot.found.complete else None,
    )


def _explanations(report: Report, system: System, knot: Knot, evidence: Evidence) -> Iterator[Changes]:
    """The smallest explanations, then larger ones that a slip or a figure from elsewhere speaks for."""
    yield from knot.found.changes
    yield from knot.others
    for changes in knot.found.changes:
        for counterpart in counterparts(layout_for(report, next(iter(changes))), system.values, changes):
            if _mends(system, knot, counterpart):
                yield counterpart
    for cell, stated in evidence.figures.items():
        for value, _ in stated:
            yield from _with(system, knot, cell, value)


def _with(system: System, knot: Knot, cell: str, value: float) -> Iterator[Changes]:
    """The smallest explanations in which `cell` holds `value`, if they take at most one cell more than others.

    A cell that has nothing to do with the knot is not among them: putting right what it breaks takes further cells.
    """
    figure = tidy(value)
    if cell not in system.places or figure == system.values[cell] or not isinstance(figure, int) or figure < 0:
        return
    most = len(knot.found.changes[0]) if knot.found.changes else 1
    given = {cell: figure - system.values[cell]}
    yield from smallest_changes(
        system, knot.gaps, most=most, limit=_LISTED, budget=_EVIDENCE_BUDGET, given=given
    ).changes


def _mends(system: System, knot: Knot, changes: Changes) -> bool:
    gaps = knot.gaps
    for cell, amount in changes.items():
        if cell not in system.places or system.values[cell] + amount < 0:
            return False
        gaps = apply(system, gaps, cell, amount)
    return not gaps


def _solution(report: Report, system: System, knot: Knot, chosen: Candidate) -> Solution:
    cells = dict.fromkeys(cell for number in knot.gaps for cell, _ in system.equations[number].terms)
    cells |= dict.fromkeys(chosen.changes)
    return Solution(
        cells=chosen.cells,
        slip=chosen.slip,
        explanation=explanation(report, chosen, len(knot.gaps)),
        evidence=chosen.supports,
        mended={cell: system.values[cell] + chosen.changes.get(cell, 0) for cell in cells},
    )
