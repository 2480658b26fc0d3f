"""Arithmetic inside the prose: a whole and the parts that are listed for it (共X件，其中a、b、c)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.normalise.claims.mentions import CELLS, SUM, Mention

_OUTCOMES = 4
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


def sums(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A mention of aspect `sum` for every whole whose parts are listed and whose sum says something."""
    counted = [each for each in mentions if not each.percent and each.aspect == CELLS]
    for place, head in enumerate(counted):
        parts = _parts(head, counted[place + 1 :])
        if len(parts) < 2 or _inexact(head, parts):
            continue
        parts = _with_carried_out(head, parts, counted)
        head = _fitting(head, parts, counted[:place])
        difference = sum((part.value for part in parts), Decimal(0)) - head.value
        tolerance = (head.step if head.step > 1 else Decimal(0)) + sum(p.step for p in parts if p.step > 1)
        if parts[0].kind == "plain" and place and not _new(head):
            continue
        if abs(difference) <= tolerance or difference > 0 or _exhaustive(head, parts):
            yield _sum(head, parts)


def _fitting(head: Mention, parts: Sequence[Mention], before: Sequence[Mention]) -> Mention:
    """The whole that the parts make up: 新收97件，答复95件，其中自然人90件、法人7件 splits the first number."""
    whole = sum((part.value for part in parts), Decimal(0))
    if whole == head.value:
        return head
    kinds = _HEADS.get(parts[0].kind, ())
    fitting = (each for each in reversed(before) if each.kind in kinds and each.value == whole and not each.last_year)
    return next(fitting, head)


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
