"""Run the real rulebook in Great Expectations on frames that a test made, the way a check does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gouji.across import FRAMES, build_index
from gouji.across.assess import Judged
from gouji.across.stage import judgements
from gouji.engine.assess import assess
from gouji.engine.parquet import Frames
from gouji.engine.project import prepare_project
from gouji.engine.run import RelationResult, open_project, run_checkpoint
from gouji.model import Assessment, Report, VerdictKind
from gouji.normalise.tabulate import Rows, tabulate
from gouji.outputs.record import report_record
from gouji.rollup.frame import rollup_frame
from gouji.rollup.parents import Parents
from gouji.rulebook import Rulebook, load_rules
from gouji.run_folder import open_run_folder, write_json

CHUNK = "0001"

# The rules on the numbers of the tables and the few on the report as a whole that came first. Tests of the engine run
# these only: a rulebook that grows makes every run slower and says nothing new about the engine.
FIRST_RULES = "D101 D102 D103 F501 F502 F503 F504 F505 F506 F507 T201 T301 T302 T303 T401".split()


def first_rules() -> Rulebook:
    """A rulebook of `FIRST_RULES`."""
    rules = load_rules()
    return replace(rules, rules=tuple(rules.rule(id) for id in FIRST_RULES))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run gave: GX's results by edition and relation, and what was made of them by report."""

    path: Path
    results: Mapping[str, Mapping[str, RelationResult]]
    assessments: Mapping[str, Assessment]


def run_rows(
    path: Path,
    rows: Mapping[str, Rows],
    reports: Iterable[Report],
    *,
    rulebook: Rulebook | None = None,
    tamper: Callable[[Path], None] = lambda path: None,
) -> Ran:
    """Check `rows` (by edition and frame), which belong to `reports`, below `path`.

    `tamper` may change the run folder after it is prepared and before GX opens it.
    """
    rules = rulebook or load_rules()
    prepare_project(rules, path / "gx")
    folder = path / "frames" / CHUNK
    frames = Frames(rows)
    for edition in rows:
        frames.write(folder, edition)
    tamper(path)
    context = open_project(path / "gx")
    results = {edition: run_checkpoint(context, rules, edition) for edition in rows}
    found = assess(list(reports), rules, results, frames.drawn)
    return Ran(path, results, found)


def run_reports(
    path: Path,
    reports: Iterable[Report],
    *,
    rulebook: Rulebook | None = None,
    tamper: Callable[[Path], None] = lambda path: None,
) -> Ran:
    """Check `reports` below `path`."""
    reports = list(reports)
    return run_rows(path, tabulate(reports), reports, rulebook=rulebook, tamper=tamper)


def run_across(path: Path, reports: Iterable[Report], rulebook: Rulebook | None = None) -> Mapping[str, Judged]:
    """What comes of holding `reports` against each other below `path`; they are told apart by their registered ids."""
    rules = rulebook or load_rules()
    folder = open_run_folder(path / "run")
    prepare_project(rules, folder.project)
    keys: list[str] = []
    places: dict[str, str] = {}
    for number, report in enumerate(reports):
        places[report.id] = key = f"{number:012x}"
        record = report_record(replace(report, id=key), Assessment(key, VerdictKind.CLEAR, (), (), ()))
        write_json(folder.record(key), record)
        keys.append(key)
    index = build_index(folder.record(key) for key in keys)
    judged = dict(judgements(folder, rules, index, keys, (*FRAMES, rollup_frame(Parents()))))
    return {id: judged[key] for id, key in places.items()}
