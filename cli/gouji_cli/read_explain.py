"""`gouji read --explain`: how each table was recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.form import TABLES, TableForm, load_edition
from gouji.messages import message, render
from gouji.model import CellState, Locator, Report, Table
from gouji.normalise.explain import GridSeen, PartSeen, RowSeen
from gouji_cli.terminal import harmless

_UNCERTAIN_SHOWN = 40


def explanation(report: Report, grids: Iterable[GridSeen], language: str) -> Iterator[str]:
    """The lines that explain what was recognised in one file; harmless to a terminal."""
    for line in _lines(report, tuple(grids), language):
        yield harmless(line)


def _lines(report: Report, grids: tuple[GridSeen, ...], language: str) -> Iterator[str]:
    unknown = message("cli_unknown_organ").get(language)
    yield f"{report.identity.organisation or unknown} {report.identity.year or ''}  {report.source}"
    if not grids:
        yield message("explain_no_grids").get(language)
    for number, grid in enumerate(grids, start=1):
        yield from _grid(number, grid, report, language)
    for name in TABLES:
        yield from _table(name, report.tables.get(name), language)
    for problem in report.problems:
        yield render(problem).get(language)
    yield ""


def _grid(number: int, grid: GridSeen, report: Report, language: str) -> Iterator[str]:
    ragged = message("explain_ragged").get(language) if grid.ragged else ""
    size = {"rows": grid.rows, "columns": grid.columns, "ragged": ragged}
    shown = number if grid.at.table is None else grid.at.table
    yield message("explain_grid", number=shown, place=_place(grid.at, language, row=False), **size).get(language)
    if not grid.parts:
        yield message("explain_nothing").get(language)
    for part in grid.parts:
        yield from _part(part, report, language)


def _part(part: PartSeen, report: Report, language: str) -> Iterator[str]:
    form = _form(part.table, report)
    if form is None:
        yield message("explain_no_label").get(language)
    else:
        yield message("explain_part", table=form.title).get(language)
    for row in part.rows:
        yield _row(row, form, language)


def _row(row: RowSeen, form: TableForm | None, language: str) -> str:
    place = _place(row.at, language)
    if form is not None and row.key is not None and any(line.key == row.key for line in form.rows):
        name = form.row(row.key).name
        return message(
            "explain_row", place=place, label=row.label, name=name, key=f"{form.name}.{row.key}", filled=row.filled
        ).get(language)
    role = message(f"explain_role_{row.role}")
    return message("explain_other", place=place, label=row.label, role=role).get(language)


def _table(name: str, table: Table | None, language: str) -> Iterator[str]:
    if table is None:
        yield message("explain_not_found", title=load_edition("2021").tables[name].title).get(language)
        return
    form = load_edition(table.edition).tables[name]
    uncertain = [cell for cell in table.cells.values() if cell.state is CellState.UNCERTAIN]
    absent = sum(cell.state is CellState.ABSENT for cell in table.cells.values())
    counts = {"certain": len(table.cells) - len(uncertain) - absent, "uncertain": len(uncertain), "absent": absent}
    yield message("explain_table", title=form.title, edition=table.edition, **counts).get(language)
    for code, keys, lines in (
        ("explain_absent_rows", table.absent_rows, form.rows),
        ("explain_absent_columns", table.absent_columns, form.columns),
    ):
        names = [line.name.get(language) for line in lines if line.key in keys]
        if names:
            yield message(code, names="、".join(names)).get(language)
    for cell in uncertain[:_UNCERTAIN_SHOWN]:
        row, column = form.row(form.cells[cell.key].row), form.column(form.cells[cell.key].column)
        name = f"{row.name.get(language)}·{column.name.get(language)}"
        place = _place(cell.at, language) if cell.at else ""
        yield message("explain_uncertain", name=name, key=cell.key, place=place, raw=cell.raw or "").get(language)
    for text in table.left_over:
        yield message("explain_left_over", text=text).get(language)


def _form(name: str | None, report: Report) -> TableForm | None:
    if name is None:
        return None
    table = report.tables.get(name)
    return load_edition(table.edition if table else "2021").tables[name]


def _place(at: Locator, language: str, *, row: bool = True) -> str:
    """A place in the file in words, as far as it is known; the row of a table before the line of the file."""
    parts = [("page", at.page)]
    if row and at.row is not None:
        parts.append(("row", at.row))
    elif at.line is not None:
        parts.append(("line", at.line))
    return " ".join(message(f"place_{name}", n=number).get(language) for name, number in parts if number is not None)
