"""Table three: rows by label, the seven applicant columns by the head or by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.form import FormCell, Line, TableForm, load_edition
from gouji.model import Cell, CellState, Problem, Table
from gouji.normalise.labels import core
from gouji.normalise.tables import words
from gouji.normalise.tables.align import Heads, Padding, by_count, by_heads, read_heads
from gouji.normalise.tables.cells import blank, line_of, lines, table_of
from gouji.normalise.tables.entries import Entry, GridRow, is_blank, printed
from gouji.normalise.tables.fused import entries, fused_text, readings, settle
from gouji.normalise.tables.kinds import Kind, Role, same_ordinal
from gouji.normalise.tables.leave_out import cells_left_out, leave_out
from gouji.normalise.tables.segments import Segment
from gouji.normalise.tables.shape import Shape, is_doubtful, shape_of

_NAME = "requests"
_SINGLE = "other"
_ITEMS = frozenset({"other_not_corrected", "other_fee_unpaid", "other_remaining"})


@dataclass(slots=True)
class _Reading:
    """What has been read of the table so far; `lines` are the form's cells by their row."""

    form: TableForm
    lines: Mapping[str, tuple[FormCell, ...]]
    cells: dict[str, Cell] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fused: dict[str, Kind] = field(default_factory=dict)

    def leave(self, code: str, kind: Kind) -> None:
        """Note a row that finds no place, with its texts."""
        texts = " | ".join(kind.row.texts)
        self.left_over.append(texts)
        self.problems.append(Problem(code, {"number": self.form.number, "text": texts[:80]}, kind.row.at))


def edition_of(parts: Sequence[Segment], hint: str | None) -> str:
    """The edition whose rows the table prints: （六） as one row is the one of 2019, as items that of 2021."""
    kinds = [kind for part in parts for kind in part.kinds if kind.role is Role.ROW]
    if any(kind.key in _ITEMS for kind in kinds):
        return "2021"
    if any(kind.key == _SINGLE for kind in kinds):
        return "2019"
    return hint or "2021"


def read_requests(parts: Sequence[Segment], hint: str | None) -> tuple[Table, list[Problem]]:
    """Table three as `parts` print it; `hint` is the edition of table two."""
    edition = edition_of(parts, hint)
    reading = _Reading(load_edition(edition).tables[_NAME], lines(_NAME, edition))
    heads: Heads | None = None
    for part in parts:
        placed = list(_with_keys(part.kinds, reading))
        heads = _heads(part, placed) or heads
        _read_rows(placed, part, heads, reading)
    _read_fused(reading)
    table = table_of(reading.form, edition, reading.cells, parts[0].kinds[0].row.at, reading.left_over)
    return table, reading.problems


def _with_keys(kinds: Sequence[Kind], reading: _Reading) -> Iterable[tuple[Kind, Line, bool]]:
    """The rows to read with the form's row and whether that is certain; the rest is noted where it has figures."""
    rows = reading.form.rows
    places = {line.key: place for place, line in enumerate(rows)}
    seen: set[str] = set()
    waiting: list[Kind] = []
    last = -1
    for kind in [*kinds, None]:
        if kind is not None and not (kind.role is Role.ROW and kind.key in places and kind.key not in seen):
            if kind.role is not Role.HEAD and not is_blank(kind.rest):
                waiting.append(kind)
            continue
        following = places[kind.key] if kind is not None and kind.key else len(rows)
        if waiting:
            yield from _between(waiting, rows[last + 1 : following], reading)
            waiting = []
        if kind is not None and kind.key:
            seen.add(kind.key)
            last = following
            yield kind, rows[following], True


def _between(waiting: Sequence[Kind], missing: Sequence[Line], reading: _Reading) -> Iterable[tuple[Kind, Line, bool]]:
    """Rows without a label of the form: by position, when as many stand there as the form has between their neighbours.

    That is certain when nothing speaks against it: no label is printed, or its ordinal agrees.
    """
    fits = len(waiting) == len(missing) and all(kind.role in (Role.UNKNOWN, Role.FIGURES) for kind in waiting)
    if not fits:
        for kind in waiting:
            reading.leave("row_not_placed", kind)
        return
    for kind, line in zip(waiting, missing, strict=True):
        certain = not kind.label or same_ordinal(kind, line.label)
        params = {"number": reading.form.number, "label": kind.label[:40], "row": line.name.zh}
        reading.problems.append(Problem("row_by_position", params, kind.row.at))
        yield kind, line, certain


def _heads(part: Segment, placed: Sequence[tuple[Kind, Line, bool]]) -> Heads | None:
    """The columns that the part's head names, None when they are not all named or there is no head."""
    rows = [kind.row for kind in part.kinds if kind.role is Role.HEAD]
    if not rows or not placed:
        return None
    first = min(kind.rest[0].first for kind, _, _ in placed if kind.rest) if any(k.rest for k, _, _ in placed) else 0
    torn = _torn(part)
    heads = read_heads([*rows, *torn], words.columns(_NAME), words.headings(_NAME), first)
    missing = [line.key for line in load_edition("2021").tables[_NAME].columns if line.key not in heads.spans]
    if any(missing == [words.columns(_NAME).exact(e.text)] for row in rows for e in row.entries if e.first < first):
        # It is not missing: the head of a dump has no cell over the labels and stands too far left.
        return None
    # A column that the form has may be missing; one that is there under a name nobody knows may not be passed over.
    return heads if not missing or (len(missing) == 1 and not heads.extra and len(heads.spans) > 1) else None


