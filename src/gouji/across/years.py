"""Every figure that both years' forms have, this year's beside last year's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.across.earlier import beside_last_year
from gouji.across.figures import listed, others, own, same, unusable, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.engine.reasons import Facts
from gouji.engine.wording import join
from gouji.form import FormCell, load_edition
from gouji.form.names import cell_name, number
from gouji.messages import message
from gouji.model import Operand, Place, Relation, Report, Text
from gouji.normalise.tabulate import Row, report_edition
from gouji.normalise.usable import figure

# Since 2024 a refusal needs a reconsideration before a suit (行政复议法 of 2023, article 23): table four is not
# comparable with the year before.
_LAW_CHANGED = {"disputes": 2024}


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for each cell that both forms have and that had a figure last year.

    This year's is null where it cannot be used: a jump that was found there must not pass for mended then. What last
    year's report does not tell, this year's body can do nothing about: it has no row.
    """
    return beside_last_year(entry, index, _draw)


def _draw(report: Report, last: Report) -> Drawn:
    rows: list[tuple[str, Row]] = []
    for cell, edition in (*comparable(report, last), *_lost(report, last)):
        this, before = figure(report, cell.key), figure(last, cell.key)
        if before is None:
            continue
        row: Row = {"table": cell.table, "row": cell.row, "column": cell.column, "last": before, "this": this}
        ends = (None, None) if this is None else (min(before, this), max(before, this))
        row |= {"lower": ends[0], "higher": ends[1], "unit": 1, "weight": _weight(cell)}
        row |= {"law": "other" if report.identity.year == _LAW_CHANGED.get(cell.table) else "same"}
        rows.append((edition, row | {"earlier": last.id, "cell": cell.key}))
    return Drawn(tuple(rows), None if rows else message("across_nothing_comparable"))


def _lost(report: Report, last: Report) -> Iterator[tuple[FormCell, str]]:
    """The cells of tables that only last year's report has: this year's were not found."""
    edition = report_edition(report)
    for name, before in last.tables.items():
        if name in report.tables or (name == "disclosure" and before.edition != edition):
            continue
        there = load_edition(before.edition).tables[name].cells
        yield from ((cell, edition) for key, cell in load_edition(edition).tables[name].cells.items() if key in there)


def comparable(report: Report, last: Report) -> Iterator[tuple[FormCell, str]]:
    """The cells that stand in the forms of both reports' tables, with the later one's edition.

    Table two of another edition counts other things under the same names.
    """
    for name, table in report.tables.items():
        before = last.tables.get(name)
        if before is None or (name == "disclosure" and before.edition != table.edition):
            continue
        there = load_edition(before.edition).tables[name].cells
        for key, cell in load_edition(table.edition).tables[name].cells.items():
            if key in there:
                yield cell, table.edition


def _weight(cell: FormCell) -> str:
    """`main` for what a table comes to, `part` for its parts, `stock` for levels and changes of them."""
    if cell.role == "stock" or cell.kind == "change" or cell.column == "items_last_year":
        return "stock"
    return "main" if cell.table == "disclosure" or cell.column == "total" else "part"


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`list` of the figures, those that changed most first."""
    last = index.report(str(rows[0]["earlier"]))
    ordered = sorted(rows, key=lambda row: -float(str(row["higher"])))
    operands: list[Operand] = []
    for row in ordered:
        key = str(row["cell"])
        operands += [others(last, key, year_name(last)), own(report, key)]
    texts = {
        "list": listed([_pair(row, relation.edition) for row in ordered]),
        "year": same(report.identity.year),
        "last_year": same(last.identity.year),
    }
    return Facts(texts, operands=tuple(operands))


def _pair(row: Row, edition: str) -> Text:
    name = cell_name(load_edition(edition), str(row["cell"]))
    last, this = (number(float(str(row[column]))) for column in ("last", "this"))
    return message("across_pair", cell=name, last=last, this=this)


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Which of this year's figures cannot be used, and why."""
    keys = [str(row["cell"]) for row in rows]
    return message("cells_unusable", list=join(unusable(report, keys))), tuple(keys)


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The table as a whole: which of its figures jump may vary from run to run."""
    return Place(str(rows[0]["table"]))


def by_table(relation: Relation, row: Row) -> object:
    """One finding a table."""
    return row["table"]


YEARS = AcrossFrame("years", draw, facts, reason, place, by_table)
