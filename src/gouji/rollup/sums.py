"""The sums: for each cell of the form what the children report together, or who stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.form import FormCell, load_edition
from gouji.rollup.bodies import Child, Family, Member, from_below
from gouji.rollup.figures import Figure, FigureState

Figures = Mapping[str, Figure]
# A report's figures in the cells of an edition: `figures_of(member, edition)`.
FiguresOf = Callable[[Member, str], Figures]

MISSING, UNREAD, BELOW = Figure(FigureState.MISSING), Figure(FigureState.UNREAD), Figure(FigureState.BELOW)


@dataclass(frozen=True, slots=True)
class CellSum:
    """One cell. `figures` has each child's figure in the order of the family's children.

    `value` is the sum of all, None where one of them cannot be added; `subtotal` the sum of those that can.
    """

    form: FormCell
    figures: tuple[Figure, ...]
    value: Decimal | None
    subtotal: Decimal

    @property
    def counted(self) -> int:
        """How many children's figures are in the subtotal."""
        return sum(figure.value is not None for figure in self.figures)


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a parent should report for a year in the tables of `edition`; `cells` in the form's order.

    `summed` are the children without a report for whom the sum of their own children stands. `reported` is what the
    parent itself reports, None without a report of its own; of several, the first.
    """

    family: Family
    edition: str
    cells: Mapping[str, CellSum]
    summed: tuple[Child, ...] = ()
    reported: Figures | None = None

    @property
    def missing(self) -> tuple[Child, ...]:
        """Children of whom there is neither a report nor a sum of their own children."""
        return tuple(child for child in self.family.children if not child.reports and child not in self.summed)

    @property
    def complete(self) -> bool:
        """Whether every cell could be summed."""
        return all(cell.value is not None for cell in self.cells.values())


def edition_of(year: int | None) -> str:
    """The edition of the form that is used for reports of `year`."""
    latest = load_edition("2021")
    return "2019" if year is not None and year < latest.first_year else latest.name


def roll_up_all(found: Sequence[Family], figures_of: FiguresOf) -> list[RollUp]:
    """The roll-up of every family in their order.

    A child that sums up others and has no report of its own stands with the sum of its children, as far as that could
    be made.
    """
    done: dict[tuple[str, int | None], RollUp] = {}
    for family in from_below(found):
        done[family.key, family.year] = roll_up(family, figures_of, below=done)
    return [done[family.key, family.year] for family in found]


def roll_up(
    family: Family,
    figures_of: FiguresOf,
    *,
    edition: str | None = None,
    below: Mapping[tuple[str, int | None], RollUp] | None = None,
) -> RollUp:
    """The sums of one family in the tables of `edition` (that of the family's year); `below` are its children's own."""
    name = edition or edition_of(family.year)
    each = [_of_child(child, name, family.year, figures_of, below or {}) for child in family.children]
    cells = {
        key: _sum(form, tuple(figures.get(key, MISSING) for figures in each))
        for table in load_edition(name).tables.values()
        for key, form in table.cells.items()
    }
    reported = figures_of(family.own[0], name) if family.own else None
    return RollUp(family, name, cells, _summed(family, each), reported)


def _summed(family: Family, each: Sequence[Figures]) -> tuple[Child, ...]:
    children = zip(family.children, each, strict=True)
    return tuple(
        child for child, figures in children if any(figure.state is FigureState.SUMMED for figure in figures.values())
    )


def _of_child(
    child: Child,
    edition: str,
    year: int | None,
    figures_of: FiguresOf,
    below: Mapping[tuple[str, int | None], RollUp],
) -> Figures:
    if child.reports:
        return _agreed([figures_of(member, edition) for member in child.reports])
    lower = below.get((child.key, year))
    if child.unread or lower is None or lower.edition != edition or not lower.family.children:
        blank = UNREAD if child.unread else MISSING
        return {key: blank for table in load_edition(edition).tables.values() for key in table.cells}
    return {
        key: BELOW if cell.value is None else Figure(FigureState.SUMMED, cell.value)
        for key, cell in lower.cells.items()
    }


def _agreed(several: Sequence[Figures]) -> Figures:
    """The figures of one child from several files (a page and its PDF): those in which the files agree."""
    first = several[0]
    if len(several) == 1:
        return first
    return {
        key: figure
        if all(other[key].value == figure.value for other in several)
        else Figure(FigureState.SEVERAL, None, "、".join(dict.fromkeys(other[key].raw or "—" for other in several)))
        for key, figure in first.items()
    }


def _sum(form: FormCell, figures: tuple[Figure, ...]) -> CellSum:
    known = [figure.value for figure in figures if figure.value is not None]
    subtotal = sum(known, Decimal(0))
    return CellSum(form, figures, subtotal if figures and len(known) == len(figures) else None, subtotal)
