"""The frames of a run, written by the executors chunk by chunk."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gouji.check.chunk import prepared
from gouji.check.spread.task import Task, documents, due_by_relation, items_of, part_of

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

_DUE = "edition string, relation string, due long"


def write_chunks(session: SparkSession, task: Task) -> dict[str, dict[str, int]]:
    """Have the executors write the frames of every chunk; how many rows are due, by edition and relation."""

    def write(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        from gouji.engine.parquet import write_frames

        chunk = int(frame["chunk"].iloc[0])
        _, rows = prepared(list(items_of(task, frame)), task.rulebook)
        for edition, own in rows.items():
            write_frames(part_of(task, chunk), edition, own)
        return pd.DataFrame(list(due_by_relation(task, rows)), columns=["edition", "relation", "due"])

    total: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    answers = documents(session, task).groupBy("chunk").applyInPandas(write, _DUE)
    for row in answers.toLocalIterator():
        total[row["edition"]][row["relation"]] += row["due"]
    return total
