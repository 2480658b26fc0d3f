"""The three official tables of a report, drawn as the form looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
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
_ABSENT = {"state": CellState.ABSENT.value}
MARKS_SHOWN = 4
LEFT_OVER_SHOWN = 20


@dataclass(frozen=True, slots=True, eq=False)
class DrawnCell:
    """One printed cell. `scope` is set for labels; `state` is the cell's state for figures, `absent` for a gap.

    Told from others by identity, which is quick: cells that are alike are mostly one and the same.

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
    forms: Forms, name: str, table: Mapping[str, Any] | None, marks: Mapping[str, tuple[Mark, ...]]
) -> DrawnTable:
    """The table called `name` of a report, from its record; an empty one when the report has none."""
    form = forms.table(name)
    if table is None:
        return DrawnTable(name, form.title, None, (), None)
    lines = [_draw_line(line, table, marks) for line in _lines(forms.edition_of(name).name, name)]
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


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a line of the form has a cell to fill in."""

    cell: FormCell
    row_span: int
    column_span: int


@cache
def _lines(edition: str, name: str) -> tuple[tuple[DrawnCell | _Place, ...], ...]:
    """The lines of an official table: what is printed in them, and the places for figures."""
    form = load_edition(edition).tables[name]
    return tuple(tuple(_part(form, line, cell) for cell in line) for line in form.layout)


def _part(form: TableForm, line: Sequence[LayoutCell], cell: LayoutCell) -> DrawnCell | _Place:
    if cell.cell:
        return _Place(form.cells[cell.cell], cell.row_span, cell.column_span)
    header = not any(each.cell for each in line)
    return _label_cell(form.name, cell.text, cell.row_span, cell.column_span, header)


def _draw_line(
    line: Sequence[DrawnCell | _Place], table: Mapping[str, Any], marks: Mapping[str, tuple[Mark, ...]]
) -> tuple[DrawnCell, ...]:
    absent_rows = table.get("absent_rows")
    if not absent_rows:
        return tuple(_draw_parts(line, table, marks))
    drawn: list[DrawnCell] = []
    for absent, parts in groupby(line, key=lambda part: _absent_row(part, absent_rows)):
        if absent is None:
            drawn.extend(_draw_parts(parts, table, marks))
        else:
            drawn.append(_draw_gap([part for part in parts if isinstance(part, _Place)], marks))
    return tuple(drawn)


def _absent_row(part: DrawnCell | _Place, absent_rows: Sequence[str]) -> str | None:
    return part.cell.row if isinstance(part, _Place) and part.cell.row in absent_rows else None


def _draw_parts(
    parts: Iterable[DrawnCell | _Place], table: Mapping[str, Any], marks: Mapping[str, tuple[Mark, ...]]
) -> Iterator[DrawnCell]:
    cells, absent_columns = table.get("cells", {}), table.get("absent_columns", ())
    for part in parts:
        if isinstance(part, DrawnCell):
            yield part
            continue
        cell = part.cell
        read = _ABSENT if cell.column in absent_columns else cells.get(cell.key) or _ABSENT
        yield _figure_cell(part, read.get("raw"), read["state"], read.get("value"), marks.get(cell.key, ()))


# Most cells of most reports are alike: the same label, a 0 in the same place.
@lru_cache(maxsize=16_384)
def _figure_cell(place: _Place, raw: str | None, state: str, value: float | None, marks: tuple[Mark, ...]) -> DrawnCell:
    return DrawnCell(
        clipped(str(raw or "").strip(), RAW_LIMIT),
        place.row_span,
        place.column_span,
        state=state,
        note=_state_note(state),
        nought=value == 0,
        anchor=cell_anchor(place.cell.key),
        marks=marks[:MARKS_SHOWN],
        hidden=max(0, len(marks) - MARKS_SHOWN),
    )


def _state_note(state: str) -> Text | None:
    if state == CellState.ABSENT:
        return label("absent_column")
    return label(f"state_{state}") if has_label(f"state_{state}") else None


@cache
def _label_cell(table: str, text: str, row_span: int, column_span: int, header: bool) -> DrawnCell:
    span = column_span if header else row_span
    scope = ("col" if header else "row") + ("group" if span > 1 else "")
    return DrawnCell(text, row_span, column_span, scope=scope, gloss=_gloss(table, text))


def _draw_gap(places: Sequence[_Place], marks: Mapping[str, tuple[Mark, ...]]) -> DrawnCell:
    keys = [place.cell.key for place in places]
    own = tuple(dict.fromkeys(mark for key in keys for mark in marks.get(key, ())))
    return DrawnCell(
        "",
        places[0].row_span,
        sum(place.column_span for place in places),
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
