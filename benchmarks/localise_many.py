"""Ten thousand failing reports, localised on two cores: `python -m benchmarks.localise_many [REPORTS]`.

Each table has one random slip, every tenth two of them; the time is that of the causes alone, the tables are made
before the clock starts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice

from benchmarks.localise import RULES, balanced_figures

from gouji.localise import localise
from kit import slips
from kit.assessed import assessment_of
from kit.figures import Figures
from kit.oracle import failing
from kit.reports import report_of

_CORES = 2
_SHARE_OF_TWO = 10


def failing_tables(count: int) -> Iterator[Figures]:
    """Tables of real magnitudes with one slip that breaks a relation, every tenth with two."""
    chance = random.Random(20260101)
    balanced = balanced_figures()
    kinds = cycle(slips.KINDS)
    number = 0
    while number < count:
        faults = 2 if number % _SHARE_OF_TWO == 0 else 1
        figures = balanced[chance.randrange(len(balanced))]
        drawn = slips.draw(figures, next(kinds), faults, chance)
        if drawn is not None and failing(made := slips.inject(figures, drawn)):
            number += 1
            yield made


def localise_all(tables: Sequence[Figures]) -> tuple[int, float, float]:
    """How many tables have causes, the seconds for all of them, and the longest for one."""
    ready = [(report_of(figures), assessment_of(figures)) for figures in tables]
    found, worst, started = 0, 0.0, time.perf_counter()
    for report, assessment in ready:
        before = time.perf_counter()
        found += bool(localise(report, assessment, RULES))
        worst = max(worst, time.perf_counter() - before)
    return found, time.perf_counter() - started, worst


def main() -> None:
    """Print the time of all on two cores."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    tables = list(failing_tables(count))
    parts = [list(islice(tables, core, None, _CORES)) for core in range(_CORES)]
    with ProcessPoolExecutor(_CORES) as pool:
        results = list(pool.map(localise_all, parts))
    found = sum(each for each, _, _ in results)
    wall = max(seconds for _, seconds, _ in results)
    worst = max(longest for _, _, longest in results)
    print(
        f"{count} failing tables, {found} explained: {wall:.1f} s on {_CORES} cores, the longest {worst * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
