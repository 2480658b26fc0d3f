"""Time and memory by the number of reports: `python -m benchmarks.scale [REPORTS…]` (1,000 and 3,000 unless told).

`gouji check` runs as a process of its own on so many generated pages of realistic weight, every fifth with a fault.
Prints for each size processor time (with all workers), wall-clock time, the highest memory of the process and of all
its processes together (resident; what they share is counted for each), and what the run folder takes; then the straight
line that fits best, with what each size lies off it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.throughput import write_reports  # noqa: E402 - found through the line above

from kit import soak  # noqa: E402

GOUJI = [sys.executable, "-c", "from gouji_cli.main import main; main()", "check", "--fail-on", "never", "--no-cache"]
# How often memory is looked at, in seconds.
EVERY = 0.1
MB = 1_000_000
MOST_MB = 1_500


@dataclass(frozen=True)
class Size:
    """What a run of so many reports took: seconds, and bytes."""

    reports: int
    cpu: float
    wall: float
    parent: int
    together: int
    folder: int
    files: int


def processes(parent: int) -> Iterator[int]:
    """A process and all that it started."""
    yield parent
    for child in soak.children(parent):
        yield from processes(child)


def resident(process: int) -> int:
    """Bytes of memory that a process holds now; 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def watched(arguments: Sequence[str]) -> tuple[float, float, int, int]:
    """Run a command: seconds of the processor and of the clock, highest memory of it and of all its processes."""
    begun = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    together = 0
    while True:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        together = max(together, sum(map(resident, processes(process.pid))))
        time.sleep(EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{arguments} ended with {process.returncode}"
    return used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss * 1024, together


def measure(source: Path, count: int, out: Path) -> Size:
    """A run of the first `count` files of `source`."""
    reports = out.with_name(f"in-{count}")
    reports.mkdir()
    for path in sorted(source.iterdir())[:count]:
        os.link(path, reports / path.name)
    cpu, wall, parent, together = watched([*GOUJI, str(reports), "-o", str(out)])
    files = [path for path in out.rglob("*") if path.is_file()]
    size = Size(count, cpu, wall, parent, together, sum(path.stat().st_size for path in files), len(files))
    shutil.rmtree(out)
    shutil.rmtree(reports)
    return size


def show_fit(name: str, sizes: Sequence[Size], of: Callable[[Size], float]) -> None:
    """time = a + b · n by least squares, how much of the variation that explains, and how far each size is off."""
    counts, times = np.array([size.reports for size in sizes], float), np.array(list(map(of, sizes)))
    slope, start = np.polyfit(counts, times, 1)
    fitted = start + slope * counts
    spread = float(((times - times.mean()) ** 2).sum())
    explained = 1 - float(((times - fitted) ** 2).sum()) / spread if spread else 1.0
    print(f"{name} = {start:.1f} s + {slope * 1000:.1f} ms a report; R² = {explained:.5f}")
    for count, took, line in zip(counts, times, fitted, strict=True):
        off = f"{took - line:+8.1f} s ({took / line - 1:+.1%})"
        print(f"  {count:>9,.0f}: {took:9.1f} s, fitted {line:9.1f} s, off by {off}")


def main() -> None:
    """Print a line for each number of reports, then the fit."""
    counts = sorted({int(each) for each in sys.argv[1:] or ["1000", "3000"]})
    sizes = []
    print("reports      cpu s    wall s  cpu ms/report  parent MB  together MB  folder kB/report  files/report")
    with tempfile.TemporaryDirectory() as name:
        write_reports(Path(name) / "all", counts[-1])
        for count in counts:
            sizes.append(size := measure(Path(name) / "all", count, Path(name) / "out"))
            print(
                f"{count:>7,} {size.cpu:>10.1f} {size.wall:>9.1f} {size.cpu / count * 1000:>14.1f} "
                f"{size.parent / MB:>10.0f} {size.together / MB:>12.0f} {size.folder / count / 1000:>17.1f} "
                f"{size.files / count:>13.1f}",
                flush=True,
            )
    if len(sizes) > 1:
        show_fit("processor time", sizes, lambda size: size.cpu)
        show_fit("wall-clock time", sizes, lambda size: size.wall)
    peak = max(size.together for size in sizes) / MB
    print(
        f"peak: {peak:,.0f} MB of all processes together, {'under' if peak < MOST_MB else 'NOT under'} {MOST_MB:,} MB"
    )


if __name__ == "__main__":
    main()
