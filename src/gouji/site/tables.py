"""The three official tables of a report, drawn as the form looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from gouji.form import EDITIONS, FormCell, LayoutCell, TableForm, load_edition
from gouji.model import CellState, Text
from gouji.site.addresses import cell_anchor
from gouji.site.figures import clipped
from gouji.site.labels import has_label, label
from gouji.site.marks import Mark
from gouji.site.places import Forms

RAW_LIMIT = 200
MARKS_SHOWN = 4
LEFT_OVER_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One printed cell. `scope` is set for labels; `state` is the cell's state for figures, `absent` for a gap.

    `gloss` is the English of a label. `nought` is a 0, which a broken sum marks but need not shout. `marks` are the
    references shown; `hidden` says how many more there are. A gap stands for several cells: `anchor` is the first
    one's, `further_anchors` are the others'. `was` is what is reported where `text` is a suggestion; `prior` is last
    year's figure.
    """

    text: str
    row_span: int = 1
    column_span: int = 1
    scope: str | None = None
    gloss: str | None = None
    state: str | None = None
    note: Text | None = None
    nought: bool = False
    anchor: str | None = None
    further_anchors: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    hidden: int = 0
    was: str | None = None
    prior: str | None = None

    @property
    def mark(self) -> str | None:
        """The heaviest of the marks' states, None for an unmarked cell."""
        return self.marks[0].state if self.marks else None


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One official table. `rows` is None when the report has no such table."""

    name: str
    title: Text
    edition: Text | None
    heads: tuple[tuple[DrawnCell, ...], ...]
    rows: tuple[tuple[DrawnCell, ...], ...] | None
    left_over: tuple[str, ...] = ()


def draw_table(
    forms: Forms, name: str, table: Mapping[str, Any] | None, marks: Mapping[str, Sequence[Mark]]
) -> DrawnTable:
    """The table called `name` of a report, from its record; an empty one when the report has none."""
    form = forms.table(name)
    if table is None:
        return DrawnTable(name, form.title, None, (), None)
    lines = [_draw_line(form, line, table, marks) for line in form.layout]
    heads = _head_lines(form)
    return DrawnTable(
        name,
        form.title,
        label(f"edition_{table.get('edition')}"),
        tuple(lines[:heads]),
        tuple(lines[heads:]),
        tuple(clipped(str(text), RAW_LIMIT) for text in table.get("left_over", ())[:LEFT_OVER_SHOWN]),
    )


def with_prior(table: DrawnTable, figures: Mapping[str, str]) -> DrawnTable:
    """The table with last year's figures (by cell key) beside this year's; a 0 that stayed one is left out."""
    if not figures or table.rows is None:
        return table
    by_anchor = {cell_anchor(key): text for key, text in figures.items()}

    def beside(cell: DrawnCell) -> DrawnCell:
        prior = by_anchor.get(cell.anchor or "")
        return cell if prior is None or (cell.nought and prior == "0") else replace(cell, prior=prior)

    return replace(table, rows=tuple(tuple(beside(cell) for cell in row) for row in table.rows))


def _head_lines(form: TableForm) -> int:
    """How many lines head the whole table and may be repeated on each printed page; sections head themselves."""
    if form.headings:
        return 0
    return next(i for i, line in enumerate(form.layout) if any(cell.cell for cell in line))


def _draw_line(
    form: TableForm, line: Sequence[LayoutCell], table: Mapping[str, Any], marks: Mapping[str, Sequence[Mark]]
) -> tuple[DrawnCell, ...]:
    header = not any(cell.cell for cell in line)
    drawn: list[DrawnCell] = []
    for absent, cells in groupby(line, key=lambda cell: _absent_row(form, cell, table)):
        if absent is None:
            drawn.extend(_draw_cell(form, cell, header, table, marks) for cell in cells)
        else:
            drawn.append(_draw_gap(list(cells), marks))
    return tuple(drawn)


def _form_cell(form: TableForm, cell: LayoutCell) -> FormCell | None:
    return form.cells[cell.cell] if cell.cell else None


def _absent_row(form: TableForm, cell: LayoutCell, table: Mapping[str, Any]) -> str | None:
    fill = _form_cell(form, cell)
    return fill.row if fill and fill.row in table.get("absent_rows", ()) else None


def _draw_cell(
    form: TableForm, cell: LayoutCell, header: bool, table: Mapping[str, Any], marks: Mapping[str, Sequence[Mark]]
) -> DrawnCell:
    fill = _form_cell(form, cell)
    if fill is None:
        return _draw_label(form, cell, header)
    read = table.get("cells", {}).get(fill.key) or {"state": CellState.ABSENT}
    if fill.column in table.get("absent_columns", ()):
        read = {"state": CellState.ABSENT}
    own = tuple(marks.get(fill.key, ()))
    return DrawnCell(
        clipped(str(read.get("raw") or "").strip(), RAW_LIMIT),
        cell.row_span,
        cell.column_span,
        state=str(read["state"]),
        note=_state_note(str(read["state"])),
        nought=read.get("value") == 0,
        anchor=cell_anchor(fill.key),
        marks=own[:MARKS_SHOWN],
        hidden=max(0, len(own) - MARKS_SHOWN),
    )


def _state_note(state: str) -> Text | None:
    if state == CellState.ABSENT:
        return label("absent_column")
    return label(f"state_{state}") if has_label(f"state_{state}") else None


def _draw_label(form: TableForm, cell: LayoutCell, header: bool) -> DrawnCell:
    span = cell.column_span if header else cell.row_span
    scope = ("col" if header else "row") + ("group" if span > 1 else "")
    return DrawnCell(cell.text, cell.row_span, cell.column_span, scope=scope, gloss=_gloss(form.name, cell.text))


def _draw_gap(cells: Sequence[LayoutCell], marks: Mapping[str, Sequence[Mark]]) -> DrawnCell:
    keys = [cell.cell for cell in cells if cell.cell]
    own = tuple(dict.fromkeys(mark for key in keys for mark in marks.get(key, ())))
    return DrawnCell(
        "",
        cells[0].row_span,
        sum(cell.column_span for cell in cells),
        state=str(CellState.ABSENT),
        note=label("absent_row"),
        anchor=cell_anchor(keys[0]),
        further_anchors=tuple(cell_anchor(key) for key in keys[1:]),
        marks=own[:MARKS_SHOWN],
        hidden=max(0, len(own) - MARKS_SHOWN),
    )


def _gloss(name: str, text: str) -> str | None:
    """English of a printed label: its line's name, or for labels of no line the pages' own; None for neither."""
    code = f"form:{text}"
    return _line_names(name).get(text) or (label(code).en if has_label(code) else None)


@cache
def _line_names(name: str) -> Mapping[str, str]:
    forms = (load_edition(edition).tables[name] for edition in EDITIONS)
    return {line.label: line.name.en for form in forms for line in (*form.columns, *form.rows)}
