"""What is known of a run in every executor, and the documents of its chunks as they travel."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.check.chunk import CHUNK_SIZE
from gouji.intake import Overrides
from gouji.manifest.register import with_registration
from gouji.model import Registration, Report, Unread
from gouji.normalise.tabulate import Rows
from gouji.rulebook import Rulebook
from gouji.run_folder import JOURNAL, RunFolder

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession


@dataclass(frozen=True, slots=True)
class Task:
    """What every executor has to know of the run; `seconds` is the time limit for reading a file."""

    folder: RunFolder
    rulebook: Rulebook
    overrides: Overrides
    seconds: float
    registrations: Mapping[int, Registration] = field(default_factory=dict)

    @property
    def scratch(self) -> Path:
        """What is handed from step to step; it goes with the run's journal."""
        return self.folder.path / JOURNAL / "cluster"


def documents(session: SparkSession, task: Task) -> Any:
    """What was read, with the chunk that each report belongs to: a Spark frame."""
    from pyspark.sql import functions

    documents = session.read.parquet(str(task.scratch / "documents"))
    return documents.select("ordinal", "payload", functions.expr(f"ordinal div {CHUNK_SIZE}").alias("chunk"))


def items_of(task: Task, frame: pd.DataFrame) -> Iterator[Report | Unread]:
    """The reports of a chunk in their order, with what the manifest says of each."""
    for ordinal, payload in sorted(zip(frame["ordinal"], frame["payload"], strict=True)):
        item: Report | Unread = pickle.loads(payload)  # noqa: S301 - our executors' own
        said = task.registrations.get(int(ordinal))
        yield item if said is None else with_registration(item, said, task.overrides)


def due_by_relation(task: Task, rows: Mapping[str, Rows]) -> Iterator[tuple[str, str, int]]:
    """How many of `rows` each relation is asked of: edition, relation, rows."""
    from gouji.engine.parquet import Frames
    from gouji.engine.slices import due_rows
    from gouji.frames import Stage, stage_of

    frames = Frames(rows)
    for edition in rows:
        for rule, relation in task.rulebook.relations():
            if relation.edition == edition and stage_of(rule.frame) is Stage.REPORTS:
                yield edition, relation.id, len(due_rows(relation, frames.drawn(edition, rule.frame)))


def part_of(task: Task, chunk: int) -> Path:
    """Where an executor writes the frames of one chunk."""
    return task.scratch / "frames" / f"{chunk:06d}"
