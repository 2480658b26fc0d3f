"""The frames of a block of chunks, written by the executors chunk by chunk."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.check.chunk import prepared
from gouji.check.spread.task import Task, by_chunk, due_by_relation, items_of
from gouji.run_folder import write_json

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

Due = dict[str, dict[str, int]]


def write_chunks(session: SparkSession, task: Task, chunks: int) -> None:
    """Have the executors write the frames of every chunk that was read, and how many rows are due in each."""

    def write(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        from gouji.engine.parquet import Frames

        number = int(frame["chunk"].iloc[0])
        _, rows = prepared([item for _, item in items_of(task, frame)], task.rulebook)
        # What a run that was cut off left of this chunk.
        shutil.rmtree(task.frames(number), ignore_errors=True)
        frames = Frames(rows)
        for edition in rows:
            frames.write(task.frames(number), edition)
        write_json(task.due(number), list(due_by_relation(task, frames)))
        return pd.DataFrame({"chunk": [number]})

    task.due(0).parent.mkdir(parents=True, exist_ok=True)
    by_chunk(session, task, chunks).applyInPandas(write, "chunk long").collect()


def rows_due(task: Task, numbers: Sequence[int]) -> Due:
    """How many rows of these chunks each relation is asked of, by edition and relation.

    Raises OSError or ValueError where a chunk has not said so.
    """
    total: Due = defaultdict(lambda: defaultdict(int))
    for number in numbers:
        for edition, relation, rows in json.loads(task.due(number).read_text(encoding="utf-8")):
            total[edition][relation] += rows
    return total


def has_frames(task: Task, number: int) -> bool:
    """Whether the frames of a chunk are as they were written, so that the rules can be run on them again."""
    from gouji.engine.parquet import are_whole

    try:
        due = rows_due(task, [number])
    except (OSError, ValueError):
        return False
    return all((task.frames(number) / edition).is_dir() for edition in due) and are_whole(task.frames(number))
