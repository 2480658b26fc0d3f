"""Draw the pages of files that were found, each page in a worker process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gouji.intake import Input
from gouji.model import Problem
from gouji.reading.drawing import Sketch, draw, plates, sketch
from gouji.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one file's pages that were written, and what was in the way of others."""

    written: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def draw_pages(reading: Reading, inputs: Sequence[Input], folder: Path, language: str) -> list[Pictures]:
    """Write a picture of each page of `inputs` into `folder`, which is there; what came of each file.

    Pictures are called by the file's ordinal, its name and the page: `001-report-p01.png`.
    """
    tasks = [(item, language) for item in inputs]
    sketches: list[Sketch | Problem] = [reading.told(seen) for seen in reading.map(sketch, tasks)]
    to_draw = [
        plate
        for number, (item, seen) in enumerate(zip(inputs, sketches, strict=True), start=1)
        if isinstance(seen, Sketch)
        for plate in plates(item, number, seen, folder)
    ]
    drawn: Iterator[Path | Problem] = iter([reading.told(done) for done in reading.map(draw, to_draw)])
    return [_of_file(seen, drawn) for seen in sketches]


def _of_file(seen: Sketch | Problem, drawn: Iterator[Path | Problem]) -> Pictures:
    """What came of the next of the pages that were `drawn`: those of one file."""
    if isinstance(seen, Problem):
        return Pictures(problems=(seen,))
    pages = list(islice(drawn, seen.pages))
    return Pictures(
        tuple(each for each in pages if isinstance(each, Path)),
        tuple(each for each in pages if isinstance(each, Problem)),
    )
