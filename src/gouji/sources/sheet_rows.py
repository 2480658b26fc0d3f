"""The cells of a sheet as blocks: rows of one cell that say something are paragraphs, the rest are tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from gouji.form import EDITIONS, load_edition
from gouji.model import Block, Grid, GridCell, Locator, Paragraph, Problem
from gouji.remember import remembered
from gouji.sources.form_labels import bare, form_labels
from gouji.sources.spans import Budget, Laid, put
from gouji.sources.white import collapse

# Longer than any label of the form.
_LONGEST_LABEL = 60
_MOST_HIDDEN = 200_000
_MOST_COLUMNS = 500
_FIGURE = re.compile(r"[\s\d.,+\-−—/％%]*")
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．,:]?")

Place = tuple[int, int]
Range = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its ordinal in the workbook, the texts of its cells by row and column from 0, its merged ranges."""

    number: int
    texts: Mapping[Place, str]
    merged: Sequence[Range]


def blocks(sheet: Sheet, budget: Budget) -> Iterator[Block]:
    """What `sheet` shows, from top to bottom; every place is that of the sheet."""
    sheet = _narrowed(sheet, budget)
    if not sheet.texts:
        return
    spans, hidden = _spans(sheet)
    rows: dict[int, list[Place]] = {}
    for place in sorted(sheet.texts.keys() - hidden):
        rows.setdefault(place[0], []).append(place)
    lines = _lines(sheet, rows, spans)
    for is_line, grouped in groupby(rows, key=lambda row: lines[row]):
        group = list(grouped)
        if is_line:
            yield from (paragraph for row in group for paragraph in _paragraphs(sheet, rows[row][0]))
        else:
            columns = [column for row in group for _, column in rows[row]]
            grid = _grid(sheet, (group[0], min(columns)), (group[-1], max(columns)), spans, budget)
            if grid is not None:
                yield grid


def _narrowed(sheet: Sheet, budget: Budget) -> Sheet:
    """`sheet` without what stands far to the right of any table."""
    if all(column < _MOST_COLUMNS for _, column in sheet.texts):
        return sheet
    budget.note(Problem("table_too_large", at=Locator(table=sheet.number)))
    texts = {place: text for place, text in sheet.texts.items() if place[1] < _MOST_COLUMNS}
    return Sheet(sheet.number, texts, sheet.merged)


def _spans(sheet: Sheet) -> tuple[dict[Place, Place], set[Place]]:
    """Where merged cells end, by where they begin, and the places that they hide; as far as the sheet prints."""
    bottom, right = (max(place[axis] for place in sheet.texts) for axis in (0, 1))
    spans: dict[Place, Place] = {}
    hidden: set[Place] = set()
    for (top, left), (last_row, last_column) in sheet.merged:
        end = (min(last_row, bottom), min(last_column, right))
        if len(hidden) + (end[0] - top + 1) * (end[1] - left + 1) > _MOST_HIDDEN:
            break
        spans[top, left] = end
        hidden |= {(row, column) for row in range(top, end[0] + 1) for column in range(left, end[1] + 1)} - {
            (top, left)
        }
    return spans, hidden


def _lines(sheet: Sheet, rows: Mapping[int, list[Place]], spans: Mapping[Place, Place]) -> dict[int, bool]:
    """For each row that prints something whether it is a line of text and not part of a table."""
    order = list(rows)
    lines: dict[int, bool] = {}
    widest = 1 + max((column for _, column in sheet.texts), default=0)
    for index, row in enumerate(order):
        if len(rows[row]) > 1:
            lines[row] = False
            continue
        place = rows[row][0]
        wide = 2 * (spans.get(place, place)[1] - place[1] + 1) > max(widest, 2)
        beside = [order[at] for at in (index - 1, index + 1) if 0 <= at < len(order)]
        inside = len(beside) == 2 and all(len(rows[each]) > 1 for each in beside)
        lines[row] = _is_line(sheet.texts[place], inside_table=inside and not wide)
    return lines


def _is_line(text: str, *, inside_table: bool) -> bool:
    label = bare(text)
    if label in form_labels() or _FIGURE.fullmatch(text):
        return False
    if len(label) > _LONGEST_LABEL or bare(_ORDINAL.sub("", text, count=1)) in _chapter_titles():
        return True
    return not inside_table


@cache
def _chapter_titles() -> frozenset[str]:
    chapters = (chapter for name in EDITIONS for chapter in load_edition(name).chapters)
    return frozenset(bare(title) for chapter in chapters for title in (chapter.title, *chapter.variants))


def _paragraphs(sheet: Sheet, place: Place) -> Iterator[Paragraph]:
    at = Locator(table=sheet.number, row=place[0] + 1, column=place[1] + 1)
    for line in sheet.texts[place].splitlines():
        if shown := collapse(line):
            yield Paragraph(shown, at)


def _grid(sheet: Sheet, start: Place, end: Place, spans: Mapping[Place, Place], budget: Budget) -> Grid | None:
    """The grid from `start` to `end`, its positions counted from the sheet's first row and column."""
    (top, left), (bottom, right) = start, end
    at = Locator(table=sheet.number, row=top + 1, column=left + 1)
    if not budget.take((bottom - top + 1) * (right - left + 1) + bottom, at):
        return None
    laid: Laid = [{} for _ in range(bottom + 1)]
    for row in range(top, bottom + 1):
        here = laid[row]
        for column in range(left, right + 1):
            if column in here:
                continue
            place = row, column
            text = sheet.texts.get(place)
            cell = GridCell(_shown(text) if text else "", Locator(None, sheet.number, row + 1, column + 1))
            if place in spans:
                put(laid, _reaching(cell, place, spans[place], end))
            else:
                here[column] = cell
    return Grid(tuple(tuple(map(row.get, range(right + 1))) for row in laid), at)


def _reaching(cell: GridCell, start: Place, end: Place, most: Place) -> GridCell:
    """`cell` as it reaches from `start` to `end`, but not beyond the table's own rows and columns."""
    height, width = (max(min(end[axis], most[axis]) - start[axis], 0) + 1 for axis in (0, 1))
    return cell._replace(row_span=height, column_span=width)


def _shown(text: str) -> str:
    """What a cell shows of `text`, line by line."""
    return collapse(text) if text.isprintable() else _lines_shown(text)


@remembered
def _lines_shown(text: str) -> str:
    return "\n".join(filter(None, map(collapse, text.splitlines())))
