"""The records of a run, written by the executors chunk by chunk, with the findings as Parquet."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.check.chunk import prepared, record_chunk
from gouji.check.spread.task import Task, documents, due_by_relation, items_of
from gouji.normalise.tabulate import Rows
from gouji.outputs.load import read_record

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

    from gouji.engine.run import RelationResult

_FINDINGS = (
    "report string, source string, organisation string, year long, rule string, severity string, category string, "
    "frame string, row string, column string, message string, message_en string, fingerprint string"
)


def record_chunks(session: SparkSession, task: Task) -> None:
    """Have the executors assess every chunk and write its records; the findings as Parquet beside them."""

    def record(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        from gouji.engine.parquet import Frames

        chunk = int(frame["chunk"].iloc[0])
        items, rows = prepared(list(items_of(task, frame)), task.rulebook)
        record_chunk(task.folder, task.rulebook, items, Frames(rows), _results_of(task, chunk, rows))
        found = [row for item in items for row in _findings(task, item.id)]
        names = [field.strip().split(" ")[0] for field in _FINDINGS.split(",")]
        return pd.DataFrame(found, columns=names)

    findings = documents(session, task).groupBy("chunk").applyInPandas(record, _FINDINGS)
    findings.write.mode("overwrite").parquet(str(task.folder.findings))


def _results_of(task: Task, chunk: int, rows: Mapping[str, Rows]) -> dict[str, dict[str, RelationResult]]:
    """The results of the rules on one chunk: what was due in it, and what failed of that."""
    from gouji.engine.run import RelationResult

    folder = task.scratch / "failing"
    path = folder / f"{chunk:06d}"
    listed: Iterable[tuple[str, str, Mapping[str, Any]]] = (
        pickle.loads(path.read_bytes()) if path.is_file() else ()  # noqa: S301 - the driver's own
    )
    failing: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for edition, name, row in listed:
        failing[edition, name].append(row)
    errors = pickle.loads((folder / "errors").read_bytes())  # noqa: S301 - the driver's own
    results: dict[str, dict[str, RelationResult]] = defaultdict(dict)
    for edition, name, due in due_by_relation(task, rows):
        found = tuple(failing[edition, name])
        results[edition][name] = RelationResult(name, due, found, errors[edition, name])
    return results


def _findings(task: Task, key: str) -> Iterator[tuple[object, ...]]:
    record = read_record(task.folder.record(key))
    head = (key, record["source"], record["organisation"], record["year"])
    for each in record["findings"]:
        where = each["where"]
        said = (each["rule"], each["severity"], each["category"], where["frame"], where["row"], where["column"])
        yield (*head, *said, each["message"], each["message_en"], each["fingerprint"])
