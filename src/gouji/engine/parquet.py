"""Write the frames of a chunk of reports as Parquet, and read them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class Frames:
    """The frames of `rows` (by edition), each built once: what is written for GX and what its results are held against.

    Results are held against the rows as they were drawn and not as GX read them: what is lost on the way is noticed.
    """

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self.rows = rows
        self._tables: dict[tuple[str, str], pa.Table] = {}
        self._drawn: dict[tuple[str, str], pd.DataFrame] = {}

    def write(self, folder: Path, edition: str, stage: frames.Stage = frames.Stage.REPORTS) -> None:
        """Write every frame of `edition` and `stage` below `folder`, those without rows too: GX must find each."""
        (folder / edition).mkdir(parents=True, exist_ok=True)
        for frame in frames.frames_of(stage):
            pq.write_table(self._table(edition, frame), frame_path(folder, edition, frame))

    def drawn(self, edition: str, frame: str) -> pd.DataFrame:
        """A frame as GX will read it. Not to be changed."""
        key = edition, frame
        if key not in self._drawn:
            self._drawn[key] = self._table(edition, frame).to_pandas()
        return self._drawn[key]

    def _table(self, edition: str, frame: str) -> pa.Table:
        key = edition, frame
        if key not in self._tables:
            kinds = frames.columns(frame, edition)
            rows = self.rows.get(edition, {}).get(frame, ())
            arrays = [_array([row.get(name) for row in rows], _TYPES[kind]) for name, kind in kinds.items()]
            self._tables[key] = pa.table(arrays, names=list(kinds))
        return self._tables[key]


def write_frames(folder: Path, edition: str, rows: Rows, stage: frames.Stage = frames.Stage.REPORTS) -> None:
    """Write every frame of `edition` and `stage` below `folder`, as `Frames.write` does."""
    Frames({edition: rows}).write(folder, edition, stage)


def merge_frames(parts: Sequence[Path], target: Path, edition: str) -> None:
    """The frames of `edition` of several chunks as those of one, written as they are read."""
    (target / edition).mkdir(parents=True, exist_ok=True)
    for frame in frames.frames_of(frames.Stage.REPORTS):
        files = [path for part in parts if (path := frame_path(part, edition, frame)).is_file()]
        with pq.ParquetWriter(frame_path(target, edition, frame), pq.read_schema(files[0])) as writer:
            for path in files:
                writer.write_table(pq.read_table(path))


def are_whole(folder: Path) -> bool:
    """Whether every frame below `folder` was written to its end: its footer is there and says how to read it."""
    try:
        for path in folder.glob("*/*.parquet"):
            pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except (pa.ArrowException, UnicodeError, OverflowError):
        return pa.array([_plain(value) for value in values], kind)


def _plain(value: object) -> object:
    """`value` as Arrow takes it, which refuses whole numbers beyond what a float keeps and half characters."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
