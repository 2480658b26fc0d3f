"""The overall result for a report, from what was found in it."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.model.assessment import Outcome, RuleOutcome, VerdictKind
from gouji.model.rules import Severity

_OPEN = frozenset({Outcome.UNDETERMINED, Outcome.ERROR})


def verdict_kind(severities: Iterable[Severity], *, open_ends: bool) -> VerdictKind:
    """The verdict on a report that was read. `severities` are those of the findings that count against it.

    `open_ends` says whether a rule could not be decided somewhere, or did not run.
    """
    found = set(severities)
    if Severity.CRITICAL in found:
        return VerdictKind.FAULTS
    return VerdictKind.REVIEW if Severity.WARNING in found or open_ends else VerdictKind.CLEAR


def is_left_open(outcome: str, undetermined: int) -> bool:
    """Whether a rule with this outcome (a text, as records have it, or an `Outcome`) was not decided everywhere."""
    return outcome in _OPEN or bool(undetermined)


def verdict(severities: Iterable[Severity], outcomes: Iterable[RuleOutcome]) -> VerdictKind:
    """The same, with the open ends told from what came of every rule."""
    left_open = any(is_left_open(outcome.outcome, outcome.undetermined) for outcome in outcomes)
    return verdict_kind(severities, open_ends=left_open)
