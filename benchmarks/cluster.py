"""What a run on a Spark cluster costs, step by step: `python -m benchmarks.cluster [FEW MANY]` (200 and 1000).

Two runs over generated pages of realistic weight, every fifth with a fault, with every rule, on a cluster of this
machine: a master and two workers with a processor each. Of each step: processor time in the executors, in the driver's
own process (which is serial) and in what the driver starts (the Java of Spark; the workers that draw pages). From the
two runs follow what a step costs at all and what it costs a report, and from these an estimate for 200,000 reports.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.throughput import write_reports  # noqa: E402 - found through the line above

from gouji.check import Request, check, run  # noqa: E402
from gouji.check.chunk import CHUNK_SIZE  # noqa: E402
from gouji.check.spread import CHUNKS_A_PROCESSOR, block  # noqa: E402
from gouji.cluster import Cluster  # noqa: E402
from kit import soak, spark_cluster  # noqa: E402

# Step → where it is called from, and by what name. What is between them is the step before.
STEPS: Mapping[str, tuple[Any, str]] = {
    "read documents": (run, "check_on_cluster"),
    "write frames": (block, "write_chunks"),
    "run rules": (block, "run_rules"),
    "hand out results": (block, "hand_out"),
    "assess, record": (block, "record_chunks"),
    "missing, manifest": (run, "record_missing"),
    "look across": (run, "look_across"),
    "ledger, pictures": (run, "rectify"),
    "pages, results": (run, "_conclude"),
}
REPORTS = 200_000
PROCESSORS = (8, 16, 32, 64, 128)
DRIVER_PROCESSORS = 4


@dataclass(frozen=True)
class Cost:
    """Seconds: of the clock, and of the processor by where."""

    wall: float = 0.0
    executors: float = 0.0
    driver: float = 0.0
    helpers: float = 0.0

    def _with(self, other: Cost, of: Callable[[float, float], float]) -> Cost:
        names = ("wall", "executors", "driver", "helpers")
        return Cost(*(of(getattr(self, name), getattr(other, name)) for name in names))

    def __add__(self, other: Cost) -> Cost:
        return self._with(other, lambda a, b: a + b)

    def __sub__(self, other: Cost) -> Cost:
        return self._with(other, lambda a, b: a - b)

    def times(self, factor: float) -> Cost:
        """So many times as much."""
        return self._with(self, lambda a, _: a * factor)


class Meter:
    """Adds up what each step costs; a step lasts until the next begins."""

    def __init__(self, workers: Sequence[int], others: Sequence[int]) -> None:
        self.workers, self.others = workers, others
        self.costs: dict[str, Cost] = {}
        self.step, self.before = "start", self.now()

    def now(self) -> Cost:
        """What has been spent so far."""
        used = os.times()
        mine = [each for each in soak.children() if each not in (*self.workers, *self.others)]
        helpers = used.children_user + used.children_system + sum(map(spent, mine))
        return Cost(time.monotonic(), sum(map(spent, self.workers)), used.user + used.system, helpers)

    def begin(self, step: str) -> None:
        """The step before is over."""
        now = self.now()
        self.costs[self.step] = self.costs.get(self.step, Cost()) + (now - self.before)
        self.step, self.before = step, now


def spent(process: int) -> float:
    """Seconds of the processor of a process and all that it started, also what has ended and was waited for."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    own = sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(spent, soak.children(process)))


@contextmanager
def metered(meter: Meter) -> Iterator[None]:
    """Have every step of a run tell the meter when it begins."""

    def telling(step: str, own: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any, **more: Any) -> Any:
            meter.begin(step)
            return own(*arguments, **more)

        return told

    with ExitStack() as stack:
        for step, (module, name) in STEPS.items():
            stack.enter_context(patch.object(module, name, telling(step, getattr(module, name))))
        yield


