"""The records of a block of chunks, written and noted as finished by the executors chunk by chunk."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from gouji.check.chunk import prepared, record_chunk
from gouji.check.journal import Journal
from gouji.check.spread.task import Task, by_chunk, due_by_relation, items_of, name_of

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

    from gouji.engine.parquet import Frames
    from gouji.engine.run import RelationResult


def record_chunks(session: SparkSession, task: Task, chunks: int) -> None:
    """Have the executors assess every chunk that was read, write its records, and note it in the run's journal."""

    def record(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        from gouji.engine.parquet import Frames

        number = int(frame["chunk"].iloc[0])
        read = list(items_of(task, frame))
        items, rows = prepared([item for _, item in read], task.rulebook)
        frames = Frames(rows)
        record_chunk(task.folder, task.rulebook, items, frames, _results_of(task, number, frames))
        found = [task.entries[ordinal].number for ordinal, _ in read if ordinal in task.entries]
        Journal(task.folder).chunk_done(name_of(number), [item.id for item in items], found)
        return pd.DataFrame({"chunk": [number]})

    by_chunk(session, task, chunks).applyInPandas(record, "chunk long").collect()


def _results_of(task: Task, number: int, frames: Frames) -> dict[str, dict[str, RelationResult]]:
    """The results of the rules on one chunk: what was due in it, and what failed of that."""
    from gouji.engine.run import RelationResult

    path = task.failing / name_of(number)
    listed: Iterable[tuple[str, str, Mapping[str, Any]]] = (
        pickle.loads(path.read_bytes()) if path.is_file() else ()  # noqa: S301 - the driver's own
    )
    failing: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for edition, name, row in listed:
        failing[edition, name].append(row)
    errors = pickle.loads((task.failing / "errors").read_bytes())  # noqa: S301 - the driver's own
    results: dict[str, dict[str, RelationResult]] = defaultdict(dict)
    for edition, name, due in due_by_relation(task, frames):
        found = tuple(failing[edition, name])
        results[edition][name] = RelationResult(name, due, found, errors[edition, name])
    return results
