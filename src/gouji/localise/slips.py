"""The typical slips of one cell: what turns the figure that is due into the one that stands there.

A cost is how little a slip is to be expected, in steps of judgement and not of measurement: what people and
readers do often costs least, a figure that no slip explains costs most.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from gouji.localise.system import Number
from gouji.model import Cell, CellState

_PLAIN = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")

UNEXPLAINED = 6.0

_COSTS = {
    "reading": 1.0,
    "total_empty": 1.0,
    "transposed": 2.0,
    "sign": 2.0,
    "ten_thousand": 2.0,
    "total_not_updated": 4.0,
    "digit_doubled": 3.0,
    "digit_dropped": 3.0,
    "fraction": 3.0,
    "left_blank": 4.0,
    "digit_changed": 4.0,
    "digit_added": 4.0,
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip by its code, None for none that is known, and its cost."""

    code: str | None
    cost: float


FUSED = Slip("cells_fused", 2.0)


def cell_slip(cell: Cell, total: bool, old: Number, new: Number) -> Slip:
    """The likeliest slip that left `old` where `new` is due. `old` is 0 for a blank; `total`: the cell sums others."""
    code = _code(cell, total, old, new)
    if code is None:
        # Figures that a report filled in go wrong more often than its zeros.
        return Slip(None, UNEXPLAINED + (0 if old and new else 1))
    return Slip(code, _COSTS[code])


def read_doubtfully(cell: Cell) -> bool:
    """Whether what stands in the cell is more than a plain number, so that the reader had to choose."""
    if cell.state is not CellState.NUMBER or cell.raw is None:
        return False
    text = unicodedata.normalize("NFKC", cell.raw).replace("−", "-").strip()
    return cell.note is not None or not _PLAIN.fullmatch(text)


def _code(cell: Cell, total: bool, old: Number, new: Number) -> str | None:
    if read_doubtfully(cell):
        return "reading"
    if total and old == 0:
        return "total_empty"
    if cell.state is not CellState.NUMBER:
        return "left_blank"
    if old < 0 or not isinstance(old, int):
        return _odd(old, new)
    return _digits(str(old), str(new)) or ("total_not_updated" if total else None)


def _odd(old: Number, new: Number) -> str | None:
    if old == -new:
        return "sign"
    if abs(old * 10_000 - new) < 0.5:
        return "ten_thousand"
    return None if isinstance(old, int) else "fraction"


def _digits(old: str, new: str) -> str | None:
    if len(old) == len(new):
        differing = [at for at in range(len(old)) if old[at] != new[at]]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            first, second = differing
            if old[first] == new[second] and old[second] == new[first]:
                return "transposed"
        return "digit_changed" if len(differing) == 1 < len(old) else None
    # A nought typed for a number is no digit that was dropped.
    if len(new) == len(old) + 1 and old != "0" and _without_one(new, old):
        return "digit_dropped"
    if len(old) == len(new) + 1 and new != "0" and _without_one(old, new):
        return "digit_doubled" if _doubled(old, new) else "digit_added"
    return None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _doubled(longer: str, shorter: str) -> bool:
    return any(longer == shorter[:at] + shorter[at] + shorter[at:] for at in range(len(shorter)))
