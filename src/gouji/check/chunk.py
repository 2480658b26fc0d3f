"""A chunk of reports: tabulated, checked by the checkpoints, assessed, recorded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from gouji.check.request import Json
from gouji.localise import localise, prose_evidence
from gouji.model import Assessment, Problem, Report, Unread
from gouji.normalise.tabulate import Rows, tabulate
from gouji.normalise.timeliness import with_deadline
from gouji.outputs.record import report_record, unread_record
from gouji.rulebook import Rulebook, deadlines_of
from gouji.run_folder import RunFolder, write_record

if TYPE_CHECKING:
    from gouji.engine.parquet import Frames
    from gouji.engine.run import RelationResult

Item = TypeVar("Item")

# One checkpoint costs the same for one report as for hundreds; this many bound the memory.
CHUNK_SIZE = 500


def chunks(items: Iterator[Report | Unread]) -> Iterator[list[Report | Unread]]:
    """What is read, in lists of at most CHUNK_SIZE."""
    while chunk := list(islice(items, CHUNK_SIZE)):
        yield chunk


def chunk_names(total: int) -> list[str]:
    """The names of the chunks that so many files come in, each of CHUNK_SIZE but the last."""
    return [f"{number:04d}" for number in range(1, -(-total // CHUNK_SIZE) + 1)]


def chunk_of(items: Sequence[Item], number: int) -> Sequence[Item]:
    """Those of `items` that are in the chunk of this number, from 0."""
    return items[number * CHUNK_SIZE : (number + 1) * CHUNK_SIZE]


def check_chunk(folder: RunFolder, rulebook: Rulebook, name: str, items: Sequence[Report | Unread]) -> list[str]:
    """Run the rules on one chunk and write its records; the ids in the order read."""
    from gouji.engine.parquet import Frames
    from gouji.engine.project import use_chunk
    from gouji.engine.run import open_project, run_checkpoint

    items, rows = prepared(items, rulebook)
    frames = folder.frames(name)
    # What an unfinished run left of this chunk.
    shutil.rmtree(frames, ignore_errors=True)
    drawn = Frames(rows)
    for edition in rows:
        drawn.write(frames, edition)
    results = {}
    if rows:
        use_chunk(folder.project, name)
        context = open_project(folder.project)
        results = {edition: run_checkpoint(context, rulebook, edition) for edition in rows}
    record_chunk(folder, rulebook, items, drawn, results)
    ids = [item.id for item in items]
    # Great Expectations leaves frames of calls behind, this one among them, in circles. What they would hold goes now,
    # and not when Python has gone through it to find that nobody wants it.
    del items, rows, drawn, results
    return ids


def prepared(items: Sequence[Report | Unread], rulebook: Rulebook) -> tuple[list[Report | Unread], dict[str, Rows]]:
    """The reports with what the rulebook's profile says of them, and their rows by edition and frame."""
    return _tabulated(_dated(_watching(items, rulebook), rulebook))


def record_chunk(
    folder: RunFolder,
    rulebook: Rulebook,
    items: Sequence[Report | Unread],
    frames: Frames,
    results: Mapping[str, Mapping[str, RelationResult]],
) -> None:
    """Write the record of each of `items`, after the results of the rules on their frames."""
    from gouji.engine.assess import assess

    reports = [item for item in items if isinstance(item, Report)]
    assessments = assess(reports, rulebook, results, frames.drawn)
    for item in items:
        record = _record(item, assessments[item.id], rulebook) if isinstance(item, Report) else unread_record(item)
        write_record(folder.record(item.id), record)


def _watching(items: Sequence[Report | Unread], rulebook: Rulebook) -> Sequence[Report | Unread]:
    """The reports with the lexicon of the profile, which their text is looked through for."""
    words = rulebook.profile.lexicon if rulebook.profile else ()
    if not words:
        return items
    return [replace(item, lexicon=words) if isinstance(item, Report) else item for item in items]


def _dated(items: Sequence[Report | Unread], rulebook: Rulebook) -> Sequence[Report | Unread]:
    """The reports with the day by which each was due, after the manifest and the profile."""
    due = deadlines_of(rulebook.profile).due
    return [with_deadline(item, due) if isinstance(item, Report) else item for item in items]


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
