"""Two runs side by side, each a run folder or a run of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.check.request import Json
from gouji.ledger.compare import compare
from gouji.ledger.refused import refused
from gouji.ledger.roll import earlier_of
from gouji.ledger.seen import Seen, Sighting, seen_of
from gouji.ledger.side import Side, side
from gouji.normalise.text import fold
from gouji.outputs.load import NotReadable, read_record
from gouji.run_folder import RunFolder, in_run_folder, is_run_folder, read_manifest, write_json

if TYPE_CHECKING:
    from gouji.ledger.store import Ledger
    from gouji.letters.notice import NoticeOptions


def compare_runs(first: str, second: str, ledger: Ledger | None = None) -> Json:
    """What became of the findings of the run `first` in the run `second`; see `gouji.ledger.compare`.

    Raises LedgerRefused for what is neither a run folder nor the id of a run in `ledger`.
    """
    return compare(_side(first, ledger), _side(second, ledger))


def write_comparison(comparison: Json, folder: Path, language: str) -> list[Path]:
    """Write a comparison as JSON, as a workbook and as pages into `folder`; the files. Raises LedgerRefused."""
    from gouji.ledger.retest_workbook import retest_workbook

    if in_run_folder(folder):
        # A later run into that folder would remove it, or refuse the folder for what it does not know.
        raise refused("ledger_in_run", path=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / "retest.json", comparison)
        (folder / "retest.xlsx").write_bytes(retest_workbook(comparison, language))
        pages = [_page(folder / name, text) for name, text in _pages(comparison)]
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise refused("ledger_file_not_written", path=folder, why=why) from error
    return [folder / "retest.json", folder / "retest.xlsx", *pages]


def write_letters(
    comparison: Json,
    runs: Sequence[str],
    options: NoticeOptions,
    folder: Path,
    bodies: Collection[str] = (),
    ledger: Ledger | None = None,
) -> tuple[int, list[str]]:
    """Write the letters on a comparison of `runs` into `folder`; how many, and those of `bodies` that have none.

    All bodies also get a circular; `bodies`, by name, are those that alone get a letter. Findings of run folders stand
    as they do in `ledger`. Raises BatchRefused, LetterheadRefused, NotARun, NotReadable and LedgerRefused.
    """
    from gouji.letters.batch import open_folder, write_retest_letters
    from gouji.letters.retested import retested
    from gouji.outputs.view import open_run

    folders = [RunFolder(Path(run)) if is_run_folder(Path(run)) else None for run in runs]
    with _joining(ledger) as joined:
        first, second = (open_run(each, joined=joined) if each else None for each in folders)
        every = list(retested(comparison, first, second, bodies))
    open_folder(folder, *(each.path for each in folders if each))
    count = write_retest_letters(every, options, folder, circular=not bodies)
    found = {fold(each.body) for each in every}
    return count, [body for body in bodies if fold(body) not in found]


@contextmanager
def _joining(ledger: Ledger | None) -> Iterator[Callable[[Json], Json]]:
    """What joins to a record what the ledger says of its findings; without one records are as they are."""
    if ledger is None:
        yield lambda record: record
        return
    from gouji.ledger.annotate import annotating

    with annotating(ledger) as joined:
        yield joined


def _pages(comparison: Json) -> Iterator[tuple[str, str]]:
    """The pages with the provenance of the later run, or that of the rulebook for a run of the ledger."""
    from gouji.rulebook import load_rules
    from gouji.site.pages import render_retest
    from gouji.site.retest import retest_views
    from gouji.site.run import Catalogue, run_facts

    rulebook = load_rules()
    catalogue = Catalogue(rulebook.rules, rulebook.version, rulebook.digest)
    facts = run_facts(read_manifest(Path(comparison["runs"][1]["name"])), catalogue)
    return ((page.path, render_retest(page, facts)) for page in retest_views(comparison))


def _page(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n", errors="replace")
    return path


def _side(name: str, ledger: Ledger | None) -> Side:
    manifest = read_manifest(Path(name))
    if manifest is not None:
        earlier = earlier_of(manifest.get("previous") or ())
        # The folder is what the user knows the run by; its records are read one by one.
        reports = list(_seen(RunFolder(Path(name))))
        if len(reports) < (manifest.get("reports") or 0):
            # What is lost would otherwise pass for reports that nobody handed in.
            raise refused("export_records_missing", path=name, count=len(reports), reports=manifest["reports"])
        if ledger is not None:
            reports = _standing(reports, ledger)
        return side(name, (manifest.get("run") or {}).get("started"), reports, earlier)
    if ledger is None:
        raise refused("ledger_no_run", run=name)
    from gouji.ledger.sides import ledger_side

    return ledger_side(ledger, name)


def _standing(reports: Sequence[Seen], ledger: Ledger) -> list[Seen]:
    """The reports with the steps that their findings have in the ledger now: a run's own are of its day."""
    from gouji.ledger.called import all_called
    from gouji.ledger.change import standing

    with ledger.reading() as connection:
        rows = all_called(connection, list({finding.fingerprint for seen in reports for finding in seen.findings}))

    def now(finding: Sighting) -> Sighting:
        row = rows.get(finding.fingerprint)
        return finding if row is None else replace(finding, status=standing(row, ledger.today).value)

    return [replace(seen, findings=tuple(map(now, seen.findings))) for seen in reports]


def _seen(folder: RunFolder) -> Iterator[Seen]:
    for path in sorted(folder.records.glob("*.json")):
        try:
            record = read_record(path)
        except NotReadable as error:
            raise refused("ledger_bad_record", why=error) from error
        yield seen_of(record)
