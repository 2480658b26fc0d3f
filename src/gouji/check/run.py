"""A whole run, in its order: read, run the rules chunk by chunk, look across the reports, publish."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import __version__
from gouji.check.across import look_across
from gouji.check.audit_trail import run_manifest, timestamp
from gouji.check.chunk import check_chunk, chunk_names, chunk_of
from gouji.check.earlier import earlier_paths, read_earlier, read_template
from gouji.check.exports import export_results
from gouji.check.journal import Journal, Plan
from gouji.check.lock import locked
from gouji.check.missing import record_missing
from gouji.check.originals import complete_originals
from gouji.check.pictures import draw_pictures
from gouji.check.publish import publish
from gouji.check.readings import registered, watched
from gouji.check.rectification import ledger_file, open_requested, rectify
from gouji.check.request import CheckResult, Json, Progress, Request, Watch, unwatched
from gouji.check.spread import Task, check_on_cluster, session_of
from gouji.check.stopped import same_inputs, stoppable
from gouji.cluster import ClusterRefused, is_remote, remote_inputs
from gouji.intake import Input
from gouji.manifest import Register, read_manifest
from gouji.model import Problem
from gouji.outputs.export import refuse_places
from gouji.pool import at_full_speed, collect_now
from gouji.reading import Reading
from gouji.rulebook import Rulebook, choose_rules
from gouji.run_folder import FolderRefused, RunFolder, examine_run_folder, open_run_folder, write_json
from gouji.site.bulk import WORTH_WORKERS, lending

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from gouji.ledger.store import Ledger


def check(request: Request, watch: Watch = unwatched) -> CheckResult:
    """Check every report behind the request's paths and publish the result in its run folder.

    Raises FolderRefused when the run folder cannot be used, RuleError when the rulebook cannot, ManifestRefused when
    the manifest cannot, LedgerRefused when the ledger cannot, BaselineRefused when the template cannot, ExportRefused
    when an export may not go where it was asked for, ClusterRefused when there is no Spark or originals are wanted of
    it, and RunStopped when the run folder takes no more.
    """
    if request.keep_originals and request.cluster is not None:
        raise ClusterRefused(Problem("originals_not_on_cluster"))
    started = datetime.now(UTC)
    rulebook, register = choose_rules(request.rules), _register(request)
    with Reading(request.reading) as reading, session_of(request) as session:
        inputs = _inputs(reading, request, register, session)
        kept = [*_to_be_kept(request, inputs), *earlier_paths(request)]
        refuse_places(request.exports, request.out, kept)
        template = read_template(reading, request.comparing.baseline)
        examine_run_folder(request.out, kept)
        with locked(request.out), stoppable(request.out):
            folder = open_run_folder(request.out, kept)
            ledger = open_requested(request.ledger)
            journal = Journal(folder)
            sources = tuple(item.source for item in inputs)
            begun = started.isoformat()
            journal.begin(Plan(__version__, request, begun, rulebook.digest, str(Path.cwd()), sources))
            run = _Run(request, rulebook, register, reading, inputs, folder, journal, started, session)
            with at_full_speed():
                return _whole(run, ledger, template, watch)


def resume(out: Path, watch: Watch = unwatched, jobs: int | None = None) -> CheckResult:
    """Go on with the run in `out` that was cut off: what is finished stays, the rest is done as it would have been.

    Raises what `check` raises, and FolderRefused when there is no such run or when rules or program have changed.
    """
    folder = RunFolder(out.resolve())
    plan = Journal(folder).plan()
    with chdir(plan.folder), locked(folder.path), stoppable(out):
        request = replace(plan.request, reading=replace(plan.request.reading, jobs=jobs or plan.request.reading.jobs))
        rulebook, register = choose_rules(request.rules), _register(request)
        if rulebook.digest != plan.rulebook:
            raise FolderRefused(Problem("resume_rules", {"path": str(out)}))
        with Reading(request.reading) as reading, session_of(request) as session:
            inputs = same_inputs(_inputs(reading, request, register, session), plan.sources)
            started = datetime.fromisoformat(plan.started)
            run = _Run(request, rulebook, register, reading, inputs, folder, Journal(folder), started, session)
            template = read_template(reading, request.comparing.baseline)
            with at_full_speed():
                return _whole(run, open_requested(request.ledger), template, watch)


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run works with, whether it begins or goes on."""

    request: Request
    rulebook: Rulebook
    register: Register
    reading: Reading
    inputs: Sequence[Input]
    folder: RunFolder
    journal: Journal
    started: datetime
    session: SparkSession | None


