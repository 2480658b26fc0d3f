"""The JSON of `gouji read`: what was read, by the form's keys, with nothing judged."""

from __future__ import annotations

from typing import Any

from gouji.form import TableForm, load_edition
from gouji.model import CellState, Report, Table, Unread
from gouji.normalise.tabulate import report_edition
from gouji.outputs.record import SCHEMA, problem_entry, table_cells
from gouji.outputs.unicode_text import valid

Json = dict[str, Any]

# （六）其他处理 printed as one row stands for these three items, which the report then does not give.
_OTHER_ITEMS = ("other_not_corrected", "other_fee_unpaid", "other_remaining")


def read_json(items: list[Report | Unread], cells: bool = False) -> Json:
    """All that was read; `cells` adds state, text and place of every cell. Files that gave nothing are in `errors`."""
    reports = [_report(item, cells) for item in items if isinstance(item, Report)]
    unread = [item for item in items if isinstance(item, Unread)]
    errors = [{"source": valid(item.source)} | problem_entry(item.problem) for item in unread]
    return {"schema": SCHEMA, "reports": reports, "errors": errors}


def _report(report: Report, cells: bool) -> Json:
    identity, tables = report.identity, report.tables
    entry: Json = {
        "source": valid(report.source),
        "sha256": report.sha256,
        "organisation": identity.organisation,
        "year": identity.year,
        "kind": identity.kind.value,
        "edition": report.edition,
        "title": report.title,
        "editions": {name: table.edition for name, table in tables.items()},
        "disclosure": _flat("disclosure", report),
        "requests": _nested("requests", report),
        "disputes": _nested("disputes", report),
        "sections": [
            {
                "number": section.number,
                "chapter": section.chapter,
                "title": section.title,
                "text": "\n".join(paragraph.text for paragraph in section.paragraphs),
            }
            for section in report.sections
        ],
        "notes": [problem_entry(problem) for problem in report.problems],
    }
    if cells:
        entry["cells"] = {key: cell for table in tables.values() for key, cell in table_cells(table).items()}
    return entry


def _flat(name: str, report: Report) -> Json:
    form, table = _form(name, report)
    return {key.split(".", 1)[1]: _value(table, key) for key in form.cells}


def _nested(name: str, report: Report) -> Json:
    form, table = _form(name, report)
    rows: Json = {
        row.key: {column.key: _value(table, f"{name}.{row.key}.{column.key}") for column in form.columns}
        for row in form.rows
    }
    if "other" in rows:
        rows |= {item: dict.fromkeys(rows["other"]) for item in _OTHER_ITEMS}
    return rows


def _form(name: str, report: Report) -> tuple[TableForm, Table | None]:
    """The form that a report's table follows, and the table; a table that was not found has every key, all null."""
    table = report.tables.get(name)
    return load_edition(table.edition if table else report_edition(report)).tables[name], table


def _value(table: Table | None, key: str) -> float | None:
    cell = table.cells[key] if table else None
    return cell.value if cell and cell.state is CellState.NUMBER else None
