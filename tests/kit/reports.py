"""Reports made of figures without a document between: what a perfect reader would read."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.form import load_edition
from gouji.model import (
    Cell,
    CellState,
    Identity,
    Locator,
    Period,
    Report,
    Section,
    Table,
)
from kit.figures import TABLES, Figures, Value

_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def zeros(edition: str = "2021", *, id: str = "zeros") -> Figures:
    """Figures in which every cell is 0."""
    empty = Figures(id, "示例市人民政府", 2024 if edition == "2021" else 2020, edition, edition, {})
    cells: dict[str, Value] = dict.fromkeys(empty.form_cells(), 0)
    return replace(empty, cells=cells)


def report_of(figures: Figures, id: str | None = None) -> Report:
    """The report of `figures`: title, six chapters and period as due, every cell in its state."""
    year = figures.year
    sentence = f"使用数据统计期限为{year}年1月1日至12月31日。"
    return Report(
        id=id or figures.id,
        source=f"{id or figures.id}.html",
        sha256=f"{0:064x}",
        identity=Identity(figures.organisation, year),
        title=f"{figures.organisation}{year}年政府信息公开工作年度报告",
        edition=figures.edition,
        tables={name: _table(figures, name, number) for number, name in enumerate(TABLES, start=1)},
        preamble=(),
        sections=chapters(figures.requests_edition),
        period=Period(f"{year}-01-01", f"{year}-12-31", sentence, Locator(line=3)),
    )


def chapters(edition: str) -> tuple[Section, ...]:
    """The form's chapters, as the form words them."""
    return tuple(
        section(f"{chapter.ordinal}、{chapter.title}", chapter.number) for chapter in load_edition(edition).chapters
    )


def section(title: str, chapter: int | None, match: str = "form", number: int | None = None) -> Section:
    """A chapter without text; its printed ordinal is the chapter's own unless `number` says otherwise."""
    return Section(title, number or chapter, chapter, match, Locator(line=10 + (chapter or 0)))


def _table(figures: Figures, name: str, number: int) -> Table:
    form = figures.table(name)
    lines = {"rows": figures.absent_rows, "columns": figures.absent_columns}
    absent = {
        kind: tuple(line.split(".")[1] for line in keys if line.startswith(f"{name}.")) for kind, keys in lines.items()
    }
    return Table(
        name=name,
        edition=figures.disclosure_edition if name == "disclosure" else figures.requests_edition,
        cells={
            key: _cell(figures, key, Locator(table=number, row=form.rows.index(form.row(cell.row)) + 4, column=3))
            for key, cell in form.cells.items()
        },
        at=Locator(table=number),
        absent_rows=absent["rows"],
        absent_columns=absent["columns"],
    )


def _cell(figures: Figures, key: str, at: Locator) -> Cell:
    state = CellState(figures.state(key))
    if state is CellState.ABSENT:
        return Cell(key, state)
    text = figures.text(key)
    value = figures.number(key)
    note = None if value is None else _NUMBER.sub("", text, count=1).strip() or None
    return Cell(key, state, value, text, note, at)
