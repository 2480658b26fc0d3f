"""The sheets behind the sums: each child's figure in each cell, and what is missing or in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from gouji.form import load_edition
from gouji.form.names import cell_name
from gouji.messages import message
from gouji.outputs.safe_text import clipped, printable
from gouji.rollup.bodies import Child
from gouji.rollup.figures import Figure, FigureState
from gouji.rollup.styles import Styles
from gouji.rollup.sums import CellSum, RollUp
from gouji.rollup.wording import who, why

_FIXED = ("table", "cell", "sum", "subtotal", "counted", "reported", "difference")
# A worksheet has no more columns; the figures of further bodies stand in the JSON.
_MOST_BODIES = 16_000
# A cell of a sheet holds 32,767 characters; a list that long is not read.
_LONGEST = 600
# Where every cell of a child has the same reason, one line says so for all.
_WHOLE = {FigureState.MISSING, FigureState.UNREAD}
_ZERO = (FigureState.BLANK, FigureState.PLACEHOLDER)

Line = tuple[str, str, str, str, str, str]


def figures_sheet(book: Any, rollup: RollUp, styles: Styles, language: str) -> None:
    """A row for each cell of the form, a column for each child; what is not added is marked and said."""
    sheet = book.add_worksheet(message("rollup_sheet_figures").get(language))
    children = rollup.family.children[:_MOST_BODIES]
    params = {"children": len(rollup.family.children)}
    heads = [message(f"rollup_head_{name}", **params).get(language) for name in _FIXED]
    for column, head in enumerate([*heads, *(printable(child.name) for child in children)]):
        sheet.write_string(0, column, head, styles.head)
    form = load_edition(rollup.edition)
    for row, (key, cell) in enumerate(rollup.cells.items(), start=1):
        table = form.tables[cell.form.table].title
        sheet.write_string(row, 0, table.get(language), styles.text)
        sheet.write_string(row, 1, cell_name(form, key).get(language), styles.text)
        for column, value in enumerate(_sums(key, cell, rollup), start=2):
            _number(sheet, row, column, value, styles)
        for column, figure in enumerate(cell.figures[: len(children)], start=len(_FIXED)):
            _figure(sheet, row, column, figure, styles, language)
    sheet.set_row(0, 45)
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, len(_FIXED) - 1, 11)
    sheet.set_column(len(_FIXED), len(_FIXED) + max(len(children), 1) - 1, 14)
    sheet.freeze_panes(1, 3)
    _for_printing(sheet)


def _sums(key: str, cell: CellSum, rollup: RollUp) -> Sequence[Decimal | int | None]:
    reported = rollup.reported[key].value if rollup.reported else None
    difference = reported - cell.value if reported is not None and cell.value is not None else None
    return cell.value, cell.subtotal, cell.counted, reported, difference


def _number(sheet: Any, row: int, column: int, value: Decimal | int | None, styles: Styles) -> None:
    if value is None:
        sheet.write_blank(row, column, None, styles.empty if column == 2 else styles.figure)
    else:
        sheet.write_number(row, column, value, styles.total if column == 2 else styles.figure)


def _figure(sheet: Any, row: int, column: int, figure: Figure, styles: Styles, language: str) -> None:
    if figure.value is None:
        sheet.write_string(row, column, why(figure).get(language), styles.open)
    else:
        sheet.write_number(row, column, figure.value, styles.zero if figure.state in _ZERO else styles.figure)


def open_sheet(book: Any, rollup: RollUp, styles: Styles, language: str) -> None:
    """A line for each body that is missing, not read or not summed, and for each figure that is in doubt or blank."""
    sheet = book.add_worksheet(message("rollup_sheet_open").get(language))
    names = ("body", "state", "table", "cell", "raw", "source")
    for column, name in enumerate(names):
        sheet.write_string(0, column, message(f"rollup_head_{name}").get(language), styles.head)
    lines = list(_lines(rollup, language))
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            # A cell without text is blank, so that filters take it for one.
            write = sheet.write_string if text else sheet.write_blank
            write(row, column, printable(text), styles.text)
    if not lines:
        sheet.write_string(1, 0, message("rollup_nothing_open").get(language), styles.text)
    for column, width in enumerate((26, 34, 8, 48, 14, 36)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    _for_printing(sheet)


def _for_printing(sheet: Any) -> None:
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines(rollup: RollUp, language: str) -> Iterator[Line]:
    every = message("rollup_all_cells").get(language)
    for name in rollup.family.excluded:
        yield name, message("rollup_excluded").get(language), "", every, "", ""
    own = rollup.family.own
    if len(own) > 1:
        sources = "、".join(member.source or "" for member in own)
        text = message("rollup_several_own", sources=printable(sources)).get(language)
        yield who(rollup.family).get(language), text, "", "", "", ""
    for number, child in enumerate(rollup.family.children):
        yield from _of_child(number, child, rollup, language)


def _of_child(number: int, child: Child, rollup: RollUp, language: str) -> Iterator[Line]:
    """One line for the whole child, for a whole table, for the blanks of a table; else one for each figure."""
    source = "、".join(member.source or "" for member in child.reports)
    every = message("rollup_all_cells").get(language)
    states = {cell.figures[number].state for cell in rollup.cells.values()}
    if child in rollup.summed:
        yield child.name, why(Figure(FigureState.SUMMED)).get(language), "", every, "", source
    if len(states) == 1 and states & _WHOLE:
        yield child.name, why(Figure(states.pop())).get(language), "", every, "", source
        return
    for table in load_edition(rollup.edition).tables.values():
        figures = {key: rollup.cells[key].figures[number] for key in table.cells}
        groups: dict[object, list[str]] = {}
        for key, figure in figures.items():
            alike = figure.state in _ZERO or all(other.state is figure.state for other in figures.values())
            groups.setdefault(figure.state if alike else key, []).append(key)
        for keys in groups.values():
            figure = figures[keys[0]]
            if figure.state not in (FigureState.NUMBER, FigureState.SUMMED):
                cells = every if len(keys) == len(figures) else _named(keys, rollup.edition, language)
                raw = figure.raw or "" if len(keys) == 1 else ""
                yield child.name, why(figure).get(language), table.title.get(language), cells, raw, source


def _named(keys: Sequence[str], edition: str, language: str) -> str:
    form = load_edition(edition)
    return clipped("、".join(cell_name(form, key).get(language) for key in keys), _LONGEST)
