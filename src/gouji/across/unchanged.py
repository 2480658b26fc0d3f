"""Whole tables beside last year's: how many of their figures differ."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.across.earlier import beside_last_year
from gouji.across.figures import others, own, same, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.across.years import comparable
from gouji.engine.reasons import Facts
from gouji.form import load_edition
from gouji.messages import message
from gouji.model import Place, Relation, Report, Text
from gouji.normalise.tabulate import Row
from gouji.normalise.usable import figure

_TABLES = ("disclosure", "requests")
# Two years may well agree in a figure or two: a body that answers one request a year fills in nothing but ones. So
# many different figures other than 0, stocks left out, do not come about twice by chance.
_TELLING = 3


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for table two and one for table three, where both years' reports have the table."""
    return beside_last_year(entry, index, _draw)


def _draw(report: Report, last: Report) -> Drawn:
    rows: list[tuple[str, Row]] = []
    for name in _TABLES:
        cells = [(cell, edition) for cell, edition in comparable(report, last) if cell.table == name]
        if not cells:
            continue
        values = [(figure(report, cell.key), figure(last, cell.key)) for cell, _ in cells]
        known = None not in {value for pair in values for value in pair}
        differing = sum(this != before for this, before in values) if known else None
        flows = {
            figure(report, cell.key) for cell, _ in cells if cell.role != "stock" and cell.column != "items_last_year"
        }
        row: Row = {"table": name, "compared": len(cells), "differing": differing}
        row |= {"figures": "telling" if len(flows - {0.0, None}) >= _TELLING else "few"}
        rows.append((cells[0][1], row | {"earlier": last.id}))
    return Drawn(tuple(rows), None if rows else message("across_nothing_comparable"))


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`table`, and how many figures were compared: `count`."""
    last = index.report(str(rows[0]["earlier"]))
    name = str(rows[0]["table"])
    title = load_edition(relation.edition).tables[name].title
    keys = [cell.key for cell, _ in comparable(report, last) if cell.table == name and figure(report, cell.key)]
    operands = tuple(operand for key in keys for operand in (others(last, key, year_name(last)), own(report, key)))
    texts = {"table": title, "count": same(rows[0]["compared"]), "year": same(report.identity.year)}
    return Facts(texts | {"last_year": same(last.identity.year)}, operands=operands)


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Figures of one of the two tables cannot be used."""
    title = load_edition(relation.edition).tables[str(rows[0]["table"])].title
    return message("across_not_all_usable", table=title), ()


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The table as a whole."""
    return Place(str(rows[0]["table"]))


UNCHANGED = AcrossFrame("unchanged", draw, facts, reason, place)