def measure(folder: Path, count: int, cluster: spark_cluster.Running) -> dict[str, Cost]:
    """A run over so many reports; what each step cost."""
    reports = folder / f"in-{count}"
    write_reports(reports, count)
    master, *workers = cluster.processes
    meter = Meter(workers, [master])
    with metered(meter):
        check(Request((str(reports),), folder / f"out-{count}", cluster=Cluster(cluster.url)))
    meter.begin("end")
    return meter.costs


@dataclass(frozen=True)
class Line:
    """A step's costs as a straight line: once, and for each report."""

    once: Cost
    each: Cost

    @classmethod
    def through(cls, few: tuple[int, Cost], many: tuple[int, Cost]) -> Line:
        """Never below nothing: of a step that costs little the difference is chance."""
        each = (many[1] - few[1]).times(1 / (many[0] - few[0]))
        each = Cost(*(max(0.0, value) for value in (each.wall, each.executors, each.driver, each.helpers)))
        once = few[1] - each.times(few[0])
        return cls(Cost(*(max(0.0, v) for v in (once.wall, once.executors, once.driver, once.helpers))), each)


def show_steps(lines: Mapping[str, Line]) -> None:
    """The table of what was measured."""
    print(f"{'':<20} {'seconds once':^32}   {'milliseconds a report':^32}")
    names = " ".join(f"{name:>10}" for name in ("executors", "driver", "helpers"))
    print(f"{'processor time':<20} {names}   {names}")
    whole = Line(Cost(), Cost())
    for step, line in lines.items():
        whole = Line(whole.once + line.once, whole.each + line.each)
        print(f"{step:<20} {_three(line.once, 1)}   {_three(line.each, 1000)}")
    print(f"{'all':<20} {_three(whole.once, 1)}   {_three(whole.each, 1000)}")


def _three(cost: Cost, factor: float) -> str:
    return " ".join(f"{value * factor:>10.2f}" for value in (cost.executors, cost.driver, cost.helpers))


def show_estimate(lines: Mapping[str, Line]) -> None:
    """How long 200,000 reports take on so many processors, in minutes, and what of that does not shrink."""
    each = sum((line.each for line in lines.values()), Cost())
    once = sum((line.once for line in lines.values()), Cost())
    # What the rules cost at all they cost for every block, and one after the other. What else is not for a report is
    # for starting Java and Python, in every executor at the same time.
    of_block = lines["run rules"].once
    start = (once.executors - of_block.executors) / spark_cluster.WORKERS
    serial = REPORTS * each.driver + once.driver
    drawn = REPORTS * each.helpers / DRIVER_PROCESSORS + once.helpers - of_block.helpers
    print(f"{REPORTS:,} reports, a driver with {DRIVER_PROCESSORS} processors; minutes")
    heads = ("processors", "blocks", "executors", "once a block", "driver", "its helpers", "together")
    print(" ".join(f"{head:>12}" for head in heads))
    for count in PROCESSORS:
        blocks = -(-REPORTS // (CHUNK_SIZE * CHUNKS_A_PROCESSOR * count))
        spread = REPORTS * each.executors / count + start
        blockwise = blocks * (of_block.driver + of_block.executors + of_block.helpers)
        parts = (spread, blockwise, serial, drawn)
        minutes = " ".join(f"{value / 60:>12.1f}" for value in (*parts, sum(parts)))
        print(f"{count:>12} {blocks:>12} {minutes}")


def main() -> None:
    """Print what each step costs, and what follows for a country's reports."""
    few, many = map(int, sys.argv[1:3] if len(sys.argv) > 2 else ("200", "1000"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "spark").mkdir()
        with spark_cluster.running(folder / "spark") as cluster:
            # The first session pays for starting Java.
            measure(folder, 2, cluster)
            costs = {count: measure(folder, count, cluster) for count in (few, many)}
    lines = {step: Line.through((few, costs[few][step]), (many, costs[many][step])) for step in costs[many]}
    print(
        f"{few:,} and {many:,} reports; wall-clock {sum(each.wall for each in costs[many].values()):.0f} s for {many:,}"
    )
    show_steps(lines)
    show_estimate(lines)


if __name__ == "__main__":
    main()
