"""Many workers at once, results in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from gouji.pool.limits import Limits, Lost, LostKind
from gouji.pool.process import Worker
from gouji.pool.wire import unpack

Task = TypeVar("Task")
Result = TypeVar("Result")

# How far the workers may run ahead of the one who takes the results, unless told.
_AHEAD = 128
_NO_PROCESS = Lost(LostKind.CRASHED, "no process could be started")
# A wait without an end cannot be interrupted by Ctrl-C on Windows.
_WAIT_SECONDS = 0.5


class Pool:
    """Worker processes, started as they are needed and used again. A context manager: its end ends them all."""

    def __init__(self, jobs: int = 1, limits: Limits | None = None, preload: Sequence[str] = ()) -> None:
        """`jobs` processes at most; each imports the modules `preload` before the clock of its first task starts."""
        self.jobs = jobs
        self._limits = limits or Limits()
        self._preload = tuple(preload)
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._live: set[Worker] = set()
        self._runs: list[_Run[Any, Any]] = []
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int | None = None, ahead: int = _AHEAD
    ) -> Iterator[Result | Lost]:
        """`function` of every task, in the order of `tasks` whatever the number of jobs; a Lost for each that failed.

        Work begins at once, not when the first result is asked for, and runs `ahead` results before it at most.
        `function` must belong to a module; `jobs` may ask for fewer processes than the pool has.
        """
        run = _Run(function, tasks, min(jobs or self.jobs, self.jobs, len(tasks)), ahead)
        self._runs.append(run)
        for _ in range(run.threads):
            Thread(target=self._work, args=(run,), daemon=True).start()
        return run.results()

    def map_surely(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """The same of tasks that are no strangers' files: one whose worker is lost is done here.

        Nothing depends then on a process that the system may end.
        """
        for task, result in zip(tasks, self.map(function, tasks), strict=True):
            yield function(task) if isinstance(result, Lost) else result

    def close(self) -> None:
        """End every worker now."""
        for run in self._runs:
            run.stop()
        with self._lock:
            self._closed = True
            workers, self._live = self._live, set()
            idle, self._idle = self._idle, []
        for worker in workers:
            worker.kill()
        for worker in idle:
            worker.release()

    def _work(self, run: _Run[Any, Any]) -> None:
        """What each thread does: feed one worker, with another in its place when it is spent."""
        worker: Worker | None = None
        try:
            while (index := run.next_index()) is not None:
                worker = worker or self._take()
                if worker is None:
                    run.put(index, _NO_PROCESS)
                    return
                run.put(index, worker.call(run.function, run.tasks[index]))
                if worker.is_spent:
                    self._drop(worker)
                    worker = None
        except Exception as error:  # noqa: BLE001 - a task that cannot be pickled is the caller's error: raise it there
            run.abort(error)
        finally:
            if worker is not None:
                self._give_back(worker)
            run.leave()

    def _take(self) -> Worker | None:
        """A worker to use, None when the pool is closed or the system gives no more processes."""
        with self._lock:
            if self._closed:
                return None
            try:
                worker = self._idle.pop() if self._idle else Worker(self._limits, self._preload)
            except OSError:
                return None
            self._live.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._live.discard(worker)
            if not self._closed:
                self._idle.append(worker)
                return
        worker.release()

    def _drop(self, worker: Worker) -> None:
        with self._lock:
            self._live.discard(worker)
        worker.release()


class _Run(Generic[Task, Result]):
    """One call of `map`: which task comes next, and the results that wait to be taken."""

    def __init__(self, function: Callable[[Task], Result], tasks: Sequence[Task], threads: int, ahead: int) -> None:
        self.function = function
        self.tasks = tasks
        self.threads = threads
        self._ahead = ahead
        self._changed = Condition()
        self._next = 0
        self._taken = 0
        # As bytes: hundreds of reports may wait, and Python would go through all that they are made of again and again.
        self._waiting: dict[int, bytes | Lost] = {}
        self._working = threads
        self._error: Exception | None = None
        self._stopped = False

    def next_index(self) -> int | None:
        """The next task to do; waits while the results run too far ahead. None when there is none."""
        with self._changed:
            while not self._stopped and self._next < len(self.tasks):
                if self._next < self._taken + self._ahead:
                    self._next += 1
                    return self._next - 1
                self._changed.wait(_WAIT_SECONDS)
            return None

    def put(self, index: int, result: bytes | Lost) -> None:
        """The result of a task, pickled."""
        with self._changed:
            self._waiting[index] = result
            self._changed.notify_all()

    def leave(self) -> None:
        """A thread does no more; when it was the last, what is left is lost."""
        with self._changed:
            self._working -= 1
            self._changed.notify_all()

    def abort(self, error: Exception) -> None:
        """Raise `error` where the results are taken."""
        with self._changed:
            self._error = error
        self.stop()

    def stop(self) -> None:
        """Begin no more tasks."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def results(self) -> Iterator[Result | Lost]:
        """The results in order."""
        try:
            for index in range(len(self.tasks)):
                yield self._await(index)
            self._await_threads()
        finally:
            self.stop()

    def _await_threads(self) -> None:
        """Wait until every worker has been given back, so that the next call of `map` finds it."""
        with self._changed:
            while self._working:
                self._changed.wait(_WAIT_SECONDS)

    def _await(self, index: int) -> Result | Lost:
        with self._changed:
            while index not in self._waiting:
                if self._error is not None:
                    raise self._error
                if self._working == 0:
                    return _NO_PROCESS
                self._changed.wait(_WAIT_SECONDS)
            self._taken = index + 1
            self._changed.notify_all()
            waited = self._waiting.pop(index)
        return waited if isinstance(waited, Lost) else cast(Result, unpack(waited))
