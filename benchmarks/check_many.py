"""How long `gouji check` takes over many reports: `python benchmarks/check_many.py [REPORTS]` (200 unless told)."""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gouji.check import CheckResult, Progress, Request, check  # noqa: E402
from kit import balanced, faults  # noqa: E402 - found through the line above
from kit.documents import STYLES  # noqa: E402


def write_reports(folder: Path, count: int) -> None:
    """`count` reports of invented places in every style in turn; every fifth breaks a relation."""
    for number, style in zip(range(count), cycle(STYLES.values()), strict=False):
        figures = balanced.make(number, organisation=f"示例市第{number}局", year=2024)
        if number % 5 == 0:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        (folder / f"{number:06d}.{style.extension}").write_bytes(style(figures))


class Clock:
    """Notes when each step of a run was last heard of."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.ends: dict[str, float] = {}

    def __call__(self, progress: Progress) -> None:
        """Called by the run as it goes."""
        self.ends[progress.step] = time.perf_counter() - self.begun


def measure(count: int) -> tuple[CheckResult, Clock]:
    """Make the reports and check them in one run."""
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.mkdir()
        write_reports(reports, count)
        clock = Clock()
        result = check(Request((str(reports),), Path(folder) / "out"), clock)
    return result, clock


def main() -> None:
    """Print when each step ended and how many reports that is a second."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    result, clock = measure(count)
    for step, end in clock.ends.items():
        print(f"{step:<12} done after {end:6.1f} s")
    total = clock.ends["publishing"]
    print(f"{len(result.reports)} reports in {total:.1f} s, {count / total:.1f} a second")


if __name__ == "__main__":
    main()
