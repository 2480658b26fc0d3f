"""Table two: rows by label, their columns by the head of the section they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from gouji.form import EDITIONS, FormCell, Line, TableForm, load_edition
from gouji.model import Cell, Problem, Table
from gouji.normalise.labels import Lexicon, core
from gouji.normalise.tables import words
from gouji.normalise.tables.align import Heads, by_count, by_heads
from gouji.normalise.tables.cells import blank, line_of, lines, table_of
from gouji.normalise.tables.entries import Entry, is_blank, printed
from gouji.normalise.tables.kinds import Kind, Role
from gouji.normalise.tables.segments import Segment

_NAME = "disclosure"
# Printed almost alike in both editions, so no evidence for either.
_COMMON = frozenset({"decisions"})


def _form(edition: str) -> TableForm:
    return load_edition(edition).tables[_NAME]


def edition_of(parts: Sequence[Segment]) -> str:
    """The edition whose heads and rows the table prints; without any evidence by the number of figures in a row."""
    kinds = [kind for part in parts for kind in part.kinds]
    scores = {edition: sum(_evidence(kinds, edition)) for edition in EDITIONS}
    if scores["2019"] != scores["2021"]:
        return max(scores, key=lambda edition: scores[edition])
    single = [kind for kind in kinds if kind.key in {row.key for row in _form("2021").rows if _count(row) == 1}]
    return "2019" if any(len(printed(kind.rest)) > 1 for kind in single) else "2021"


def _count(row: Line) -> int:
    return sum(1 for cell in _form("2021").cells.values() if cell.row == row.key)


def _evidence(kinds: Sequence[Kind], edition: str) -> Iterator[int]:
    """1 for each head or row that only `edition` has."""
    other = next(name for name in EDITIONS if name != edition)
    own_columns, other_columns = _columns(edition), _columns(other)
    rows = {line.key for line in _form(edition).rows} - {line.key for line in _form(other).rows}
    for kind in kinds:
        if kind.role is Role.HEAD:
            for text in set(kind.row.texts):
                key = own_columns.find(text)
                if key and key not in _COMMON and not other_columns.exact(text):
                    yield 1
        elif kind.key in rows:
            yield 1


@cache
def _columns(edition: str) -> Lexicon:
    return Lexicon.of_lines(_form(edition).columns)


@dataclass(slots=True)
class _Reading:
    form: TableForm
    lines: Mapping[str, tuple[FormCell, ...]]
    cells: dict[str, Cell] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, kind: Kind, entries: Sequence[Entry]) -> None:
        """A problem with a row, quoting `entries`."""
        texts = " | ".join(entry.text for entry in printed(entries))
        params = {"number": self.form.number, "row": core(kind.label), "text": texts[:80]}
        self.problems.append(Problem(code, params, kind.row.at))


def read_disclosure(parts: Sequence[Segment]) -> tuple[Table, list[Problem]]:
    """Table two as `parts` print it."""
    edition = edition_of(parts)
    reading = _Reading(_form(edition), lines(_NAME, edition))
    lexicon = _columns(edition)
    for part in parts:
        head: tuple[Entry, ...] = ()
        for kind in part.kinds:
            if kind.role is Role.HEAD:
                head = _head_cells(kind, lexicon)
            elif kind.role is Role.SECTION:
                head = ()
            elif kind.role is Role.ROW or not is_blank(kind.rest):
                _read_row(kind, head, lexicon, reading)
    table = table_of(reading.form, edition, reading.cells, parts[0].kinds[0].row.at, reading.left_over)
    return table, reading.problems


def _head_cells(kind: Kind, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The cells of a head that name columns: those after the corner, or after the first when the corner is blank."""
    shown = printed(kind.row.entries)
    named = [index for index, entry in enumerate(shown) if lexicon.find(entry.text)]
    corners = [index for index, entry in enumerate(shown) if words.headings(_NAME).exact(entry.text)]
    start = max(corners) + 1 if corners else min(named, default=len(shown))
    return tuple(shown[start:])


def _read_row(kind: Kind, head: Sequence[Entry], lexicon: Lexicon, reading: _Reading) -> None:
    cells = reading.lines.get(kind.key or "", ())
    if not cells or any(cell.key in reading.cells for cell in cells):
        reading.left_over.append(" | ".join(kind.row.texts))
        reading.problems.append(
            Problem("row_not_placed", {"number": reading.form.number, "text": reading.left_over[-1][:80]}, kind.row.at)
        )
    elif is_blank(kind.rest):
        reading.cells |= {cell.key: blank(cell, kind.row.at) for cell in cells}
    else:
        _put(kind, cells, _place(kind, cells, head, lexicon), reading)


def _place(
    kind: Kind, cells: Sequence[FormCell], head: Sequence[Entry], lexicon: Lexicon
) -> Mapping[str, Entry | None] | None:
    """The row's cells by column; a column that the head does not name is left out, None is "not certain"."""
    rest, head = _without_repeats(kind.rest, head)
    keys = _named_columns(cells, head, lexicon)
    if keys is None:
        return None
    # The order of cells says more than their position here: the form's own columns do not stand one under the other.
    found = by_count(rest, len(keys))
    if found is not None:
        return {key: entry for key, entry in zip(keys, found, strict=True) if key is not None}
    if len(head) != len(keys) or kind.row.ragged:
        return None
    spans = [(key, (top.first, top.last)) for key, top in zip(keys, head, strict=True)]
    extra = tuple(span for key, span in spans if not key)
    heads = Heads({key: span for key, span in spans if key}, extra, head[-1].last + 1)
    return by_heads(rest, heads)


def _without_repeats(rest: Sequence[Entry], head: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """Figures and head without what stands there again for each column that a lost span covered, in both alike."""
    if len(rest) != len(head):
        return rest, head
    pairs = list(zip(rest, head, strict=True))
    kept = pairs[:1] + [
        (figure, name)
        for (before, left), (figure, name) in pairwise(pairs)
        if core(name.text) != core(left.text) or figure.text != before.text
    ]
    return tuple(figure for figure, _ in kept), tuple(name for _, name in kept)


def _named_columns(cells: Sequence[FormCell], head: Sequence[Entry], lexicon: Lexicon) -> list[str | None] | None:
    """The columns from left to right as the head names them, None for one that the form does not have.

    Without a head they are the form's; a head that names too few of as many columns as the form has is a misprint.
    """
    expected = [cell.column for cell in cells]
    named = [lexicon.find(entry.text) for entry in head]
    keys: list[str | None] = [key if key in expected else None for key in named]
    known = [key for key in keys if key]
    if len(set(known)) < len(known):
        return None
    if named and all(named) and not known:
        # The head above is another section's: this one has lost its own.
        return list(expected)
    if not head or (len(keys) == len(expected) and all(k in (None, e) for k, e in zip(keys, expected, strict=True))):
        return list(expected)
    return keys if known else None


def _put(kind: Kind, cells: Sequence[FormCell], found: Mapping[str, Entry | None] | None, reading: _Reading) -> None:
    used = {id(entry) for entry in (found or {}).values() if entry}
    spare = [entry for entry in printed(kind.rest) if id(entry) not in used]
    doubtful = found is None or any(entry is None for entry in found.values())
    if doubtful:
        reading.note("row_uncertain", kind, kind.rest)
    elif spare:
        reading.note("figures_left_over", kind, spare)
        reading.left_over.extend(entry.text for entry in spare)
    reading.cells |= line_of(cells, found, kind.rest, kind.row.at)
