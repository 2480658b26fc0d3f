"""The overall result for a report, from what was found in it."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.model.assessment import Outcome, RuleOutcome, VerdictKind
from gouji.model.rules import Severity


def verdict_kind(severities: Iterable[Severity], *, open_ends: bool) -> VerdictKind:
    """The verdict on a report that was read. `severities` are those of the findings that count against it.

    `open_ends` says whether a rule could not be decided somewhere, or did not run.
    """
    found = set(severities)
    if Severity.CRITICAL in found:
        return VerdictKind.FAULTS
    return VerdictKind.REVIEW if Severity.WARNING in found or open_ends else VerdictKind.CLEAR


def verdict(severities: Iterable[Severity], outcomes: Iterable[RuleOutcome]) -> VerdictKind:
    """The same, with the open ends told from what came of every rule."""
    open_ends = {Outcome.UNDETERMINED, Outcome.ERROR}
    left_open = any(outcome.outcome in open_ends or outcome.undetermined for outcome in outcomes)
    return verdict_kind(severities, open_ends=left_open)
