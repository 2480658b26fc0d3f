"""Pages drawn many at a time in worker processes; what is drawn and where it is written is decided by the caller."""

from __future__ import annotations

import logging
import pickle
import tempfile
import traceback
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from gouji.batches import in_batches
from gouji.pool import Pool, processors

logger = logging.getLogger(__name__)

# A worker costs half a second before its first page; fewer tasks than this are done sooner without any.
WORTH_WORKERS = 40
# So many tasks at once keep a worker busy for a tenth of a second, and their pages, some MB, in memory.
_BATCH = 8

Writer = Callable[[str, str | bytes], None]
"""Takes a path below the site (posix) and the text of the file, or its bytes."""


@dataclass(frozen=True, slots=True)
class _Lent:
    """A pool, and what was worked out while it is lent."""

    pool: Pool | None
    found: dict[Hashable, Any] = field(default_factory=dict)


_lent: ContextVar[_Lent | None] = ContextVar("_lent", default=None)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file: its path below the site, and its bytes, or the traceback of why there are none.

    Bytes, since a text would be encoded for the way from the worker, decoded here, and encoded again for the disk.
    """

    path: str
    content: bytes | None
    error: str = ""


Shared = TypeVar("Shared")
Task = TypeVar("Task")
Found = TypeVar("Found")


@contextmanager
def lending(pool: Pool | None) -> Iterator[None]:
    """Pages that are built meanwhile are drawn in the workers of `pool`, which has them running already.

    Great Expectations makes the builders of a site itself, from its configuration; they find the pool here. Nothing
    that pages are drawn from may change meanwhile.
    """
    token = _lent.set(_Lent(pool))
    try:
        yield
    finally:
        _lent.reset(token)


def worked_out(key: Hashable, work: Callable[[], Found]) -> Found:
    """What `work` gives; while a pool is lent it is done once for each `key`, for all builders of a site."""
    lent = _lent.get()
    if lent is None:
        return work()
    if key not in lent.found:
        lent.found[key] = work()
    found: Found = lent.found[key]
    return found


def drawn(path: str, draw: Callable[[], str | bytes]) -> Drawn:
    """The page that `draw` gives."""
    try:
        content = draw()
        return Drawn(path, content.encode("utf-8", "replace") if isinstance(content, str) else content)
    except Exception:  # noqa: BLE001 - one page that cannot be drawn costs no other; the caller logs it
        return Drawn(path, None, traceback.format_exc())


def kept(page: Drawn, write: Writer) -> bool:
    """Write a page; whether it was written. One that is not is logged."""
    if page.content is None:
        logger.error("the page %s could not be built\n%s", page.path, page.error)
        return False
    try:
        write(page.path, page.content)
    except Exception:
        logger.exception("the page %s could not be written", page.path)
        return False
    return True


def draw_all(draw: Callable[[Shared, Task], Found], shared: Shared, tasks: Sequence[Task]) -> Iterator[Found]:
    """What `draw`, a function of a module, gives for each task, in order; in workers when there are enough tasks.

    A task whose worker is lost is done here, so that nothing depends on a process that the system may end.
    """
    if len(tasks) < WORTH_WORKERS:
        yield from (draw(shared, task) for task in tasks)
        return
    with _pool() as pool, tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "shared"
        place.write_bytes(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL))
        yield from in_batches(pool.map_surely, partial(_draw_one, draw, str(place)), tasks, _BATCH)


def _draw_one(draw: Callable[[Any, Task], Found], place: str, task: Task) -> Found:
    """What a worker does."""
    return draw(_shared(place), task)


@lru_cache(maxsize=1)
def _shared(place: str) -> Any:
    """What the parent wrote for all tasks; read once by each worker."""
    return pickle.loads(Path(place).read_bytes())  # noqa: S301 - from our own parent, in a folder of this user alone


@contextmanager
def _pool() -> Iterator[Pool]:
    """The pool that was lent, or one for these pages."""
    lent = _lent.get()
    if lent is not None and lent.pool is not None:
        yield lent.pool
        return
    with Pool(processors(), preload=(__name__,)) as own:
        yield own
