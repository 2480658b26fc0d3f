"""Documents as Spark's binary files, read in the executors into reports that travel as bytes."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cluster.session import ClusterRefused, reason
from gouji.intake import Input, Overrides, is_remote, read_data, read_report
from gouji.model import Problem, Report, Unread
from gouji.pool import Limits, Lost, Pool
from gouji.reading.lost import lost_report
from gouji.sources import LARGEST

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

# A report under way: its place among the files found, what identifies it, all of it. Bytes are pickles of ours.
SCHEMA = "ordinal long, stub binary, payload binary"
# Tasks for each processor: a slow document holds up the others of its task only.
_TASKS = 4
_PRELOAD = ("gouji.cluster.documents",)


@dataclass(frozen=True, slots=True)
class Payload:
    """A file of the run as the executors are told of it."""

    ordinal: int
    item: Input
    overrides: Overrides


def remote_inputs(session: SparkSession, paths: Iterable[str]) -> list[Input]:
    """The files behind addresses such as hdfs:// and s3a://, folders searched recursively, in order.

    Raises ClusterRefused for an address that cannot be opened or holds no file: of what should be there nothing is
    known then, and nothing may be said.
    """
    found = []
    for path in paths:
        try:
            listed = sorted(row["path"] for row in _binary_files(session, [path]).select("path").collect())
        except Exception as error:
            # py4j raises what Java raised: no such place, no server, no class for the scheme.
            raise ClusterRefused(Problem("address_not_opened", {"path": path, "why": reason(error)})) from error
        if not listed:
            raise ClusterRefused(Problem("address_empty", {"path": path}))
        found += [Input(name, Path(name)) for name in listed]
    return found


def read_documents(
    session: SparkSession, files: Sequence[Payload], target: Path, limits: Limits
) -> Iterator[tuple[int, Report | Unread]]:
    """Read every file in the executors into `target` (Parquet, SCHEMA); each file's place and stub, in any order.

    A stub is a report without its tables and prose, or the Unread itself. A file that cannot be opened here or is gone
    by the time it is read becomes an Unread like on one machine.
    """
    sent = {_spark_path(each.item): each for each in files if _can_be_sent(each.item)}
    kept = [each for each in files if _spark_path(each.item) not in sent]
    frame = _read(session, sent, target, limits)
    came: set[int] = set()
    for row in frame.select("ordinal", "stub").toLocalIterator():
        came.add(row["ordinal"])
        yield row["ordinal"], pickle.loads(row["stub"])  # noqa: S301 - our executors' own
    lost = [*kept, *(each for each in sent.values() if each.ordinal not in came)]
    rows = [_row(each.ordinal, read_report(each.item, each.overrides)) for each in lost]
    if rows:
        session.createDataFrame(rows, SCHEMA).write.mode("append").parquet(str(target))
    for ordinal, stub, _ in rows:
        yield ordinal, pickle.loads(stub)  # noqa: S301 - made above


def _read(session: SparkSession, sent: Mapping[str, Payload], target: Path, limits: Limits) -> DataFrame:
    told = session.sparkContext.broadcast(dict(sent))

    def read(batches: Iterable[pd.DataFrame]) -> Iterable[pd.DataFrame]:
        with _pool(limits) as pool:
            for batch in batches:
                yield _answer(pool, limits, batch, told.value)

    files = _binary_files(session, list(sent)) if sent else session.createDataFrame([], "path string, content binary")
    tasks = min(max(session.sparkContext.defaultParallelism, 1) * _TASKS, max(len(sent), 1))
    spread = files.select("path", "content").repartition(tasks)
    spread.mapInPandas(read, SCHEMA).write.parquet(str(target))
    return session.read.parquet(str(target))


# The worker of this executor, which waits for the next task: to start one costs as much as reading many documents.
_POOLS: dict[Limits, Pool] = {}


@contextmanager
def _pool(limits: Limits) -> Iterator[Pool]:
    """The worker, kept when the task ends well; should the executor end, the worker sees it."""
    pool = _POOLS.pop(limits, None) or Pool(1, limits, _PRELOAD)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    _POOLS[limits] = pool


def _answer(pool: Pool, limits: Limits, batch: pd.DataFrame, told: Mapping[str, Payload]) -> pd.DataFrame:
    import pandas as pd

    files = [told[path] for path in batch["path"]]
    tasks = [(bytes(data), each.item, each.overrides) for data, each in zip(batch["content"], files, strict=True)]
    results = pool.map(read_task, tasks, 1)
    rows = [
        _row(each.ordinal, lost_report(each.item, result, limits) if isinstance(result, Lost) else result)
        for each, result in zip(files, results, strict=True)
    ]
    return pd.DataFrame(rows, columns=["ordinal", "stub", "payload"])


def read_task(task: tuple[bytes, Input, Overrides]) -> Report | Unread:
    """What a worker of an executor does with a document."""
    return read_data(*task)


def _row(ordinal: int, read: Report | Unread) -> tuple[int, bytes, bytes]:
    stub = replace(read, tables={}, preamble=(), sections=(), claims=()) if isinstance(read, Report) else read
    return ordinal, pickle.dumps(stub), pickle.dumps(read)


def _binary_files(session: SparkSession, paths: list[str]) -> DataFrame:
    """Names are taken as they are: brackets in them are no patterns."""
    reader: Any = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    frame: DataFrame = reader.option("__globPaths__", "false").load(paths)
    return frame


def _can_be_sent(item: Input) -> bool:
    """Whether an executor can open the file; what cannot be opened here is told from here."""
    if item.problem is not None:
        return False
    if is_remote(item.source):
        return True
    try:
        fits = item.path.is_file() and item.path.stat().st_size <= LARGEST
        return fits and os.access(item.path, os.R_OK)
    except OSError:
        return False


def _spark_path(item: Input) -> str:
    """The file's address as Spark writes it in its column `path`."""
    return item.source if is_remote(item.source) else f"file:{item.path.resolve()}"
