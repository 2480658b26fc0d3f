"""A real Spark cluster for the tests of this folder, and an address that only Spark can open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.cluster import Cluster
from kit import spark_cluster


@pytest.fixture(scope="session", autouse=True)
def far(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that Spark also has as viewfs://kit/in, an address like hdfs:// that needs no server.

    It has to be told before the first session, which starts the Java that all sessions share.
    """
    folder = tmp_path_factory.mktemp("far")
    mount = f"spark.hadoop.fs.viewfs.mounttable.kit.link./in={folder.as_uri()}"
    os.environ["PYSPARK_SUBMIT_ARGS"] = f"--conf {mount} pyspark-shell"
    return folder


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with spark_cluster.running(tmp_path_factory.mktemp("spark")) as started:
        yield Cluster(started.url)
