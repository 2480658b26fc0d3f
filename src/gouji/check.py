"""The composition root: read, normalise, tabulate, run the checkpoints, assess, record, publish."""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.intake import Input, Overrides
from gouji.localise import localise, prose_evidence
from gouji.manifest import Register, read_manifest
from gouji.model import Assessment, Problem, Report, Severity, Unread, VerdictKind
from gouji.normalise.explain import GridSeen
from gouji.normalise.tabulate import Rows, tabulate
from gouji.outputs.record import check_entry, missing_record, problem_entry, report_record, unread_record
from gouji.outputs.unicode_text import valid
from gouji.pool import Lost
from gouji.reading import Reading, ReadingOptions
from gouji.reading.explaining import grids_seen
from gouji.rulebook import Rulebook, load_rules
from gouji.run_folder import SCHEMA, RunFolder, open_run_folder, write_json

# One checkpoint costs the same for one report as for hundreds; this many bound the memory.
CHUNK_SIZE = 500

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the step (`reading`, `checking`, `publishing`) and how much of it is done."""

    step: str
    done: int
    total: int


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to check and where to put the result; `manifest` is the file with the register of bodies."""

    paths: tuple[str, ...]
    out: Path
    overrides: Overrides = field(default_factory=Overrides)
    manifest: Path | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a run came to. `results` is the content of results.json, `errors` are ours and not about one report."""

    folder: RunFolder
    results: Json

    @property
    def reports(self) -> list[Json]:
        """The entries of the reports, in the order found."""
        return list(self.results["reports"])

    @property
    def incomplete(self) -> bool:
        """Whether a file could not be read or something of ours went wrong."""
        return bool(self.results["errors"]) or any(report["errors"] for report in self.reports)

    def found(self, threshold: Severity) -> bool:
        """Whether there is a finding of `threshold` or heavier."""
        return any(
            Severity(finding["severity"]).rank <= threshold.rank
            for report in self.reports
            for finding in report["findings"]
        )

    def count(self, verdict: VerdictKind) -> int:
        """How many reports have `verdict`."""
        return sum(report["verdict"] == verdict.value for report in self.reports)


def read(
    paths: Sequence[str],
    overrides: Overrides,
    watch: Watch = lambda progress: None,
    options: ReadingOptions | None = None,
) -> Iterator[Report | Unread]:
    """Read every file behind `paths`; nothing is judged and nothing written."""
    return (item for _, item in read_files(paths, overrides, watch, options))


def read_files(
    paths: Sequence[str],
    overrides: Overrides,
    watch: Watch = lambda progress: None,
    options: ReadingOptions | None = None,
) -> Iterator[tuple[Input, Report | Unread]]:
    """Every file behind `paths` with what was read from it."""
    with Reading(options) as reading:
        inputs = reading.find(paths)
        results = _watched(reading.read(inputs, [overrides] * len(inputs)), len(inputs), watch)
        yield from zip(inputs, results, strict=True)


def explain(
    paths: Sequence[str], overrides: Overrides, options: ReadingOptions | None = None
) -> Iterator[tuple[Report | Unread, tuple[GridSeen, ...]]]:
    """Every file behind `paths` as it was read, and how its tables were recognised."""
    with Reading(options) as reading:
        inputs = reading.find(paths)
        results = list(reading.read(inputs, [overrides] * len(inputs)))
        for result, seen in zip(results, reading.map(grids_seen, inputs), strict=True):
            yield result, () if isinstance(seen, Lost) else seen


def check(request: Request, watch: Watch = lambda progress: None) -> CheckResult:
    """Check every report behind the request's paths and publish the result in its run folder.

    Raises FolderRefused when the run folder cannot be used, RuleError when the rulebook cannot, and ManifestRefused
    when the manifest cannot.
    """
    started = datetime.now(UTC)
    rulebook = load_rules()
    register = Register(read_manifest(request.manifest) if request.manifest else None)
    keys: list[str] = []
    with Reading(request.reading) as reading:
        inputs = [item for item in reading.find(request.paths, exclude=request.out) if not register.is_manifest(item)]
        kept = [request.manifest] if request.manifest else []
        folder = open_run_folder(request.out, [*(item.origin or item.path for item in inputs), *kept])
        manifest = _manifest(rulebook, request, register, started)
        write_json(folder.manifest, manifest)
        # The workers begin at once: they read while GX, which takes seconds to import, is imported here.
        results = _watched(_registered(reading, inputs, register, request.overrides), len(inputs), watch)

        from gouji.engine.project import prepare_project

        prepare_project(rulebook, folder.project)
        for number, chunk in enumerate(_chunks(results), start=1):
            keys += _check_chunk(folder, rulebook, f"{number:04d}", chunk)
            watch(Progress("checking", len(keys), len(inputs)))
    for missing in register.missing():
        write_json(folder.record(missing.id), missing_record(missing))
        keys.append(missing.id)
    return _conclude(folder, rulebook, manifest, keys, watch)


def _registered(
    reading: Reading, inputs: Sequence[Input], register: Register, overrides: Overrides
) -> Iterator[Report | Unread]:
    """What is read, with what the register says of it; reading begins at once."""
    results = reading.read(inputs, [register.overrides(item, overrides) for item in inputs])
    return (register.registered(item, result, overrides) for item, result in zip(inputs, results, strict=True))


def _watched(items: Iterator[Report | Unread], total: int, watch: Watch) -> Iterator[Report | Unread]:
    for done, item in enumerate(items, start=1):
        yield item
        watch(Progress("reading", done, total))


def _chunks(items: Iterator[Report | Unread]) -> Iterator[list[Report | Unread]]:
    while chunk := list(islice(items, CHUNK_SIZE)):
        yield chunk


def _check_chunk(folder: RunFolder, rulebook: Rulebook, name: str, items: Sequence[Report | Unread]) -> list[str]:
    """Run the rules on one chunk and write its records; the ids in the order read."""
    from gouji.engine.assess import assess
    from gouji.engine.parquet import as_frame, write_frames
    from gouji.engine.project import use_chunk
    from gouji.engine.run import open_project, run_checkpoint

    items, rows = _tabulated(items)
    reports = [item for item in items if isinstance(item, Report)]
    frames = folder.frames(name)
    for edition, edition_rows in rows.items():
        write_frames(frames, edition, edition_rows)
    results = {}
    if rows:
        use_chunk(folder.project, name)
        context = open_project(folder.project)
        results = {edition: run_checkpoint(context, rulebook, edition) for edition in rows}
    assessments = assess(reports, rulebook, results, lambda edition, frame: as_frame(rows[edition], edition, frame))
    for item in items:
        record = _record(item, assessments[item.id], rulebook) if isinstance(item, Report) else unread_record(item)
        write_json(folder.record(item.id), record)
    return [item.id for item in items]


def _tabulated(items: Sequence[Report | Unread]) -> tuple[list[Report | Unread], dict[str, Rows]]:
    """The rows of all reports by edition and frame; a report that cannot be tabulated becomes a file not read."""
    kept: list[Report | Unread] = []
    rows: dict[str, Rows] = {}
    for item in items:
        if isinstance(item, Unread):
            kept.append(item)
            continue
        try:
            own = tabulate([item])
        except Exception as error:  # noqa: BLE001 - an error of ours with one report must not cost the others
            problem = Problem("reader_crashed", {"why": f"{type(error).__name__}: {error}"[:200]})
            kept.append(Unread(item.id, item.source, item.sha256, problem, registration=item.registration))
            continue
        kept.append(item)
        for edition, frames in own.items():
            for frame, lines in frames.items():
                rows.setdefault(edition, {}).setdefault(frame, []).extend(lines)
    return kept, rows


def _record(report: Report, assessment: Assessment, rulebook: Rulebook) -> Json:
    try:
        causes = localise(report, assessment, rulebook, prose_evidence(report))
    except Exception as error:  # noqa: BLE001 - findings stand without their probable causes
        problem = Problem("causes_failed", {"why": f"{type(error).__name__}: {error}"[:200]})
        return report_record(report, replace(assessment, errors=(*assessment.errors, problem)), ())
    return report_record(report, assessment, causes)


def _conclude(folder: RunFolder, rulebook: Rulebook, manifest: Json, keys: Sequence[str], watch: Watch) -> CheckResult:
    """What looks across reports, the pages, and the machine-readable result."""
    from gouji.engine.docs import build_docs
    from gouji.outputs.load import read_record
    from gouji.site import missing_pages

    _flag_duplicates(folder, keys)
    manifest["reports"] = len(keys)
    manifest["run"]["finished"] = _timestamp(datetime.now(UTC))
    write_json(folder.manifest, manifest)
    watch(Progress("publishing", 0, len(keys)))
    errors: list[Json] = []
    try:
        build_docs(folder.project)
    except Exception as error:  # noqa: BLE001 - the results are written all the same, with what is wrong with the pages
        why = f"{type(error).__name__}: {error}"[:200]
        errors.append(problem_entry(Problem("docs_not_built", {"why": why})))
    entries = [check_entry(read_record(folder.record(key))) for key in keys]
    missing = missing_pages(folder.site, entries, rulebook.active, _suites_run(folder, rulebook))
    errors += [problem_entry(Problem("page_not_built", {"page": page})) for page in missing]
    results = {
        "schema": SCHEMA,
        "gouji": __version__,
        "rulebook": manifest["rulebook"],
        "run": manifest["run"],
        "notes": manifest["notes"],
        "reports": entries,
        "errors": errors,
    }
    write_json(folder.results, results)
    watch(Progress("publishing", len(keys), len(keys)))
    return CheckResult(folder, results)


def _suites_run(folder: RunFolder, rulebook: Rulebook) -> list[str]:
    """The suite behind each stored result: those of every edition that a chunk had reports of."""
    names = dict.fromkeys(f"{relation.edition}.{rule.frame}" for rule, relation in rulebook.relations())
    editions = [entry.name for entry in sorted((folder.path / "frames").glob("*/*"))]
    return [name for edition in editions for name in names if name.startswith(f"{edition}.")]


def _flag_duplicates(folder: RunFolder, keys: Sequence[str]) -> None:
    """Note on each report the others of the same organ and year; both stay, neither is preferred."""
    from gouji.outputs.load import read_record

    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    sources: dict[str, str] = {}
    for key in keys:
        record = read_record(folder.record(key))
        sources[key] = record["source"]
        if record["organisation"] and record["year"]:
            groups[record["organisation"], record["year"]].append(key)
    for group in groups.values():
        if len(group) < 2:
            continue
        for key in group:
            record = read_record(folder.record(key))
            others = "、".join(sources[other] for other in group if other != key)
            record["notes"].append(problem_entry(Problem("duplicate_report", {"others": others})))
            write_json(folder.record(key), record)


def _manifest(rulebook: Rulebook, request: Request, register: Register, started: datetime) -> Json:
    """What ran, by which rules, with which programs: the run's audit trail."""
    said = register.manifest
    return {
        "schema": SCHEMA,
        "gouji": __version__,
        "rulebook": {"version": rulebook.version, "digest": rulebook.digest, "rules": len(rulebook.active)},
        "run": {
            "id": started.strftime("%Y%m%dT%H%M%S.%fZ"),
            "started": _timestamp(started),
            "finished": None,
            "arguments": {
                "paths": [valid(path) for path in request.paths],
                "organisation": request.overrides.organisation,
                "year": request.overrides.year,
                "manifest": valid(str(said.path)) if said else None,
            },
        },
        "manifest": {"sha256": said.sha256, "rows": len(said.entries)} if said else None,
        "notes": [problem_entry(note) for note in said.notes] if said else [],
        "engine": {
            "great_expectations": version("great_expectations"),
            "pandas": version("pandas"),
            "python": platform.python_version(),
        },
        "reports": None,
    }


def _timestamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
