"""The reports of a run, read, checked and recorded on a Spark cluster instead of chunk by chunk on this machine.

The executors read documents and write the frames of each chunk; the driver lets Great Expectations run the same
checkpoints over a Spark datasource of all frames; the executors assess each chunk and write its records. The run folder
has to lie where every node sees it under the same path.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.check.request import Progress, Request, Watch
from gouji.check.spread.frames import write_chunks
from gouji.check.spread.records import record_chunks
from gouji.check.spread.rules import hand_out, run_rules
from gouji.check.spread.task import Task
from gouji.cluster import Payload, begin_session, read_documents
from gouji.intake import Input
from gouji.manifest import Register
from gouji.model import Registration
from gouji.pool import Limits
from gouji.run_folder import RunFolder

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["Task", "check_on_cluster", "session_of"]


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
    due = write_chunks(session, task)
    results = run_rules(task, due, len(inputs))
    hand_out(task, results, {key: ordinal for ordinal, key in keys.items()})
    record_chunks(session, task)
    watch(Progress("checking", len(inputs), len(inputs)))
    return [keys[ordinal] for ordinal in sorted(keys)]
