"""The rules over all frames of a run: the driver's Great Expectations on a Spark datasource."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gouji.check.chunk import CHUNK_SIZE, chunk_names
from gouji.check.spread.task import Task, part_of
from gouji.model import Problem

if TYPE_CHECKING:
    from gouji.engine.run import RelationResult

# Of all chunks together, Great Expectations sees one.
_ALL = "0001"


def run_rules(task: Task, due: Mapping[str, Mapping[str, int]], total: int) -> dict[str, dict[str, RelationResult]]:
    """The result of every relation over the frames of all chunks; one that lost rows on the way is an error of ours."""
    from gouji.engine.parquet import merge_frames
    from gouji.engine.project import use_chunk
    from gouji.engine.run import open_project, run_checkpoint

    parts = [part_of(task, number) for number in range(len(chunk_names(total)))]
    for edition in due:
        merge_frames(parts, task.folder.frames(_ALL), edition)
    if not due:
        return {}
    use_chunk(task.folder.project, _ALL, spark=True)
    context = open_project(task.folder.project)
    results = {edition: run_checkpoint(context, task.rulebook, edition) for edition in due}
    return {
        edition: {name: _accounted(each, due[edition][name]) for name, each in own.items()}
        for edition, own in results.items()
    }


def _accounted(result: RelationResult, due: int) -> RelationResult:
    if result.error is not None or result.elements == due:
        return result
    params = {"relation": result.relation, "due": str(due), "seen": str(result.elements)}
    return replace(result, failing=(), error=Problem("rows_not_accounted", params))


def hand_out(task: Task, results: Mapping[str, Mapping[str, RelationResult]], ordinals: Mapping[str, int]) -> None:
    """Write for each chunk what failed in it, and for all what did not run."""
    failing: dict[int, list[tuple[str, str, Mapping[str, Any]]]] = defaultdict(list)
    for edition, own in results.items():
        for name, result in own.items():
            for row in result.failing:
                failing[ordinals[str(row["report"])] // CHUNK_SIZE].append((edition, name, row))
    folder = task.scratch / "failing"
    folder.mkdir()
    for chunk, rows in failing.items():
        (folder / f"{chunk:06d}").write_bytes(pickle.dumps(rows))
    errors = {(edition, name): each.error for edition, own in results.items() for name, each in own.items()}
    (folder / "errors").write_bytes(pickle.dumps(errors))
