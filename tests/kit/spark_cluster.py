"""A real Spark cluster on this machine: a master and two workers as processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
_READY = 120


@dataclass(frozen=True)
class Running:
    """The master's address and the processes, the master first; each worker has one processor and 1 GB."""

    url: str
    processes: tuple[int, ...]


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """A cluster that keeps its files below `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"
    master = _start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0", folder=folder)
    processes = [master]
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    try:
        _wait_for(master, "Starting Spark master", 1)
        for number in range(WORKERS):
            own = ("--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g")
            processes.append(_start("worker.Worker", *own, "-d", str(folder / str(number)), url, folder=folder))
            threading.Thread(target=_drain, args=(processes[-1],), daemon=True).start()
        _wait_for(master, "Registering worker", WORKERS)
        threading.Thread(target=_drain, args=(master,), daemon=True).start()
        yield Running(url, tuple(process.pid for process in processes))
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(30)


def _start(name: str, *arguments: str, folder: Path) -> subprocess.Popen[str]:
    import pyspark

    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return subprocess.Popen(
        ["bash", str(program), f"org.apache.spark.deploy.{name}", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(process: subprocess.Popen[str], words: str, times: int) -> None:
    """Read what the process says until it has said `words` so often; it is ended when it takes too long."""
    assert process.stderr is not None
    timer = threading.Timer(_READY, process.kill)
    timer.start()
    try:
        for line in process.stderr:
            times -= words in line
            if not times:
                return
    finally:
        timer.cancel()
    raise AssertionError(f"the process ended before it said {words!r}")


def _drain(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    for _ in process.stderr:
        pass
