"""End to end beside its floor: `python -m benchmarks.throughput [REPORTS…]` (1,000 unless told; several give a line).

HTML pages of realistic weight (a portal's, and pasted from Word) are checked in one run with every rule. The floor is
what cannot be left out: lxml's parse of the same bytes and Jinja's rendering of the same pages, alone, in this process.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import lxml.html  # noqa: E402

from gouji.check import Progress, Request, check  # noqa: E402
from gouji.outputs.load import read_record  # noqa: E402
from gouji.site import pages  # noqa: E402
from gouji.site.inputs import read_catalogue  # noqa: E402
from gouji.site.report import report_view  # noqa: E402
from gouji.site.run import run_facts  # noqa: E402
from kit import balanced, faults  # noqa: E402 - found through the line above
from kit.documents import STYLES  # noqa: E402

WEIGHTY = ("portal_html", "word_html")
# So many reports tell what the floor costs for one.
FLOOR_REPORTS = 100


def write_reports(folder: Path, count: int) -> int:
    """`count` reports of invented bodies, every fifth with a fault; how many bytes."""
    folder.mkdir()
    size = 0
    for number, style in zip(range(count), cycle(WEIGHTY), strict=False):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        if number % 5 == 0:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        data = STYLES[style](figures)
        (folder / f"{number:06d}.html").write_bytes(data)
        size += len(data)
    return size


def floor(reports: Path, run: Path) -> float:
    """Seconds a report for parsing its file and rendering its page."""
    files = sorted(reports.iterdir())[:FLOOR_REPORTS]
    catalogue = read_catalogue(run / "gx")
    facts = run_facts(None, catalogue)
    views = [
        report_view(read_record(each), catalogue.by_id) for each in sorted((run / "records").iterdir())[: len(files)]
    ]
    pages.render_report(views[0], facts)
    begun = time.perf_counter()
    for file in files:
        lxml.html.document_fromstring(file.read_bytes())
    for view in views:
        pages.render_report(view, facts)
    return (time.perf_counter() - begun) / len(files)


class Steps:
    """When each step was last heard of."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.ends: dict[str, float] = {}

    def __call__(self, progress: Progress) -> None:
        """Called by the run as it goes."""
        self.ends[progress.step] = time.perf_counter() - self.begun


def measure(count: int) -> None:
    """One run of `count` reports, as a line of the table."""
    with tempfile.TemporaryDirectory() as name:
        reports, run = Path(name) / "in", Path(name) / "out"
        size = write_reports(reports, count)
        steps = Steps()
        check(Request((str(reports),), run), steps)
        seconds = steps.ends["publishing"]
        least = floor(reports, run) * count
    checked = max(steps.ends["reading"], steps.ends["checking"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>7,} {size / count / 1000:>9.0f} {seconds:>9.1f} {count / seconds:>9.1f} {least:>8.1f} "
        f"{seconds / least:>6.2f} {checked:>9.1f} {seconds - checked:>11.1f} {peak:>8.0f}",
        flush=True,
    )


def main() -> None:
    """Print a line for each number of reports."""
    print("reports  kB/page   seconds  a second    floor  times   checked   published  peak MB")
    for count in map(int, sys.argv[1:] or ["1000"]):
        measure(count)


if __name__ == "__main__":
    main()
