"""Figures that a dump has run together (`21710000218`): read where the form's sums leave a single reading.

A row's parts add up to its total; where that leaves several readings, the sums of the columns decide over all of
them together. What is still open, or agrees with no sum, stays uncertain: nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from gouji.form import TableForm
from gouji.model import GridCell
from gouji.normalise.tables.entries import Entry, printed

Reading = tuple[str, ...]

_FUSED = re.compile(r"\d+")
_LONGEST = 60
# More readings of a row, or more combinations of rows, are not gone through: the row stays uncertain.
_MOST_READINGS = 50
_MOST_STEPS = 20_000
_MOST_COMBINATIONS = 5_000


def fused_text(rest: Sequence[Entry], count: int) -> str | None:
    """The digits in the only printed cell of `rest`, when they are enough for `count` figures; None otherwise."""
    shown = printed(rest)
    if len(shown) != 1:
        return None
    text = "".join(shown[0].text.split())
    return text if _FUSED.fullmatch(text) and text.isascii() and count <= len(text) <= _LONGEST else None


def readings(text: str, size: int, blocks: int = 1) -> tuple[Reading, ...]:
    """Every way to read `text` as `blocks` blocks of `size` figures, the last of each the sum of the others.

    Empty when there is none, or when there are too many to tell.
    """
    steps = [_MOST_STEPS]
    found: list[Reading] = []
    for reading in _blocks(text, size, blocks, steps):
        found.append(reading)
        if len(found) > _MOST_READINGS:
            return ()
    return tuple(found) if steps[0] > 0 else ()


def _blocks(text: str, size: int, blocks: int, steps: list[int]) -> Iterator[Reading]:
    if blocks == 0:
        if not text:
            yield ()
        return
    for first, rest in _block(text, size, 0, steps):
        if len(rest) >= (blocks - 1) * size and (blocks > 1 or not rest):
            for others in _blocks(rest, size, blocks - 1, steps):
                yield first + others


def _block(text: str, left: int, total: int, steps: list[int]) -> Iterator[tuple[Reading, str]]:
    """The ways to begin `text` with `left` figures of which the last is `total` and the others; and what is left."""
    steps[0] -= 1
    if steps[0] <= 0:
        return
    if left == 1:
        last = str(total)
        if text.startswith(last):
            yield (last,), text[len(last) :]
        return
    # A figure does not begin with 0, unless it is 0; the total needs at least as many digits as any part.
    longest = 1 if text.startswith("0") else (len(text) - left + 2) // 2
    for length in range(1, longest + 1):
        figure = text[:length]
        for others, rest in _block(text[length:], left - 1, total + int(figure), steps):
            yield (figure, *others), rest


def settle(
    candidates: Mapping[str, Sequence[Reading]], known: Mapping[str, Sequence[float | None]], form: TableForm
) -> dict[str, Reading]:
    """The reading of each row of table three that is certain; rows that stay open are left out.

    `candidates` are the readings of fused rows, `known` the figures of the other rows, None where there is none.
    """
    single = {row: options[0] for row, options in candidates.items() if len(options) == 1}
    open_rows = {row: options for row, options in candidates.items() if len(options) > 1}
    if not open_rows or prod(map(len, open_rows.values())) > _MOST_COMBINATIONS:
        return single
    figures = {**{row: list(line) for row, line in known.items()}, **{row: _values(r) for row, r in single.items()}}
    fitting = [
        chosen
        for chosen in product(*open_rows.values())
        if _agrees({**figures, **{row: _values(r) for row, r in zip(open_rows, chosen, strict=True)}}, form)
    ]
    if len(fitting) != 1:
        return single
    return {**single, **dict(zip(open_rows, fitting[0], strict=True))}


def _values(reading: Reading) -> list[float | None]:
    return [int(figure) for figure in reading]


def _agrees(figures: Mapping[str, Sequence[float | None]], form: TableForm) -> bool:
    """Whether in every column the results add up to their total and what came in is what went out."""
    rows = {part: [row.key for row in form.rows if row.part == part] for part in ("intake", "result", "total", "outgo")}
    for column in range(len(form.columns)):
        sums = {part: _sum(figures, keys, column) for part, keys in rows.items()}
        intake, result, total, outgo = (sums[part] for part in ("intake", "result", "total", "outgo"))
        if intake is None or result is None or total is None or outgo is None:
            return False
        if result != total or intake != total + outgo:
            return False
    return True


def _sum(figures: Mapping[str, Sequence[float | None]], rows: Sequence[str], column: int) -> float | None:
    values = [figures[row][column] if row in figures else None for row in rows]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def entries(reading: Reading, source: Entry) -> list[Entry]:
    """The figures of `reading` as cells at the place of the one they were printed in."""
    return [Entry(GridCell(figure, source.cell.at), source.first, source.last, False, figure) for figure in reading]
