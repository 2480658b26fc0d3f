"""Roll-ups as JSON-ready dicts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gouji.outputs.unicode_text import valid
from gouji.rollup.bodies import Child
from gouji.rollup.sums import CellSum, RollUp

Json = dict[str, Any]


def rollup_entry(rollup: RollUp) -> Json:
    """A parent's sums with, for each cell, whose figures are not in it and why."""
    family = rollup.family
    return {
        "organisation": valid(family.name),
        "year": family.year,
        "edition": rollup.edition,
        "complete": rollup.complete,
        "children": [_child(child, rollup) for child in family.children],
        "excluded": [valid(name) for name in family.excluded],
        "sources": [valid(member.source or "") for member in family.own],
        "cells": {key: _cell(key, cell, rollup) for key, cell in rollup.cells.items()},
    }


def _child(child: Child, rollup: RollUp) -> Json:
    if child.reports:
        state = "read"
    elif child in rollup.summed:
        state = "summed"
    else:
        state = "unreadable" if child.unread else "missing"
    sources = [valid(member.source or "") for member in child.reports]
    return {"organisation": valid(child.name), "state": state, "sources": sources}


def _cell(key: str, cell: CellSum, rollup: RollUp) -> Json:
    children = zip(rollup.family.children, cell.figures, strict=True)
    reported = rollup.reported[key].value if rollup.reported else None
    return {
        "value": plain(cell.value),
        "subtotal": plain(cell.subtotal),
        "counted": cell.counted,
        "reported": plain(reported),
        "open": [
            {"organisation": valid(child.name), "why": figure.state.value, "raw": valid(figure.raw or "") or None}
            for child, figure in children
            if figure.value is None
        ],
    }


def plain(value: Decimal | None) -> int | float | None:
    """A sum as JSON has numbers: whole ones without a point, decimals with the digits that the sum has."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
