"""Figures of two reports side by side, for the words and operands of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.engine.wording import LIST_LIMIT
from gouji.form import load_edition
from gouji.form.names import cell_name
from gouji.messages import message
from gouji.model import Cell, CellState, Operand, Report, Text
from gouji.normalise.usable import figure

_CODES = {
    CellState.BLANK: "cell_blank",
    CellState.PLACEHOLDER: "cell_placeholder",
    CellState.TEXT: "cell_text",
    CellState.ABSENT: "cell_absent",
}


def year_name(report: Report) -> Text:
    """What a report of the same body is called beside that of another year: 2023年度年报."""
    return message("across_own_report", year=report.identity.year)


def report_name(report: Report) -> Text:
    """What another body's report is called: 示例市教育局2023年度年报."""
    return message("across_report", year=report.identity.year, organisation=report.identity.organisation)


def own(report: Report, key: str, coefficient: float | None = None) -> Operand:
    """A figure of the report that a finding is about."""
    cell = _cell(report, key)
    value = figure(report, key)
    return Operand(key, value, cell.raw if cell else None, cell.at if cell else None, coefficient)


def others(report: Report, key: str, name: Text, coefficient: float | None = None) -> Operand:
    """A figure of another report, called `name` in sentences."""
    cell = _cell(report, key)
    value = figure(report, key)
    at = cell.at if cell else None
    return Operand(key, value, cell.raw if cell else None, at, coefficient, report=report.id, of=name)


def unusable(report: Report, keys: Iterable[str], name: Text | None = None) -> list[Text]:
    """Why figures of a report cannot be used, each in words; `name` says whose they are."""
    texts = []
    for key in keys:
        if figure(report, key) is not None:
            continue
        table = report.tables.get(key.split(".", 1)[0])
        text = _why(key, table.cells[key], table.edition) if table and key in table.cells else _no_table(key)
        texts.append(message("across_whose", name=name, text=text) if name else text)
    return list(dict.fromkeys(texts))


def _cell(report: Report, key: str) -> Cell | None:
    table = report.tables.get(key.split(".", 1)[0])
    return table.cells.get(key) if table else None


def _why(key: str, cell: Cell, edition: str) -> Text:
    raw = " ".join((cell.raw or "").split())[:40]
    return message(_CODES.get(cell.state, "cell_uncertain"), cell=cell_name(load_edition(edition), key), raw=raw)


def _no_table(key: str) -> Text:
    return message("across_no_table", table=load_edition("2021").tables[key.split(".", 1)[0]].title)


def same(value: object) -> Text:
    """A name or a number that is the same in both languages."""
    return Text(str(value), str(value))


def listed(texts: Sequence[Text]) -> Text:
    """A list whose items have commas of their own, ended where it gets long."""
    shown = texts[:LIST_LIMIT]
    text = Text("；".join(each.zh for each in shown), "; ".join(each.en for each in shown))
    return text if len(texts) <= LIST_LIMIT else message("and_more", list=text, count=len(texts))
