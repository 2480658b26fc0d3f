"""A whole run, in its order: read, run the rules chunk by chunk, look across the reports, publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from gouji.check.across import look_across
from gouji.check.audit_trail import run_manifest, timestamp
from gouji.check.chunk import check_chunk, chunks
from gouji.check.exports import export_results
from gouji.check.missing import record_missing
from gouji.check.publish import publish
from gouji.check.publishing import Publishing
from gouji.check.readings import registered, watched
from gouji.check.rectification import ledger_file, open_requested, rectify
from gouji.check.request import CheckResult, Json, Progress, Request, Watch, unwatched
from gouji.intake import Input
from gouji.manifest import Register, read_manifest
from gouji.model import Report, Unread
from gouji.outputs.export import refuse_places
from gouji.reading import Reading
from gouji.rulebook import Rulebook, choose_rules
from gouji.run_folder import RunFolder, open_run_folder, write_json


def check(request: Request, watch: Watch = unwatched) -> CheckResult:
    """Check every report behind the request's paths and publish the result in its run folder.

    Raises FolderRefused when the run folder cannot be used, RuleError when the rulebook cannot, ManifestRefused when
    the manifest cannot, LedgerRefused when the ledger cannot, and ExportRefused when an export may not go where it was
    asked for.
    """
    started = datetime.now(UTC)
    rulebook = choose_rules(request.rules)
    register = Register(read_manifest(request.manifest) if request.manifest else None)
    with Reading(request.reading) as reading:
        inputs = [item for item in reading.find(request.paths, exclude=request.out) if not register.is_manifest(item)]
        kept = _to_be_kept(request, inputs)
        refuse_places(request.exports, request.out, kept)
        folder = open_run_folder(request.out, kept)
        ledger = open_requested(request.ledger)
        manifest = run_manifest(rulebook, request, register, started)
        write_json(folder.manifest, manifest)
        # The workers begin at once: they read while GX, which takes seconds to import, is imported for the chunks.
        read = watched(registered(reading, inputs, register, request.overrides), len(inputs), watch)
        keys = _check_chunks(folder, rulebook, read, len(inputs), watch)
    keys += record_missing(folder, register, rulebook, started)
    look_across(folder, rulebook, keys, absent=list(register.unanswered()))
    rectify(folder, rulebook, manifest, keys, ledger, request.ledger)
    result = _conclude(folder, rulebook, manifest, keys, request.publishing, watch)
    export_results(folder, request.exports, result.results)
    return result


def _to_be_kept(request: Request, inputs: Sequence[Input]) -> list[Path]:
    """The files that the run folder must not hold, since a run removes an earlier one's content."""
    manifest = [request.manifest] if request.manifest else []
    asked = (*manifest, *request.rules.paths, *ledger_file(request.ledger))
    return [*(item.origin or item.path for item in inputs), *asked]


def _check_chunks(
    folder: RunFolder, rulebook: Rulebook, read: Iterator[Report | Unread], total: int, watch: Watch
) -> list[str]:
    from gouji.engine.project import prepare_project

    keys: list[str] = []
    prepare_project(rulebook, folder.project)
    for number, chunk in enumerate(chunks(read), start=1):
        keys += check_chunk(folder, rulebook, f"{number:04d}", chunk)
        watch(Progress("checking", len(keys), total))
    return keys


def _conclude(
    folder: RunFolder,
    rulebook: Rulebook,
    manifest: Json,
    keys: Sequence[str],
    publishing: Publishing,
    watch: Watch,
) -> CheckResult:
    manifest["reports"] = len(keys)
    manifest["run"]["finished"] = timestamp(datetime.now(UTC))
    write_json(folder.manifest, manifest)
    watch(Progress("publishing", 0, len(keys)))
    results = publish(folder, rulebook, manifest, keys, publishing)
    watch(Progress("publishing", len(keys), len(keys)))
    return CheckResult(folder, results)
