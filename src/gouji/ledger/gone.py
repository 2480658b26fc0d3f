"""Why a finding of one run is not in a later one. Only what was looked for and not found is mended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from gouji.ledger.roll import Roll
from gouji.ledger.seen import DECIDED, Other, Seen, Spot
from gouji.messages import message
from gouji.model import Outcome, Text, VerdictKind


class Gone(StrEnum):
    """What became of a finding that a later run does not have; but for the first, nothing is known of mending."""

    MENDED = "mended"
    SAME_FILE = "same_file"  # nothing it rests on has changed by a byte: the rules or the reading changed
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_RUN = "not_run"  # the rule was not among those that ran, or failed for an error of ours
    UNREADABLE = "unreadable"
    MISSING = "missing"  # the manifest expects the report and it was not there
    OTHER_MISSING = "other_missing"  # another report that it was held against was not there, or could not be read
    ABSENT = "absent"  # the report was not among the files of the run

    @property
    def text(self) -> Text:
        """The reason in words."""
        return message(f"gone_{self.value}")


class Was(NamedTuple):
    """A finding as it was seen last: its place, its file with the digest, and the other reports that it rested on.

    `files` are the digests of all files that there were of the report then, also of those that were free of it.
    """

    spot: Spot
    sha256: str | None
    source: str | None = None
    beside: tuple[Other, ...] = ()
    files: frozenset[str | None] = frozenset()


_OUTCOMES = {
    Outcome.UNDETERMINED.value: Gone.UNDETERMINED,
    Outcome.NOT_APPLICABLE.value: Gone.NOT_APPLICABLE,
}


def why_gone(was: Was, reports: Sequence[Seen], roll: Roll) -> Gone:
    """Why a finding is not in `reports`, the later run's of the same body and year.

    `roll` are all reports of that run: a finding that rests on several reports (last year's, the children's, another
    body's) may be mended in any of them, and is not decided without all of them. Several reports of one body must all
    be free of it; the first reason against mending is given. Of a body whose file could not be read nobody may say
    that it handed in none.
    """
    reasons = [_why(was, seen, roll) for seen in reports] or [Gone.ABSENT]
    found = next((reason for reason in reasons if reason is not Gone.MENDED), Gone.MENDED)
    if found is Gone.MENDED and not _handed_in(was, reports, roll):
        # A page that was always free of it says nothing of the PDF that had it and is not there.
        return Gone.SAME_FILE
    return Gone.UNREADABLE if found in (Gone.MISSING, Gone.ABSENT) and roll.could_not_read(was.source) else found


def _handed_in(was: Was, reports: Sequence[Seen], roll: Roll) -> bool:
    """Whether there is any file among those that the finding may be mended in that was not there before."""
    return any(seen.sha256 not in was.files for seen in reports) or any(
        other.sha256 not in [copy.sha256 for copy in roll.of(other)] for other in was.beside
    )


def _why(was: Was, seen: Seen, roll: Roll) -> Gone:
    if not seen.was_read:
        return Gone.MISSING if seen.verdict == VerdictKind.MISSING.value else Gone.UNREADABLE
    others = [(other, [copy.sha256 for copy in roll.of(other) if copy.was_read]) for other in was.beside]
    if not all(there for _, there in others):
        return Gone.OTHER_MISSING
    outcome = seen.outcomes.get(was.spot.rule)
    if outcome not in (*DECIDED, *_OUTCOMES):
        return Gone.NOT_RUN
    if seen.sha256 == was.sha256 and all(other.sha256 in there for other, there in others):
        return Gone.SAME_FILE
    if outcome in _OUTCOMES:
        return _OUTCOMES[outcome]
    return Gone.UNDETERMINED if any(place.covers(was.spot) for place in seen.unsure) else Gone.MENDED
