"""Causes drawn anew where other reports speak for a figure: what a body's own report says is known from the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gouji.across import Index
from gouji.check.request import Json
from gouji.localise import Evidence, localise, prose_evidence
from gouji.model import Assessment, Problem, Report, VerdictKind
from gouji.outputs.causes import cause_entries
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.outputs.restore import findings_of
from gouji.rulebook import Rulebook
from gouji.run_folder import RunFolder, write_json

# What the other reports of a run say of the cells of one.
Source = Callable[[Report, Index], Evidence]


def weigh_evidence(
    folder: RunFolder, rulebook: Rulebook, index: Index, keys: Sequence[str], sources: Sequence[Source]
) -> None:
    """Draw the probable causes of the reports `keys` anew with what `sources` say, where they say anything."""
    for key in keys:
        record = read_record(folder.record(key))
        if record["causes"] and _weighed(record, rulebook, index, sources):
            write_json(folder.record(key), record)


def _weighed(record: Json, rulebook: Rulebook, index: Index, sources: Sequence[Source]) -> bool:
    """Put the causes anew into `record`; False when there is nothing new to draw them from."""
    try:
        report = index.report(record["id"])
        found = [evidence for source in sources if (evidence := source(report, index)).figures]
        if not found:
            return False
        assessment = Assessment(report.id, VerdictKind(record["verdict"]), findings_of(record), (), ())
        causes = localise(report, assessment, rulebook, _together([prose_evidence(report), *found]))
    except Exception as error:  # noqa: BLE001 - findings, and the causes known so far, stand without it
        problem = Problem("causes_failed", {"why": f"{type(error).__name__}: {error}"[:200]})
        record["errors"].append(problem_entry(problem))
        return True
    record["causes"] = cause_entries(causes)
    return True


def _together(found: Sequence[Evidence]) -> Evidence:
    cells = dict.fromkeys(cell for evidence in found for cell in evidence.figures)
    return Evidence({cell: tuple(each for one in found for each in one.figures.get(cell, ())) for cell in cells})
