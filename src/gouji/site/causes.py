"""The probable causes of a report's findings: which cells explain them, and the tables as they would then stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gouji.form import TABLES
from gouji.model import Text
from gouji.site.addresses import cell_anchor
from gouji.site.figures import figure
from gouji.site.findings import CellLink, FindingView, cell_link, text_of
from gouji.site.labels import label_or
from gouji.site.places import Forms
from gouji.site.tables import DrawnCell, DrawnTable, draw_table

SOLUTIONS_SHOWN = 5
MENDED = "mended"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One cell that a solution would change: what is reported and what it would be."""

    cell: CellLink
    reported: str
    suggested: str


@dataclass(frozen=True, slots=True)
class SolutionView:
    """One explanation of a cause."""

    explanation: Text
    changes: tuple[ChangeView, ...]
    evidence: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class CauseView:
    """One story behind several findings. `hidden` solutions are not shown."""

    number: int
    confidence: str
    confidence_text: Text
    solutions: tuple[SolutionView, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that one cause explains, or (`cause` None) those that stand alone."""

    cause: CauseView | None
    findings: tuple[FindingView, ...]


def cause_order(record: Mapping[str, Any]) -> dict[str, int]:
    """Fingerprint → ordinal of the cause that explains the finding, from 0."""
    causes: Sequence[Mapping[str, Any]] = record.get("causes") or ()
    return {str(key): number for number, cause in enumerate(causes) for key in cause["findings"]}


def cause_views(forms: Forms, record: Mapping[str, Any]) -> tuple[CauseView, ...]:
    """Every cause of a record that has an explanation, in the record's order; ordinals count all."""
    return tuple(_cause(forms, number, cause) for number, cause in enumerate(record.get("causes") or (), 1))


def _cause(forms: Forms, number: int, cause: Mapping[str, Any]) -> CauseView:
    solutions: Sequence[Mapping[str, Any]] = cause["solutions"]
    confidence = str(cause["confidence"])
    return CauseView(
        number,
        confidence,
        label_or(f"confidence_{confidence}", confidence),
        tuple(_solution(forms, solution) for solution in solutions[:SOLUTIONS_SHOWN]),
        max(0, len(solutions) - SOLUTIONS_SHOWN),
    )


def _solution(forms: Forms, solution: Mapping[str, Any]) -> SolutionView:
    return SolutionView(
        text_of(solution, "explanation"),
        tuple(_change(forms, change) for change in solution["cells"]),
        tuple(text_of(entry, "text") for entry in solution.get("evidence") or ()),
    )


def _change(forms: Forms, change: Mapping[str, Any]) -> ChangeView:
    key = str(change["cell"])
    return ChangeView(cell_link(forms, key), figure(change["value"]) or "—", figure(change["suggested"]))


def mended_tables(forms: Forms, record: Mapping[str, Any]) -> tuple[DrawnTable, ...]:
    """The tables that the first explanation of each cause would change, as they would then stand; without anchors."""
    changes = {
        str(change["cell"]): change
        for cause in record.get("causes") or ()
        for solution in cause["solutions"][:1]
        for change in solution["cells"]
    }
    tables: Mapping[str, Any] = record.get("tables") or {}
    concerned = {key.split(".", 1)[0] for key in changes}
    return tuple(
        _mended(draw_table(forms, name, tables.get(name), {}), changes) for name in TABLES if name in concerned
    )


def _mended(table: DrawnTable, changes: Mapping[str, Mapping[str, Any]]) -> DrawnTable:
    by_anchor = {cell_anchor(key): change for key, change in changes.items()}
    rows = tuple(tuple(_mended_cell(cell, by_anchor) for cell in row) for row in table.rows or ())
    return replace(table, rows=rows, left_over=())


# One and the same for cells that are, so that it is drawn once.
@lru_cache(maxsize=8192)
def _without_anchors(cell: DrawnCell) -> DrawnCell:
    return replace(cell, anchor=None, further_anchors=()) if cell.anchor else cell


def _mended_cell(cell: DrawnCell, changes: Mapping[str, Mapping[str, Any]]) -> DrawnCell:
    change = changes.get(cell.anchor or "")
    if change is None:
        return _without_anchors(cell)
    suggested = figure(change["suggested"])
    return replace(_without_anchors(cell), text=suggested, state=MENDED, was=cell.text or "—", note=None, nought=False)
