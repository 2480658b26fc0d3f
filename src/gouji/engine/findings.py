"""The findings of a run as a table, written as Parquet while its reports go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gouji.json_text import decoded
from gouji.whole_file import whole_file

# A part holds the findings of so many reports.
REPORTS_A_PART = 10_000
_OF_REPORT = {
    "report": "id",
    "source": "source",
    "organisation": "organisation",
    "year": "year",
    "verdict": "verdict",
}
_OF_FINDING = ("rule", "severity", "category", "message", "message_en", "fingerprint")
_OF_PLACE = ("frame", "row", "column")
_STRINGS = [name for name in (*_OF_REPORT, *_OF_FINDING, *_OF_PLACE) if name != "year"]
SCHEMA = pa.schema([("year", pa.int64()), *((name, pa.string()) for name in _STRINGS)])


def written(folder: Path, entries: Iterable[bytes]) -> Iterator[bytes]:
    """Give on the entries of the reports, as JSON, as they come, and write their findings into parts below `folder`.

    A part is whole or not there; parts that an earlier attempt wrote are written over. Raises OSError.
    """
    rows: list[dict[str, object]] = []
    parts = 0
    for reports, entry in enumerate(entries, start=1):
        rows += _rows(decoded(entry))
        yield entry
        if reports % REPORTS_A_PART == 0:
            _write(folder, parts := parts + 1, rows)
            rows = []
    if rows or not parts:
        _write(folder, parts + 1, rows)


def _rows(entry: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    of_report = {name: entry[key] for name, key in _OF_REPORT.items()}
    for finding in entry["findings"]:
        where = finding["where"]
        yield of_report | {name: finding[name] for name in _OF_FINDING} | {name: where[name] for name in _OF_PLACE}


def _write(folder: Path, part: int, rows: list[dict[str, object]]) -> None:
    with whole_file(folder / f"part-{part:05d}.parquet") as file:
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), file)
