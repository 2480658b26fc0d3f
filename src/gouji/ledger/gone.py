"""Why a finding of one run is not in a later one. Only what was looked for and not found is mended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gouji.ledger.seen import DECIDED, Seen, Spot
from gouji.messages import message
from gouji.model import Outcome, Text, VerdictKind


class Gone(StrEnum):
    """What became of a finding that a later run does not have; but for the first, nothing is known of mending."""

    MENDED = "mended"
    SAME_FILE = "same_file"  # the file is byte for byte the same: the rules or the reading changed
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"  # the rule was not among those that ran, or failed for an error of ours
    UNREADABLE = "unreadable"
    MISSING = "missing"  # the manifest expects the report and it was not there
    ABSENT = "absent"  # the report was not among the files of the run

    @property
    def text(self) -> Text:
        """The reason in words."""
        return message(f"gone_{self.value}")


_OUTCOMES = {
    Outcome.UNDETERMINED.value: Gone.UNDETERMINED,
    Outcome.NOT_APPLICABLE.value: Gone.NOT_APPLICABLE,
}


def why_gone(spot: Spot, before: str | None, reports: Sequence[Seen]) -> Gone:
    """Why a finding at `spot`, last seen in a file with the digest `before`, is not in `reports`.

    `reports` are the later run's for the same body and year. Several must all be free of it; the first reason
    against mending is given.
    """
    reasons = [_why(spot, before, seen) for seen in reports]
    return next((reason for reason in reasons if reason is not Gone.MENDED), Gone.MENDED) if reasons else Gone.ABSENT


def _why(spot: Spot, before: str | None, seen: Seen) -> Gone:
    if not seen.was_read:
        return Gone.MISSING if seen.verdict == VerdictKind.MISSING.value else Gone.UNREADABLE
    if seen.sha256 == before:
        return Gone.SAME_FILE
    outcome = seen.outcomes.get(spot.rule)
    if outcome not in DECIDED:
        return _OUTCOMES.get(outcome or "", Gone.NOT_RUN)
    return Gone.UNDETERMINED if any(place.covers(spot) for place in seen.unsure) else Gone.MENDED