def _whole(run: _Run, ledger: Ledger | None, template: frozenset[str], watch: Watch) -> CheckResult:
    request, folder, rulebook = run.request, run.folder, run.rulebook
    manifest = run_manifest(rulebook, request, run.register, run.started)
    write_json(folder.manifest, manifest)
    keys = _check_chunks(run, watch)
    earlier = read_earlier(folder, run.reading, request, run.register.manifest, watch)
    manifest["previous"] = earlier.reports
    keys += record_missing(folder, run.register, rulebook, run.started)
    run.journal.records_complete()
    spread = run.reading.pool.map_surely
    look_across(folder, rulebook, keys, earlier.keys, list(run.register.unanswered()), template, spread)
    rectify(folder, rulebook, manifest, keys, ledger, request.ledger)
    if request.keep_originals:
        complete_originals(folder, run.inputs, keys)
    if request.publishing.pictures and run.session is None:
        draw_pictures(folder, run.reading, run.inputs, keys, watch)
    with lending(run.reading.pool):
        result = _conclude(run, manifest, keys, earlier.errors, watch)
    export_results(folder, request.exports, result.results)
    run.journal.end()
    return result


def _register(request: Request) -> Register:
    return Register(read_manifest(request.manifest) if request.manifest else None)


def _inputs(reading: Reading, request: Request, register: Register, session: SparkSession | None) -> list[Input]:
    far = [path for path in request.paths if session is not None and is_remote(path)]
    near = [path for path in request.paths if path not in far]
    found = [item for item in reading.find(near, exclude=request.out) if not register.is_manifest(item)]
    return found + (remote_inputs(session, far) if session is not None and far else [])


def _to_be_kept(request: Request, inputs: Sequence[Input]) -> list[Path]:
    """The files that the run folder must not hold, since a run removes an earlier one's content."""
    manifest = [request.manifest] if request.manifest else []
    asked = (*manifest, *request.rules.paths, *ledger_file(request.ledger))
    return [*(item.origin or item.path for item in inputs), *asked]


def _check_chunks(run: _Run, watch: Watch) -> list[str]:
    """Read, check and record every chunk that is not finished; the ids of all reports in the order of the files."""
    from gouji.engine.project import prepare_project

    if run.session is not None:
        prepare_project(run.rulebook, run.folder.project)
        task = Task(run.folder, run.rulebook, run.request.overrides, run.request.reading.seconds)
        return check_on_cluster(run.session, task, run.register, run.inputs, watch)
    names = chunk_names(len(run.inputs))
    done = {name: run.journal.done(name) for name in names}
    waiting = [item for number, name in enumerate(names) if not done[name] for item in chunk_of(run.inputs, number)]
    before = len(run.inputs) - len(waiting)
    # The workers begin at once: they read while GX, which takes seconds to import, is imported for the chunks.
    kept = run.folder.originals.resolve() if run.request.keep_originals else None
    results = registered(run.reading, waiting, run.register, run.request.overrides, kept)
    read = watched(results, len(run.inputs), watch, before)
    prepare_project(run.rulebook, run.folder.project)
    run.journal.forget_others(each for each in done.values() if each)
    keys: list[str] = []
    for number, name in enumerate(names):
        finished = done[name]
        if finished is not None:
            run.register.restore(finished.rows)
            keys += finished.keys
            continue
        # No name holds the reports: they are gone when the litter of the chunk is looked for.
        size = len(chunk_of(run.inputs, number))
        keys += (own := check_chunk(run.folder, run.rulebook, name, list(islice(read, size))))
        run.journal.chunk_done(name, own, run.register.found)
        collect_now(settled=len(keys) == len(own))
        watch(Progress("checking", len(keys), len(run.inputs)))
    return keys


def _conclude(run: _Run, manifest: Json, keys: Sequence[str], errors: Sequence[Json], watch: Watch) -> CheckResult:
    manifest["reports"] = len(keys)
    # The clock may have gone back since the run began.
    manifest["run"]["finished"] = max(timestamp(datetime.now(UTC)), manifest["run"]["started"])
    write_json(run.folder.manifest, manifest)
    watch(Progress("publishing", 0, len(keys)))
    spread = run.reading.pool.map_surely if len(keys) >= WORTH_WORKERS else map
    result = publish(run.folder, run.rulebook, manifest, keys, run.request.publishing, errors, spread)
    watch(Progress("publishing", len(keys), len(keys)))
    return result
