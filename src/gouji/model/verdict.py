"""The overall result for a report, from what was found in it."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.model.assessment import VerdictKind
from gouji.model.rules import Severity


def verdict_kind(severities: Iterable[Severity], *, open_ends: bool) -> VerdictKind:
    """The verdict on a report that was read. `severities` are those of the findings that count against it.

    `open_ends` says whether a rule could not be decided somewhere, or did not run.
    """
    found = set(severities)
    if Severity.CRITICAL in found:
        return VerdictKind.FAULTS
    return VerdictKind.REVIEW if Severity.WARNING in found or open_ends else VerdictKind.CLEAR
