"""What reports are held against beside each other: reports of earlier years, read and never judged, and a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji.across import template_clauses
from gouji.check.readings import registered, watched
from gouji.check.request import Json, Request, Watch
from gouji.intake import Overrides
from gouji.manifest import Manifest, Register
from gouji.model import Problem, Unread
from gouji.outputs.load import NotReadable, read_record
from gouji.outputs.record import earlier_entry, earlier_record, earlier_report_record, problem_entry
from gouji.outputs.unicode_text import valid
from gouji.reading import Reading
from gouji.reading.texts import texts_of
from gouji.run_folder import RunFolder, is_run_folder, write_record


class BaselineRefused(Exception):
    """The template cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class Earlier:
    """The earlier reports as results.json lists them, and an error for each file that gave none."""

    reports: list[Json] = field(default_factory=list)
    errors: list[Json] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The ids of the reports."""
        return [report["id"] for report in self.reports]


def read_template(reading: Reading, path: Path | None) -> frozenset[str]:
    """The clauses of the template at `path`, none without one; BaselineRefused when it cannot be read."""
    if path is None:
        return frozenset()
    item = reading.find([str(path)])[0]
    # Stated, since what `told` gives cannot be inferred from a function that gives either.
    told: list[tuple[str, ...] | Problem] = [reading.told(found) for found in reading.map(texts_of, [item])]
    [texts] = told
    if isinstance(texts, Problem):
        raise BaselineRefused(texts)
    return template_clauses(texts)


def earlier_paths(request: Request) -> list[Path]:
    """The files and folders that a run folder must not hold, since it is emptied before they are read."""
    return [*(Path(path) for path in request.comparing.previous), *filter(None, [request.comparing.baseline])]


def read_earlier(
    folder: RunFolder, reading: Reading, request: Request, manifest: Manifest | None, watch: Watch
) -> Earlier:
    """Read the earlier reports into `folder.earlier`. The folder of an earlier run gives its records as they are."""
    earlier = Earlier()
    paths = request.comparing.previous
    if not paths:
        return earlier
    folder.earlier.mkdir(exist_ok=True)
    runs = [path for path in paths if is_run_folder(Path(path))]
    for record in _read(reading, [path for path in paths if path not in runs], request, manifest, watch, earlier):
        _keep(folder, record, earlier)
    for run in runs:
        for record in _copied(Path(run), earlier):
            _keep(folder, record, earlier)
    return earlier


def _keep(folder: RunFolder, record: Json, earlier: Earlier) -> None:
    if record["id"] not in earlier.keys:
        write_record(folder.earlier_record(record["id"]), record)
        earlier.reports.append(earlier_entry(record))


def _read(
    reading: Reading, paths: Sequence[str], request: Request, manifest: Manifest | None, watch: Watch, earlier: Earlier
) -> Iterator[Json]:
    # A register of its own: a report of last year's makes none of this year's any less missing.
    register = Register(manifest)
    inputs = [item for item in reading.find(paths, exclude=request.out) if not register.is_manifest(item)]
    overrides = Overrides(request.overrides.organisation, None)
    for item in watched(registered(reading, inputs, register, overrides), len(inputs), watch):
        if isinstance(item, Unread):
            earlier.errors.append(_unread(item.source, item.problem))
        else:
            yield earlier_report_record(item)


def _copied(run: Path, earlier: Earlier) -> Iterator[Json]:
    for path in sorted((run / "records").glob("*.json")):
        try:
            record = read_record(path)
        except (NotReadable, OSError) as error:
            earlier.errors.append(_unread(str(path), Problem("previous_record", {"why": str(error)[:200]})))
            continue
        if record["tables"] or record["sections"]:
            yield earlier_record(record)


def _unread(source: str, problem: Problem) -> Json:
    """An error of ours that names the file of last year's."""
    text = problem_entry(problem)
    params = {"source": valid(source), "zh": text["message"], "en": text["message_en"]}
    return problem_entry(Problem("previous_unread", params))
