"""Print what was read as the official tables, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from gouji.form import TableForm, load_edition
from gouji.messages import message, render
from gouji.model import Cell, CellState, Report, Table, Unread
from gouji_cli.terminal import harmless

# A pipe has no width; this fits table three without wrapping numbers.
_PIPE_WIDTH = 160


def print_reports(items: Iterable[Report | Unread], language: str) -> None:
    """Every report's identity, tables, chapters and notes on stdout."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)
    for item in items:
        if isinstance(item, Report):
            _print_report(console, item, language)


def _print_report(console: Console, report: Report, language: str) -> None:
    identity = report.identity
    name = identity.organisation or message("cli_unknown_organ").get(language)
    console.print(Line(harmless(f"{name} {identity.year or ''}"), style="bold"))
    console.print(Line(harmless(f"{report.source}  sha256 {report.sha256[:12]}  {report.edition or ''}")))
    for table in report.tables.values():
        console.print(_grid(table, language))
    for section in report.sections:
        length = sum(len(paragraph.text) for paragraph in section.paragraphs)
        console.print(Line(harmless(f"{section.title}  ({length})")))
    for problem in report.problems:
        console.print(Line(harmless(render(problem).get(language)), style="yellow"))
    console.print()


def _titled(title: str, edition: str, language: str) -> str:
    return f"{title}（{edition}）" if language == "zh" else f"{title}, form of {edition}"


def _grid(table: Table, language: str) -> Grid:
    form = load_edition(table.edition).tables[table.name]
    grid = Grid(title=_titled(form.title.get(language), table.edition, language), title_justify="left")
    grid.add_column("")
    if table.name == "disclosure":
        _fill_disclosure(grid, form, table, language)
        return grid
    for column in form.columns:
        grid.add_column(column.name.get(language), justify="right")
    for row in form.rows:
        cells = [table.cells[f"{table.name}.{row.key}.{column.key}"] for column in form.columns]
        grid.add_row(row.name.get(language), *(_shown(cell) for cell in cells))
    return grid


def _fill_disclosure(grid: Grid, form: TableForm, table: Table, language: str) -> None:
    """Table two has other columns in each section: one line a cell reads better."""
    grid.add_column("")
    grid.add_column("", justify="right")
    for key, cell in form.cells.items():
        row, column = form.row(cell.row).name, form.column(cell.column).name
        grid.add_row(row.get(language), column.get(language), _shown(table.cells[key]))


def _shown(cell: Cell) -> Line:
    if cell.state is CellState.NUMBER:
        return Line(harmless(cell.raw))
    marks = {CellState.BLANK: "", CellState.ABSENT: "×", CellState.UNCERTAIN: "?"}
    text = marks.get(cell.state, f"“{cell.raw}”")
    return Line(harmless(text), style="yellow")
