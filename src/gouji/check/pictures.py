"""Pictures of the official tables with findings, for the pages of reports that came as PDF or OFD."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from gouji.check.request import Json, Progress, Watch
from gouji.form import TABLES
from gouji.intake import Input
from gouji.model import Locator, Problem, finding_counts
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.reading import Reading
from gouji.reading.table_pictures import Concerned, TablePicture, TableTask, draw_tables
from gouji.run_folder import RunFolder, write_record

_PAGE = b'"page"'


def draw_pictures(
    folder: RunFolder, reading: Reading, inputs: Sequence[Input], keys: Sequence[str], watch: Watch
) -> None:
    """Draw the tables of the reports of `inputs`, whose ids `keys` begins with, and name the pictures in the records.

    A report whose tables cannot be drawn gets a note. Nothing else depends on pictures.
    """
    shutil.rmtree(folder.pictures, ignore_errors=True)
    tasks = list(_tasks(folder, inputs, keys))
    if not tasks:
        return
    folder.pictures.mkdir()
    for number, (task, drawn) in enumerate(zip(tasks, reading.map(draw_tables, tasks), strict=True), start=1):
        _enter(folder, task.key, reading.told(drawn))
        watch(Progress("drawing", number, len(tasks)))


def _tasks(folder: RunFolder, inputs: Sequence[Input], keys: Sequence[str]) -> Iterator[TableTask]:
    # After the reports of the files come those that a manifest expects and that have no file.
    for item, key in zip(inputs, keys, strict=False):
        # Most reports have no pages; looking for the word is quicker by far than reading the record.
        if _PAGE not in folder.record(key).read_bytes():
            continue
        record = read_record(folder.record(key))
        concerned = tuple(_concerned(record))
        if concerned and record["sha256"]:
            yield TableTask(item, key, record["sha256"], concerned, folder.pictures.resolve())


def _concerned(record: Json) -> Iterator[Concerned]:
    """The cells that the findings which count are about, as far as they have a page, in the order of the tables."""
    operands = [
        operand
        for finding in record["findings"]
        if finding_counts(finding.get("status"))
        for operand in finding["operands"]
        if _on_a_page(operand)
    ]
    for table in TABLES:
        own = {_locator(each["at"]): str(each["cell"]) for each in operands if each["cell"].startswith(f"{table}.")}
        if own:
            yield Concerned(table, own)


def _on_a_page(operand: Mapping[str, Json]) -> bool:
    """Whether a figure stands on a page of this very report."""
    return not operand.get("report") and "page" in (operand["at"] or {})


def _locator(at: Mapping[str, int]) -> Locator:
    return Locator(**at)


def _enter(folder: RunFolder, key: str, drawn: tuple[TablePicture, ...] | Problem) -> None:
    """Write what was drawn, or that it could not be, into the report's record."""
    if not drawn:
        return
    path = folder.record(key)
    record = read_record(path)
    if isinstance(drawn, Problem):
        record["notes"].append(problem_entry(Problem("pictures_not_drawn")))
    else:
        record["pictures"] = [asdict(each) | {"cells": list(each.cells)} for each in drawn]
    write_record(path, record)
