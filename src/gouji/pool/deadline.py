"""Ends processes whose time is up. One thread watches them all: a thread a task would cost the task a millisecond."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from functools import cache
from threading import Condition, Thread


class Deadline:
    """A context in which a process is killed when the time is up; `passed` says whether it came to that."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.seconds = seconds
        self.passed = False
        self._process = process

    def __enter__(self) -> Deadline:
        # Two threads that come first at once may each make a watchdog; who watches must be who forgets.
        self._watchdog = _watchdog()
        self._watchdog.watch(self)
        return self

    def __exit__(self, *error: object) -> None:
        self._watchdog.forget(self)

    def expire(self) -> None:
        """End the process."""
        self.passed = True
        with suppress(OSError):
            self._process.kill()


class _Watchdog:
    """The thread that waits for the next deadline; it is woken only by one that comes before."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._due: dict[Deadline, float] = {}
        self._wakes: float | None = None
        Thread(target=self._run, daemon=True).start()

    def watch(self, deadline: Deadline) -> None:
        """Let `deadline` expire when its time is up, unless it is forgotten before."""
        at = time.monotonic() + deadline.seconds
        with self._changed:
            self._due[deadline] = at
            if self._wakes is None or at < self._wakes:
                self._changed.notify()

    def forget(self, deadline: Deadline) -> None:
        """Its task has ended."""
        with self._changed:
            self._due.pop(deadline, None)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for deadline in [each for each, at in self._due.items() if at <= now]:
                    del self._due[deadline]
                    deadline.expire()
                self._wakes = min(self._due.values(), default=None)
                self._changed.wait(None if self._wakes is None else max(0.0, self._wakes - now))


@cache
def _watchdog() -> _Watchdog:
    return _Watchdog()
