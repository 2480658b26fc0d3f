"""The reports of a run, read, checked and recorded on a Spark cluster instead of chunk by chunk on this machine.

A block of chunks at a time: the executors read documents and write the frames of each chunk; the driver lets Great
Expectations run the same checkpoints over a Spark datasource of the block's frames; the executors assess each chunk,
write its records and note it in the run's journal. The run folder has to lie where every node sees it under the same
path.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gouji.check.chunk import chunk_names
from gouji.check.journal import Done, Journal
from gouji.check.request import Progress, Request, Watch
from gouji.check.spread.block import check_block
from gouji.check.spread.frames import has_frames
from gouji.check.spread.task import Task
from gouji.check.stopped import RunStopped
from gouji.cluster import begin_session
from gouji.cluster.session import reason
from gouji.intake import Input
from gouji.manifest import Register
from gouji.model import Problem
from gouji.run_folder import RunFolder, write_json

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["Task", "check_on_cluster", "session_of"]

# Enough for every processor to be busy while a slow chunk ends; not more is lost when a run is cut off.
CHUNKS_A_PROCESSOR = 2


def session_of(request: Request) -> AbstractContextManager[SparkSession | None]:
    """The Spark session that a request asks for, None where it asks for none. Raises ClusterRefused when entered."""
    return nullcontext() if request.cluster is None else begin_session(request.cluster)


def check_on_cluster(
    session: SparkSession, task: Task, register: Register, inputs: Sequence[Input], watch: Watch
) -> list[str]:
    """Read, check and record every chunk that is not finished; the ids of all reports in the order of the inputs."""
    task = replace(task, folder=RunFolder(task.folder.path.resolve()))
    task.scratch.mkdir(parents=True, exist_ok=True)
    # There are findings as Parquet where there is this folder; they are written with the result.
    task.folder.findings.mkdir(exist_ok=True)
    done = _finished(task, chunk_names(len(inputs)))
    Journal(task.folder).forget_others(done.values())
    for each in done.values():
        register.restore(each.rows)
    keys: dict[int, Sequence[str]] = {number: each.keys for number, each in done.items()}
    heard = _Heard(watch, len(inputs), sum(map(len, keys.values())))
    for block in _blocks(task, session, len(inputs)):
        due = [number for number in block if number not in keys]
        if due:
            with _stoppable(task):
                keys |= check_block(session, task, register, inputs, block, due, heard)
            watch(Progress("checking", sum(map(len, keys.values())), len(inputs), heard.failed))
    return [key for number in sorted(keys) for key in keys[number]]


@contextmanager
def _stoppable(task: Task) -> Iterator[None]:
    """A cluster that breaks down stops the run in words; what is finished stays. Raises RunStopped."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        shown = {"path": str(task.folder.path), "why": reason(error)}
        raise RunStopped(Problem("cluster_failed", shown)) from error


def _finished(task: Task, names: Sequence[str]) -> dict[int, Done]:
    """The chunks that a run that was cut off had finished, by number."""
    journal = Journal(task.folder)
    said = ((number, journal.done(name)) for number, name in enumerate(names))
    return {number: done for number, done in said if done is not None and has_frames(task, number)}


def _blocks(task: Task, session: SparkSession, total: int) -> Iterator[range]:
    """The numbers of the chunks in blocks; as large as when the run began, on whatever cluster it goes on."""
    path = task.scratch / "block.json"
    try:
        size = int(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        size = CHUNKS_A_PROCESSOR * max(session.sparkContext.defaultParallelism, 1)
        write_json(path, size)
    chunks = len(chunk_names(total))
    return (range(first, min(first + size, chunks)) for first in range(0, chunks, size))


@dataclass(slots=True)
class _Heard:
    """Passes on how many files were read."""

    watch: Watch
    total: int
    read: int
    failed: int = 0

    def __call__(self, could: bool) -> None:
        self.read += 1
        self.failed += not could
        self.watch(Progress("reading", self.read, self.total, self.failed))
