"""Read the official tables of a document: the composition of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.form import load_edition
from gouji.model import Document, Problem, Table
from gouji.normalise.tables.disclosure import read_disclosure
from gouji.normalise.tables.disputes import Reading, is_lone_row, read_disputes
from gouji.normalise.tables.named import with_named_rows
from gouji.normalise.tables.places import with_places
from gouji.normalise.tables.requests import read_requests
from gouji.normalise.tables.segments import Segment, instances, segments

# Fewer labels than this may stand in any table that speaks of the same matters.
_FEWEST_ROWS = {"disclosure": 2, "requests": 3}


@dataclass(frozen=True, slots=True)
class TablesRead:
    """The official tables of a document.

    `tables` by name, only those that were found; `problems` says what was doubtful; `used` are the indices, in the
    document's blocks, of the grids that are official tables.
    """

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    used: frozenset[int]


def read_tables(document: Document) -> TablesRead:
    """The official tables among the grids of `document`, found by what they print, in whatever order they stand."""
    parts = segments(document)
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    used: set[int] = set()
    chosen, blocks, notes = _choose(parts, "disclosure")
    if chosen:
        tables["disclosure"], doubts = read_disclosure(chosen)
        problems += [*notes, *doubts]
        used |= blocks
    hint = tables["disclosure"].edition if chosen else None
    chosen, blocks, notes = _choose(parts, "requests")
    if chosen:
        tables["requests"], doubts = read_requests(chosen, hint)
        problems += [*notes, *doubts]
        used |= blocks
    edition = hint or (tables["requests"].edition if chosen else "2021")
    disputes = _disputes(parts)
    if disputes:
        tables["disputes"] = disputes[0].table(edition)
        problems += disputes[0].problems + _repeated(len(disputes), "disputes", tables["disputes"])
        used |= {part.block for part in _dispute_parts(parts)}
    tables = {name: with_named_rows(table, document) for name, table in tables.items()}
    return TablesRead(with_places(tables, document, parts), tuple(problems), frozenset(used))


def _choose(parts: Sequence[Segment], table: str) -> tuple[list[Segment], set[int], list[Problem]]:
    """The table where it is printed most completely, the first of equals; all its blocks, and a note on repeats."""
    groups = instances([part for part in parts if part.table == table])
    found = [(rows, group) for group in groups if (rows := len(_rows(group))) >= _FEWEST_ROWS[table]]
    if not found:
        return [], set(), []
    _, best = max(found, key=lambda each: each[0])
    blocks = {part.block for _, group in found for part in group}
    number = load_edition("2021").tables[table].number
    note = Problem("table_repeated", {"number": number, "count": str(len(found))}, best[0].kinds[0].row.at)
    return best, blocks, [note] if len(found) > 1 else []


def _rows(group: Sequence[Segment]) -> set[str]:
    return {key for part in group for key in part.keys}


def _dispute_parts(parts: Sequence[Segment]) -> list[Segment]:
    """The segments of table four; figures without labels count when they follow its head or can be nothing else."""
    named = [part for part in parts if part.table == "disputes"]
    lone = [part for part in parts if part.table is None and is_lone_row(part)]
    return [part for part in parts if part in named or part in lone]


def _disputes(parts: Sequence[Segment]) -> list[Reading]:
    """The printings of table four, the most complete first."""
    readings = read_disputes(_dispute_parts(parts))
    return sorted(readings, key=lambda reading: -len(reading.cells))


def _repeated(count: int, name: str, table: Table) -> list[Problem]:
    number = load_edition("2021").tables[name].number
    return [Problem("table_repeated", {"number": number, "count": str(count)}, table.at)] if count > 1 else []
