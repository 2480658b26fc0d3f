"""The result of one relation, sliced by report: which rows were due, decided, failing and undecided.

Nothing passes by silence: what a rule should have looked at is counted here, from the frame, and compared with what GX
says it looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gouji.engine.conditions import Mask
from gouji.engine.run import RelationResult
from gouji.model import Problem, Relation

Codes = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True, slots=True)
class Slices:
    """What came of one relation. `due` are the reports with rows to look at, `decided` how many rows of each were.

    `failing` are rows as GX lists them, `undecided` rows with what they lack null. With `error`, only `due` counts.
    """

    due: tuple[str, ...]
    decided: Counter[str]
    failing: tuple[Mapping[str, Any], ...]
    undecided: tuple[Mapping[str, Any], ...]
    error: Problem | None = None


@dataclass(frozen=True, slots=True)
class ByReport:
    """A frame as it was drawn, and of which report each of its rows is: `reports[codes[row]]`."""

    frame: pd.DataFrame
    reports: tuple[str, ...]
    codes: Codes


def by_report(frame: pd.DataFrame) -> ByReport:
    """`frame` with the reports of its rows: told apart once for all the relations that are asked of it."""
    codes, unique = pd.factorize(frame["report"])
    return ByReport(frame, tuple(map(str, unique)), codes)


def slice_result(relation: Relation, result: RelationResult, rows: ByReport) -> Slices:
    """The result of `relation` on `rows`, which are those that were drawn and not those that GX read."""
    frame, names, codes = rows.frame, rows.reports, rows.codes
    due = due_rows(relation, frame)
    reports = tuple(_counted(names, codes[due]))
    error, count = result.error, int(due.sum())
    if error is None and result.elements != count:
        params = {"relation": relation.id, "due": str(count), "seen": str(result.elements)}
        error = Problem("rows_not_accounted", params)
    if error is not None:
        return Slices(reports, Counter(), (), (), error)
    known = due.copy()
    for column in relation.columns:
        known &= np.asarray(frame[column].notna())
    open_rows = frame[due & ~known] if known.sum() < count else frame.iloc[:0]
    return Slices(
        due=reports,
        decided=Counter(_counted(names, codes[known])),
        failing=result.failing,
        undecided=tuple({str(name): value for name, value in row.items()} for row in open_rows.to_dict("records")),
    )


def _counted(names: Sequence[str], codes: Codes) -> dict[str, int]:
    """How often each of `names` is among `codes`, which are their positions; those that are."""
    counts = np.bincount(codes, minlength=len(names)).tolist()
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def due_rows(relation: Relation, frame: pd.DataFrame) -> Mask:
    """Which rows of a frame a relation is asked of."""
    asked = np.ones(len(frame), dtype=bool)
    for column, values in relation.when.items():
        asked &= np.asarray(frame[column].isin(list(values)))
    return asked
