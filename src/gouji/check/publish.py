"""The pages and the machine-readable result, drawn from the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji import __version__
from gouji.batches import Spread, in_batches
from gouji.check.publishing import Publishing, folder_of
from gouji.check.request import CheckResult, Json
from gouji.check.results import write_results
from gouji.check.stopped import ensure_room
from gouji.check.tally import Tally
from gouji.model import Problem
from gouji.outputs.load import read_entry
from gouji.outputs.record import problem_entry
from gouji.rulebook import Rulebook
from gouji.run_folder import SCHEMA, RunFolder


def publish(
    folder: RunFolder,
    rulebook: Rulebook,
    manifest: Json,
    keys: Sequence[str],
    publishing: Publishing,
    before: Sequence[Json] = (),
    spread: Spread = map,
) -> CheckResult:
    """Build the pages and write results.json; what the run came to. A page that is not there is an error of ours.

    `before` are errors of ours from earlier steps that are about no report of the run; `spread` calls a function for
    each of many records. Raises OSError when the folder takes no more.
    """
    entered = manifest.get("ledger")
    errors = [*before, *([entered["error"]] if entered and "error" in entered else [])]
    errors += _build_pages(folder, publishing)
    ensure_room(folder.path)
    tally, seen = Tally(), list[Json]()
    head = {
        "schema": SCHEMA,
        "gouji": __version__,
        "rulebook": manifest["rulebook"],
        "run": manifest["run"],
        "notes": manifest["notes"],
        "ledger": entered,
        "previous": manifest.get("previous", []),
    }
    results = write_results(
        folder.results,
        head,
        _with_findings(folder, _entries([folder.record(key) for key in keys], tally, seen, spread)),
        lambda: [*errors, *_missing_pages(folder, rulebook, seen, publishing)],
    )
    return CheckResult(folder, results, tally)


def _entries(records: Sequence[Path], tally: Tally, seen: list[Json], spread: Spread) -> Iterator[bytes]:
    """The entries one by one, as JSON; each is counted in `tally`, and what its page depends on is noted in `seen`."""
    for text, counted in in_batches(spread, read_entry, records):
        tally.add(counted)
        seen.append({name: value for name, value in counted.items() if not isinstance(value, list)})
        yield text


def _with_findings(folder: RunFolder, entries: Iterator[bytes]) -> Iterator[bytes]:
    """The entries as they come; where the run keeps its findings as Parquet, these are written beside."""
    from gouji.engine.findings import written

    return written(folder.findings, entries) if folder.findings.is_dir() else entries


def _build_pages(folder: RunFolder, publishing: Publishing) -> list[Json]:
    from gouji.engine.docs import build_docs
    from gouji.engine.project import use_sites

    try:
        use_sites(folder.project, publishing.sites())
        build_docs(folder.project)
    except Exception as error:  # noqa: BLE001 - the results are written all the same, with what is wrong with the pages
        why = f"{type(error).__name__}: {error}"[:200]
        return [problem_entry(Problem("docs_not_built", {"why": why}))]
    return []


def _missing_pages(
    folder: RunFolder, rulebook: Rulebook, entries: Sequence[Json], publishing: Publishing
) -> list[Json]:
    from gouji.site import missing_pages

    suites = _suites_run(folder, rulebook)
    missing = [
        f"{place}/{page}" if place != folder.site.name else page
        for audience in publishing.audiences
        for place in [folder_of(audience)]
        for page in missing_pages(
            folder.path / place, entries, rulebook.active, suites, audience, publishing.single_files
        )
    ]
    return [problem_entry(Problem("page_not_built", {"page": page})) for page in missing]


def _suites_run(folder: RunFolder, rulebook: Rulebook) -> list[str]:
    """The suite behind each stored result: those of every edition that a chunk had reports of."""
    names = dict.fromkeys((relation.edition, rule.frame) for rule, relation in rulebook.relations())
    drawn = sorted((folder.path / "frames").glob("*/*"))
    return [
        f"{edition}.{frame}"
        for place in drawn
        for edition, frame in names
        if edition == place.name and (place / f"{frame}.parquet").exists()
    ]
