"""The smallest sets of cells whose change makes every equation hold, by exact search.

Few wrong cells are the rule, and then this takes well under a millisecond where starting a solver takes a hundred.
A set is found cell by cell: in a smallest set some failing equation has only one cell that is wrong, whose change is
that equation's gap. Where as many equations of one rule fail as cells may still change, each of these equations has
exactly one, and looking into one of them is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gouji.localise.system import Number, System, is_count, tidy

Changes = dict[str, Number]
Gaps = dict[int, Number]


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest sets of changes (cell → how much to add). `complete`: there are no others of that size.

    No set at all means that none of up to the given size exists when complete, and that nobody knows when not.
    """

    changes: tuple[Changes, ...]
    complete: bool


@dataclass(slots=True)
class _Search:
    system: System
    limit: int
    budget: int
    by_places: Mapping[frozenset[int], tuple[str, ...]]
    impossible: frozenset[str]
    found: dict[frozenset[tuple[str, Number]], Changes] = field(default_factory=dict)
    seen: set[frozenset[tuple[str, Number]]] = field(default_factory=set)

    def exhausted(self) -> bool:
        return self.budget <= 0 or len(self.found) >= self.limit

    def extend(self, gaps: Gaps, changes: Changes, left: int) -> None:
        """Every way to close `gaps` with at most `left` further cells."""
        wrong = [cell for cell in self.impossible if cell not in changes]
        if not gaps and not wrong:
            self.found.setdefault(frozenset(changes.items()), dict(changes))
            return
        counts = [len(group & gaps.keys()) for group in self.system.groups]
        if max([*counts, len(wrong), 1]) > left or self.exhausted():
            return
        if left == 1:
            self._close(gaps, changes)
            return
        found = self._mendings(min(wrong), gaps) if wrong else self._moves(gaps, changes, counts, left)
        for cell, amount in list(found):
            self.budget -= 1
            further = changes | {cell: amount}
            state = frozenset(further.items())
            if state not in self.seen:
                self.seen.add(state)
                self.extend(apply(self.system, gaps, cell, amount), further, left - 1)

    def _close(self, gaps: Gaps, changes: Changes) -> None:
        """The closed form for one cell: it stands in exactly the failing equations and closes all their gaps."""
        for cell in self.by_places.get(frozenset(gaps), ()):
            if cell not in changes and self.impossible <= {*changes, cell}:
                number, factor = self.system.places[cell][0]
                amount = _amount(self.system, cell, gaps[number], factor)
                if amount is not None and not apply(self.system, gaps, cell, amount):
                    further = changes | {cell: amount}
                    self.found.setdefault(frozenset(further.items()), further)

    def _moves(self, gaps: Gaps, changes: Changes, counts: list[int], left: int) -> Iterator[tuple[str, Number]]:
        """Cells that may close a gap, with the amount that closes it."""
        numbers = sorted(gaps)
        tight = [group for group, count in zip(self.system.groups, counts, strict=True) if count == left]
        if tight:
            choices = [number for number in numbers if any(number in group for group in tight)]
            numbers = [min(choices, key=lambda number: len(self.system.equations[number].terms))]
        for number in numbers:
            terms = self.system.equations[number].terms
            # Where there are too many sets to find them all, those of totals that were not added up come first.
            for cell, factor in sorted(terms, key=lambda term: term[0] not in self.system.empty_totals):
                if cell not in changes:
                    amount = _amount(self.system, cell, gaps[number], factor)
                    if amount is not None:
                        yield cell, amount

    def _mendings(self, cell: str, gaps: Gaps) -> Iterator[tuple[str, Number]]:
        """Ways to mend a figure that is wrong in any case: by one of its gaps, by its sign, or from units of 万."""
        value = self.system.values[cell]
        amounts = [
            _amount(self.system, cell, gaps.get(number, 0), factor) for number, factor in self.system.places[cell]
        ]
        amounts += [tidy(after - value) for after in (tidy(-value), tidy(value * 10_000)) if is_count(after)]
        yield from ((cell, amount) for amount in dict.fromkeys(amounts) if amount)


def _amount(system: System, cell: str, gap: Number, factor: Number) -> Number | None:
    """What to add to `cell` to close `gap`; None when the cell would not hold a count then."""
    amount = tidy(-gap / factor) if gap % factor else -gap // factor
    after = tidy(system.values[cell] + amount)
    return amount if is_count(after) else None


def apply(system: System, gaps: Gaps, cell: str, amount: Number) -> Gaps:
    """The gaps after adding `amount` to `cell`."""
    after = dict(gaps)
    for number, factor in system.places.get(cell, ()):
        gap = tidy(after.get(number, 0) + factor * amount)
        if gap:
            after[number] = gap
        else:
            after.pop(number, None)
    return after


def smallest_changes(
    system: System, gaps: Gaps, *, most: int, limit: int, budget: int, given: Changes | None = None
) -> Found:
    """The smallest sets of at most `most` cells, up to `limit` of them, trying at most `budget` steps.

    `given` changes are made beforehand and are part of every set found.
    """
    changes = dict(given or {})
    impossible = system.impossible(gaps)
    for cell, amount in changes.items():
        gaps = apply(system, gaps, cell, amount)
    by_places: dict[frozenset[int], list[str]] = defaultdict(list)
    for cell, places in system.places.items():
        by_places[frozenset(number for number, _ in places)].append(cell)
    indexed = {places: tuple(cells) for places, cells in by_places.items()}
    fewest = max([len(group & gaps.keys()) for group in system.groups] + [len(impossible - changes.keys())])
    for size in range(fewest, most + 1):
        search = _Search(system, limit, budget, indexed, impossible)
        search.extend(gaps, changes, size)
        budget = search.budget
        if search.found or search.exhausted():
            return Found(in_order(system, search.found.values()), complete=not search.exhausted())
    return Found((), complete=True)


def in_order(system: System, found: Iterable[Changes]) -> tuple[Changes, ...]:
    """Sets of changes, each once, in an order that depends on nothing but themselves: that of the form's cells."""
    rank = {cell: position for position, cell in enumerate(system.values)}
    each = {tuple(sorted((rank[cell], cell, amount) for cell, amount in changes.items())) for changes in found}
    return tuple({cell: amount for _, cell, amount in changes} for changes in sorted(each))
