"""Table three: rows by label, the seven applicant columns by the head or by position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.form import FormCell, Line, TableForm, load_edition
from gouji.model import Cell, CellState, Problem, Table
from gouji.normalise.labels import core
from gouji.normalise.tables import words
from gouji.normalise.tables.align import (
    Heads,
    Padding,
    by_count,
    by_heads,
    by_padding,
    covers,
    padding,
    read_heads,
    without_ghosts,
)
from gouji.normalise.tables.cells import blank, filled, table_of, uncertain
from gouji.normalise.tables.entries import Entry, GridRow, printed, usual_width
from gouji.normalise.tables.fused import entries, fused_text, readings, settle
from gouji.normalise.tables.kinds import Kind, Role, same_ordinal
from gouji.normalise.tables.segments import Segment

_NAME = "requests"
_SINGLE = "other"
_ITEMS = frozenset({"other_not_corrected", "other_fee_unpaid", "other_remaining"})


@dataclass(slots=True)
class _Reading:
    """What has been read of the table so far."""

    form: TableForm
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
    reading = _Reading(load_edition(edition).tables[_NAME])
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
    keys = [line.key for line in reading.form.rows]
    seen: set[str] = set()
    waiting: list[Kind] = []
    last = -1
    for kind in [*kinds, None]:
        if kind is not None and not (kind.role is Role.ROW and kind.key in keys and kind.key not in seen):
            if printed(kind.rest) and kind.role is not Role.HEAD:
                waiting.append(kind)
            continue
        following = keys.index(kind.key) if kind is not None and kind.key else len(keys)
        yield from _between(waiting, reading.form.rows[last + 1 : following], reading)
        waiting = []
        if kind is not None and kind.key:
            seen.add(kind.key)
            last = following
            yield kind, reading.form.row(kind.key), True


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
    columns = reading.form.columns
    usual = usual_width(kind.row for kind, _, _ in placed)
    whole = [kind.rest for kind, _, _ in placed if kind.row.width == usual]
    fitting = heads if heads and covers(whole, heads) else None
    heads_rows = [kind.row for kind in part.kinds if kind.role is Role.HEAD]
    ghosts = without_ghosts([(kind.row, kind.rest) for kind, _, _ in placed], heads_rows)
    if heads is None and len({kind.rest[0].first for kind, _, _ in placed if kind.rest}) > 1:
        # Without a head and with labels of unequal width only what stands before all figures is surely a label's.
        ghosts = {ghost for ghost in ghosts if ghost < _first_figure(placed)}
    where = padding([kind.rest for kind, _, _ in placed], len(columns))
    widest = max((kind.row.width for kind, _, _ in placed), default=0)
    lengths = {len(kind.rest) for kind, _, _ in placed if printed(kind.rest)}
    for kind, line, certain in placed:
        cells = [reading.form.cells[f"{_NAME}.{line.key}.{column.key}"] for column in columns]
        found: dict[str, Entry | None] | None = None
        if certain:
            found = _fitting(kind, fitting, usual)
            if found is None and not (len(lengths) > 1 and _may_begin_with_filler(kind, len(cells))):
                found = _counted(kind, cells, heads, usual, ghosts, where)
            reaches = widest if kind.row.ragged and where is Padding.BEFORE else usual
            if found is None and where and kind.row.width == reaches:
                found = _in_order(cells, by_padding(kind.rest, len(cells), where))
        if certain and found is None and fused_text(kind.rest, len(cells)):
            reading.fused[line.key] = kind
        else:
            _put(kind, cells, found, reading)


def _read_fused(reading: _Reading) -> None:
    """Read the rows whose figures have run together, as far as the sums allow, when all others are read."""
    rows, columns = reading.form.rows, reading.form.columns
    lines = {row.key: [reading.form.cells[f"{_NAME}.{row.key}.{column.key}"] for column in columns] for row in rows}
    known = {
        key: [_counted_as(reading.cells.get(cell.key)) for cell in line]
        for key, line in lines.items()
        if key not in reading.fused
    }
    texts = {key: fused_text(kind.rest, len(columns)) or "" for key, kind in reading.fused.items()}
    certain = settle({key: readings(text, len(columns)) for key, text in texts.items()}, known, reading.form)
    for key, kind in reading.fused.items():
        found = entries(certain[key], printed(kind.rest)[0]) if key in certain else None
        if found is not None:
            params = {"number": reading.form.number, "row": core(kind.label), "text": texts[key]}
            reading.problems.append(Problem("row_fused", params, kind.row.at))
        _put(kind, lines[key], _in_order(lines[key], found), reading)


def _counted_as(cell: Cell | None) -> float | None:
    """What a cell counts for in a sum, None when that is not known."""
    if cell is None or cell.state in (CellState.TEXT, CellState.UNCERTAIN):
        return None
    return cell.value or 0


def _fitting(kind: Kind, heads: Heads | None, usual: int) -> dict[str, Entry | None] | None:
    """The row under its head; not when it is shorter than the others, for then it is not known where a cell is lost."""
    if heads is None or kind.row.width != usual:
        return None
    return by_heads(kind.rest, heads)


def _counted(
    kind: Kind,
    cells: Sequence[FormCell],
    heads: Heads | None,
    usual: int,
    ghosts: set[int],
    where: Padding | None,
) -> dict[str, Entry | None] | None:
    rest = kind.rest
    if not kind.row.ragged:
        rest = tuple(e for e in rest if e.text or not set(range(e.first, e.last + 1)) <= ghosts)
    found = by_count(rest, len(cells)) or by_count(kind.rest, len(cells))
    if found is None or (kind.row.width < usual and not _is_whole(found, where)):
        return None
    order = heads.order if heads and len(heads.spans) == len(cells) else None
    return dict(zip(order, found, strict=True)) if order else _in_order(cells, found)


def _first_figure(placed: Sequence[tuple[Kind, Line, bool]]) -> int:
    return min((entry.first for kind, _, _ in placed for entry in printed(kind.rest)), default=0)


def _may_begin_with_filler(kind: Kind, count: int) -> bool:
    """Whether the blank cell behind a label of a dump may be the rest of that label, and a cell lost at the end.

    Where the rows of a dump differ in their number of cells nobody can tell.
    """
    return kind.row.ragged and len(kind.rest) == count and not kind.rest[0].text


def _is_whole(found: Sequence[Entry], where: Padding | None) -> bool:
    """Whether a row that is shorter than the others has lost none of its cells.

    It has not when every cell is filled, nor when the last is and only the padding behind it is gone.
    """
    return all(entry.text for entry in found) or (where is Padding.AFTER and bool(found[-1].text))


def _in_order(cells: Sequence[FormCell], found: Sequence[Entry] | None) -> dict[str, Entry | None] | None:
    return None if found is None else {cell.column: entry for cell, entry in zip(cells, found, strict=True)}


def _put(kind: Kind, cells: Sequence[FormCell], found: dict[str, Entry | None] | None, reading: _Reading) -> None:
    """Fill the row's cells in."""
    if not printed(kind.rest):
        reading.cells |= {cell.key: blank(cell, kind.row.at) for cell in cells}
        return
    if found is None:
        texts = " | ".join(entry.text for entry in printed(kind.rest))
        params = {"number": reading.form.number, "row": core(kind.label), "text": texts[:80]}
        reading.problems.append(Problem("row_uncertain", params, kind.row.at))
    for cell in cells:
        if found is not None and cell.column not in found:
            continue
        entry = found.get(cell.column) if found else None
        if entry is None or (entry.covers_rows and entry.text):
            reading.cells[cell.key] = uncertain(cell, [entry] if entry else kind.rest, kind.row.at)
        else:
            reading.cells[cell.key] = filled(cell, entry)
