"""Write the frames of a chunk of reports as Parquet, and read them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from gouji import frames
from gouji.normalise.tabulate import Rows

_TYPES = {frames.STRING: pa.string(), frames.NUMBER: pa.float64(), frames.BOOLEAN: pa.bool_()}


def frame_path(folder: Path, edition: str, frame: str) -> Path:
    """Where a frame of a chunk is."""
    return folder / edition / f"{frame}.parquet"


def write_frames(folder: Path, edition: str, rows: Rows, stage: frames.Stage = frames.Stage.REPORTS) -> None:
    """Write every frame of `edition` and `stage` below `folder`, those without rows too: GX must find each."""
    (folder / edition).mkdir(parents=True, exist_ok=True)
    for frame in frames.frames_of(stage):
        pq.write_table(_table(rows, edition, frame), frame_path(folder, edition, frame))


def merge_frames(parts: Sequence[Path], target: Path, edition: str) -> None:
    """The frames of `edition` of several chunks as those of one, written as they are read."""
    (target / edition).mkdir(parents=True, exist_ok=True)
    for frame in frames.frames_of(frames.Stage.REPORTS):
        files = [path for part in parts if (path := frame_path(part, edition, frame)).is_file()]
        with pq.ParquetWriter(frame_path(target, edition, frame), pq.read_schema(files[0])) as writer:
            for path in files:
                writer.write_table(pq.read_table(path))


def as_frame(rows: Rows, edition: str, frame: str) -> pd.DataFrame:
    """A frame as GX will read it, from the rows themselves: what is lost on the way to GX can then be noticed."""
    table: pd.DataFrame = _table(rows, edition, frame).to_pandas()
    return table


def _table(rows: Rows, edition: str, frame: str) -> pa.Table:
    kinds = frames.columns(frame, edition)
    columns = {name: [_plain(row.get(name)) for row in rows.get(frame, ())] for name in kinds}
    return pa.table(columns, schema=pa.schema([(name, _TYPES[kind]) for name, kind in kinds.items()]))


def _plain(value: object) -> object:
    """`value` as Arrow takes it, which refuses whole numbers beyond what a float keeps and half characters."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
