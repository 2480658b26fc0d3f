"""Arithmetic inside the prose: shares of a whole, and changes between two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.normalise.claims.mentions import CHANGE, SHARE, Mention

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share or a change compared: the figures, what they give, and whether the text agrees."""

    first: Decimal
    second: Decimal
    due: Decimal
    agrees: bool


def share(mention: Mention, wholes: Sequence[Decimal]) -> Ratio | None:
    """The share that comes nearest, out of the wholes it may be a share of; None where there is none."""
    part = mention.parts[0].value
    ratios = [_share(mention, part, whole) for whole in wholes if whole > 0]
    return min(ratios, key=lambda ratio: abs(ratio.due - mention.value), default=None)


def _share(mention: Mention, part: Decimal, whole: Decimal) -> Ratio:
    due = part * _HUNDRED / whole
    return Ratio(part, whole, due, _rounds_to(due, mention))


def _rounds_to(due: Decimal, mention: Mention) -> bool:
    """A whole percentage is rounded to the nearest; one with decimals may be off by one in the last, so that shares
    can be made to add up to 100.
    """
    slack = mention.step if mention.step < 1 else mention.step / 2
    return abs(due - mention.value) <= slack


def change(mention: Mention, amount: Decimal | None) -> Ratio | None:
    """The change between last year's number and this year's, where both are stated.

    `amount` is the number of a change stated beside it (增加36件，增长4.64%), from which last year's number follows.
    """
    currents = [each for each in mention.parts if not each.last_year and each.refusal is None]
    previouses = [each.value for each in mention.parts if each.last_year]
    if not previouses and amount is not None and mention.percent:
        ratios = [_of_mention(mention, each.value - amount, each.value) for each in currents]
    else:
        ratios = [_of_mention(mention, before, each.value) for each in currents for before in previouses]
    known = [ratio for ratio in ratios if ratio is not None]
    agreeing = next((ratio for ratio in known if ratio.agrees), None)
    # With several numbers before it nobody can tell which two a change that fits none of them is about.
    return agreeing or (known[0] if len(known) == 1 else None)


def _of_mention(mention: Mention, previous: Decimal, current: Decimal) -> Ratio | None:
    stated = mention.value if mention.direction == "up" else -mention.value
    return changed(stated, mention.step if mention.percent else None, previous, current)


def changed(stated: Decimal, step: Decimal | None, previous: Decimal, current: Decimal) -> Ratio | None:
    """The change from `previous` to `current` beside the one `stated` (below 0: a fall); None where it has no size.

    `step` is the value of the last digit of a percentage, None for an amount.
    """
    if step is not None and previous == 0:
        return None
    difference = current - previous
    due = difference if step is None else difference * _HUNDRED / previous
    slack = Decimal(0) if step is None else step if step < 1 else step / 2
    return Ratio(previous, current, due, abs(due - stated) <= slack)


def amounts(mentions: Sequence[Mention]) -> dict[int, Decimal]:
    """For each percentage of change (by its place) the amount of change stated before it in the sentence."""
    found: dict[int, Decimal] = {}
    last: Decimal | None = None
    for mention in mentions:
        if mention.aspect == CHANGE and not mention.percent:
            last = mention.value if mention.direction == "up" else -mention.value
        elif mention.aspect == CHANGE and last is not None:
            found[mention.start] = last
    return found


def is_ratio(mention: Mention) -> bool:
    """Whether a mention is a share or a change."""
    return mention.aspect in (SHARE, CHANGE)
