"""Findings that come again under another fingerprint: the body was renamed, or the sentence reworded that is quoted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.ledger.seen import Sighting, Spot

# Where several findings may have the same place: each quotes a sentence of its own.
_QUOTING = "claims"


@dataclass(frozen=True, slots=True)
class Lost:
    """A finding that is not there any more under its fingerprint; `pending` says that it is still to be mended."""

    fingerprint: str
    spot: Spot
    message: str
    pending: bool


def come_again(lost: Iterable[Lost], come: Iterable[Sighting]) -> dict[str, str]:
    """The fingerprints of those that have `come` for which a lost one stands, with that one's.

    Within a rule and place the same words are the same finding. Beyond that a place holds one finding, and what was to
    be mended there is not mended while the rule fails there; but nobody's decision on one sentence is handed on to
    another.
    """
    gone: dict[Spot, list[Lost]] = defaultdict(list)
    for each in lost:
        gone[each.spot].append(each)
    there: dict[Spot, list[Sighting]] = defaultdict(list)
    for finding in come:
        if finding.spot in gone:
            there[finding.spot].append(finding)
    return {new: old for spot, findings in there.items() for new, old in _pairs(gone[spot], findings)}


def _pairs(lost: list[Lost], come: list[Sighting]) -> Iterator[tuple[str, str]]:
    words: dict[str, list[Lost]] = defaultdict(list)
    for each in lost:
        words[each.message].append(each)
    left: list[Sighting] = []
    taken: set[str] = set()
    for finding in come:
        alike = words[finding.message]
        if alike:
            old = alike.pop(0)
            taken.add(old.fingerprint)
            yield finding.fingerprint, old.fingerprint
        else:
            left.append(finding)
    open_ends = [each for each in lost if each.fingerprint not in taken and _hands_on(each)]
    for finding, old in zip(left, open_ends, strict=False):
        yield finding.fingerprint, old.fingerprint


def _hands_on(lost: Lost) -> bool:
    return lost.pending or lost.spot.frame != _QUOTING
