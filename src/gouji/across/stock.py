"""The stock of valid documents: last year's, more those issued and less those repealed, against this year's."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.across.earlier import beside_last_year
from gouji.across.figures import others, own, same, unusable, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.engine.reasons import Facts
from gouji.engine.wording import join
from gouji.form import load_edition
from gouji.form.names import number
from gouji.messages import message
from gouji.model import Place, Relation, Report, Text
from gouji.normalise.tabulate import Row, report_edition
from gouji.normalise.usable import figure

# The form of 2019 counts what was made public, not what is in force.
_EDITION = "2021"
_ROWS = ("regulations", "normative_documents")
_COLUMNS = {"made": "made", "repealed": "repealed", "this": "in_force"}


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for regulations and one for normative documents, where both years follow the form of 2021."""
    return beside_last_year(entry, index, _draw)


def _draw(report: Report, last: Report) -> Drawn:
    if {_edition(report), _edition(last)} != {_EDITION}:
        return Drawn(why=message("across_other_form"))
    rows: list[tuple[str, Row]] = []
    for line in _ROWS:
        row: Row = {
            "table": "disclosure",
            "row": line,
            "earlier": last.id,
            "last": figure(last, _key(line, "in_force")),
        }
        row |= {column: figure(report, _key(line, cell)) for column, cell in _COLUMNS.items()}
        rows.append((_EDITION, row))
    return Drawn(tuple(rows))


def _edition(report: Report) -> str:
    table = report.tables.get("disclosure")
    return table.edition if table else report_edition(report)


def _key(row: str, cell: str) -> str:
    return f"disclosure.{row}_{cell}"


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`name` of the documents, the four figures and what this year's would be."""
    row = rows[0]
    line, last = str(row["row"]), index.report(str(row["earlier"]))
    name = load_edition(_EDITION).tables["disclosure"].row(line).name
    values = {column: float(str(row[column])) for column in ("last", "made", "repealed", "this")}
    due = values["last"] + values["made"] - values["repealed"]
    operands = (
        others(last, _key(line, "in_force"), year_name(last), 1),
        own(report, _key(line, "made"), 1),
        own(report, _key(line, "repealed"), -1),
        own(report, _key(line, "in_force"), -1),
    )
    texts = {column: same(number(value)) for column, value in values.items()}
    texts |= {"name": name, "due": same(number(due)), "year": same(report.identity.year)}
    texts |= {"last_year": same(last.identity.year)}
    return Facts(texts, due, values["this"], values["this"] - due, operands)


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Which of the figures cannot be used, and why."""
    line, last = str(rows[0]["row"]), index.report(str(rows[0]["earlier"]))
    here = [_key(line, cell) for cell in _COLUMNS.values()]
    missing = [*unusable(report, here), *unusable(last, [_key(line, "in_force")], year_name(last))]
    return message("cells_unusable", list=join(missing)), tuple(key for key in here if figure(report, key) is None)


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The line of table two."""
    return Place("disclosure", str(rows[0]["row"]))


STOCK = AcrossFrame("stock", draw, facts, reason, place)
