"""Write the frames of a chunk of reports as Parquet, and read them back."""

from __future__ import annotations

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


def write_frames(folder: Path, edition: str, rows: Rows) -> None:
    """Write every frame of `edition` below `folder`, those without rows too: GX must find each to count nothing."""
    (folder / edition).mkdir(parents=True, exist_ok=True)
    for frame in frames.GRAINS:
        schema = pa.schema([(name, _TYPES[kind]) for name, kind in frames.columns(frame, edition).items()])
        columns = {name: [row.get(name) for row in rows.get(frame, ())] for name in schema.names}
        pq.write_table(pa.table(columns, schema=schema), frame_path(folder, edition, frame))


def read_frame(folder: Path, edition: str, frame: str) -> pd.DataFrame:
    """A frame as GX reads it."""
    return pd.read_parquet(frame_path(folder, edition, frame))