def _torn(part: Segment) -> list[GridRow]:
    """Rows before the first one to read that continue the head without being one by themselves: 企业 | 机构."""
    found: list[GridRow] = []
    for kind in part.kinds:
        if kind.role in (Role.ROW, Role.GROUP):
            break
        if kind.role is Role.UNKNOWN:
            found.append(kind.row)
    return found


def _read_rows(
    placed: Sequence[tuple[Kind, Line, bool]], part: Segment, heads: Heads | None, reading: _Reading
) -> None:
    shape = shape_of([kind for kind, _, _ in placed], heads, reading.form)
    columns = [column.key for column in reading.form.columns]
    named = heads.order if heads and len(heads.spans) == len(columns) else columns
    found = {line.key: _found(kind, named, shape) for kind, line, certain in placed if certain}
    cut = [
        [placing.get(column) for column in columns]
        for kind, line, _ in placed
        if (placing := found.get(line.key)) and len(kind.rest) > len(columns)
    ]
    doubtful = not shape.spare.proven and is_doubtful(cut, headed=shape.heads is not None)
    for kind, line, certain in placed:
        cells = reading.lines[line.key]
        placing = None if doubtful and len(kind.rest) > len(columns) else found.get(line.key)
        if certain and placing is None and fused_text(kind.rest, len(cells)):
            reading.fused[line.key] = kind
        else:
            _put(kind, cells, placing, reading)


def _found(kind: Kind, columns: Sequence[str], shape: Shape) -> dict[str, Entry | None] | None:
    """The row's cells by column: under the head, by their number, or without those that are too many."""
    found = _fitting(kind, shape)
    unsure = shape.uneven and (kind.row.ragged or shape.where is None or kind.row.width != shape.width)
    if found is not None or (unsure and _may_begin_with_filler(kind, len(columns))):
        return found
    cells = _as_many(kind, len(columns), shape)
    # Of a row with too many cells some may be lost all the same: blank ones for spans, where the head reaches further.
    reach = max(shape.width, shape.head_width if len(kind.rest) > len(columns) and not kind.row.ragged else 0)
    if cells is None or (kind.row.width < reach and not _is_whole(cells, shape.where)):
        return None
    return dict(zip(columns, cells, strict=True))


def _read_fused(reading: _Reading) -> None:
    """Read the rows whose figures have run together, as far as the sums allow, when all others are read."""
    if not reading.fused:
        return
    columns = reading.form.columns
    known = {
        key: [_counted_as(reading.cells.get(cell.key)) for cell in line]
        for key, line in reading.lines.items()
        if key not in reading.fused
    }
    texts = {key: fused_text(kind.rest, len(columns)) or "" for key, kind in reading.fused.items()}
    certain = settle({key: readings(text, len(columns)) for key, text in texts.items()}, known, reading.form)
    for key, kind in reading.fused.items():
        found = entries(certain[key], printed(kind.rest)[0]) if key in certain else None
        if found is not None:
            params = {"number": reading.form.number, "row": core(kind.label), "text": texts[key]}
            reading.problems.append(Problem("row_fused", params, kind.row.at))
        line = reading.lines[key]
        _put(kind, line, _in_order(line, found), reading)


def _counted_as(cell: Cell | None) -> float | None:
    """What a cell counts for in a sum, None when that is not known."""
    if cell is None or cell.state in (CellState.TEXT, CellState.UNCERTAIN):
        return None
    return cell.value or 0


def _fitting(kind: Kind, shape: Shape) -> dict[str, Entry | None] | None:
    """The row under its head; not when it is shorter or longer than the others: nobody knows where a cell is lost."""
    if shape.heads is None or kind.row.width != shape.width:
        return None
    return by_heads(kind.rest, shape.heads)


def _as_many(kind: Kind, count: int, shape: Shape) -> Sequence[Entry | None] | None:
    """As many cells of the row as the form has columns."""
    if len(kind.rest) <= count:
        return by_count(kind.rest, count)
    usual = shape.cells(kind)
    if usual:
        return leave_out(usual, count, shape.spare.columns)
    return leave_out(kind.rest, count, cells_left_out(kind.rest))


def _may_begin_with_filler(kind: Kind, count: int) -> bool:
    """Whether the blank cell behind a label may be the rest of that label, and a cell lost at the end.

    Where rows differ in their number of cells nobody can tell.
    """
    return len(kind.rest) == count and not kind.rest[0].text


def _is_whole(found: Sequence[Entry | None], where: Padding | None) -> bool:
    """Whether a row that is shorter than the others has lost none of its cells.

    It has not when every cell is filled, nor when the last is and only the padding behind it is gone.
    """
    last = found[-1]
    whole = all(entry and entry.text for entry in found)
    return whole or (where is Padding.AFTER and last is not None and bool(last.text))


def _in_order(cells: Sequence[FormCell], found: Sequence[Entry | None] | None) -> dict[str, Entry | None] | None:
    return None if found is None else {cell.column: entry for cell, entry in zip(cells, found, strict=True)}


def _put(kind: Kind, cells: Sequence[FormCell], found: dict[str, Entry | None] | None, reading: _Reading) -> None:
    """Fill the row's cells in."""
    if is_blank(kind.rest):
        reading.cells |= {cell.key: blank(cell, kind.row.at) for cell in cells}
        return
    if found is None or None in found.values():
        texts = " | ".join(entry.text for entry in printed(kind.rest))
        params = {"number": reading.form.number, "row": core(kind.label), "text": texts[:80]}
        reading.problems.append(Problem("row_uncertain", params, kind.row.at))
    reading.cells |= line_of(cells, found, kind.rest, kind.row.at)
