"""Tables that no lines draw, found by what the form prints and by figures that stand one below the other.

Only what is certain becomes a table: rows of many figures in the same columns (tables three and four), and rows that
print a label of the form with a few figures beside it (table two). Everything else stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.sources.form_labels import bare, form_labels
from gouji.sources.page.columns import column_of, merged
from gouji.sources.page.field import Field, is_figure
from gouji.sources.page.geometry import Box
from gouji.sources.page.lines import Line
from gouji.sources.page.tables import TablePart
from gouji.sources.page.unruled_wide import BESIDE_FIGURES, wide_tables

_SECTION = "第二十条第"
_MOST_FIGURES = 4
_FIGURES_OF_TABLE_FOUR = 15


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of table two: its label (a section's, or of the first column of a head) and what stands beside it."""

    line: Line
    label: Line
    beside: tuple[Line, ...]

    @property
    def is_section(self) -> bool:
        """Whether it begins a section of the table."""
        return not self.beside and bare(self.label.text).startswith(_SECTION)


@dataclass(frozen=True, slots=True)
class Unruled:
    """What may be a table on a page: the lines that it was made of (text if it is none), its rows' labels.

    `wide` tables have many figures in a row.
    """

    part: TablePart
    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    wide: bool


def unruled_tables(page: int, lines: Sequence[Line]) -> tuple[list[Unruled], list[Line]]:
    """What may be tables without ruling lines among `lines`, and the other lines."""
    found: list[Unruled] = []
    rest: list[Line] = []
    done = 0
    for part, start, end in wide_tables(page, lines):
        found.append(Unruled(part, tuple(lines[start:end]), part.texts_in(BESIDE_FIGURES), wide=True))
        rest += lines[done:start]
        done = end
    text: list[Line] = []
    for run in _runs([*rest, *lines[done:]]):
        sections = list(_sections([row for line in run if (row := _row(line))]))
        parts = [_part(page, section) for section in sections]
        if sections and all(parts):
            pairs = zip(parts, sections, strict=True)
            found += [_narrow(part, section) for part, section in pairs if part]
        else:
            text += run
    return found, text


def _narrow(part: TablePart, rows: Sequence[_Row]) -> Unruled:
    labels = [row.label.text for row in rows if row.beside and is_figure(row.beside[0].text)]
    return Unruled(part, tuple(row.line for row in rows), tuple(labels), wide=False)


def complete(found: Sequence[Unruled]) -> list[Unruled]:
    """Those of a document's candidates that are certain: together they have the rows of a table of the form, no others.

    A table of which a part was not recognised would seem to lack rows, and that would be the reader's fault.
    """
    certain: list[Unruled] = []
    for wide in (True, False):
        group = [each for each in found if each.wide is wide and not _is_table_four(each)]
        if frozenset(bare(label) for each in group for label in each.labels) in _tables():
            certain += group
    return certain + [each for each in found if _is_table_four(each)]


def _is_table_four(found: Unruled) -> bool:
    return found.wide and not found.labels and found.part.figures == _FIGURES_OF_TABLE_FOUR


@cache
def _tables() -> frozenset[frozenset[str]]:
    """For each table with labelled rows, in each edition, what its rows are called."""
    tables = [table for name in EDITIONS for table in load_edition(name).tables.values() if table.name != "disputes"]
    return frozenset(frozenset(bare(row.label) for row in table.rows) for table in tables)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """`lines` in runs of rows of table two and of other lines."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and bool(_row(runs[-1][-1])) == bool(_row(line)):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _row(line: Line) -> _Row | None:
    """`line` as a row of table two: a label of the form, and either more labels or a few figures."""
    label, *beside = line.stretches
    known = [bare(piece.text) in form_labels() for piece in (label, *beside)]
    figures = [is_figure(piece.text) for piece in beside]
    if not known[0] or len(beside) > _MOST_FIGURES or not (all(known) or (figures and all(figures))):
        return None
    return _Row(line, label, tuple(beside)) if beside or bare(label.text).startswith(_SECTION) else None


def _sections(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """`rows` from one section's label to the next: in each the columns are others."""
    section: list[_Row] = []
    for row in rows:
        if row.is_section and section:
            yield section
            section = []
        section.append(row)
    if section:
        yield section


def _part(page: int, rows: Sequence[_Row]) -> TablePart | None:
    """A section as a table, None when its figures do not stand in columns."""
    columns = merged((piece.left, piece.right) for row in rows for piece in row.beside)
    fields: list[Field] = []
    for number, row in enumerate(rows):
        width = len(columns) + 1 if row.is_section else 1
        fields.append(Field(row.label.text, page, number, 0, 1, width, (row.label.box.on(page),)))
        places = [column_of(piece, columns) for piece in row.beside]
        if len(set(places)) < len(places):
            return None
        fields += [
            Field(piece.text, page, number, place + 1, boxes=(piece.box.on(page),))
            for piece, place in zip(row.beside, places, strict=True)
        ]
    lines = [row.label for row in rows]
    left, right = min(line.left for line in lines), max([line.right for line in lines] + [end for _, end in columns])
    box = Box(left, lines[0].base - lines[0].size, right, lines[-1].base)
    across = (left, *(start for start, _ in columns), right)
    return TablePart(page, box, across, len(rows), tuple(fields))
