"""How well and how fast the localiser finds injected faults: `python -m benchmarks.localise [ROUNDS]` (2 unless told).

Balanced tables of real magnitudes get 1, 2, 3 and 5 random faults of each kind of slip; the table of what came of it
is written to docs/localise.md.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gouji.localise import localise  # noqa: E402
from gouji.model import Cause, Confidence  # noqa: E402
from gouji.rulebook import load_rules  # noqa: E402
from kit import slips  # noqa: E402 - found through the line above
from kit.assessed import assessment_of  # noqa: E402
from kit.figures import Figures, figure_ids, load  # noqa: E402
from kit.oracle import failing  # noqa: E402
from kit.reports import report_of  # noqa: E402

COUNTS = (1, 2, 3, 5)
PAGE = ROOT / "docs" / "localise.md"
RULES = load_rules()


@dataclass(frozen=True, slots=True)
class Trial:
    """One table with faults, and what came of it. `seen_twice`: each fault broke two relations or more."""

    seen_twice: bool
    first: bool
    among: bool
    values: bool
    unique: bool
    certain: bool
    told: bool
    one_cell: bool
    seconds: float


def balanced_figures() -> list[Figures]:
    """All figures of the kit; the few that fail are mended by the first suggestion."""
    return [_mended(load(id)) for id in figure_ids()]


def _mended(figures: Figures) -> Figures:
    causes = localise(report_of(figures), assessment_of(figures), RULES)
    cells = {change.cell: int(change.suggested) for cause in causes for change in cause.solutions[0].cells}
    mended = replace(figures, cells={**figures.cells, **cells})
    if failing(mended):
        raise ValueError(f"{figures.id} is not mended")
    return mended


def trials(rounds: int, kind: str, count: int) -> Iterator[Trial]:
    """Every table with `count` faults of `kind`, `rounds` times over; tables without room for them are left out."""
    chooser = random.Random(f"{kind} {count}")
    for figures in balanced_figures() * rounds:
        faults = slips.draw(figures, kind, count, chooser)
        if faults is not None:
            faulty = slips.inject(figures, faults)
            if failing(faulty):
                yield _trial(figures, faulty, faults)


def _trial(figures: Figures, faulty: Figures, faults: tuple[slips.Fault, ...]) -> Trial:
    report, assessment = report_of(faulty), assessment_of(faulty)
    begun = time.process_time()
    causes = localise(report, assessment, RULES)
    seconds = time.process_time() - begun
    wrong = {cell for fault in faults for cell in fault}
    due = {cell: figures.number(cell) or 0 for cell in wrong}
    first = {c.cell: c.suggested for cause in causes for s in cause.solutions[:1] for c in s.cells}
    among = _among(causes, wrong)
    return Trial(
        seen_twice=all(len(failing(slips.inject(figures, (fault,)))) >= 2 for fault in faults),
        first=set(first) == wrong,
        among=among,
        values=first == due,
        unique=among and all(cause.minimal == 1 for cause in causes),
        certain=all(cause.confidence is Confidence.CERTAIN for cause in causes),
        told=all(cause.confidence is not Confidence.AMBIGUOUS for cause in causes),
        one_cell=len(wrong) == 1,
        seconds=seconds,
    )


def _among(causes: tuple[Cause, ...], wrong: set[str]) -> bool:
    """Whether one explanation of each cause, put together, names exactly the wrong cells."""
    named: set[str] = set()
    for cause in causes:
        sets = [{change.cell for change in solution.cells} for solution in cause.solutions]
        named |= max((cells for cells in sets if cells <= wrong), key=len, default=set())
    return named == wrong


def _share(trials: list[Trial], field: str) -> str:
    return f"{100 * sum(getattr(trial, field) for trial in trials) / len(trials):.1f}"


def _row(name: str, count: int, trials: list[Trial]) -> str:
    sure = [trial for trial in trials if trial.certain]
    right = f"{100 * sum(trial.first for trial in sure) / len(sure):.1f} of {len(sure)}" if sure else "–"
    milliseconds = sorted(1000 * trial.seconds for trial in trials)
    shares = [_share(trials, field) for field in ("first", "among", "values", "unique")]
    times = f"{statistics.median(milliseconds):.1f} | {milliseconds[-1]:.1f}"
    return f"| {name} | {count} | {len(trials)} | {' | '.join(shares)} | {right} | {times} |"


_HEAD = """\
| slip | faults | tables | first % | among % | values % | unique % | certain: right % | median ms | worst ms |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""


