"""The pool that reads documents, and the folder for what it unpacks."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeVar

from gouji.intake import STDIN, Input, Overrides, find_inputs, os_problem
from gouji.model import Problem, Report, Unread
from gouji.pool import Limits, Lost, Pool, processors
from gouji.reading.cache import read_cached, trim, usable
from gouji.reading.lost import lost_problem, lost_report
from gouji.reading.originals import keep_original
from gouji.reading.unpacking import Packed, Unpacked, unpack_into
from gouji.sources import LARGEST
from gouji.sources.archives import could_be_archive
from gouji.sources.archives.member import inside

# Another worker costs half a second of a processor; so many files are worth it.
_FILES_A_WORKER = 16
# Reports read before they are asked for: more than a chunk, so that workers go on while the rules run on one.
_AHEAD = 640
_HEAD = 256
# What a reader needs; imported before the clock of a worker's first document starts.
_PRELOAD = ("gouji.reading.reading",)
# Archives may hold more than one document does.
_LARGEST_STREAM = 20 * LARGEST

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How documents are read: `jobs` processes at most (None: as many as pay), `seconds` for each document.

    `cache` is the folder of what was read before, None for none.
    """

    jobs: int | None = None
    seconds: float = Limits().seconds
    cache: Path | None = None


class Reading:
    """Finds and reads files in worker processes. A context manager: at its end the workers and what they unpacked go.

    A document that hangs, crashes its reader or eats memory becomes an Unread; the others are read all the same.
    """

    def __init__(self, options: ReadingOptions | None = None) -> None:
        options = options or ReadingOptions()
        self._limits = Limits(seconds=options.seconds)
        self._jobs = options.jobs
        self._cache = usable(options.cache)
        self._pool = Pool(options.jobs or processors(), self._limits, _PRELOAD)
        self._places = count()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Reading:
        self._folder = tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()
        trim(self._cache)
        if self._folder is not None:
            self._folder.cleanup()

    def find(self, paths: Iterable[str], exclude: Path | None = None) -> list[Input]:
        """The files behind `paths` in order, as `find_inputs` finds them, and those in archives; `-` is standard input.

        A file in an archive has the source `archive.zip!/folder/report.html`.
        """
        found = [self._on_disk(item) for item in find_inputs(paths, exclude)]
        packed = [item.problem is None and _could_be_archive(item.path) for item in found]
        tasks = [
            Packed(item.path, item.file_name, self._place())
            for item, is_packed in zip(found, packed, strict=True)
            if is_packed
        ]
        unpacked = self._map(unpack_into, tasks)
        return [
            inner
            for item, is_packed in zip(found, packed, strict=True)
            for inner in self._contents(item, next(unpacked) if is_packed else None)
        ]

    def read(
        self, inputs: Sequence[Input], overrides: Sequence[Overrides], originals: Path | None = None
    ) -> Iterator[Report | Unread]:
        """The report of each file, in the order given, with what stands over what the file says.

        Each file is kept in `originals` where that is given; `keep_original` tells what could not be.
        """
        tasks = [(item, over, self._cache, originals) for item, over in zip(inputs, overrides, strict=True)]
        results = self._map(read_task, tasks)
        return self._reports(inputs, results)

    def map(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result | Lost]:
        """`function` (of a module) of each task, a file as a rule, in order, in worker processes."""
        return self._map(function, tasks)

    @property
    def pool(self) -> Pool:
        """The workers, for what a run gives them to do beside files."""
        return self._pool

    def told(self, result: Result | Lost) -> Result | Problem:
        """A result of `map`; what is said to the user in place of one that there is not."""
        return lost_problem(result, self._limits) if isinstance(result, Lost) else result

    def _reports(self, inputs: Sequence[Input], results: Iterator[Report | Unread | Lost]) -> Iterator[Report | Unread]:
        for item, result in zip(inputs, results, strict=True):
            yield lost_report(item, result, self._limits) if isinstance(result, Lost) else result

    def _map(self, function: Callable[..., Result], tasks: Sequence[object]) -> Iterator[Result | Lost]:
        return self._pool.map(function, tasks, self._jobs or 1 + len(tasks) // _FILES_A_WORKER, _AHEAD)

    def _contents(self, item: Input, unpacked: tuple[Unpacked, ...] | Lost | None) -> list[Input]:
        """What is in an archive; the file itself when it is none."""
        if unpacked is None:
            return [item]
        if isinstance(unpacked, Lost):
            return [replace(item, problem=lost_problem(unpacked, self._limits))]
        origin = item.origin or (None if item.source == STDIN else item.path)
        return [
            Input(
                inside(item.source, member.name),
                member.path or item.path,
                member.problem,
                origin,
                member.name or None,
            )
            for member in unpacked
        ]

    def _on_disk(self, item: Input) -> Input:
        """Standard input and pipes as a file of ours: a worker has no way to them, and they are read only once."""
        if item.problem is not None or not _is_stream(item):
            return item
        path = self._place()
        try:
            if item.source == STDIN:
                complete = _copy(sys.stdin.buffer, path)
            else:
                with item.path.open("rb") as stream:
                    complete = _copy(stream, path)
        except OSError as error:
            return replace(item, problem=os_problem(item.source, error))
        too_large = Problem("file_too_large", {"name": item.file_name, "megabytes": str(_LARGEST_STREAM // 1_000_000)})
        origin = None if item.source == STDIN else item.path
        return replace(item, path=path, origin=origin, problem=None if complete else too_large)

    def _place(self) -> Path:
        """A new name in the folder for what was unpacked."""
        if self._folder is None:
            raise RuntimeError("Reading is used as a context manager")
        return Path(self._folder.name) / str(next(self._places))


def read_task(task: tuple[Input, Overrides, Path | None, Path | None]) -> Report | Unread:
    """What a worker does with a file."""
    item, overrides, cache, originals = task
    read = read_cached(item, overrides, cache)
    if originals is not None:
        # Right after reading, before the file can change; the parent tries again and then says what the system says.
        with suppress(OSError):
            keep_original(item, read.id, read.sha256, originals)
    return read


def _could_be_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return could_be_archive(file.read(_HEAD))
    except OSError:
        return False


def _is_stream(item: Input) -> bool:
    try:
        return item.source == STDIN or not item.path.is_file()
    except OSError:
        return False


def _copy(stream: BinaryIO, path: Path) -> bool:
    """Copy a stream into a file; whether that was all of it, within the limit."""
    with path.open("wb") as file:
        left = _LARGEST_STREAM
        while left > 0 and (data := stream.read(min(left, 1_000_000))):
            file.write(data)
            left -= len(data)
    return left > 0
