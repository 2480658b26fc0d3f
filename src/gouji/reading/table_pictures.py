"""Pictures of the official tables that findings are about, cut out of the pages they stand on, in a worker process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gouji.intake import Input
from gouji.model import Document, Grid, Locator, PageBox, Problem
from gouji.normalise.tables.segments import segments
from gouji.reading.drawing import bounds_of, cells_of
from gouji.sources import Unreadable, read_document
from gouji.sources.picture import Bounds, Frame, page_count, part_picture

# The pages that carry the pictures stay small enough to be mailed.
MOST_PICTURES = 6
_BOUNDS = Bounds(side=1_600, size=300_000)


@dataclass(frozen=True, slots=True)
class Concerned:
    """The cells of one official table that findings are about: where each stands in the file, and its key."""

    table: str
    cells: Mapping[Locator, str]


@dataclass(frozen=True, slots=True)
class TableTask:
    """What to draw of a file: the report's id, the file's digest, the cells concerned, and the folder to write to."""

    item: Input
    key: str
    sha256: str
    concerned: tuple[Concerned, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class TablePicture:
    """A picture that was written: the official table, its page, the file's name, and the keys of the cells framed."""

    table: str
    page: int
    file: str
    cells: tuple[str, ...]


def draw_tables(task: TableTask) -> tuple[TablePicture, ...] | Problem:
    """Write the pictures of a file, MOST_PICTURES at most.

    None are drawn of a format without pages, or where the file is no longer there or no longer what was read.
    """
    try:
        data = task.item.path.read_bytes()
    except OSError:
        return ()
    if hashlib.sha256(data).hexdigest() != task.sha256:
        return ()
    try:
        page_count(data, task.item.file_name)
        document = read_document(data, task.item.file_name)
        cuts = islice(_cuts(document, task.concerned), MOST_PICTURES)
        return tuple(_written(task, data, cuts, document.turned))
    except Unreadable as refused:
        return () if refused.problem.code == "no_pages" else refused.problem
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Problem("picture_not_written", {"path": str(task.folder), "why": why})


@dataclass(frozen=True, slots=True)
class _Cut:
    """A part of a page to draw: the table on it, the part of it that is there, and the cells framed by their keys."""

    table: str
    part: PageBox
    framed: Mapping[PageBox, str]


def _written(task: TableTask, data: bytes, cuts: Iterator[_Cut], turned: Mapping[int, int]) -> Iterator[TablePicture]:
    numbers: dict[str, int] = {}
    for cut in cuts:
        frames = [Frame(box) for box in cut.framed]
        page = cut.part.page
        turns = turned.get(page, 0)
        picture = part_picture(data, cut.part, frames, name=task.item.file_name, turned=turns, bounds=_BOUNDS)
        if len(picture) > _BOUNDS.size:
            continue
        number = numbers[cut.table] = numbers.get(cut.table, 0) + 1
        name = f"{task.key}-{cut.table}-{number}.png"
        (task.folder / name).write_bytes(picture)
        yield TablePicture(cut.table, page, name, tuple(dict.fromkeys(cut.framed.values())))


def _cuts(document: Document, concerned: Sequence[Concerned]) -> Iterator[_Cut]:
    """What to draw, table by table and page by page."""
    for each in concerned:
        framed: dict[int, dict[PageBox, str]] = {}
        for grid in (block for block in document.blocks if isinstance(block, Grid)):
            for cell in cells_of(grid):
                for box in cell.boxes if cell.at in each.cells else ():
                    framed.setdefault(box.page, {})[box] = each.cells[cell.at]
        around = _boxes(document, each.table) if framed else []
        for page, boxes in sorted(framed.items()):
            part = [box for box in (*around, *boxes) if box.page == page]
            yield _Cut(each.table, bounds_of(page, part), boxes)


def _boxes(document: Document, table: str) -> list[PageBox]:
    """Where the cells of an official table stand, as far as its rows were told apart from others in the same grid."""
    own = [part for part in segments(document) if part.table == table]
    rows = [kind.row for part in own for kind in part.kinds]
    return [box for row in rows for entry in row.entries for box in entry.cell.boxes]