def tables(results: Mapping[tuple[str, int], list[Trial]]) -> Iterator[str]:
    """The page's tables: faults that each break two relations or more, then all that break any."""
    for title, twice in (("Every fault breaks at least two relations", True), ("Every fault that shows at all", False)):
        yield f"\n## {title}\n\n{_HEAD}"
        for count in COUNTS:
            every: list[Trial] = []
            for kind in slips.KINDS:
                chosen = [trial for trial in results[kind, count] if trial.seen_twice or not twice]
                every += chosen
                if chosen:
                    yield _row(kind, count, chosen)
            yield _row("**all**", count, every)


_INTRO = """\
# How well wrong cells are found

Written by `python -m benchmarks.localise {rounds}`. The faults are random with a fixed seed, so a second run gives the
same shares. {tables} balanced tables of real magnitudes (all figures of the test kit, of both editions; the four that
fail are mended first) get 1, 2, 3 and 5 faults of one kind each.

With one fault that breaks at least two relations the first suggestion is right in {single}, when
the fault is one wrong cell; in {told}, when it is any kind of slip
and gouji does not call it ambiguous; and in {any} of all. What is missing
there are slips that look like another slip: a figure moved down one row is
a figure of another column moved down, where both rows hold the same beside it.

- **first**: the first suggestions name exactly the cells that were changed. **among**: the listed explanations
  contain them. **values**: the first suggestions also give exactly the figures that were there before.
- **unique**: the changed cells are the only smallest explanation there is. What is not unique cannot be told apart
  by the relations alone, by any method that asks for the fewest wrong cells; where **first** is higher than
  **unique**, the kind of slip decided between explanations that are equally small, or for one that is larger.
- **certain**: how often the first suggestion was right where gouji called all causes of the table certain. Where it
  was wrong, gouji had said that it was likely or ambiguous, save for what this column leaves.
- Times are for one table with all its causes and sentences, in seconds of one processor core.

In all {count} tables took {seconds:.1f} s, {mean:.2f} ms each. Those with one fault took {one:.2f} ms each: 10,000 such
reports take {many:.0f} s on one core.
"""


def _right(trials: list[Trial]) -> str:
    return f"{_share(trials, 'first')} % of {len(trials)} tables"


def page(results: Mapping[tuple[str, int], list[Trial]], rounds: int) -> str:
    """The whole page."""
    seconds = [trial.seconds for trials in results.values() for trial in trials]
    one = 1000 * statistics.mean(trial.seconds for kind in slips.KINDS for trial in results[kind, 1])
    twice = [trial for kind in slips.KINDS for trial in results[kind, 1] if trial.seen_twice]
    intro = _INTRO.format(
        single=_right([trial for trial in twice if trial.one_cell]),
        told=_right([trial for trial in twice if trial.told]),
        any=_right(twice),
        rounds=rounds,
        tables=len(figure_ids()),
        count=len(seconds),
        seconds=sum(seconds),
        mean=1000 * statistics.mean(seconds),
        one=one,
        many=10 * one,
    )
    return intro + "\n".join(tables(results)) + "\n"


def main() -> None:
    """Run the experiment and write the page."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    results: dict[tuple[str, int], list[Trial]] = defaultdict(list)
    for kind in slips.KINDS:
        for count in COUNTS:
            results[kind, count] = list(trials(rounds, kind, count))
    text = page(results, rounds)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
