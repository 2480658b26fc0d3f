"""Pictures of pages with what was recognised drawn in: what workers do for them, and what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from gouji.form import load_edition
from gouji.intake import Input
from gouji.model import CellState, Document, Grid, GridCell, Locator, PageBox, Problem, enclosing
from gouji.normalise.tables import TablesRead, read_tables
from gouji.normalise.tables.segments import Segment, segments
from gouji.sources import Unreadable, read_document
from gouji.sources.picture import Frame, FrameKind, page_count, page_picture

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Sketch:
    """What to draw over the pages of one file: how many pages it has, and the frames."""

    pages: int
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A page to draw: the file, the page's number, the frames on it, and the picture to write."""

    item: Input
    page: int
    frames: tuple[Frame, ...]
    to: Path


def sketch(task: tuple[Input, str]) -> Sketch | Problem:
    """What was recognised in a file, labels in the language of the task; the problem when it has no pages to draw.

    OSError when the file cannot be opened.
    """
    item, language = task
    if item.problem is not None:
        return item.problem
    data = item.path.read_bytes()
    try:
        pages = page_count(data, item.file_name)
        document = read_document(data, item.file_name)
    except Unreadable as refused:
        return refused.problem
    return Sketch(pages, tuple(_frames(document, language)))


def draw(plate: Plate) -> Path | Problem:
    """Write the picture of a page. OSError when the file cannot be opened."""
    data = plate.item.path.read_bytes()
    try:
        picture = page_picture(data, plate.page, plate.frames, name=plate.item.file_name, lines=True)
        plate.to.write_bytes(picture)
    except Unreadable as refused:
        return refused.problem
    except OSError as error:
        return Problem("picture_not_written", {"path": str(plate.to), "why": error.strerror or type(error).__name__})
    return plate.to


def plates(item: Input, number: int, seen: Sketch, folder: Path) -> list[Plate]:
    """The pages of the file `item`, the `number`th of the run, each with the place of its picture in `folder`."""
    stem = _UNSAFE.sub("_", PurePath(item.file_name).stem)[:_LONGEST_STEM].strip("._-") or "page"
    return [
        Plate(
            item,
            page,
            tuple(frame for frame in seen.frames if frame.box.page == page),
            folder / f"{number:03d}-{stem}-p{page:02d}.png",
        )
        for page in range(1, seen.pages + 1)
    ]


def _frames(document: Document, language: str) -> Iterator[Frame]:
    """Cells first, so that the tables' outlines lie over them."""
    states = _states(read_tables(document))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    for each in grids:
        for cell in cells_of(each):
            label = f"{cell.at.row},{cell.at.column}"
            yield from (Frame(box, _kind(states.get(cell.at)), label) for box in cell.boxes)
    parts = segments(document)
    for block, grid in enumerate(document.blocks):
        if isinstance(grid, Grid):
            yield from _outlines(grid, [part for part in parts if part.block == block], language)


def _states(read: TablesRead) -> dict[Locator, CellState]:
    cells = (cell for table in read.tables.values() for cell in table.cells.values())
    return {cell.at: cell.state for cell in cells if cell.at is not None}


def _kind(state: CellState | None) -> FrameKind:
    if state is None:
        return FrameKind.CELL
    return FrameKind.READ if state in (CellState.NUMBER, CellState.BLANK) else FrameKind.UNCERTAIN


def cells_of(grid: Grid) -> list[GridCell]:
    """The cells of `grid`, each once, in reading order."""
    return list({id(cell): cell for row in grid.rows for cell in row if cell is not None}.values())


def _outlines(grid: Grid, parts: Sequence[Segment], language: str) -> Iterator[Frame]:
    """What of `grid` stands on each page, labelled with the official tables recognised in it."""
    tables = dict.fromkeys(part.table for part in parts if part.table)
    names = [f"{table} {load_edition('2021').tables[table].title.get(language)}" for table in tables]
    label = " + ".join(names) or "?"
    boxes: dict[int, list[PageBox]] = {}
    for box in (box for cell in cells_of(grid) for box in cell.boxes):
        boxes.setdefault(box.page, []).append(box)
    for on_page in boxes.values():
        yield Frame(enclosing(on_page), FrameKind.TABLE, f"{grid.at.table}: {label}")
