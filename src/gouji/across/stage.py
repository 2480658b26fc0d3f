"""The second pass: reports by chunks, their frames drawn, run and assessed, and their records amended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.across.amend import amend
from gouji.across.assess import Judged, assess
from gouji.across.causes import Source, reconsider_causes
from gouji.across.changes import settle_changes
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Index
from gouji.batches import Spread, in_batches
from gouji.frames import Stage
from gouji.model import Problem
from gouji.normalise.tabulate import Rows
from gouji.outputs.load import read_record
from gouji.pool import collect_now
from gouji.rulebook import Rulebook
from gouji.run_folder import RunFolder, write_record

if TYPE_CHECKING:
    from gouji.engine.assess import Results
    from gouji.engine.parquet import Frames

# Reports whose rows are held at once.
CHUNK_SIZE = 500

DrawnFrames = Mapping[str, Mapping[str, Drawn | Problem]]


def judge(
    folder: RunFolder,
    rulebook: Rulebook,
    index: Index,
    keys: Sequence[str],
    frames: Iterable[AcrossFrame],
    sources: Sequence[Source] = (),
    spread: Spread = map,
) -> None:
    """Judge the reports `keys` by what `index` holds against them, in all of `frames`, and amend their records.

    `sources` say what else speaks for a figure, besides last year's report, when probable causes are worked out.
    `spread` calls a function for each of many records.
    """
    judged = judgements(folder, rulebook, index, keys, frames)
    while chunk := list(islice(judged, CHUNK_SIZE)):
        beside = {key for key, _ in chunk if index.earlier(index.by_key[key])}
        alone = [(key, each) for key, each in chunk if key not in beside]
        tasks = [(folder.record(key), each) for key, each in alone]
        with_causes = list(in_batches(spread, _amend_alone, tasks))
        for (key, _), has_causes in zip(alone, with_causes, strict=True):
            record = read_record(folder.record(key)) if has_causes else None
            if record is not None and reconsider_causes(record, index, rulebook, sources):
                write_record(folder.record(key), record)
        for key, each in chunk:
            if key in beside:
                _amend_beside_last_year(folder.record(key), each, index, rulebook, sources)


def _amend_alone(task: tuple[Path, Judged]) -> bool:
    """Amend the record of a report with none of last year's beside it; whether it has probable causes."""
    path, judged = task
    record = read_record(path)
    if amend(record, judged):
        write_record(path, record)
    return bool(record["causes"])


def _amend_beside_last_year(
    path: Path, judged: Judged, index: Index, rulebook: Rulebook, sources: Sequence[Source]
) -> None:
    """Amend a record, and its claims and causes by what last year's report says: at once, or not at all."""
    record = read_record(path)
    amended = amend(record, judged)
    if amended:
        settle_changes(record, index)
    # Other reports speak for a figure whether or not a rule that looks at them was asked for.
    if reconsider_causes(record, index, rulebook, sources) or amended:
        write_record(path, record)


def judgements(
    folder: RunFolder, rulebook: Rulebook, index: Index, keys: Sequence[str], frames: Iterable[AcrossFrame]
) -> Iterator[tuple[str, Judged]]:
    """What comes of the rules across reports for each of `keys` that could be read. `folder` has the run's project."""
    from gouji.engine.parquet import Frames

    asked = {rule.frame for rule in rulebook.active}
    registry = {frame.name: frame for frame in frames if frame.name in asked}
    readable = [key for key in keys if index.by_key[key].readable]
    for number, start in enumerate(range(0, len(readable), CHUNK_SIZE), start=1):
        chunk = readable[start : start + CHUNK_SIZE]
        drawn = {key: {frame.name: _drawn(frame, key, index) for frame in registry.values()} for key in chunk}
        tabled = Frames(_by_edition(drawn))
        results = _run(folder, rulebook, f"across-{number:04d}", tabled) if tabled.rows else {}
        yield from assess(rulebook, results, tabled, registry, drawn, index).items()
        if tabled.rows:
            # The circles that Great Expectations leaves hold the frames of the chunk.
            collect_now()


def _drawn(frame: AcrossFrame, key: str, index: Index) -> Drawn | Problem:
    try:
        return frame.draw(index.by_key[key], index)
    except Exception as error:  # noqa: BLE001 - an error of ours with one report must not cost the others their result
        return Problem("across_failed", {"frame": frame.name, "why": f"{type(error).__name__}: {error}"[:200]})


def _by_edition(drawn: DrawnFrames) -> dict[str, Rows]:
    """The rows of all reports by edition and frame."""
    rows: dict[str, Rows] = {}
    for key, frames in drawn.items():
        for name, one in frames.items():
            for edition, row in one.rows if isinstance(one, Drawn) else ():
                rows.setdefault(edition, {}).setdefault(name, []).append({"report": key} | row)
    return rows


def _run(folder: RunFolder, rulebook: Rulebook, name: str, tabled: Frames) -> Results:
    """The results of the checkpoints of every edition that has rows."""
    from gouji.engine.project import use_chunk
    from gouji.engine.run import declared, open_project, run_checkpoint

    asked = [edition for edition in tabled.rows if declared(rulebook, edition, Stage.ACROSS)]
    for edition in asked:
        tabled.write(folder.frames(name), edition, Stage.ACROSS)
    use_chunk(folder.project, name)
    context = open_project(folder.project)
    return {edition: run_checkpoint(context, rulebook, edition, Stage.ACROSS) for edition in asked}
