"""What is known of a block of chunks in every executor, and the documents of its chunks as they travel."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.check import chunk
from gouji.intake import Overrides
from gouji.manifest.entries import Entry
from gouji.manifest.register import with_registration
from gouji.model import Report, Unread
from gouji.rulebook import Rulebook
from gouji.run_folder import JOURNAL, RunFolder

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

    from gouji.engine.parquet import Frames


@dataclass(frozen=True, slots=True)
class Task:
    """What every executor has to know of the run; `seconds` is the time limit for reading a file.

    `entries` are the rows of the manifest that the files of the block have found, by the files' ordinals.
    """

    folder: RunFolder
    rulebook: Rulebook
    overrides: Overrides
    seconds: float
    entries: Mapping[int, Entry] = field(default_factory=dict)

    @property
    def scratch(self) -> Path:
        """What is handed from step to step; it goes with the run's journal."""
        return self.folder.path / JOURNAL / "cluster"

    @property
    def documents(self) -> Path:
        """What was read of the block's files, as Parquet."""
        return self.scratch / "documents"

    @property
    def failing(self) -> Path:
        """The rows that fail in the block, by chunk, and the relations that did not run."""
        return self.scratch / "failing"

    def due(self, number: int) -> Path:
        """How many rows of a chunk each relation is asked of."""
        return self.scratch / "due" / f"{name_of(number)}.json"

    def frames(self, number: int) -> Path:
        """The frames of a chunk."""
        return self.folder.frames(name_of(number))


def name_of(number: int) -> str:
    """The name of the chunk of this number, from 0."""
    return f"{number + 1:04d}"


def chunk_number(ordinal: int) -> int:
    """The chunk that the file of this place is in. Only for the driver, which alone knows the size of a chunk."""
    return ordinal // chunk.CHUNK_SIZE


def by_chunk(session: SparkSession, task: Task, chunks: int) -> Any:
    """What was read, grouped by the chunk that each report belongs to, in a task for each of so many chunks."""
    from pyspark.sql import functions

    documents = session.read.parquet(str(task.documents))
    numbered = documents.select("ordinal", "payload", functions.expr(f"ordinal div {chunk.CHUNK_SIZE}").alias("chunk"))
    return numbered.repartitionByRange(chunks, "chunk").groupBy("chunk")


def items_of(task: Task, frame: pd.DataFrame) -> Iterator[tuple[int, Report | Unread]]:
    """The reports of a chunk in their order, each with its ordinal and with what the manifest says of it."""
    for ordinal, payload in sorted(zip(map(int, frame["ordinal"]), frame["payload"], strict=True)):
        item: Report | Unread = pickle.loads(payload)  # noqa: S301 - our executors' own
        entry = task.entries.get(ordinal)
        yield ordinal, item if entry is None else with_registration(item, entry.registration, task.overrides)


def due_by_relation(task: Task, frames: Frames) -> Iterator[tuple[str, str, int]]:
    """How many rows of `frames` each relation is asked of: edition, relation, rows."""
    from gouji.engine.slices import due_rows
    from gouji.frames import Stage, stage_of

    for edition in frames.rows:
        for rule, relation in task.rulebook.relations():
            if relation.edition == edition and stage_of(rule.frame) is Stage.REPORTS:
                yield edition, relation.id, int(due_rows(relation, frames.drawn(edition, rule.frame)).sum())
