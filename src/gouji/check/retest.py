"""Two runs side by side, each a run folder or a run of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.check.request import Json
from gouji.ledger.compare import compare
from gouji.ledger.refused import refused
from gouji.ledger.roll import earlier_of
from gouji.ledger.seen import Seen, seen_of
from gouji.ledger.side import Side, side
from gouji.outputs.load import NotReadable, read_record
from gouji.run_folder import RunFolder, read_manifest, write_json

if TYPE_CHECKING:
    from gouji.ledger.store import Ledger


def compare_runs(first: str, second: str, ledger: Ledger | None = None) -> Json:
    """What became of the findings of the run `first` in the run `second`; see `gouji.ledger.compare`.

    Raises LedgerRefused for what is neither a run folder nor the id of a run in `ledger`.
    """
    return compare(_side(first, ledger), _side(second, ledger))


def write_comparison(comparison: Json, folder: Path, language: str) -> list[Path]:
    """Write a comparison as JSON, as a workbook and as pages into `folder`; the files. Raises LedgerRefused."""
    from gouji.ledger.retest_workbook import retest_workbook

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(folder / "retest.json", comparison)
        (folder / "retest.xlsx").write_bytes(retest_workbook(comparison, language))
        pages = [_page(folder / name, text) for name, text in _pages(comparison)]
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise refused("ledger_file_not_written", path=folder, why=why) from error
    return [folder / "retest.json", folder / "retest.xlsx", *pages]


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
        # The folder is what the user knows the run by; its records are read one by one.
        earlier = earlier_of(manifest.get("previous") or ())
        return side(name, (manifest.get("run") or {}).get("started"), _seen(RunFolder(Path(name))), earlier)
    if ledger is None:
        raise refused("ledger_no_run", run=name)
    from gouji.ledger.sides import ledger_side

    return ledger_side(ledger, name)


def _seen(folder: RunFolder) -> Iterator[Seen]:
    for path in sorted(folder.records.glob("*.json")):
        try:
            record = read_record(path)
        except NotReadable as error:
            raise refused("ledger_bad_record", why=error) from error
        yield seen_of(record)
