"""The values that the text columns of frames can have, so that a condition which never holds is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from gouji import frames
from gouji.form import load_edition
from gouji.model import CellState, OrganKind, Relation
from gouji.rulebook.deadlines import LEVELS

Values = Mapping[tuple[str, str], frozenset[str]]
"""(frame, column) → the values that occur; a column that is not named may hold anything."""

_STATES = frozenset(state.value for state in CellState)
_KINDS = frozenset(kind.value for kind in OrganKind)
_EDITIONS = frozenset({"2019", "2021", "mixed"})

_FIXED: Values = {
    ("reports", "kind"): _KINDS,
    ("reports", "level"): frozenset(LEVELS),
    ("reports", "stage"): frozenset({"draft", "published"}),
    ("reports", "edition"): _EDITIONS,
    ("reports", "publication"): frozenset({"recorded", "page", "unrecorded", "not_judged"}),
    ("reports", "form_status"): frozenset({"none", "trial", "required"}),
    ("tables", "fill"): frozenset({"none", "some", "unknown"}),
    ("cells", "state"): _STATES,
    ("cells", "content"): _STATES,
    ("cells", "kind"): frozenset({"count", "change", "amount"}),
    ("cells", "role"): frozenset({"part", "total"}),
    ("cells", "annotation"): frozenset({"plain", "noted"}),
    ("cells", "total"): frozenset({"filled", "empty", "missing"}),
    ("rollup", "kind"): frozenset({"count", "change", "amount"}),
    ("changes", "unit"): frozenset({"percent", "number"}),
    ("claims", "verdict"): frozenset({"match", "mismatch", "not_assessed", "unusable"}),
}


def impossible(frame: str, relation: Relation, known: Values) -> Iterator[tuple[str, str]]:
    """(column, value) of every value in the relation's conditions that the frame can never hold."""
    for column, wanted in relation.when.items():
        possible = known.get((frame, column), _possible(frame, column, relation.edition))
        if possible is None:
            continue
        for value in wanted:
            if value not in possible:
                yield column, str(value)


@cache
def _possible(frame: str, column: str, edition: str) -> frozenset[str] | None:
    if (frame, column) in _FIXED:
        return _FIXED[frame, column]
    tables = load_edition(edition).tables
    if column == "table":
        return frozenset(tables) if frame in ("tables", "cells") or frame in frames.TABLE_OF else None
    if column not in ("row", "column"):
        return None
    named = [frames.TABLE_OF[frame]] if frame in frames.TABLE_OF else list(tables) if frame == "cells" else []
    lines = [line for name in named for line in (tables[name].rows if column == "row" else tables[name].columns)]
    return frozenset(line.key for line in lines) if lines else None
