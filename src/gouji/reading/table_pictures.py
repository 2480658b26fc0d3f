"""Pictures of the official tables that findings are about, cut out of the pages they stand on, in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gouji.intake import Input
from gouji.model import PageBox, Problem, TablePart
from gouji.sources import Unreadable
from gouji.sources.picture import Bounds, Frame, part_picture

# The pages that carry the pictures stay small enough to be mailed.
MOST_PICTURES = 6
_BOUNDS = Bounds(side=1_600, size=300_000)


@dataclass(frozen=True, slots=True)
class Cut:
    """What to draw of one page: what of an official table stands there, and the cells to frame, by their keys."""

    table: str
    part: TablePart
    framed: Mapping[PageBox, str]


@dataclass(frozen=True, slots=True)
class TableTask:
    """What to draw of a file: the report's id, the file's digest, the parts of its pages, and the folder to write to.

    Of `cuts` the first MOST_PICTURES are drawn.
    """

    item: Input
    key: str
    sha256: str
    cuts: tuple[Cut, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class TablePicture:
    """A picture that was written: the official table, its page, the file's name, and the keys of the cells framed."""

    table: str
    page: int
    file: str
    cells: tuple[str, ...]


def draw_tables(task: TableTask) -> tuple[TablePicture, ...] | Problem:
    """Write the pictures of a file.

    None are drawn where the file is no longer there or no longer what was read.
    """
    try:
        data = task.item.path.read_bytes()
    except OSError:
        return ()
    if hashlib.sha256(data).hexdigest() != task.sha256:
        return ()
    try:
        return tuple(_written(task, data))
    except Unreadable as refused:
        return refused.problem
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Problem("picture_not_written", {"path": str(task.folder), "why": why})


def _written(task: TableTask, data: bytes) -> Iterator[TablePicture]:
    numbers: dict[str, int] = {}
    for cut in task.cuts[:MOST_PICTURES]:
        box, turned = cut.part
        frames = [Frame(framed) for framed in cut.framed]
        picture = part_picture(data, box, frames, name=task.item.file_name, turned=turned, bounds=_BOUNDS)
        if len(picture) > _BOUNDS.size:
            continue
        number = numbers[cut.table] = numbers.get(cut.table, 0) + 1
        name = f"{task.key}-{cut.table}-{number}.png"
        (task.folder / name).write_bytes(picture)
        yield TablePicture(cut.table, box.page, name, tuple(dict.fromkeys(cut.framed.values())))
