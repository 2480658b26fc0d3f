"""Changes since last year that the prose states, beside last year's figures: 收到22件，同比增长10%."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gouji.across.earlier import beside_last_year
from gouji.across.figures import listed, others, own, same, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.across.restate import Restated, restate
from gouji.engine.explain_claims import clipped_sentence
from gouji.engine.reasons import Facts
from gouji.form import load_edition
from gouji.messages import message
from gouji.model import Place, Problem, Relation, Report, Text
from gouji.normalise.tabulate import Row, report_edition
from gouji.outputs.claims import claim_entries
from gouji.outputs.record import problem_entry

Json = dict[str, Any]

# What becomes of a claim once last year's report is at hand.
_SETTLED = ("verdict", "reason", "why", "why_en", "expected", "readings")


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for each change in the prose that can be told from last year's figures."""
    return beside_last_year(entry, index, _draw)


def _draw(report: Report, last: Report) -> Drawn:
    edition = report_edition(report)
    rows = tuple((edition, _row(each, last)) for each in restate(report, last) if each.stated is not None)
    return Drawn(rows, None if rows else message("across_no_changes"))


def _row(restated: Restated, last: Report) -> Row:
    """The claim's row; the form's row is that of the first cell that the number counts."""
    first = restated.cells[0][0]
    cell = load_edition(last.tables[first.split(".", 1)[0]].edition).cell(first)
    return {
        "table": cell.table,
        "row": cell.row,
        "column": str(restated.ordinal),
        "quantity": restated.claim.quantity,
        "unit": "percent" if restated.percent else "number",
        "stated": restated.stated,
        "expected": restated.expected,
        "earlier": last.id,
    }


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`list` of the sentences with what follows from last year's figures; the two years' cells."""
    last = index.report(str(rows[0]["earlier"]))
    ordinals = {int(str(row["column"])) for row in rows}
    found = [each for each in restate(report, last) if each.ordinal in ordinals]
    cells = list(dict.fromkeys(term for each in found for term in each.cells))
    name = year_name(last)
    operands = [
        *(others(last, cell, name, sign) for cell, sign in cells),
        *(own(report, cell, sign) for cell, sign in cells),
    ]
    texts = {
        "list": listed([_said(each) for each in found]),
        "year": same(report.identity.year),
        "last_year": same(last.identity.year),
    }
    expected, actual = found[0].expected, found[0].stated
    if len(found) > 1 or expected is None or actual is None:
        return Facts(texts, operands=tuple(operands))
    return Facts(texts, expected, actual, round(actual - expected, 6), tuple(operands))


def _said(restated: Restated) -> Text:
    why = restated.claim.why
    bare = Text(why.zh.rstrip("。"), why.en.rstrip("."))
    return message("across_stated", sentence=clipped_sentence(restated.claim), why=bare)


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Never asked: only changes that can be told have rows."""
    return message("across_no_changes"), ()


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The prose, by the row of the form that the numbers count."""
    return Place("claims", str(rows[0]["row"]))


def by_row(relation: Relation, row: Row) -> object:
    """What is said of one row of the form is one finding: 同比增加2件，增长10%."""
    return row["table"], row["row"]


def settle_changes(record: Json, index: Index) -> bool:
    """Put into the claims of `record` what last year's report says of them; whether there is anything to put.

    An error of ours leaves the claims as they were read, and is recorded.
    """
    earlier = index.earlier(index.by_key[record["id"]])
    if len(earlier) != 1:
        return False
    try:
        found = restate(index.report(record["id"]), index.report(earlier[0].key))
    except Exception as error:  # noqa: BLE001 - what else was found of the report stands without it
        why = f"{type(error).__name__}: {error}"[:200]
        record["errors"].append(problem_entry(Problem("across_failed", {"frame": CHANGES.name, "why": why})))
        return True
    for each in found:
        [entry] = claim_entries([each.claim])
        record["claims"][each.ordinal - 1] |= {name: entry[name] for name in _SETTLED}
    return bool(found)


CHANGES = AcrossFrame("changes", draw, facts, reason, place, by_row)
