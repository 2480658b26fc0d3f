"""What a frame across reports is: how its rows are drawn and how what comes of them is worded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.across.index import Entry, Index
from gouji.engine.reasons import Facts
from gouji.model import Place, Relation, Report, Text
from gouji.normalise.tabulate import Row


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rows of one frame about one report, each with the edition whose suite judges it.

    Rows hold the frame's columns and may hold more, which is not stored, for the words. Without rows the rules of the
    frame do not apply, for the reason `why` (None: the frame's own reason); with `undecided` set they are undetermined.
    """

    rows: tuple[tuple[str, Row], ...] = ()
    why: Text | None = None
    undecided: Text | None = None


NOTHING = Drawn()


def one_by_one(relation: Relation, row: Row) -> object:
    """Every failing row is a finding of its own."""
    return (row.get("table"), row.get("row"), row.get("column"))


def row_place(relation: Relation, rows: Sequence[Row]) -> Place:
    """Where a finding about one row stands: the row's own place in the form."""
    row = rows[0]
    table, line, column = (row.get(name) for name in ("table", "row", "column"))
    return Place(str(table), None if line is None else str(line), None if column is None else str(column))


@dataclass(frozen=True, slots=True)
class AcrossFrame:
    """A frame that holds reports against each other.

    `draw` gives the rows about a report, which it restores from its record only where there is something to hold it
    against, `facts` what a finding about failing rows states, `reason` why rows could not
    be decided and which of the report's cells are to blame, `place` where a finding stands. Rows with the same `group`
    go into one finding. Linear relations leave `left` and `right` in failing rows.
    """

    name: str
    draw: Callable[[Entry, Index], Drawn]
    facts: Callable[[Relation, Sequence[Row], Report, Index], Facts]
    reason: Callable[[Relation, Sequence[Row], Report, Index], tuple[Text, tuple[str, ...]]]
    place: Callable[[Relation, Sequence[Row]], Place] = row_place
    group: Callable[[Relation, Row], object] = one_by_one
