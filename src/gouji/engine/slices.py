"""The result of one relation, sliced by report: which rows were due, decided, failing and undecided.

Nothing passes by silence: what a rule should have looked at is counted here, from the frame, and compared with what GX
says it looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gouji.engine.run import RelationResult
from gouji.model import Problem, Relation


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


def slice_result(relation: Relation, result: RelationResult, frame: pd.DataFrame) -> Slices:
    """The result of `relation` on `frame`, which is the frame as it was drawn and not as GX read it."""
    due = due_rows(relation, frame)
    reports = tuple(str(key) for key in due["report"].unique())
    error = result.error
    if error is None and result.elements != len(due):
        params = {"relation": relation.id, "due": str(len(due)), "seen": str(result.elements)}
        error = Problem("rows_not_accounted", params)
    if error is not None:
        return Slices(reports, Counter(), (), (), error)
    decided = due[list(relation.columns)].notna().all(axis=1)
    counts = due.loc[decided, "report"].value_counts()
    return Slices(
        due=reports,
        decided=Counter({str(key): int(count) for key, count in counts.items()}),
        failing=result.failing,
        undecided=tuple({str(name): value for name, value in row.items()} for row in due[~decided].to_dict("records")),
    )


def due_rows(relation: Relation, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a frame that a relation is asked of."""
    return frame[_applies(frame, relation.when)]


def _applies(frame: pd.DataFrame, when: Mapping[str, tuple[object, ...]]) -> pd.Series[bool]:
    mask = pd.Series(True, index=frame.index)
    for column, values in when.items():
        mask &= frame[column].isin(list(values))
    return mask
