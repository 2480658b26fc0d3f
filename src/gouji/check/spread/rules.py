"""The rules over the frames of a block of chunks: the driver's Great Expectations on a Spark datasource."""

from __future__ import annotations

import pickle
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gouji.check.spread.frames import Due
from gouji.check.spread.task import Task, name_of
from gouji.model import Problem

if TYPE_CHECKING:
    from gouji.engine.run import RelationResult

    Results = Mapping[str, Mapping[str, RelationResult]]


def run_rules(task: Task, block: Sequence[int], due: Due) -> Results:
    """The result of every relation over the frames of all chunks of the block, by edition and relation.

    One that lost rows on the way is an error of ours.
    """
    from gouji.engine.parquet import merge_frames
    from gouji.engine.project import use_spark
    from gouji.engine.run import open_project, run_checkpoint

    # Great Expectations names what it stores after the folder: once more over a block writes over what it did before.
    together = task.scratch / "together" / name_of(block[0])
    shutil.rmtree(together.parent, ignore_errors=True)
    for edition in due:
        merge_frames([task.frames(number) for number in block], together, edition)
    if not due:
        return {}
    use_spark(task.folder.project, together)
    context = open_project(task.folder.project)
    results = {edition: run_checkpoint(context, task.rulebook, edition) for edition in due}
    # The project is left with frames that stay.
    use_spark(task.folder.project, task.frames(block[-1]))
    return {
        edition: {name: _accounted(each, due[edition][name]) for name, each in own.items()}
        for edition, own in results.items()
    }


def _accounted(result: RelationResult, due: int) -> RelationResult:
    if result.error is not None or result.elements == due:
        return result
    params = {"relation": result.relation, "due": str(due), "seen": str(result.elements)}
    return replace(result, failing=(), error=Problem("rows_not_accounted", params))


def hand_out(task: Task, results: Results, chunks: Mapping[str, int]) -> None:
    """Write for each of `chunks`, which are given by the reports' ids, what failed in it, and for all what did not run.

    What failed in a chunk that was finished before is recorded already.
    """
    failing: dict[int, list[tuple[str, str, Mapping[str, Any]]]] = defaultdict(list)
    for edition, own in results.items():
        for name, result in own.items():
            for row in result.failing:
                number = chunks.get(str(row["report"]))
                if number is not None:
                    failing[number].append((edition, name, row))
    shutil.rmtree(task.failing, ignore_errors=True)
    task.failing.mkdir()
    for number, rows in failing.items():
        (task.failing / name_of(number)).write_bytes(pickle.dumps(rows))
    errors = {(edition, name): each.error for edition, own in results.items() for name, each in own.items()}
    (task.failing / "errors").write_bytes(pickle.dumps(errors))
