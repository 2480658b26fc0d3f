"""What becomes of a run that the system stops, and what it finds when it goes on."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gouji.intake import Input
from gouji.model import Problem

# What a folder must still take once the pages are written: more than any page needs.
_ROOM = 1_000_000


class RunStopped(Exception):
    """The system let the run go no further; `problem` says why, and that it can go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@contextmanager
def stoppable(out: Path) -> Iterator[None]:
    """A full disk or a folder that takes no more stops the run in words; what is finished stays."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error) or type(error).__name__
        raise RunStopped(Problem("run_stopped", {"path": str(out), "why": why[:200]})) from error


def ensure_room(folder: Path) -> None:
    """Raise OSError when `folder` takes no more: then pages are missing or cut short, which GX does not raise."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(_ROOM))
        file.flush()


def same_inputs(found: Sequence[Input], sources: Sequence[str]) -> list[Input]:
    """The files of a run as it found them when it began: what came since is not in it, what went is missed."""
    by_source: dict[str, list[Input]] = defaultdict(list)
    for item in found:
        by_source[item.source].append(item)
    return [
        by_source[source].pop(0)
        if by_source[source]
        else Input(source, Path(source), Problem("path_missing", {"path": source}))
        for source in sources
    ]
