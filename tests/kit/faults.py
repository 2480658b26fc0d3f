"""Put faults into figures: each function returns new figures, and fails when the fault would be none."""

from __future__ import annotations

from dataclasses import replace

from kit.figures import Figures, Relation, Value
from kit.oracle import failing


def with_cell(figures: Figures, key: str, value: Value) -> Figures:
    """The cell holds `value`, printed as it is; KeyError when the form has no such cell."""
    _check(figures, key)
    raw = {other: text for other, text in figures.raw.items() if other != key}
    return replace(figures, cells={**figures.cells, key: value}, raw=raw)


def with_raw(figures: Figures, key: str, text: str, value: float | None = None) -> Figures:
    """The cell prints `text`; `value` is the number in it, None when it holds none."""
    changed = with_cell(figures, key, value)
    return replace(changed, raw={**changed.raw, key: text})


def off_by(figures: Figures, key: str, difference: int) -> Figures:
    """The cell's number is wrong by `difference`."""
    value = figures.number(key) or 0
    return with_cell(figures, key, int(value) + difference)


def break_relation(figures: Figures, relation: Relation, by: int = 1) -> Figures:
    """One cell of `relation` is wrong by `by`, so that it fails; others that share the cell may fail with it."""
    rule, row, column = relation
    key = {
        "T301": f"requests.carried_out.{column}",
        "T302": f"requests.granted.{column}",
        "T303": f"requests.{row}.total",
        "T401": f"disputes.{row}.total",
    }[rule]
    broken = off_by(figures, key, by)
    if relation not in failing(broken):
        raise ValueError(f"{relation} still holds or cannot be decided")
    return broken


def transpose_digits(figures: Figures, key: str) -> Figures:
    """Two neighbouring digits changed places, the last pair that differs; ValueError when no pair does."""
    digits = figures.text(key)
    for at in range(len(digits) - 2, -1, -1):
        if digits[at] != digits[at + 1] and digits[at : at + 2].isdigit():
            return with_cell(figures, key, int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))
    raise ValueError(f"no two digits of {digits!r} can change places")


def blank(figures: Figures, *keys: str) -> Figures:
    """The cells are left blank."""
    for key in keys:
        figures = with_cell(figures, key, None)
    return figures


def blank_total(figures: Figures, key: str) -> Figures:
    """A total is left blank beside parts that are not 0; ValueError when `key` is no such total."""
    sums = figures.form_cells()[key].parts
    if not any(figures.number(part) for parts in sums for part in parts):
        raise ValueError(f"{key} is no total of parts that differ from 0")
    return blank(figures, key)


def negative(figures: Figures, key: str) -> Figures:
    """The number has a minus sign; a 0 becomes -1."""
    return with_cell(figures, key, -int(figures.number(key) or 1))


def fraction(figures: Figures, key: str) -> Figures:
    """The number has half a case too many."""
    return with_cell(figures, key, (figures.number(key) or 0) + 0.5)


def placeholder(figures: Figures, key: str, token: str = "/") -> Figures:
    """A sign for "nothing to fill in" stands where a number is due."""
    return with_raw(figures, key, token)


def unit(figures: Figures, key: str, suffix: str = "件") -> Figures:
    """A unit or a note stands beside the number."""
    value = figures.cells[key]
    if not isinstance(value, int | float):
        raise ValueError(f"{key} holds no number")
    return with_raw(figures, key, f"{value}{suffix}", value)


def unreadable(figures: Figures, key: str, text: str = "详见附件") -> Figures:
    """Words stand where a number is due."""
    return with_raw(figures, key, text)


def without_row(figures: Figures, row: str) -> Figures:
    """A row of the form (`requests.granted`, `disclosure.regulations`) is not printed."""
    _check_line(figures, row, "row")
    return replace(figures, absent_rows=figures.absent_rows | {row})


def without_column(figures: Figures, column: str) -> Figures:
    """A column of the form (`requests.research`, `disputes.pending`) is not printed."""
    _check_line(figures, column, "column")
    return replace(figures, absent_columns=figures.absent_columns | {column})


def relabelled(figures: Figures, **labels: str) -> Figures:
    """Printed labels of the form are replaced: label=what is printed instead."""
    return replace(figures, labels={**figures.labels, **labels})


def _check(figures: Figures, key: str) -> None:
    if key not in figures.form_cells():
        raise KeyError(key)


def _check_line(figures: Figures, line: str, attribute: str) -> None:
    table, _, key = line.partition(".")
    if not any(getattr(cell, attribute) == key for cell in figures.table(table).cells.values()):
        raise KeyError(line)
