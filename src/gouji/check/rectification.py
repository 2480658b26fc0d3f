"""The run in the ledger, when one is given: entered, and what the ledger says joined to the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import __version__
from gouji.check.request import Json, LedgerRequest
from gouji.ledger.refused import LedgerRefused
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.rulebook import Rulebook
from gouji.run_folder import RunFolder, write_json, write_record

if TYPE_CHECKING:
    from gouji.ledger.runs import RunFacts
    from gouji.ledger.store import Ledger


def open_requested(request: LedgerRequest | None) -> Ledger | None:
    """The ledger that was asked for, made if it is new, before hours are spent on a run. Raises LedgerRefused."""
    if request is None:
        return None
    from gouji.ledger.store import open_ledger

    return open_ledger(request.where, create=True)


def ledger_file(request: LedgerRequest | None) -> list[Path]:
    """The file of the ledger that was asked for, which no run may remove; none for a database on a server."""
    return [Path(request.where)] if request is not None and "://" not in request.where else []


def rectify(
    folder: RunFolder,
    rulebook: Rulebook,
    manifest: Json,
    keys: Sequence[str],
    ledger: Ledger | None,
    request: LedgerRequest | None,
) -> None:
    """Enter the run whose records are `keys`, and write into them how their findings stand.

    Writes ledger.json, the rounds of the year, into the run folder. What went wrong is noted in the run's manifest: the
    result then stands without the ledger.
    """
    if ledger is None or request is None:
        return
    from gouji.ledger.annotate import annotate
    from gouji.ledger.record import record_run
    from gouji.ledger.roll import earlier_of
    from gouji.ledger.trends import ledger_summary

    try:
        facts, earlier = _facts(manifest, rulebook, request), earlier_of(manifest.get("previous") or ())
        recorded = record_run(ledger, facts, _records(folder, keys), earlier)
        for record in annotate(ledger, _records(folder, keys)):
            write_record(folder.record(record["id"]), record)
        write_json(folder.ledger, ledger_summary(ledger, recorded))
    except LedgerRefused as refused:
        manifest["ledger"] = {"place": ledger.place, "error": problem_entry(refused.problem)}
        return
    manifest["ledger"] = {"place": ledger.place, "year": recorded.year or None, "round": recorded.round}


def _records(folder: RunFolder, keys: Sequence[str]) -> Iterator[Json]:
    return (read_record(folder.record(key)) for key in keys)


def _facts(manifest: Json, rulebook: Rulebook, request: LedgerRequest) -> RunFacts:
    from gouji.ledger.meaning import rule_meanings
    from gouji.ledger.runs import RunFacts

    return RunFacts(
        key=manifest["run"]["id"],
        started=manifest["run"]["started"],
        author=request.author,
        gouji=__version__,
        rulebook_version=rulebook.version,
        rulebook_digest=rulebook.digest,
        meanings=rule_meanings(rulebook.rules),
        round=request.round,
    )
