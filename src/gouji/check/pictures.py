"""Pictures of the official tables with findings, for the pages of reports that came as PDF or OFD."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from gouji.check.request import Json, Progress, Watch
from gouji.form import TABLES
from gouji.intake import Input
from gouji.model import Problem, finding_counts
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.outputs.restore import report_of
from gouji.reading import Reading
from gouji.reading.table_pictures import Cut, TablePicture, TableTask, draw_tables
from gouji.run_folder import RunFolder, write_record

_PAGES = b'"pages":'


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
        if _PAGES not in folder.record(key).read_bytes():
            continue
        record = read_record(folder.record(key))
        cuts = tuple(_cuts(record))
        if cuts and record["sha256"]:
            yield TableTask(item, key, record["sha256"], cuts, folder.pictures.resolve())


def _cuts(record: Json) -> Iterator[Cut]:
    """What of its pages the findings which count are about, table by table and page by page."""
    report = report_of(record | {"claims": []})
    concerned = {
        str(operand["cell"])
        for finding in record["findings"]
        if finding_counts(finding.get("status"))
        for operand in finding["operands"]
        # A figure of this very report.
        if not operand.get("report")
    }
    for table in (report.tables[name] for name in TABLES if name in report.tables):
        framed = {box: key for key, boxes in table.boxes.items() if key in concerned for box in boxes}
        for part in table.parts:
            on_page = {box: key for box, key in framed.items() if box.page == part.box.page}
            if on_page:
                yield Cut(table.name, part, on_page)


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
