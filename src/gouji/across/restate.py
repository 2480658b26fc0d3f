"""Claims of a change since the year before, judged anew with the figures of last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.messages import message
from gouji.model import Claim, ClaimChange, ClaimReading, Report, Text
from gouji.normalise.claims.figures import tidy
from gouji.normalise.claims.quantities import Terms
from gouji.normalise.claims.ratios import Ratio, changed
from gouji.normalise.claims.verdicts import LAST_YEAR_UNKNOWN, MATCH, MISMATCH, NOT_ASSESSED
from gouji.normalise.claims.wording import plain, worded
from gouji.normalise.usable import figure

_UNCLEAR, _AGREES, _DIFFERS = (f"claim_since_last_year_{end}" for end in ("unclear", "match", "mismatch"))


@dataclass(frozen=True, slots=True)
class Restated:
    """A claim, counted from 1 in its report, as it stands beside last year's report.

    `stated` and `expected` are the changes, below 0 for a fall, in per cent or as a number; None where the change could
    not be judged. `cells` are the form's cells, with their signs, whose sums in the two years were compared.
    """

    ordinal: int
    claim: Claim
    percent: bool = False
    stated: float | None = None
    expected: float | None = None
    cells: Terms = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """What a number of this year may have come from: last year's sum of `cells`, and the change between the two."""

    cells: Terms
    ratio: Ratio


def restate(report: Report, last: Report) -> list[Restated]:
    """Every claim of `report` that was not assessed for want of last year's number, with `last` at hand."""
    found: list[Restated] = []
    for ordinal, claim in enumerate(report.claims, start=1):
        if claim.change is not None:
            found.append(_judged(ordinal, claim, claim.change, report, last))
        elif claim.reason == LAST_YEAR_UNKNOWN:
            found.append(_unclear(ordinal, claim))
    return found


def _unclear(ordinal: int, claim: Claim) -> Restated:
    why = message(_UNCLEAR)
    return Restated(ordinal, replace(claim, verdict=NOT_ASSESSED, reason=_UNCLEAR, why=why, expected=None, readings=()))


def _judged(ordinal: int, claim: Claim, change: ClaimChange, report: Report, last: Report) -> Restated:
    numbers = list(_numbers(claim, change, report))
    stated = Decimal(str(claim.value)) * (-1 if change.direction == "down" else 1)
    step = Decimal(str(change.step)) if change.percent else None
    found = [each for number in numbers for each in _steps(number, stated, step, report, last)]
    known = [each for each in found if each is not None]
    agreeing = next((each for each in known if each.ratio.agrees), None)
    if agreeing is not None:
        return _settled(ordinal, claim, change, stated, agreeing, last)
    if not known or len(known) < len(found) or not change.certain:
        return _unclear(ordinal, claim)
    nearest = min(known, key=lambda each: abs(each.ratio.due - stated))
    return _settled(ordinal, claim, change, stated, nearest, last)


def _numbers(claim: Claim, change: ClaimChange, report: Report) -> Iterator[Claim]:
    """The numbers that may have changed, as far as this year's tables bear them out: else the change is in doubt."""
    for number in report.claims:
        beside = (number.section, number.paragraph) == (claim.section, claim.paragraph)
        if beside and number.start in change.of and number.aspect == "cells" and number.verdict == MATCH:
            yield number


def _steps(
    number: Claim, stated: Decimal, step: Decimal | None, report: Report, last: Report
) -> Iterator[_Step | None]:
    """The changes from each sum of last year's that the number's may have been; None for one that cannot be told."""
    for reading in number.readings:
        before = _last_years(reading.cells, report, last)
        if before is None:
            yield None
            continue
        values = dict.fromkeys(value for value in (number.value, reading.value) if value is not None)
        for value in values:
            ratio = changed(stated, step, before, Decimal(str(value)))
            yield None if ratio is None else _Step(reading.cells, ratio)


def _last_years(cells: Sequence[tuple[str, int]], report: Report, last: Report) -> Decimal | None:
    """What a sum of cells came to last year; None where it cannot be told, or the form counted other things there."""
    total = Decimal(0)
    for cell, sign in cells:
        name = cell.split(".", 1)[0]
        here, there = report.tables.get(name), last.tables.get(name)
        value = figure(last, cell)
        if value is None or here is None or there is None:
            return None
        if name == "disclosure" and here.edition != there.edition:
            return None
        total += Decimal(str(value)) * sign
    return total


def _settled(ordinal: int, claim: Claim, change: ClaimChange, stated: Decimal, found: _Step, last: Report) -> Restated:
    ratio = found.ratio
    due = stated if ratio.agrees else ratio.due
    code = _AGREES if ratio.agrees else _DIFFERS
    why = message(
        code,
        last_year=last.identity.year,
        reading=worded(ClaimReading(found.cells, tidy(float(ratio.first)))),
        current=plain(ratio.second),
        due=_size(ratio.due, change.percent),
        stated=_size(stated, change.percent),
    )
    expected = tidy(round(float(due), 4))
    said = -expected if change.direction == "down" else expected
    made = replace(
        claim,
        verdict=MATCH if ratio.agrees else MISMATCH,
        reason=code,
        why=why,
        expected=said,
        readings=(ClaimReading((), tidy(round(float(ratio.due if change.direction != "down" else -ratio.due), 4))),),
    )
    return Restated(ordinal, made, change.percent, tidy(float(stated)), expected, found.cells)


def _size(change: Decimal, percent: bool) -> Text:
    """A change in words: 增长 4.64%; 下降 3; 持平."""
    if change == 0:
        return message("claim_flat")
    direction = message("claim_up" if change > 0 else "claim_down")
    size = plain(round(abs(change), 2)) + ("%" if percent else "")
    return message("claim_change_size", direction=direction, size=size)
