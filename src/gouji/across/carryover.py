"""What last year's report hands on to this year's: requests that were pending, and disputes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.across.earlier import beside_last_year
from gouji.across.figures import listed, others, own, same, unusable, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.engine.reasons import Facts
from gouji.engine.wording import join
from gouji.form import load_edition
from gouji.form.names import number
from gouji.messages import message
from gouji.model import Operand, Place, Relation, Report, Text
from gouji.normalise.tabulate import Row, report_edition
from gouji.normalise.usable import figure


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for each column of table three and each channel of table four, where either report has the table."""
    return beside_last_year(entry, index, _draw)


def _draw(report: Report, last: Report) -> Drawn:
    rows: list[tuple[str, Row]] = []
    for table, line, column, there, here, edition in _lines(report):
        row: Row = {"table": table, "row": line, "column": column}
        row |= {"last": figure(last, there), "this": figure(report, here)}
        rows.append((edition, row | {"earlier": last.id, "there": there, "here": here}))
    return Drawn(tuple(rows))


def _lines(report: Report) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Table, row and column of a figure that is handed on; last year's cell and this year's; the edition."""
    for name in ("requests", "disputes"):
        table = report.tables.get(name)
        edition = table.edition if table else report_edition(report)
        form = load_edition(edition).tables[name]
        if name == "requests":
            for column in form.columns:
                key = column.key
                yield name, "carried_in", key, f"requests.carried_out.{key}", f"requests.carried_in.{key}", edition
        else:
            for row in form.rows:
                yield name, row.key, "total", f"disputes.{row.key}.pending", f"disputes.{row.key}.total", edition


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`year` and `last_year`; `last` and `this` for one figure; `list` for several."""
    last = index.report(str(rows[0]["earlier"]))
    name = year_name(last)
    operands = [operand for row in rows for operand in _operands(row, report, last, name)]
    first = rows[0]
    texts = {
        "year": same(report.identity.year),
        "last_year": same(last.identity.year),
        "last": same(number(_value(first, "last"))),
        "this": same(number(_value(first, "this"))),
        "list": listed([_pair(row, relation.edition) for row in rows]),
        "name": load_edition(relation.edition).tables[str(first["table"])].row(str(first["row"])).name,
    }
    expected, actual = _value(first, "last"), _value(first, "this")
    if len(rows) > 1 or expected is None or actual is None:
        return Facts(texts, operands=tuple(operands))
    return Facts(texts, expected, actual, actual - expected, tuple(operands))


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Which of the two figures cannot be used, and why."""
    last = index.report(str(rows[0]["earlier"]))
    here, there = [str(row["here"]) for row in rows], [str(row["there"]) for row in rows]
    missing = [*unusable(report, here), *unusable(last, there, year_name(last))]
    return message("cells_unusable", list=join(missing)), tuple(key for key in here if figure(report, key) is None)


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """This year's cell, or their row where the rule is about several."""
    row = rows[0]
    one = len(relation.when.get("column", ())) == 1 or row["table"] == "disputes"
    return Place(str(row["table"]), str(row["row"]), str(row["column"]) if one else None)


def by_row(relation: Relation, row: Row) -> object:
    """The columns of table three are one finding, a channel of table four one of its own."""
    return row["row"]


def _operands(row: Row, report: Report, last: Report, name: Text) -> Iterator[Operand]:
    yield others(last, str(row["there"]), name, 1)
    yield own(report, str(row["here"]), -1)


def _pair(row: Row, edition: str) -> Text:
    table = load_edition(edition).tables[str(row["table"])]
    name = table.column(str(row["column"])).name
    return message("across_pair", cell=name, last=number(_value(row, "last")), this=number(_value(row, "this")))


def _value(row: Row, column: str) -> float | None:
    value = row[column]
    return float(value) if isinstance(value, int | float) else None


CARRYOVER = AcrossFrame("carryover", draw, facts, reason, place, by_row)
