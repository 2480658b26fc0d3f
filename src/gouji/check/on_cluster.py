"""The reports of a run, read, checked and recorded on a Spark cluster instead of chunk by chunk on this machine.

The executors read documents and write the frames of each chunk; the driver lets Great Expectations run the same
checkpoints over a Spark datasource of all frames; the executors assess each chunk and write its records. The run folder
has to lie where every node sees it under the same path.
"""

from __future__ import annotations

import pickle
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.check.chunk import CHUNK_SIZE, chunk_names, prepared, record_chunk
from gouji.check.request import Progress, Request, Watch
from gouji.cluster import Payload, begin_session, read_documents
from gouji.intake import Input, Overrides
from gouji.manifest import Register
from gouji.manifest.register import with_registration
from gouji.model import Problem, Registration, Report, Unread
from gouji.normalise.tabulate import Rows
from gouji.outputs.load import read_record
from gouji.pool import Limits
from gouji.rulebook import Rulebook
from gouji.run_folder import JOURNAL, RunFolder

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import SparkSession

    from gouji.engine.run import RelationResult

_ALL = "0001"
_DUE = "edition string, relation string, due long"
_FINDINGS = (
    "report string, source string, organisation string, year long, rule string, severity string, category string, "
    "frame string, row string, column string, message string, message_en string, fingerprint string"
)


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


def session_of(request: Request) -> AbstractContextManager[SparkSession | None]:
    """The Spark session that a request asks for, None where it asks for none. Raises ClusterRefused when entered."""
    return nullcontext() if request.cluster is None else begin_session(request.cluster)


def check_on_cluster(
    session: SparkSession, task: Task, register: Register, inputs: Sequence[Input], watch: Watch
) -> list[str]:
    """Read, check and record every input; the ids of all reports in the order of the inputs."""
    task = replace(task, folder=RunFolder(task.folder.path.resolve()))
    shutil.rmtree(task.scratch, ignore_errors=True)
    task.scratch.mkdir(parents=True)
    files = [Payload(n, item, register.overrides(item, task.overrides)) for n, item in enumerate(inputs)]
    keys: dict[int, str] = {}
    known: dict[int, Registration] = {}
    for ordinal, stub in read_documents(session, files, task.scratch / "documents", Limits(seconds=task.seconds)):
        said = register.registered(inputs[ordinal], stub, task.overrides).registration
        keys[ordinal] = stub.id
        if said is not None:
            known[ordinal] = said
        watch(Progress("reading", len(keys), len(inputs)))
    task = replace(task, registrations=known)
    due = _write_frames(session, task)
    results = _run_rules(task, due, len(inputs))
    _hand_out(task, results, {key: ordinal for ordinal, key in keys.items()})
    _record(session, task)
    watch(Progress("checking", len(inputs), len(inputs)))
    return [keys[ordinal] for ordinal in sorted(keys)]


# --- frames -----------------------------------------------------------------------------------------------------


def _write_frames(session: SparkSession, task: Task) -> dict[str, dict[str, int]]:
    """Have the executors write the frames of every chunk; how many rows are due, by edition and relation."""

    def write(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        from gouji.engine.parquet import write_frames

        chunk = int(frame["chunk"].iloc[0])
        _, rows = prepared(list(_items(task, frame)), task.rulebook)
        for edition, own in rows.items():
            write_frames(_part(task, chunk), edition, own)
        return pd.DataFrame(list(_due(task, rows)), columns=["edition", "relation", "due"])

    total: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    answers = _documents(session, task).groupBy("chunk").applyInPandas(write, _DUE)
    for row in answers.toLocalIterator():
        total[row["edition"]][row["relation"]] += row["due"]
    return total


def _documents(session: SparkSession, task: Task) -> Any:
    from pyspark.sql import functions

    documents = session.read.parquet(str(task.scratch / "documents"))
    return documents.select("ordinal", "payload", functions.expr(f"ordinal div {CHUNK_SIZE}").alias("chunk"))


def _items(task: Task, frame: pd.DataFrame) -> Iterator[Report | Unread]:
    """The reports of a chunk in their order, with what the manifest says of each."""
    for ordinal, payload in sorted(zip(frame["ordinal"], frame["payload"], strict=True)):
        item: Report | Unread = pickle.loads(payload)  # noqa: S301 - our executors' own
        said = task.registrations.get(int(ordinal))
        yield item if said is None else with_registration(item, said, task.overrides)


def _due(task: Task, rows: Mapping[str, Rows]) -> Iterator[tuple[str, str, int]]:
    from gouji.engine.parquet import as_frame
    from gouji.engine.slices import due_rows
    from gouji.frames import Stage, stage_of

    for edition, own in rows.items():
        for rule, relation in task.rulebook.relations():
            if relation.edition == edition and stage_of(rule.frame) is Stage.REPORTS:
                yield edition, relation.id, len(due_rows(relation, as_frame(own, edition, rule.frame)))


def _part(task: Task, chunk: int) -> Path:
    return task.scratch / "frames" / f"{chunk:06d}"


# --- rules ------------------------------------------------------------------------------------------------------


def _run_rules(task: Task, due: Mapping[str, Mapping[str, int]], total: int) -> dict[str, dict[str, RelationResult]]:
    """The result of every relation over the frames of all chunks; one that lost rows on the way is an error of ours."""
    from gouji.engine.parquet import merge_frames
    from gouji.engine.project import use_chunk
    from gouji.engine.run import open_project, run_checkpoint

    parts = [_part(task, number) for number in range(len(chunk_names(total)))]
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


def _hand_out(task: Task, results: Mapping[str, Mapping[str, RelationResult]], ordinals: Mapping[str, int]) -> None:
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


# --- records ----------------------------------------------------------------------------------------------------


def _record(session: SparkSession, task: Task) -> None:
    """Have the executors assess every chunk and write its records; the findings as Parquet beside them."""

    def record(frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        chunk = int(frame["chunk"].iloc[0])
        items, rows = prepared(list(_items(task, frame)), task.rulebook)
        record_chunk(task.folder, task.rulebook, items, rows, _results_of(task, chunk, rows))
        found = [row for item in items for row in _findings(task, item.id)]
        names = [field.strip().split(" ")[0] for field in _FINDINGS.split(",")]
        return pd.DataFrame(found, columns=names)

    findings = _documents(session, task).groupBy("chunk").applyInPandas(record, _FINDINGS)
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
    for edition, name, due in _due(task, rows):
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
