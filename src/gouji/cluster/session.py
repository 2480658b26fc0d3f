"""The Spark session of a run."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.model import Problem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Rows that Python is given at once; a document may have 50 MB.
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs: the address of the master, None for all processors of this machine."""

    master: str | None = None


class ClusterRefused(Exception):
    """There is no Spark to run on; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@contextmanager
def begin_session(cluster: Cluster) -> Iterator[SparkSession]:
    """A session for one run, ended with it. Raises ClusterRefused where there is no pyspark or no master."""
    if importlib.util.find_spec("pyspark") is None:
        raise ClusterRefused(Problem("spark_not_installed"))
    from pyspark.sql import SparkSession

    # Without it the workers take whatever `python3` is on their path, which need not have gouji.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BATCH),
        # What is gone or broken by the time it is read is accounted for by its absence.
        "spark.sql.files.ignoreMissingFiles": "true",
        "spark.sql.files.ignoreCorruptFiles": "true",
    }
    builder = SparkSession.builder.appName("gouji").master(cluster.master or "local[*]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        # py4j raises what Java raised: no Java, no master, no room.
        shown = {"master": cluster.master or "local", "why": reason(error)}
        raise ClusterRefused(Problem("spark_not_started", shown)) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def reason(error: Exception) -> str:
    """What Java said was wrong, without the way that it took through Java."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = [line for line in lines if line.startswith(": ")] or lines
    return said[0].lstrip(": ")[:300] if said else type(error).__name__
