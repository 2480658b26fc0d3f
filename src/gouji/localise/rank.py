"""Which of several explanations is the likeliest: the one whose slips and evidence cost least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.localise.evidence import Evidence
from gouji.localise.layout import Layout, layout_of
from gouji.localise.moves import Move, moves
from gouji.localise.search import Changes
from gouji.localise.slips import FUSED, Slip, cell_slip
from gouji.localise.system import System, tidy
from gouji.model import CellChange, CellState, Confidence, Report, Support

# A figure from elsewhere weighs as much as what turns a figure that nothing explains into one that is explained.
_SUPPORTED = -6.0
_CONTRADICTED = 3.0

# By how much the best explanation has to be cheaper than the next to stand out.
_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An explanation with its slips. `moves` cover every cell once."""

    changes: Changes
    moves: tuple[Move, ...]
    cells: tuple[CellChange, ...]
    supports: tuple[Support, ...]
    contradicted: bool
    cost: float

    @property
    def slip(self) -> str | None:
        """The one slip behind all of it, `several` for different ones, `reading` as soon as one cell is in doubt."""
        codes = {move.code for move in self.moves}
        if "reading" in codes:
            return "reading"
        return next(iter(codes)) if len(codes) == 1 else "several"


def layout_for(report: Report, cell: str) -> Layout:
    """The layout of the report's table that `cell` is in."""
    table = report.tables[cell.split(".", 1)[0]]
    return layout_of(table.name, table.edition)


def candidate(report: Report, system: System, changes: Changes, evidence: Evidence) -> Candidate:
    """What slips would explain `changes`, and how likely that is."""
    slips = {cell: _slip(report, system, cell, amount) for cell, amount in changes.items()}
    chosen = _cover(report, system, changes, slips)
    codes = {cell: move.code for move in chosen for cell in move.cells}
    cells = tuple(_change(report, system, cell, amount, codes[cell]) for cell, amount in changes.items())
    supports = tuple(support for change in cells for support in evidence.supports(change))
    cost = sum(move.cost for move in chosen)
    cost += sum(_SUPPORTED if evidence.supports(change) else 0 for change in cells)
    against = sum(evidence.contradicts(change) for change in cells)
    return Candidate(changes, chosen, cells, supports, against > 0, cost + _CONTRADICTED * against)


def rank(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best first; equally good ones stay in the order given, which is the form's."""
    return sorted(candidates, key=lambda each: (each.cost, len(each.changes)))


def confidence(ranked: Sequence[Candidate], *, relations: int, complete: bool) -> Confidence:
    """How sure the first of `ranked` is; `complete` says that no smallest explanation is missing.

    One cell is what mends all its failing `relations`; several are certain only where two relations speak for each.
    """
    if not ranked or ranked[0].contradicted:
        return Confidence.AMBIGUOUS
    cells = len(ranked[0].changes)
    if len(ranked) == 1 and complete:
        return Confidence.CERTAIN if cells == 1 or relations >= 2 * cells else Confidence.LIKELY
    if len(ranked) > 1 and ranked[1].cost - ranked[0].cost >= _MARGIN:
        return Confidence.LIKELY
    return Confidence.AMBIGUOUS


def _slip(report: Report, system: System, key: str, amount: float) -> Slip:
    cell = report.tables[key.split(".", 1)[0]].cells[key]
    old, layout = system.values[key], layout_for(report, key)
    slip = cell_slip(cell, key in layout.totals, old, old + amount)
    # A figure with another's digits behind it, and the next cell has none: the reader may have run them together.
    beside = layout.right_of(key)
    empty = beside is not None and report.tables[key.split(".", 1)[0]].cells[beside].state is not CellState.NUMBER
    if empty and old + amount > 0 and str(old).startswith(str(old + amount)) and slip.cost > FUSED.cost:
        return FUSED
    return slip


def _change(report: Report, system: System, key: str, amount: float, slip: str | None) -> CellChange:
    value = report.tables[key.split(".", 1)[0]].cells[key].value
    reported = None if value is None else tidy(value)
    return CellChange(key, reported, system.values[key] + amount, slip)


def _cover(report: Report, system: System, changes: Changes, slips: Mapping[str, Slip]) -> tuple[Move, ...]:
    """Moves that explain every cell once, those that save most against single slips first."""
    if not changes:
        return ()

    def saving(move: Move) -> float:
        return sum(slips[cell].cost for cell in move.cells) - move.cost

    layout = layout_for(report, next(iter(changes)))
    left, chosen = dict(changes), []
    for move in sorted(moves(layout, system.values, changes, slips), key=saving, reverse=True):
        if saving(move) > 0 and all(cell in left for cell in move.cells):
            chosen.append(move)
            for cell in move.cells:
                del left[cell]
    singles = [Move((cell,), slips[cell].code, slips[cell].cost) for cell in left]
    order = list(changes)
    return tuple(sorted([*chosen, *singles], key=lambda move: order.index(move.cells[0])))
