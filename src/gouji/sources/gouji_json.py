"""The JSON of `gouji read`: what a body submits electronically, laid out as the form again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.form import EDITIONS, TABLES, TableForm, load_edition
from gouji.model import Block, Document, Grid, GridCell, Locator, Paragraph, Problem
from gouji.sources.charset import Decoded
from gouji.sources.text_tables import counted
from gouji.sources.unreadable import Unreadable
from gouji.sources.white import collapse

Json = Mapping[str, Any]
Rows = list[list[str]]


def is_read_json(text: str) -> bool:
    """Whether `text` is what `gouji read --format json` prints, or one report of it."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and _reports(_parsed(text)) is not None


def read(decoded: Decoded, name: str) -> Document:
    """One report of gouji's JSON as a document.

    With `cells` in it (`--cells`) every cell is as it was printed; without, the numbers are all there is, and what
    was unreadable comes back blank. Raises `Unreadable` when it holds no report or several.
    """
    reports = _reports(_parsed(decoded.text))
    if not reports:
        raise Unreadable(Problem("json_no_report", {"name": name}))
    if len(reports) > 1:
        raise Unreadable(Problem("json_several", {"name": name, "count": str(len(reports))}))
    report = reports[0]
    organisation, title = _text(report.get("organisation")), _title(report)
    meta = {"contentsource": organisation} if organisation else {}
    return Document("gouji-json", counted(_blocks(report, title)), meta, title or None, decoded.encoding)


def _parsed(text: str) -> object:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _reports(loaded: object) -> list[Json] | None:
    """The reports in what was loaded; None when it is something else."""
    if not isinstance(loaded, dict):
        return None
    if _is_report(loaded):
        return [loaded]
    reports = loaded.get("reports")
    if not isinstance(reports, list) or not all(isinstance(each, dict) and _is_report(each) for each in reports):
        return None
    return reports if reports or "schema" in loaded else None


def _is_report(entry: Json) -> bool:
    return all(isinstance(entry.get(name), dict) for name in TABLES)


def _text(value: object) -> str:
    return collapse(value) if isinstance(value, str) else ""


def _title(report: Json) -> str:
    """The report's title; where none was read, one made of the body and the year, which are known."""
    stated, organisation, year = _text(report.get("title")), _text(report.get("organisation")), report.get("year")
    if stated or not organisation or not isinstance(year, int):
        return stated
    return f"{organisation}{year}年政府信息公开工作年度报告"


def _blocks(report: Json, title: str) -> Iterator[Block]:
    """Title and chapters in their order; each table follows its chapter, one without a chapter the last."""
    if title:
        yield Paragraph(title, Locator(), heading=True)
    waiting = {load_edition(EDITIONS[0]).tables[name].chapter: name for name in TABLES if _edition(report, name)}
    sections = report.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if not isinstance(section, dict):
            continue
        yield Paragraph(_text(section.get("title")), Locator(), heading=True)
        text = section.get("text")
        lines = text.splitlines() if isinstance(text, str) else ()
        yield from (Paragraph(shown, Locator()) for line in lines if (shown := collapse(line)))
        chapter = section.get("chapter")
        name = waiting.pop(chapter, None) if isinstance(chapter, int) else None
        if name:
            yield _table(report, name)
    yield from (_table(report, name) for name in waiting.values())


def _edition(report: Json, name: str) -> str | None:
    """The edition of a table, None for one that the report does not have."""
    editions = report.get("editions")
    if isinstance(editions, dict):
        return editions[name] if editions.get(name) in EDITIONS else None
    known = report[name]
    keys = {"disclosure": "regulations_in_force", "requests": "other_remaining"}
    if name == "disputes":
        return EDITIONS[-1] if known else None
    return (EDITIONS[-1] if keys[name] in known else EDITIONS[0]) if known else None


def _table(report: Json, name: str) -> Grid:
    form = load_edition(_edition(report, name) or EDITIONS[-1]).tables[name]
    shown = {key: text for key in form.cells if (text := _shown(report, key)) is not None}
    rows = list(_disclosure(form, shown) if name == "disclosure" else _matrix(form, shown))
    width, number = max(map(len, rows), default=0), TABLES.index(name) + 1
    return Grid(
        tuple(
            tuple(
                GridCell(text, Locator(table=number, row=row, column=column))
                for column, text in enumerate([*cells, *[""] * (width - len(cells))], start=1)
            )
            for row, cells in enumerate(rows, start=1)
        ),
        Locator(table=number),
    )


def _matrix(form: TableForm, shown: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """A row of the columns' names, then each row with its label; lines without a cell are not printed."""
    rows = [row for row in form.rows if any(key.startswith(f"{form.name}.{row.key}.") for key in shown)]
    columns = [column for column in form.columns if any(key.endswith(f".{column.key}") for key in shown)]
    yield ["", *(column.label for column in columns)]
    for row in rows:
        yield [row.label, *(shown.get(f"{form.name}.{row.key}.{column.key}", "") for column in columns)]


def _disclosure(form: TableForm, shown: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Table two: the heading of each section, the names of its columns, its rows."""
    names = {column.key: column.label for column in form.columns}
    heading = None
    for row in form.rows:
        cells = [cell for cell in form.cells.values() if cell.row == row.key and cell.key in shown]
        if cells and form.headings[row.key] != heading:
            heading = form.headings[row.key]
            yield [heading]
            yield ["信息内容", *(names[cell.column] for cell in cells)]
        if cells:
            yield [row.label, *(shown[cell.key] for cell in cells)]


def _shown(report: Json, key: str) -> str | None:
    """What the cell prints, None for one that is absent."""
    cells = report.get("cells")
    if isinstance(cells, dict) and isinstance(cell := cells.get(key), dict):
        if cell.get("state") == "absent":
            return None
        raw = cell.get("raw")
        return raw if isinstance(raw, str) else ""
    value: object = report
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return _number(value)


def _number(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None or isinstance(value, bool) else str(value)[:100]
