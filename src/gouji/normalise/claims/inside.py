"""Arithmetic inside the prose: parts of a whole, shares, changes against last year."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.normalise.claims.mentions import CELLS, CHANGE, SHARE, SUM, Mention

_OUTCOMES = 4
_HUNDRED = Decimal(100)
_ORIGINS = {"requests.received", "requests.carried_in"}
# Which numbers may be the whole of parts of a kind.
_HEADS = {
    "applicant": ("row", "requests"),
    "channel": ("row", "requests"),
    "result": ("row", "requests"),
    "item": ("result",),
    "outcome": ("dispute", "block"),
    "block": ("dispute",),
    "plain": ("plain",),
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share or a change compared: the figures, what they give, and whether the text agrees."""

    first: Decimal
    second: Decimal
    due: Decimal
    agrees: bool


# --- 共X件，其中a、b、c -------------------------------------------------------------------------------------------


def sums(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A mention of aspect `sum` for every whole whose parts are listed and whose sum says something."""
    counted = [each for each in mentions if not each.percent and each.aspect == CELLS]
    for place, head in enumerate(counted):
        parts = _parts(head, counted[place + 1 :])
        if len(parts) < 2 or _inexact(head, parts):
            continue
        parts = _with_carried_out(head, parts, counted)
        difference = sum((part.value for part in parts), Decimal(0)) - head.value
        tolerance = (head.step if head.step > 1 else Decimal(0)) + sum(p.step for p in parts if p.step > 1)
        if parts[0].kind == "plain" and place and not _new(head):
            continue
        if abs(difference) <= tolerance or difference > 0 or _exhaustive(head, parts):
            yield _sum(head, parts)


def _with_carried_out(head: Mention, parts: list[Mention], counted: Sequence[Mention]) -> list[Mention]:
    """The parts with what is carried out behind them, where only both together make up the whole."""
    place = counted.index(parts[-1]) + 1
    last = counted[place] if place < len(counted) else None
    if parts[0].kind != "result" or last is None or last.quantity != "requests.carried_out":
        return parts
    whole = sum((part.value for part in parts), last.value)
    return [*parts, last] if whole == head.value else parts


def _sum(head: Mention, parts: Sequence[Mention]) -> Mention:
    return Mention(
        head.sentence, head.start, head.end, head.text, head.value, head.step, head.unit, head.quantity,
        aspect=SUM, scope=head.scope, year=head.year, parts=list(parts),
    )  # fmt: skip


def _parts(head: Mention, after: Sequence[Mention]) -> list[Mention]:
    """The run of numbers of one kind behind `head`, opened by 其中 or the like."""
    parts: list[Mention] = []
    bracketed = list(itertools.takewhile(lambda each: each.level > head.level, after))
    if {mention.quantity for mention in bracketed} == _ORIGINS and len(bracketed) == len(_ORIGINS):
        # 办理70件（新收66件、上年结转4件）
        return bracketed
    for mention in after:
        if mention.level > head.level:
            continue
        if mention.level < head.level:
            break
        if not parts and not _opens(head, mention):
            return []
        if parts and (mention.kind != parts[0].kind or mention.unit != parts[0].unit or mention.opens or _new(mention)):
            break
        parts.append(mention)
    return parts


def _opens(head: Mention, first: Mention) -> bool:
    if head.kind not in _HEADS.get(first.kind, ()) or head.last_year or first.last_year:
        return False
    if first.kind == "plain" and head.unit != first.unit:
        return False
    if first.kind == "item" and not str(first.quantity).startswith(f"{head.quantity}_"):
        return False
    return first.opens


def _new(mention: Mention) -> bool:
    return any(each.kind == "relation" and each.value == "total" for each in mention.left)


def _inexact(head: Mention, parts: Sequence[Mention]) -> bool:
    vague = ("claim_approximate", "claim_range")
    several = any(part.quantity and "+" in part.quantity and part.kind == "row" for part in parts)
    return several or any(each.refusal in vague or each.partial for each in (head, *parts))


def _exhaustive(head: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts must make up the whole, so that too little is as telling as too much."""
    kind = parts[0].kind
    if kind == "applicant":
        return {"natural_person", "legal_persons"} <= {part.column for part in parts}
    if kind == "outcome":
        return len({part.quantity for part in parts}) == _OUTCOMES
    return kind in ("channel", "block", "row") or (kind == "plain" and parts[-1].complete)


# --- shares and changes -----------------------------------------------------------------------------------------


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
        ratios = [_changed(mention, each.value - amount, each.value) for each in currents]
    else:
        ratios = [_changed(mention, before, each.value) for each in currents for before in previouses]
    known = [ratio for ratio in ratios if ratio is not None]
    agreeing = next((ratio for ratio in known if ratio.agrees), None)
    # With several numbers before it nobody can tell which two a change that fits none of them is about.
    return agreeing or (known[0] if len(known) == 1 else None)


def _changed(mention: Mention, previous: Decimal, current: Decimal) -> Ratio | None:
    if mention.percent and previous == 0:
        return None
    difference = current - previous
    due = difference * _HUNDRED / previous if mention.percent else difference
    stated = mention.value if mention.direction == "up" else -mention.value
    slack = (mention.step if mention.step < 1 else mention.step / 2) if mention.percent else Decimal(0)
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
