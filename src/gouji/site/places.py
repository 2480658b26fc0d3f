"""What the places of the form and of a file are called on the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from gouji.form import TABLES, Edition, FormCell, Line, TableForm, load_edition
from gouji.form.names import cell_name
from gouji.frames import TABLE_OF
from gouji.model import Text
from gouji.site.labels import joined, label

LATEST = "2021"


class Forms:
    """The official tables in the editions that one report uses, by table name."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._editions = {name: str(table.get("edition") or LATEST) for name, table in tables.items()}

    def table(self, name: str) -> TableForm:
        """The form of the table called `name`; the latest edition's where the report has none."""
        return self._edition(name).tables[name]

    def _edition(self, name: str) -> Edition:
        return load_edition(self._editions.get(name, LATEST))

    def edition_of(self, key: str) -> Edition:
        """The edition of the form that the table of a cell follows."""
        return self._edition(key.split(".", 1)[0])

    def cell(self, key: str) -> FormCell | None:
        """The form's cell with `key`, None when it has none."""
        table = self.edition_of(key).tables.get(key.split(".", 1)[0])
        return table.cells.get(key) if table else None

    def table_of(self, frame: str, cells: Sequence[str]) -> TableForm | None:
        """The table that a finding in `frame` about `cells` is in, None when it is about no single table."""
        names = {TABLE_OF[frame]} if frame in TABLE_OF else {key.split(".", 1)[0] for key in cells}
        known = [name for name in TABLES if name in names]
        return self.table(known[0]) if len(known) == 1 else None

    def lacking(self, name: str) -> tuple[str, ...]:
        """The form's cells in rows and columns that the report's table does not print."""
        table = self._tables.get(name, {})
        rows, columns = table.get("absent_rows", ()), table.get("absent_columns", ())
        return tuple(c.key for c in self.table(name).cells.values() if c.row in rows or c.column in columns)


def line_named(lines: Sequence[Line], key: str | None) -> Line | None:
    """The line with `key`, None when there is none."""
    return next((line for line in lines if line.key == key), None)


def _line_text(lines: Sequence[Line], key: str | None) -> list[Text]:
    if key is None:
        return []
    line = line_named(lines, key)
    return [line.name if line else Text(key, key)]


def place_text(forms: Forms, where: Mapping[str, Any], cells: Sequence[str]) -> Text:
    """Where a finding stands, in words: 表三 · （二）部分公开 · 自然人; 全篇 when it is about no table."""
    table = forms.table_of(str(where.get("frame") or ""), cells)
    row, column = where.get("row"), where.get("column")
    if table is None:
        extra = [Text(str(key), str(key)) for key in (row, column) if key]
        return joined([label("whole_report"), *extra], "·", " · ")
    columns = _line_text(table.columns, column)
    if row is None:
        columns = [label("named_column", name=name) for name in columns]
    parts = [table.title, *_line_text(table.rows, row), *columns]
    return joined(parts, "·", " · ")


def cell_text(forms: Forms, key: str) -> Text:
    """A cell of the form in words: （二）部分公开·自然人; the key itself when the form has no such cell."""
    return cell_text_in(forms.edition_of(key).name, key)


@lru_cache(maxsize=4096)
def cell_text_in(edition: str, key: str) -> Text:
    """The same in this edition of the form."""
    form = load_edition(edition)
    table = form.tables.get(key.split(".", 1)[0])
    return cell_name(form, key) if table and key in table.cells else Text(key, key)


def cell_texts(forms: Forms, keys: Sequence[str]) -> list[Text]:
    """Names for the cells of one relation: the row or column that all of them share is left out."""
    found = [forms.cell(key) for key in keys]
    known = [cell for cell in found if cell is not None]
    if len(known) == len(keys) > 1:
        table = forms.table(known[0].table)
        if len({(cell.table, cell.row) for cell in known}) == 1:
            return [table.column(cell.column).name for cell in known]
        if len({(cell.table, cell.column) for cell in known}) == 1:
            return [table.row(cell.row).name for cell in known]
    return [cell_text(forms, key) for key in keys]


def locator_text(at: Mapping[str, Any] | None) -> Text | None:
    """A place in the source file in words, None when nothing is known of it."""
    if not at:
        return None
    parts = [_numbered(part, at[part]) for part in ("page", "table", "row", "column") if part in at]
    if not parts:
        parts = [_numbered(part, at[part]) for part in ("paragraph", "line") if part in at]
    return joined(parts, " ", ", ") if parts else None


@lru_cache(maxsize=1024)
def _numbered(part: str, number: int) -> Text:
    """A part of a place, such as 第 3 行."""
    return label(f"place_{part}", n=number)
