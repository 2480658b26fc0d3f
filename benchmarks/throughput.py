"""End to end beside its floor: `python -m benchmarks.throughput [FORMAT] [REPORTS…]` (html, 1,000 unless told).

FORMAT is html (a portal's pages and pages pasted from Word, of realistic weight), docx, xlsx or pdf; several numbers of
reports give a line each. They are checked in one run with every rule. The floor is what cannot be left out: a library's
bare parse of the same bytes (lxml for pages and for the XML of Word files, calamine for workbooks, PDFium's text for
PDF) and Jinja's rendering of the same pages, alone, in a process of its own: the memory of one that has checked many
reports is scattered, and the bare parse takes half as long again in it. `cpu` is processor time, of the run with all
its workers and of the floor: on a machine that others use, its ratio is what carries over.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import lxml.html  # noqa: E402
import pypdfium2  # noqa: E402
from lxml import etree  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402

from gouji.check import Progress, Request, check  # noqa: E402
from gouji.outputs.load import read_record  # noqa: E402
from gouji.pool import at_full_speed  # noqa: E402
from gouji.site import pages  # noqa: E402
from gouji.site.inputs import read_catalogue  # noqa: E402
from gouji.site.report import report_view  # noqa: E402
from gouji.site.run import run_facts  # noqa: E402
from kit import balanced, faults  # noqa: E402 - found through the line above
from kit.documents import STYLES  # noqa: E402

WEIGHTY = ("portal_html", "word_html")


def parse_word(data: bytes) -> object:
    """The element trees of a Word file's XML parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]


def parse_workbook(data: bytes) -> object:
    """Every cell of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def parse_pdf(data: bytes) -> object:
    """The bare text of every page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


@dataclass(frozen=True)
class Format:
    """The styles of documents of a format, in turn, and a library's bare parse of one."""

    styles: tuple[str, ...]
    parse: Callable[[bytes], object]


FORMATS = {
    "html": Format(WEIGHTY, lxml.html.document_fromstring),
    "docx": Format(("docx", "edited_docx"), parse_word),
    "xlsx": Format(("xlsx", "xlsx_sheets"), parse_workbook),
    "pdf": Format(("ruled_pdf", "repeated_pdf"), parse_pdf),
}
# So many reports tell what the floor costs for one: seconds of work, since a shared machine changes its speed often.
FLOOR_REPORTS = 1000
# So many are parsed, and then drawn, at a time: one kind of work with nothing between, as quick as it can be.
FLOOR_BATCH = 100
_FLOOR = "--floor"


def write_reports(folder: Path, count: int, styles: tuple[str, ...] = WEIGHTY) -> int:
    """`count` reports of invented bodies, every fifth with a fault; how many bytes."""
    folder.mkdir()
    size = 0
    for number, style in zip(range(count), cycle(styles), strict=False):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        if number % 5 == 0:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        data = STYLES[style](figures)
        (folder / f"{number:06d}.{STYLES[style].extension}").write_bytes(data)
        size += len(data)
    return size


def floor_alone(reports: Path, run: Path, name: str) -> tuple[float, float]:
    """What `floor` gives in a new process."""
    command = [sys.executable, "-m", "benchmarks.throughput", _FLOOR, str(reports), str(run), name]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    least, spent = json.loads(done.stdout)
    return least, spent


def floor(reports: Path, run: Path, parse: Callable[[bytes], object]) -> tuple[float, float]:
    """Seconds a report for parsing its file and rendering its page: wall-clock and of the processor."""
    files = sorted(reports.iterdir())[:FLOOR_REPORTS]
    catalogue = read_catalogue(run / "gx")
    facts = run_facts(None, catalogue)
    records = sorted((run / "records").iterdir())[: len(files)]
    seconds = spent = 0.0
    with at_full_speed():
        for start in range(0, len(files), FLOOR_BATCH):
            views = [report_view(read_record(each), catalogue.by_id) for each in records[start : start + FLOOR_BATCH]]
            pages.render_report(views[0], facts)
            begun, spent_before = time.perf_counter(), time.process_time()
            for file in files[start : start + FLOOR_BATCH]:
                parse(file.read_bytes())
            for view in views:
                pages.render_report(view, facts)
            seconds += time.perf_counter() - begun
            spent += time.process_time() - spent_before
    return seconds / len(files), spent / len(files)


class Steps:
    """When each step was last heard of."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.ends: dict[str, float] = {}

    def __call__(self, progress: Progress) -> None:
        """Called by the run as it goes."""
        self.ends[progress.step] = time.perf_counter() - self.begun


def measure(name: str, count: int) -> None:
    """One run of `count` reports, as a line of the table."""
    form = FORMATS[name]
    with tempfile.TemporaryDirectory() as place:
        reports, run = Path(place) / "in", Path(place) / "out"
        size = write_reports(reports, count, form.styles)
        steps, spent = Steps(), sum(os.times()[:4])
        check(Request((str(reports),), run), steps)
        seconds, spent = steps.ends["publishing"], sum(os.times()[:4]) - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        least, least_spent = floor_alone(reports, run, name)
    checked = max(steps.ends["reading"], steps.ends["checking"])
    print(
        f"{name:<6} {count:>7,} {size / count / 1000:>6.0f} {seconds:>9.1f} {count / seconds:>9.1f} "
        f"{least * count:>8.1f} {seconds / least / count:>6.2f} {spent:>8.1f} {least_spent * count:>9.1f} "
        f"{spent / least_spent / count:>6.2f} {checked:>9.1f} {seconds - checked:>10.1f} {peak:>8.0f}",
        flush=True,
    )


def main() -> None:
    """Print a line for each number of reports."""
    if sys.argv[1:2] == [_FLOOR]:
        reports, run, form = sys.argv[2:]
        print(json.dumps(floor(Path(reports), Path(run), FORMATS[form].parse)))
        return
    name, *counts = sys.argv[1:] if sys.argv[1:2] and sys.argv[1] in FORMATS else ["html", *sys.argv[1:]]
    print(
        "format reports kB/doc   seconds  a second    floor  times    cpu s floor cpu  times   checked  published"
        "  peak MB"
    )
    for count in map(int, counts or ["1000"]):
        measure(name, count)


if __name__ == "__main__":
    main()
