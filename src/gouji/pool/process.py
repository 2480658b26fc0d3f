"""One worker process, from the side of the parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from gouji.pool.deadline import Deadline
from gouji.pool.limits import Limits, Lost, LostKind
from gouji.pool.wire import pack, receive, unpack
from gouji.pool.worker import DONE, OUT_OF_MEMORY

# -I keeps the current folder, which may hold anything, off the worker's path; the parent's own path takes its place.
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from gouji.pool.worker import serve; serve()"
# Importing the readers takes under a second; a machine may be busy, but not so busy.
_STARTING_SECONDS = 60.0
# What a worker holds it takes from the system in pages of 2 MB where there are such, and gives back less often: a tenth
# less time for what makes and drops a tree for each document. Only the C library of Linux knows this, others ignore it.
_TUNABLES, _LARGE_PAGES = "GLIBC_TUNABLES", "glibc.malloc.hugetlb"


class Worker:
    """A process that runs one task after the other. Used by one thread; `kill` may be called by any."""

    def __init__(self, limits: Limits, preload: Sequence[str]) -> None:
        self._limits = limits
        self._first: bytes | None = pack((limits, tuple(preload)))
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-I", "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("GOUJI_DEBUG") else subprocess.DEVNULL,
            env=_environment(os.environ),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._tasks = 0
        self._resident = 0
        self._ended = False

    @property
    def is_spent(self) -> bool:
        """Whether the process has ended, or has done enough and should be ended."""
        worn = self._tasks >= self._limits.tasks or self._resident > self._limits.resident
        return worn or self._ended or self._process.poll() is not None

    def call(self, function: Callable[[Any], Any], argument: Any) -> bytes | Lost:
        """What `function` (of a module, so that the worker can import it) gives for `argument`, pickled; or a Lost.

        Raises only when the task cannot be pickled.
        """
        request = pack((function, argument))
        if self._first is not None:
            first, self._first = self._first, None
            started = self._exchange(first, _STARTING_SECONDS)
            if isinstance(started, Lost):
                return started
        self._tasks += 1
        answer = self._exchange(request, self._limits.seconds)
        if isinstance(answer, Lost):
            return answer
        kind, content, self._resident = answer
        return content if kind == DONE else Lost(LostKind.RAISED, content)

    def kill(self) -> None:
        """End the process now and take it from the system's list; it keeps nothing that needs an orderly end."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()

    def release(self) -> None:
        """End the process and close the pipes to it. Only for the thread that uses the worker, or when none does."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _exchange(self, request: bytes, seconds: float) -> Any:
        """Send and wait for the answer; a Lost when the process ends before it."""
        assert self._process.stdin is not None  # noqa: S101 - told to Popen above
        assert self._process.stdout is not None  # noqa: S101
        answer: bytes | None = None
        with Deadline(seconds, self._process) as deadline:
            try:
                self._process.stdin.write(request)
                self._process.stdin.flush()
                answer = receive(self._process.stdout)
            except (OSError, EOFError, ValueError):
                self.kill()
        # An answer may come at the very moment when the time is up: it counts, but the process is gone.
        self._ended = deadline.passed or answer is None
        return self._post_mortem(deadline) if answer is None else unpack(answer)

    def _post_mortem(self, deadline: Deadline) -> Lost:
        """What the process died of."""
        self.kill()
        code = self._process.returncode
        if deadline.passed:
            return Lost(LostKind.TIMEOUT, f"{deadline.seconds:g}")
        if code == OUT_OF_MEMORY:
            return Lost(LostKind.MEMORY)
        return Lost(LostKind.CRASHED, _ending(code))


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """That of this process, with large pages, unless it says something of these itself."""
    said = own.get(_TUNABLES, "")
    if _LARGE_PAGES in said:
        return dict(own)
    return {**own, _TUNABLES: ":".join(filter(None, (said, f"{_LARGE_PAGES}=1")))}


def _ending(code: int) -> str:
    """The name of the signal that ended a process, or its exit code."""
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
